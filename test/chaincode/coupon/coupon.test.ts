import { canonical } from '@roadbook/chaincode/api';
import { z } from 'zod';
import { couponApi } from '../../../chaincode/src/coupon/api';
import { DAY, openMarket } from '../service/market';
import { eur, fixed, onOrder } from './promo';
import { ANA, BEN, CODE, hash, offer, openShop, WASH } from './shop';

const call = (request: object) => ({
  manner: 'submit' as const,
  room: 'coupon',
  name: 'redeem',
  request: canonical(z.encode(couponApi.operations.redeem.request, request as never)),
});

test('a unique coupon is issued by the hash of its code, used once, and given back by a rollback', async () => {
  const { wash, ana, publish, order } = await openShop();
  await publish(offer('SPRING'));
  await wash.on.coupon.issueCoupons({ promotionId: 'SPRING', coupons: [{ couponId: hash(CODE) }] });
  const asked = order('O-1', [{ promotionId: 'SPRING', code: CODE }]);
  expect(await ana.on.coupon.check(asked)).toMatchObject({ totalAmount: eur(1_500n), skipped: [] });
  const used = await wash.on.coupon.redeem(asked);
  expect(used).toMatchObject({ totalDiscountAmount: eur(500n), status: 'redeemed' });
  expect(await wash.on.coupon.redeem(asked)).toEqual(used);
  await expect(
    wash.on.coupon.redeem(order('O-2', [{ promotionId: 'SPRING', code: CODE }])),
  ).rejects.toMatchObject({
    code: 'NOTHING_APPLIED',
    facts: { reasons: 'SPRING couponStatus' },
  });
  await wash.on.coupon.rollBack({ merchant: WASH, orderId: 'O-1' });
  await wash.on.coupon.rollBack({ merchant: WASH, orderId: 'O-1' });
  expect(await wash.on.coupon.redeem(order('O-3', [{ promotionId: 'SPRING', code: CODE }]))).toMatchObject({
    status: 'redeemed',
  });
});

test('of two orders with one coupon in one block exactly one is valid', async () => {
  const { wash, publish, order, ledger } = await openShop();
  await publish(offer('SPRING'));
  await wash.on.coupon.issueCoupons({ promotionId: 'SPRING', coupons: [{ couponId: hash(CODE) }] });
  const verdicts = await ledger.race(
    [wash, call(order('O-1', [{ promotionId: 'SPRING', code: CODE }]))],
    [wash, call(order('O-2', [{ promotionId: 'SPRING', code: CODE }]))],
  );
  expect(verdicts.toSorted()).toEqual(['MVCC_READ_CONFLICT', 'VALID']);
});

test('medusa#13451: the last of a budget goes to one of two orders, and the budget is never passed', async () => {
  const { wash, publish, order, ledger } = await openShop();
  const generic = { codes: 'generic' as const, codeHash: hash('TEN') };
  await publish(offer('LAST', { ...generic, budget: { kind: 'spend', limit: eur(900n) } }));
  const asked = [{ promotionId: 'LAST', code: 'TEN' }];
  const verdicts = await ledger.race(
    [wash, call(order('O-1', asked))],
    [wash, call(order('O-2', asked, 2_000n, BEN))],
  );
  expect(verdicts.toSorted()).toEqual(['MVCC_READ_CONFLICT', 'VALID']);
  await expect(wash.on.coupon.redeem(order('O-3', asked))).rejects.toMatchObject({
    facts: { reasons: 'LAST budgetSpent' },
  });
  expect(await wash.on.coupon.readPromotion({ promotionId: 'LAST' })).toMatchObject({
    ...{ standing: 'active', uses: 1, spent: eur(500n), left: eur(400n) },
  });
});

test('slices: orders for one promotion do not meet in one key, and together use all of it and no more', async () => {
  const { wash, publish, order, ledger } = await openShop();
  const generic = { codes: 'generic' as const, codeHash: hash('TEN') };
  await publish(offer('WIDE', { ...generic, budget: { kind: 'usage', limit: 8 }, slices: 8 }));
  const asked = [{ promotionId: 'WIDE', code: 'TEN' }];
  const verdicts = await ledger.race(
    ...Array.from({ length: 4 }, (_, at) => [wash, call(order(`R-${at}`, asked))] as const),
  );
  const valid = verdicts.filter((one) => one === 'VALID').length;
  expect(valid).toBeGreaterThan(1);
  for (let at = valid; at < 8; at++) await wash.on.coupon.redeem(order(`S-${at}`, asked));
  await expect(wash.on.coupon.redeem(order('S-9', asked))).rejects.toMatchObject({ code: 'NOTHING_APPLIED' });
  expect(await wash.on.coupon.readPromotion({ promotionId: 'WIDE' })).toMatchObject({
    standing: 'spent',
    usesLeft: 0,
  });
});

test('medusa#15960: a budget for each customer is spent for one, and the promotion stays active for others', async () => {
  const { wash, publish, order } = await openShop();
  const generic = { codes: 'generic' as const, codeHash: hash('HI') };
  await publish(
    offer('EACH', { ...generic, budget: { kind: 'useByAttribute', limit: 1, attribute: 'customer' } }),
  );
  const asked = [{ promotionId: 'EACH', code: 'HI' }];
  await wash.on.coupon.redeem(order('O-1', asked));
  await expect(wash.on.coupon.redeem(order('O-2', asked))).rejects.toMatchObject({
    facts: { reasons: 'EACH customerBudgetSpent' },
  });
  await wash.on.coupon.redeem(order('O-3', asked, 2_000n, BEN));
  expect(await wash.on.coupon.readPromotion({ promotionId: 'EACH' })).toMatchObject({ standing: 'active' });
  await wash.on.coupon.rollBack({ merchant: WASH, orderId: 'O-1' });
  expect(await wash.on.coupon.redeem(order('O-4', asked))).toMatchObject({ status: 'redeemed' });
});

test('an assigned coupon is its holder’s, is given on, reserved for an order, and ends', async () => {
  const { wash, ana, ben, publish, order, ledger } = await openShop();
  await publish(offer('GIFT', { codes: 'assigned' }));
  const one = { promotionId: 'GIFT', couponId: 'G-1' };
  await expect(
    wash.on.coupon.issueCoupons({ promotionId: 'GIFT', coupons: [{ couponId: 'G-1' }] }),
  ).rejects.toMatchObject({
    code: 'CODES_OTHER',
  });
  await wash.on.coupon.issueCoupons({ promotionId: 'GIFT', coupons: [{ couponId: 'G-1', holder: ANA }] });
  expect((await ana.on.coupon.listCoupons({ holder: ANA })).items).toHaveLength(1);
  await expect(ben.on.coupon.transferCoupon({ ...one, to: BEN })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
  await expect(wash.on.coupon.redeem(order('O-1', [one], 2_000n, BEN))).rejects.toMatchObject({
    facts: { reasons: 'GIFT notHolder' },
  });
  await ana.on.coupon.transferCoupon({ ...one, to: BEN });
  await ben.on.coupon.reserve({ ...one, orderId: 'O-2', minutes: 10 });
  await expect(wash.on.coupon.redeem(order('O-3', [one], 2_000n, BEN))).rejects.toMatchObject({
    facts: { reasons: 'GIFT reservedForAnother' },
  });
  await expect(ben.on.coupon.reserve({ ...one, orderId: 'O-9', minutes: 10 })).rejects.toMatchObject({
    code: 'COUPON_RESERVED',
  });
  await expect(ana.on.coupon.reserve({ ...one, orderId: 'O-9', minutes: 10 })).rejects.toMatchObject({
    code: 'COUPON_CODE_WRONG',
  });
  await expect(ana.on.coupon.expireCoupon(one)).rejects.toMatchObject({ code: 'COUPON_STANDS' });
  expect(await wash.on.coupon.redeem(order('O-2', [one], 2_000n, BEN))).toMatchObject({ customer: BEN });
  await wash.on.coupon.issueCoupons({ promotionId: 'GIFT', coupons: [{ couponId: 'G-2', holder: ANA }] });
  ledger.pass(365 * DAY);
  expect(await ben.on.coupon.expireCoupon({ ...one, couponId: 'G-2' })).toMatchObject({ status: 'expired' });
});

test('a bearer coupon is reserved by who knows its code, released by itself or its merchant, and voided', async () => {
  const { wash, ana, ben, publish } = await openShop();
  await publish(offer('SPRING', { transferable: false }));
  const one = { promotionId: 'SPRING', couponId: hash(CODE) };
  await wash.on.coupon.issueCoupons({ promotionId: 'SPRING', coupons: [{ couponId: one.couponId }] });
  await expect(ben.on.coupon.reserve({ ...one, code: 'no', orderId: 'O', minutes: 1 })).rejects.toMatchObject(
    {
      code: 'COUPON_CODE_WRONG',
    },
  );
  await ana.on.coupon.reserve({ ...one, code: CODE, orderId: 'O', minutes: 1 });
  await expect(ben.on.coupon.release(one)).rejects.toMatchObject({ code: 'NOT_YOURS' });
  expect(await ana.on.coupon.release(one)).toMatchObject({ status: 'issued' });
  expect(await wash.on.coupon.voidCoupon(one)).toMatchObject({ status: 'void' });
});

test('limits of vouchers, terms that contradict themselves, strangers, and what a merchant may not', async () => {
  const { wash, workshop, ana, publish, order } = await openShop();
  await publish(offer('FEW', { limits: { vouchers: 1 } }));
  const two = [{ couponId: hash('a') }, { couponId: hash('b') }];
  await expect(wash.on.coupon.issueCoupons({ promotionId: 'FEW', coupons: two })).rejects.toMatchObject({
    code: 'VOUCHERS_SPENT',
  });
  await expect(
    wash.on.coupon.publishPromotion(offer('BAD', { validUntil: '2025-01-01T00:00:00.000Z' })),
  ).rejects.toMatchObject({ code: 'PROMOTION_TERMS' });
  await expect(workshop.on.coupon.publishPromotion(offer('X'))).rejects.toMatchObject({ code: 'NOT_YOURS' });
  await expect(
    workshop.on.coupon.publishPromotion(offer('X', { merchant: 'registry/workshop' })),
  ).rejects.toMatchObject({ code: 'NOT_A_MERCHANT' });
  await expect(ana.on.coupon.redeem(order('O', [{ promotionId: 'FEW', code: 'a' }]))).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
  await expect(
    wash.on.coupon.redeem({ ...order('O', [{ promotionId: 'FEW', code: 'a' }]), expected: eur(1n) }),
  ).rejects.toMatchObject({ code: 'NOTHING_APPLIED' });
  await wash.on.coupon.issueCoupons({ promotionId: 'FEW', coupons: [{ couponId: hash('a') }] });
  await expect(
    wash.on.coupon.redeem({ ...order('O', [{ promotionId: 'FEW', code: 'a' }]), expected: eur(1n) }),
  ).rejects.toMatchObject({ code: 'TOTAL_OTHER' });
});

test('a merchant without the capability issues nothing', async () => {
  const { wash } = await openMarket();
  await expect(wash.on.coupon.publishPromotion(offer('X'))).rejects.toMatchObject({
    code: 'ISSUER_NOT_READY',
  });
});

test('a coupon that stays with its member is not given on', async () => {
  const { wash, ana, publish } = await openShop();
  await publish(offer('MINE', { codes: 'assigned', transferable: false }));
  await wash.on.coupon.issueCoupons({ promotionId: 'MINE', coupons: [{ couponId: 'M', holder: ANA }] });
  await expect(
    ana.on.coupon.transferCoupon({ promotionId: 'MINE', couponId: 'M', to: BEN }),
  ).rejects.toMatchObject({ code: 'NOT_TRANSFERABLE' });
});

test('a coupon of one partner used at another becomes a claim, which a rollback owes back', async () => {
  const { wash, workshop, publish, order } = await openShop();
  const GARAGE = 'registry/workshop';
  const generic = {
    codes: 'generic' as const,
    codeHash: hash('TOWN'),
    programId: 'TOWN',
    merchants: [WASH, GARAGE],
  };
  await publish(offer('ROUND', generic, fixed(300n, onOrder)));
  const asked = { ...order('O-1', [{ promotionId: 'ROUND', code: 'TOWN' }]), merchant: GARAGE };
  await workshop.on.coupon.redeem(asked);
  const claims = async () =>
    (await wash.on.loyalty.listClaims({ programId: 'TOWN' })).items.map(({ from, to, amount }) => [
      from,
      to,
      amount.amount,
    ]);
  expect(await claims()).toEqual([[WASH, GARAGE, 300n]]);
  await workshop.on.coupon.rollBack({ merchant: GARAGE, orderId: 'O-1' });
  expect(await claims()).toEqual(
    expect.arrayContaining([
      [WASH, GARAGE, 300n],
      [GARAGE, WASH, 300n],
    ]),
  );
});

test('two coupons of one order give their points apart', async () => {
  const { wash, ana, publish, order, lotsOf } = await openShop();
  for (const [promotionId, units] of [
    ['A', 10],
    ['B', 30],
  ] as const)
    await publish(
      offer(promotionId, { codes: 'generic', codeHash: hash('X'), bonus: { programId: 'TOWN', units } }),
    );
  const both = ['A', 'B'].map((promotionId) => ({ promotionId, code: 'X' }));
  await wash.on.coupon.redeem(order('O-1', both));
  expect((await lotsOf()).map(({ unitsLeft }) => unitsLeft)).toEqual(expect.arrayContaining([10, 30]));
  const { items } = await ana.on.loyalty.listEntries({ programId: 'TOWN', member: ANA });
  expect(items).toHaveLength(2);
  await wash.on.coupon.rollBack({ merchant: WASH, orderId: 'O-1' });
  expect(await lotsOf()).toEqual([]);
});

test('Salesforce: a coupon gives points of its issuer too, up to a limit, and a rollback takes them back', async () => {
  const { wash, publish, order, lotsOf } = await openShop();
  const generic = { codes: 'generic' as const, codeHash: hash('PTS') };
  const bonus = { programId: 'TOWN', units: 40 };
  await publish(offer('PTS', { ...generic, bonus, limits: { points: 100 } }));
  const asked = [{ promotionId: 'PTS', code: 'PTS' }];
  const left = async () => (await lotsOf()).reduce((sum, { unitsLeft }) => sum + unitsLeft, 0);
  expect(await wash.on.coupon.redeem(order('O-1', asked))).toMatchObject({ bonuses: [{ units: 40 }] });
  await wash.on.coupon.redeem(order('O-2', asked));
  expect(await left()).toBe(80);
  await expect(wash.on.coupon.redeem(order('O-3', asked))).rejects.toMatchObject({
    facts: { reasons: 'PTS budgetSpent' },
  });
  await wash.on.coupon.rollBack({ merchant: WASH, orderId: 'O-1' });
  expect(await left()).toBe(40);
  await wash.on.coupon.redeem(order('O-4', asked));
  expect(await left()).toBe(80);
});
