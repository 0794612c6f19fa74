import { z } from 'zod';
import { anybody, ruled } from '../../kit/side';
import { table } from '../../kit/table';
import { money } from '../../kit/value/money';
import { count, id, member, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { about } from '../../payment/records/party';
import { Discount, Skipped } from './order';

export const couponStatus = z.enum(['issued', 'reserved', 'redeemed', 'rolledBack', 'expired', 'void']);

/** One coupon: what is spent once. Its key is the only thing that counts. */
export const Coupon = z.strictObject({
  promotionId: id,
  couponId: id,
  merchant: member.meta({ description: 'who issued it' }),
  holder: member.optional().meta({ description: 'whose it is; of a bearer coupon nobody' }),
  codeHash: sha256Hex.optional().meta({ description: 'SHA-256 of the code that opens a bearer coupon' }),
  validUntil: instant.meta({ description: 'exclusive' }),
  status: couponStatus,
  reserved: z
    .strictObject({ orderId: id, by: member, until: instant })
    .optional()
    .meta({ description: 'for which order it is kept, and until when' }),
  redemptionId: id.optional(),
  transfers: count(1_000),
  issuedAt: instant,
});
export type Coupon = z.output<typeof Coupon>;
export const coupons = table({
  kind: 'coupon',
  v: 1,
  schema: Coupon,
  id: ({ promotionId, couponId }) => [promotionId, couponId],
  indexes: { byHolder: ({ holder }: Coupon) => (holder === undefined ? undefined : [holder]) },
  sides: {
    holder: ({ holder }: Coupon) => holder,
    merchant: ({ merchant }: Coupon) => merchant,
    // Who knows the code of a bearer coupon, or works for the merchant, is asked by the handler.
    ...{ bearer: ruled, crew: ruled, anybody },
  },
});

/** What coupons took off one order. A key of its own: an order is redeemed once. */
export const Redemption = z.strictObject({
  merchant: member.meta({ description: 'where it was used' }),
  orderId: id,
  customer: member,
  by: member,
  about: about.optional(),
  amount: money,
  totalDiscountAmount: money,
  totalAmount: money,
  applied: z.array(Discount).min(1).max(30),
  skipped: z.array(Skipped).max(60).meta({ description: 'coupons that did nothing, and why' }),
  claims: z.array(z.strictObject({ programId: id, from: member, amount: money })).max(30),
  counted: z
    .array(
      z.strictObject({
        promotionId: id,
        slice: count(63),
        shares: z.array(z.strictObject({ attribute: id, value: z.string().max(115) })).max(3),
      }),
    )
    .max(30)
    .meta({ description: 'where each was counted, so that a rollback gives it back there' }),
  bonuses: z
    .array(z.strictObject({ programId: id, partner: member, promotionId: id, units: count(1_000_000_000) }))
    .max(30)
    .optional()
    .meta({ description: 'points that it gave' }),
  status: z.enum(['redeemed', 'rolledBack']),
  at: instant,
});
export type Redemption = z.output<typeof Redemption>;
export const redemptions = table({
  kind: 'coupon-redemption',
  v: 1,
  schema: Redemption,
  id: ({ merchant, orderId }) => [merchant, orderId],
  indexes: { byCustomer: ({ customer, at }: Redemption) => [customer, at] },
  sides: {
    customer: ({ customer }: Redemption) => customer,
    merchant: ({ merchant }: Redemption) => merchant,
    ...{ crew: ruled, anybody },
  },
});

/** The record that a request names, for operations to state. */
export const onCoupon = ({
  promotionId,
  couponId,
}: {
  readonly promotionId: string;
  readonly couponId: string;
}) => coupons.at(promotionId, couponId);
export const onRedemption = ({
  merchant,
  orderId,
}: {
  readonly merchant: string;
  readonly orderId: string;
}) => redemptions.at(merchant, orderId);
