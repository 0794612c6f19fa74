import { ANA, BEN, openMarket, WASH } from '../service/market';
import { eur, terms } from './terms';
import type { Terms } from '../../../chaincode/src/loyalty/records/program';

export { ANA, BEN, WASH };
export const GARAGE = 'registry/workshop';
export const TOWN = 'TOWN';
const UNTIL = '2030-01-01T00:00:00.000Z';

/** A program of the car wash in which the workshop is a partner too; both have collateral, ana and ben wallets. */
export async function openCoalition(change: Partial<Terms> = {}, collateral = 10_000n) {
  const market = await openMarket({}, ['accept_payments', 'payouts', 'repair', 'issue_coupons']);
  const { wash, workshop, ana, ben, issue } = market;
  const all = { tiers: terms().tiers, ...change };
  await wash.on.loyalty.publishProgram({ programId: TOWN, operator: WASH, terms: terms(all) });
  const shops = [
    [WASH, wash],
    [GARAGE, workshop],
  ] as const;
  for (const [partner, shop] of shops) {
    await wash.on.loyalty.invite({ programId: TOWN, partner });
    await shop.on.loyalty.joinProgram({ programId: TOWN, partner });
    if (collateral === 0n) continue;
    const name = partner.split('/')[1];
    await shop.on.loyalty.postCollateral({
      ...{
        programId: TOWN,
        partner,
        boxId: `BOX-${name}`,
        paymentId: `P-box-${name}`,
        amount: eur(collateral),
      },
      ...{ until: UNTIL, lots: [await issue(partner, collateral)] },
    });
  }
  for (const [member, one] of [
    [ANA, ana],
    [BEN, ben],
  ] as const)
    await one.on.loyalty.openWallet({ programId: TOWN, member });
  const lotsOf = async (member: string = ANA) => {
    const { items } = await (member === ANA ? ana : ben).on.loyalty.listLots({
      programId: TOWN,
      member,
      size: 100,
    });
    return items;
  };
  /** The wash gives ana points for so much money. */
  const earn = (amount: bigint, receiptId: string, partner = WASH, member = ANA) =>
    (partner === WASH ? wash : workshop).on.loyalty.earn({
      ...{ programId: TOWN, partner, member, receiptId, amount: eur(amount) },
    });
  /** Points of all kinds as the ledger counts them, over both partners and both members. */
  const totals = async () => {
    const left = [...(await lotsOf(ANA)), ...(await lotsOf(BEN))];
    let [issued, spent, expired, revoked] = [0, 0, 0, 0];
    for (const [key, { value }] of market.ledger.world.state) {
      if (!key.startsWith('\u0000loyalty-points-of\u0000')) continue;
      const { record } = JSON.parse(Buffer.from(value).toString()) as { record: Record<string, number> };
      issued += record['issued'] ?? 0;
      spent += record['spent'] ?? 0;
      expired += record['expired'] ?? 0;
      revoked += record['revoked'] ?? 0;
    }
    return { issued, spent, expired, revoked, left: left.reduce((sum, { unitsLeft }) => sum + unitsLeft, 0) };
  };
  return { ...market, lotsOf, earn, totals };
}
