import { createHash } from 'node:crypto';
import { eur } from '../../../stories/terms';
import { attemptsOf, type Cast, inOrder, openOwners } from '../cast';
import { lotsFor } from './payments';
import { openShop } from './bookings';
import { poolOf, type Row, rowOf } from '../row';

const UNTIL = '2099-01-01T00:00:00.000Z';
const CODE = 'five off';
/** Members of one shop: two purchases of one member meet in its wallet, so each has one under way. */
const MEMBERS = 64;

/** A point a euro; a hundred pay one. */
const terms = {
  ...{ says: 'Points of the bench', units: { one: 'point', many: 'points' } },
  ...{ base: { points: 1, per: eur(100) }, worth: { points: 100, money: eur(100) } },
  ...{ pending: 'immediate', expiry: '12M_U', rules: [], stacking: 'multiply' as const, negative: false },
  ...{ window: 'rolling12Months' as const, graceDays: 30, landing: 'oneDown' as const },
  tiers: [{ tier: 'basic', threshold: 0, multiplierPpm: 1_000_000, benefits: [] }],
  ...{ collateralPpm: 1_000, slices: 64 },
};

/** Coupons used at a till, and points given for receipts: each its own customer's business. */
export async function pointRows(cast: Cast): Promise<Row[]> {
  const { merchant, owner, mark, inFlight } = cast;
  const [programId, promotionId, shop] = [`${mark}-points`, `${mark}-five`, merchant.caller];
  await inOrder(cast, openShop);
  await inOrder(cast, async (orderly) => {
    const { loyalty, coupon } = orderly.merchant;
    const whom = { programId, partner: shop };
    await loyalty.publishProgram({ programId, operator: shop, terms });
    await loyalty.invite(whom);
    await loyalty.joinProgram(whom);
    const lots = await lotsFor({ ...orderly, mark: `${mark}-C` }, [shop]);
    const box = { boxId: `${mark}-box`, paymentId: `${mark}-box`, amount: eur(50_000), until: UNTIL };
    await loyalty.postCollateral({ ...whom, ...box, lots });
    await orderly.owner.loyalty.openWallet({ programId, member: owner.caller });
    await coupon.publishPromotion({
      ...{ promotionId, merchant: shop, says: 'Five off', currency: 'EUR', conditions: [], hours: [] },
      effect: { type: 'fixed', amount: eur(500), target: 'order', allocation: 'across', targets: [] },
      ...{ validFrom: '2020-01-01T00:00:00.000Z', validUntil: UNTIL, merchants: [], models: [] },
      ...{ codes: 'generic', codeHash: createHash('sha256').update(CODE).digest('hex'), transferable: false },
      ...{ limits: { totalUsage: 1_000_000 }, slices: 64 },
    });
    await coupon.activate({ promotionId });
  });
  let count = 0;
  const redeem = async () => {
    const used = await merchant.coupon.redeem({
      ...{ merchant: shop, orderId: `${mark}-O${count++}`, customer: owner.caller },
      items: [{ itemId: 'wash', quantity: 1, amount: eur(2_000) }],
      coupons: [{ promotionId, code: CODE }],
    });
    return attemptsOf(used);
  };
  const owners = await openOwners(cast, MEMBERS);
  await Promise.all(owners.map((one) => one.loyalty.openWallet({ programId, member: one.caller })));
  const members = poolOf(owners.map(({ caller }) => caller));
  let receipts = 0;
  const earn = () =>
    members.use(1, async ([member = '']) => {
      const receipt = { receiptId: `${mark}-E${receipts++}`, amount: eur(2_000) };
      const earned = await merchant.loyalty.earn({ programId, partner: shop, member, ...receipt });
      return { next: [member], answer: attemptsOf(earned) };
    });
  return [
    rowOf({
      name: 'earn',
      says: 'give a member points, covered by collateral over 64 keys',
      sort: 'other',
      inFlight: Math.min(inFlight, MEMBERS),
      act: earn,
    }),
    rowOf({
      name: 'redeem',
      says: 'use a coupon at a till, its budget over 64 keys',
      sort: 'other',
      inFlight,
      act: redeem,
    }),
  ];
}
