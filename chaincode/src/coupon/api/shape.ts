import { z } from 'zod';
import { id, line, member } from '../../kit/value/text';
import { vin } from '../../words/vin';
import { money } from '../../kit/value/money';
import { asked } from '../records/asked';
import { items } from '../records/order';

export const shops = ['merchant', 'workshop', 'dealer'] as const;
/** Managers and cashiers of a shop have certificates of their own. */
export const ofPromotion = z.strictObject({ promotionId: id });
export const ofCoupon = z.strictObject({ promotionId: id, couponId: id });
export const code = line(64).meta({ description: 'the code that opens a bearer coupon' });

/** An order at a merchant, with the coupons that are to be used in it. */
export const order = z.strictObject({
  merchant: member.meta({ description: 'where the order is' }),
  orderId: id,
  customer: member,
  items,
  vin: vin.optional(),
  coupons: asked,
  expected: money.optional().meta({ description: 'refused unless the total is this' }),
});
