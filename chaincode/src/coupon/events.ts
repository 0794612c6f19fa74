import { z } from 'zod';
import { defineEvents } from '../kit/events';
import { count, id } from '../kit/value/text';
import { Coupon, Redemption } from './records/coupon';
import { Promotion } from './records/promotion';
import { Stacking } from './records/stacking';

export const couponEvents = defineEvents({
  PromotionChanged: Promotion.pick({ promotionId: true, merchant: true, status: true }),
  StackingSet: Stacking.pick({ merchant: true }),
  CouponsIssued: z.strictObject({ promotionId: id, issued: count(100) }),
  CouponChanged: Coupon.pick({ promotionId: true, couponId: true, status: true }),
  CouponsRedeemed: Redemption.pick({ merchant: true, orderId: true, totalDiscountAmount: true }),
  CouponsRolledBack: Redemption.pick({ merchant: true, orderId: true }),
});
