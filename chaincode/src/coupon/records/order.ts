import { z } from 'zod';
import { money } from '../../kit/value/money';
import { count, id, line } from '../../kit/value/text';

/** A line of an order. */
export const Item = z.strictObject({
  itemId: id,
  quantity: count(10_000, 1),
  amount: money.meta({ description: 'of all units together, before any discount' }),
  category: line(40).optional(),
  service: id.optional().meta({ description: 'the service, if it is one' }),
});
export type Item = z.output<typeof Item>;
export const items = z.array(Item).min(1).max(50);

/** Why a coupon was not used. `inapplicable` is its own fault, `skipped` that of the others with it. */
export const reason = z.enum([
  ...(['unknown', 'repeated', 'notActive', 'couponStatus', 'notHolder', 'reservedForAnother'] as const),
  ...(['notYetValid', 'over', 'outsideHours', 'otherMerchant', 'otherModel', 'otherCurrency'] as const),
  ...(['minimumSpend', 'conditionUnmet', 'noItem', 'budgetSpent', 'customerBudgetSpent'] as const),
  ...(['attributeMissing', 'perCartLimit', 'perItemLimit', 'excluded', 'tooManyApplied'] as const),
  ...(['tooManyOfCategory', 'tooManyExclusive', 'noEffect', 'alreadyDiscounted', 'precedingFailed'] as const),
]);
export type Reason = z.output<typeof reason>;

/** What one coupon did. */
export const Discount = z.strictObject({
  promotionId: id,
  couponId: id,
  level: z.enum(['order', 'items']),
  amount: money,
  items: z.array(z.strictObject({ itemId: id, amount: money })).max(50),
});
export type Discount = z.output<typeof Discount>;

export const Skipped = z.strictObject({
  promotionId: id,
  couponId: id,
  verdict: z.enum(['inapplicable', 'skipped']),
  reason,
  about: line(200).optional().meta({ description: 'the condition, limit or status that it failed' }),
});
export type Skipped = z.output<typeof Skipped>;

/** What coupons make of an order, and why some did nothing. The sums always add up. */
export const Calculation = z.strictObject({
  amount: money.meta({ description: 'before any discount' }),
  itemsDiscountAmount: money.meta({ description: 'taken off single items' }),
  discountAmount: money.meta({ description: 'taken off the order as a whole' }),
  totalDiscountAmount: money,
  totalAmount: money.meta({ description: 'amount less the total discount' }),
  applied: z.array(Discount).max(30),
  skipped: z.array(Skipped).max(60),
});
export type Calculation = z.output<typeof Calculation>;
