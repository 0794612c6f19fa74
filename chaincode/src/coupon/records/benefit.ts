import { z } from 'zod';
import { maybe } from '../../kit/ref';
import { money } from '../../kit/value/money';
import { count, id } from '../../kit/value/text';
import { pointLots } from '../../loyalty/records/lot';
import { onPartner } from '../../loyalty/records/partner';
import { programs } from '../../loyalty/records/program';
import { onWallet } from '../../loyalty/records/wallet';
import { asked } from './asked';
import { promotions } from './promotion';
import { stackings } from './stacking';
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

/** What is read of benefits as far as a request names them, for operations to load: all in one message. */
export const wantedRecords = (
  wanted: WantedBenefits | undefined,
  { seller, customer }: { readonly seller: string; readonly customer: string },
) => {
  const { programId, points, coupons = [] } = wanted ?? {};
  const offers = [...new Set(coupons.map(({ promotionId }) => promotionId))];
  const lots = programId === undefined ? [] : (points?.lots ?? []);
  return {
    program: programId === undefined ? undefined : maybe(programs.at(programId)),
    partner: programId === undefined ? undefined : maybe(onPartner({ programId, partner: seller })),
    wallet: programId === undefined ? undefined : maybe(onWallet({ programId, member: customer })),
    points: lots.map((lotId) => maybe(pointLots.at(programId ?? '', customer, lotId))),
    stacking: offers.length > 0 ? maybe(stackings.at(seller)) : undefined,
    offers: offers.map((one) => maybe(promotions.at(one))),
  };
};
