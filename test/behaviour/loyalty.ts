import { createHash } from 'node:crypto';
import { money } from '@roadbook/chaincode/api';
import { openDriver, openShop, quarter, wash } from './service';
import type { Behaviour, World } from './world';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const eur = (amount: bigint) => money.of(amount, 'EUR');
const DAY = 86_400_000;
const UNTIL = '2099-01-01T00:00:00.000Z';

/** A point for each euro, a hundred pay one; good for a year. */
const terms = {
  ...{ says: 'Points of the town', units: { one: 'point', many: 'points' } },
  ...{ base: { points: 1, per: eur(100n) }, worth: { points: 100, money: eur(100n) } },
  ...{ pending: 'immediate', expiry: '12M_U', rules: [], stacking: 'multiply' as const, negative: false },
  ...{ window: 'rolling12Months' as const, graceDays: 30, landing: 'oneDown' as const },
  tiers: [
    { tier: 'basic', threshold: 0, multiplierPpm: 1_000_000, benefits: [] },
    { tier: 'gold', threshold: 500, multiplierPpm: 1_500_000, benefits: ['Pick-up'] },
  ],
  ...{ collateralPpm: 1_000_000, slices: 4 },
};

/** Two shops in one program, the first with collateral, and a driver who has joined. */
async function openTown(world: World) {
  const shops = [await openShop(world, ['B1'], ['issue_coupons']), await openShop(world)] as const;
  const [first, second] = shops;
  const programId = world.fresh('PROGRAM');
  await first.shop.loyalty.publishProgram({ programId, operator: first.merchant, terms });
  for (const { merchant: partner, shop } of shops) {
    await first.shop.loyalty.invite({ programId, partner });
    await shop.loyalty.joinProgram({ programId, partner });
  }
  const orderId = world.fresh('I');
  const desk = (await world.be('lender/desk', 'lender')).on;
  await desk.payment.askIssue({ orderId, party: first.merchant, amount: eur(5_000n) });
  const other = (await world.be('lender/second', 'lender')).on;
  const { transfer } = await other.payment.settle({ orderId, paymentId: world.fresh('P') });
  const box = { boxId: world.fresh('BOX'), paymentId: world.fresh('P'), amount: eur(5_000n), until: UNTIL };
  const lots = [transfer?.made[0]?.lotId ?? ''];
  await first.shop.loyalty.postCollateral({ programId, partner: first.merchant, ...box, lots });
  const driver = await openDriver(world, 2_000n);
  await driver.driver.loyalty.openWallet({ programId, member: driver.member });
  return { programId, first, second, ...driver };
}

export const loyaltyBehaviour: Behaviour = (open) => {
  test('points earned at one merchant are spent at another, and netted out of collateral', async () => {
    const world = await open();
    const { programId, first, second, driver, member } = await openTown(world);
    const receipt = { programId, partner: first.merchant, member, receiptId: world.fresh('R') };
    await first.shop.loyalty.earn({ ...receipt, amount: eur(50_000n) });
    const { items } = await driver.loyalty.listLots({ programId, member });
    const lots = items.map(({ lotId }) => lotId);
    const use = { programId, member, partner: second.merchant, units: 300, lots };
    const both = await Promise.allSettled(
      ['U1', 'U2'].map((one) => driver.loyalty.spend({ ...use, useId: world.fresh(one) })),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const claims = (await second.shop.loyalty.listClaims({ programId })).items;
    expect(claims).toMatchObject([{ from: first.merchant, to: second.merchant, amount: eur(300n) }]);
    const netting = await driver.loyalty.net({
      ...{ programId, nettingId: world.fresh('N') },
      claims: claims.map(({ from, claimId }) => ({ from, claimId })),
    });
    expect(netting.status).toBe('settled');
    expect(netting.positions.reduce((sum, { net }) => sum + net.amount, 0n)).toBe(0n);
    expect(await driver.loyalty.readWallet({ programId, member })).toMatchObject({
      tier: 'gold',
      active: 200,
    });
  });

  test('a wash is booked with a coupon and points; the money that is left earns points when it is paid', async () => {
    const world = await open();
    const { programId, first, driver, member, vin, lots } = await openTown(world);
    const promotionId = world.fresh('SPRING');
    await first.shop.coupon.publishPromotion({
      ...{
        promotionId,
        merchant: first.merchant,
        says: 'Five off',
        currency: 'EUR',
        conditions: [],
        hours: [],
      },
      effect: { type: 'fixed', amount: eur(500n), target: 'order', allocation: 'across', targets: [] },
      ...{ validFrom: '2020-01-01T00:00:00.000Z', validUntil: UNTIL, merchants: [], models: [] },
      ...{ codes: 'unique', transferable: false, limits: { totalUsage: 10 }, slices: 2 },
    });
    await first.shop.coupon.activate({ promotionId });
    const code = world.fresh('CODE');
    await first.shop.coupon.issueCoupons({ promotionId, coupons: [{ couponId: hash(code) }] });
    const receipt = { programId, partner: first.merchant, member, receiptId: world.fresh('R') };
    await first.shop.loyalty.earn({ ...receipt, amount: eur(30_000n) });
    const { items } = await driver.loyalty.listLots({ programId, member });
    const points = { units: 200, lots: items.map(({ lotId }) => lotId) };
    const bookingId = world.fresh('B');
    const asked = { merchant: first.merchant, serviceCode: 'wash', version: 1, vin, bay: 'B1' };
    const booked = await driver.service.book({
      ...{ bookingId, ...asked, start: quarter(world, 60_000), paymentId: world.fresh('P'), lots },
      benefits: { programId, points, coupons: [{ promotionId, code }], expected: eur(1_300n) },
    });
    expect(booked).toMatchObject({
      price: eur(1_300n),
      benefits: { discount: eur(500n), paidInPoints: eur(200n) },
    });
    await wash(world, driver, first.shop, bookingId);
    expect((await driver.service.accept({ bookingId })).status).toBe('settled');
    expect(await driver.loyalty.readWallet({ programId, member })).toMatchObject({ active: 113 });
    await expect(
      driver.service.book({
        ...{
          bookingId: world.fresh('B'),
          ...asked,
          start: quarter(world, DAY),
          paymentId: world.fresh('P'),
          lots,
        },
        benefits: { coupons: [{ promotionId, code }] },
      }),
    ).rejects.toMatchObject({ code: 'NOTHING_APPLIED' });
  });

  test('at the till a coupon and the points of the receipt are one transaction, or neither', async () => {
    const world = await open();
    const { programId, first, driver, member } = await openTown(world);
    const promotionId = world.fresh('TILL');
    await first.shop.coupon.publishPromotion({
      ...{
        promotionId,
        merchant: first.merchant,
        says: 'A tenth',
        currency: 'EUR',
        conditions: [],
        hours: [],
      },
      effect: { type: 'percentage', ppm: 100_000, target: 'order', allocation: 'across', targets: [] },
      ...{ validFrom: '2020-01-01T00:00:00.000Z', validUntil: UNTIL, merchants: [], models: [] },
      ...{ codes: 'assigned', transferable: false, limits: {}, slices: 1 },
    });
    await first.shop.coupon.activate({ promotionId });
    const couponId = world.fresh('C');
    await first.shop.coupon.issueCoupons({ promotionId, coupons: [{ couponId, holder: member }] });
    const sell = (orderId: string) =>
      first.shop.together((rooms) => [
        rooms.loyalty.earn({
          ...{ programId, partner: first.merchant, member, receiptId: orderId, amount: eur(9_000n) },
        }),
        rooms.coupon.redeem({
          ...{ merchant: first.merchant, orderId, customer: member, coupons: [{ promotionId, couponId }] },
          items: [{ itemId: 'wax', quantity: 1, amount: eur(10_000n) }],
          expected: eur(9_000n),
        }),
      ]);
    const [earned, used] = await sell(world.fresh('O'));
    expect([earned.units, used.totalAmount]).toEqual([90, eur(9_000n)]);
    await expect(sell(world.fresh('O'))).rejects.toMatchObject({ code: 'NOTHING_APPLIED' });
    expect(await driver.loyalty.readWallet({ programId, member })).toMatchObject({ active: 90 });
  });
};
