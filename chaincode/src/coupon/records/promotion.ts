import { z } from 'zod';
import { anybody, ruled } from '../../kit/side';
import { table } from '../../kit/table';
import { currency, positiveMoney } from '../../kit/value/money';
import { count, id, line, member, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { zoneName } from '../../kit/value/zone';
import { Condition, Hours } from './condition';
import { Effect } from './effect';

export const promotionStatus = z.enum(['draft', 'active', 'paused', 'ended']);

/** By what a budget is counted: for all together, or for each value of an attribute by itself. */
export const budgetKind = z.enum(['spend', 'usage', 'spendByAttribute', 'useByAttribute']);
const Budget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('spend'), limit: positiveMoney }),
  z.strictObject({ kind: z.literal('usage'), limit: count(1_000_000_000, 1) }),
  z.strictObject({
    kind: z.literal('spendByAttribute'),
    limit: positiveMoney,
    attribute: z.enum(['customer', 'vehicle.vin', 'vehicle.model', 'order.category']),
  }),
  z.strictObject({
    kind: z.literal('useByAttribute'),
    limit: count(1_000_000_000, 1),
    attribute: z.enum(['customer', 'vehicle.vin', 'vehicle.model', 'order.category']),
  }),
]);
export type Budget = z.output<typeof Budget>;

export const Limits = z.strictObject({
  totalUsage: count(1_000_000_000, 1).optional(),
  usePerCustomer: count(1_000_000, 1).optional(),
  perCart: count(30, 1).optional().meta({ description: 'coupons of this promotion in one order' }),
  perLineItem: count(10_000, 1)
    .optional()
    .meta({ description: 'coupons of this promotion on one item of an order' }),
  liability: positiveMoney.optional().meta({ description: 'most that all uses take off' }),
  liabilityPerCustomer: positiveMoney.optional(),
  points: count(1_000_000_000, 1).optional().meta({ description: 'most points that all uses give' }),
  vouchers: count(1_000_000_000, 1).optional().meta({ description: 'most coupons that are issued' }),
});
export type Limits = z.output<typeof Limits>;

/** What a merchant says of a promotion; the rest follows. */
export const Offer = z.strictObject({
  promotionId: id,
  merchant: member,
  says: line(200).meta({ description: 'what the customer reads' }),
  currency,
  effect: Effect,
  conditions: z.array(Condition).max(10),
  validFrom: instant,
  validUntil: instant.meta({ description: 'exclusive' }),
  hours: z.array(Hours).max(14),
  zone: zoneName.optional().meta({ description: 'on whose clocks the hours are read; UTC if not given' }),
  minSpend: positiveMoney.optional(),
  merchants: z.array(member).max(50).meta({ description: 'where it may be used; its issuer if none' }),
  programId: id.optional().meta({
    description: 'the loyalty program of which all of these are partners: there its issuer pays for it',
  }),
  bonus: z
    .strictObject({ programId: id, units: count(1_000_000_000, 1) })
    .optional()
    .meta({ description: 'points that its issuer gives to who uses it, beside what it takes off' }),
  models: z.array(line(40)).max(100).meta({ description: 'vehicle models that it is for; all if none' }),
  category: id.optional().meta({ description: 'its category in the stacking of the merchant' }),
  codes: z.enum(['unique', 'generic', 'assigned']),
  codeHash: sha256Hex.optional().meta({ description: 'SHA-256 of the code that all use, of a generic one' }),
  transferable: z.boolean(),
  budget: Budget.optional(),
  limits: Limits,
  slices: count(64, 1).meta({ description: 'keys that a budget for all is spread over, against conflicts' }),
});
export type Offer = z.output<typeof Offer>;

export const Promotion = Offer.extend({ status: promotionStatus, publishedAt: instant });
export type Promotion = z.output<typeof Promotion>;
export const promotions = table({
  kind: 'promotion',
  v: 1,
  schema: Promotion,
  id: ({ promotionId }) => [promotionId],
  indexes: {
    byMerchant: ({ merchant, validUntil }: Promotion) => [merchant, validUntil],
    byPlace: ({ merchant, merchants, status }: Promotion) =>
      status === 'active' ? [merchant, ...merchants].map((one) => [one]) : undefined,
  },
  sides: {
    merchant: ({ merchant }: Promotion) => merchant,
    // Who manages for the merchant is said by its crew, which the handler asks.
    crew: ruled,
    anybody,
  },
});

/** Uses counted for all together: one of the keys that a budget is spread over. */
export const BudgetSlice = z.strictObject({
  promotionId: id,
  slice: count(63),
  uses: count(1_000_000_000),
  spent: z.codec(z.string().regex(/^(0|[1-9][0-9]{0,17})$/), z.bigint(), {
    decode: (text) => BigInt(text),
    encode: (amount) => amount.toString(),
  }),
});
export type BudgetSlice = z.output<typeof BudgetSlice>;
export const budgetSlices = table({
  kind: 'promotion-budget',
  v: 1,
  schema: BudgetSlice,
  id: ({ promotionId, slice }) => [promotionId, `${slice}`.padStart(2, '0')],
});

/** Uses counted for one value of an attribute, as one customer. */
export const BudgetShare = z.strictObject({
  promotionId: id,
  attribute: z.enum(['customer', 'vehicle.vin', 'vehicle.model', 'order.category']),
  value: line(115),
  uses: BudgetSlice.shape.uses,
  spent: BudgetSlice.shape.spent,
});
export type BudgetShare = z.output<typeof BudgetShare>;
export const budgetShares = table({
  kind: 'promotion-budget-of',
  v: 1,
  schema: BudgetShare,
  id: ({ promotionId, attribute, value }) => [promotionId, attribute, value],
});

/** Coupons issued, for the limit of vouchers. */
export const Issuance = z.strictObject({ promotionId: id, issued: count(1_000_000_000) });
export const issuances = table({
  kind: 'promotion-issuance',
  v: 1,
  schema: Issuance,
  id: ({ promotionId }) => [promotionId],
});

/** The record that a request names, for operations to state. */
export const onPromotion = ({ promotionId }: { readonly promotionId: string }) => promotions.at(promotionId);
