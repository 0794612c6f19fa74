import { createHash } from 'node:crypto';
import type { Effect } from '../../../chaincode/src/coupon/records/effect';
import type { Offer } from '../../../chaincode/src/coupon/records/promotion';
import { ANA, BEN, openCoalition, WASH } from '../loyalty/coalition';
import { fixed, onOrder } from './promo';

export { ANA, BEN, WASH };
export const CODE = 'SPRING-2026-WASH-AND-WAX';
export const hash = (code: string): string => createHash('sha256').update(code).digest('hex');

export const offer = (
  promotionId: string,
  change: Partial<Offer> = {},
  effect: Effect = fixed(500n, onOrder),
): Offer => ({
  ...{ promotionId, merchant: WASH, says: 'Five off', currency: 'EUR', effect, conditions: [] },
  ...{ validFrom: '2026-01-01T00:00:00.000Z', validUntil: '2027-01-01T00:00:00.000Z', hours: [] },
  ...{ merchants: [], models: [], codes: 'unique', transferable: true, limits: {}, slices: 1 },
  ...change,
});

/** The car wash issues coupons; ana and ben have money. */
export async function openShop(terms: Parameters<typeof openCoalition>[0] = {}) {
  const town = await openCoalition(terms);
  const { wash } = town;
  const publish = async (one: Offer): Promise<void> => {
    await wash.on.coupon.publishPromotion(one);
    await wash.on.coupon.activate({ promotionId: one.promotionId });
  };
  const order = (orderId: string, coupons: readonly object[], amount = 2_000n, customer = ANA) => ({
    ...{ merchant: WASH, orderId, customer, coupons: coupons as never },
    items: [{ itemId: 'wash', quantity: 1, amount: { amount, currency: 'EUR' as const } }],
  });
  return { ...town, publish, order };
}
