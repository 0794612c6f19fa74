import { z } from 'zod';
import { id, line } from '../../kit/value/text';

/** A coupon that is to be used: by its code where it has one, by its id where it was given to a member. */
export const AskedCoupon = z.strictObject({
  promotionId: id,
  couponId: id.optional().meta({ description: 'of an assigned coupon' }),
  code: line(64).optional().meta({ description: 'of a unique or a generic one' }),
});
export type AskedCoupon = z.output<typeof AskedCoupon>;
export const asked = z.array(AskedCoupon).min(1).max(40);
