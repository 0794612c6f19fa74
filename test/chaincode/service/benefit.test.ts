import { bringIn, report } from './market';
import { ANA, GARAGE, TOWN, WASH } from '../loyalty/coalition';
import { eur, fixed, onOrder } from '../coupon/promo';
import { hash, offer, openShop } from '../coupon/shop';

const COUPON = { promotionId: 'SPRING', code: 'FIVE-OFF' };

/** A coupon of 5.00 for everybody, and 500 points that ana earned at the workshop. */
async function openBenefits() {
  const shop = await openShop();
  const { publish, earn, lotsOf, asking } = shop;
  await publish(offer('SPRING', { codes: 'generic', codeHash: hash('FIVE-OFF') }, fixed(500n, onOrder)));
  await earn(50_000n, 'R-1', GARAGE);
  const lots = (await lotsOf()).map(({ lotId }) => lotId);
  const wanted = { programId: TOWN, points: { units: 500, lots }, coupons: [COUPON] };
  const left = async () => (await lotsOf()).reduce((sum, { unitsLeft }) => sum + unitsLeft, 0);
  return { ...shop, wanted, left, asked: async () => ({ ...(await asking()), benefits: wanted }) };
}

test('a wash is booked with a coupon and points, pays the rest, settles the points and earns on the money', async () => {
  const shop = await openBenefits();
  const { ana, wash, technician, asked, held, left, totals, proven } = shop;
  const booking = await ana.on.service.book(await asked());
  expect(booking).toMatchObject({
    price: eur(19_000n),
    benefits: {
      listPrice: eur(20_000n),
      discount: eur(500n),
      paidInPoints: eur(500n),
      units: 500,
      skipped: [],
    },
  });
  expect([await held(ana, ANA), await left()]).toEqual([1_000n, 0]);
  await bringIn(shop, booking.bookingId);
  await technician.on.service.complete({ bookingId: booking.bookingId, report: report() });
  expect((await wash.on.loyalty.listClaims({ programId: TOWN })).items).toEqual([]);
  await ana.on.service.accept({ bookingId: booking.bookingId });
  const { items } = await wash.on.loyalty.listClaims({ programId: TOWN });
  expect(items).toMatchObject([{ from: GARAGE, to: WASH, units: 500, amount: eur(500n) }]);
  // 190.00 at a point a euro, as gold: one and a half.
  expect([await held(wash, WASH), await left(), await proven()]).toEqual([19_000n, 285, true]);
  const all = await totals();
  expect(all.issued).toBe(all.spent + all.expired + all.revoked + all.left);
});

test('cancelled in time all comes back: the money, the points with their end, the use of the coupon', async () => {
  const { ana, wash, asked, held, left, lotsOf } = await openBenefits();
  const before = await lotsOf();
  const { bookingId } = await ana.on.service.book(await asked());
  await ana.on.service.cancel({ bookingId });
  expect([await held(ana, ANA), await left()]).toEqual([20_000n, 500]);
  expect((await lotsOf())[0]?.expiresAt).toBe(before[0]?.expiresAt);
  expect(
    await wash.on.coupon.readRedemption({ merchant: WASH, orderId: `service:${bookingId}` }),
  ).toMatchObject({
    status: 'rolledBack',
  });
});

test('cancelled late half of the money and half of the points come back; the rest is the merchant’s', async () => {
  const { ana, wash, asked, held, left, goTo } = await openBenefits();
  const { bookingId } = await ana.on.service.book(await asked());
  goTo('2026-03-03T10:01:00.000Z');
  await ana.on.service.cancel({ bookingId });
  expect([await held(ana, ANA), await left()]).toEqual([1_000n + 9_500n, 250]);
  expect((await wash.on.loyalty.listClaims({ programId: TOWN })).items).toMatchObject([
    { amount: eur(250n) },
  ]);
});

test('what a coupon did not do is said; nothing at all is refused, and so is another total than expected', async () => {
  const { ana, asking, wanted } = await openBenefits();
  const gone = { promotionId: 'GONE', code: 'X' };
  const booked = await ana.on.service.book({ ...(await asking()), benefits: { coupons: [gone, COUPON] } });
  expect(booked.benefits?.skipped).toEqual([
    { promotionId: 'GONE', couponId: hash('X'), verdict: 'inapplicable', reason: 'unknown' },
  ]);
  const other = { start: { local: '2026-03-05T11:00' } };
  await expect(
    ana.on.service.book({ ...(await asking(other)), benefits: { coupons: [gone] } }),
  ).rejects.toMatchObject({ code: 'NOTHING_APPLIED' });
  await expect(
    ana.on.service.book({ ...(await asking(other)), benefits: { ...wanted, expected: eur(1n) } }),
  ).rejects.toMatchObject({ code: 'TOTAL_OTHER' });
  const points = { ...wanted, coupons: undefined, points: { ...wanted.points, units: 501 } };
  await expect(ana.on.service.book({ ...(await asking(other)), benefits: points })).rejects.toMatchObject({
    code: 'NOT_ENOUGH_POINTS',
  });
});

test('a price is never lowered to nothing', async () => {
  const { ana, asking, publish } = await openBenefits();
  await publish(offer('ALL', { codes: 'generic', codeHash: hash('ALL') }, fixed(20_000n, onOrder)));
  await expect(
    ana.on.service.book({
      ...(await asking()),
      benefits: { coupons: [{ promotionId: 'ALL', code: 'ALL' }] },
    }),
  ).rejects.toMatchObject({ code: 'NOTHING_TO_PAY' });
});
