import { z } from 'zod';
import { money } from '../../kit/value/money';
import { count, id } from '../../kit/value/text';
import { asked } from './asked';
import { Skipped } from './order';

/** What a customer uses with a booking, a rental or a purchase: coupons, points, and a program to earn in. */
export const WantedBenefits = z.strictObject({
  programId: id.optional().meta({ description: 'the loyalty program in which points are earned and spent' }),
  points: z
    .strictObject({ units: count(1_000_000_000, 1), lots: z.array(id).min(1).max(50) })
    .optional()
    .meta({ description: 'points to pay with, and the lots that may be taken' }),
  coupons: asked.optional(),
  expected: money.optional().meta({ description: 'refused unless this is left to pay' }),
});
export type WantedBenefits = z.output<typeof WantedBenefits>;

/** What was used of it: kept beside the record whose price it lowered. */
export const Benefits = z.strictObject({
  programId: id.optional(),
  listPrice: money.meta({ description: 'before coupons and points' }),
  discount: money.meta({ description: 'by coupons' }),
  paidInPoints: money,
  orderId: id.optional().meta({ description: 'of the redemption (coupon.readRedemption)' }),
  useId: id.optional().meta({ description: 'of the payment in points (loyalty.readUse)' }),
  units: count(1_000_000_000).optional(),
  skipped: z.array(Skipped).max(60).meta({ description: 'coupons that did nothing, and why' }),
});
export type Benefits = z.output<typeof Benefits>;
