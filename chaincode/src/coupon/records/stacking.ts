import { z } from 'zod';
import { table } from '../../kit/table';
import { count, id, member } from '../../kit/value/text';

/** `exclusive` goes with no plain one; `joint` goes with all. */
export const categoryKind = z.enum(['plain', 'exclusive', 'joint']);
export const StackingCategory = z.strictObject({
  category: id,
  hierarchy: count(1_000).meta({ description: 'the lower number is applied first' }),
  kind: categoryKind,
  calculation: z.enum(['discounted', 'initial']).optional(),
});
export type StackingCategory = z.output<typeof StackingCategory>;

/** How coupons of one merchant go together. */
export const Stacking = z.strictObject({
  merchant: member,
  validation: z.enum(['all', 'partial']).meta({ description: 'whether one that fails fails all' }),
  order: z.enum(['requested', 'hierarchy', 'greatest']).meta({
    description: 'as asked, by the hierarchy of categories, or what takes most off the order first',
  }),
  joint: z.enum(['last', 'combined']).meta({ description: 'joint ones after the others, or among them' }),
  products: z.enum(['multiple', 'once']).meta({ description: 'whether an item is discounted again' }),
  calculation: z.enum(['discounted', 'initial']).meta({
    description: 'of what a share is taken: what is left to pay, or what was to pay at first',
  }),
  noEffect: z
    .enum(['force', 'prevent'])
    .meta({ description: 'whether one that takes nothing off is used up' }),
  rollback: z.enum(['revert', 'keep']).meta({ description: 'whether a cancelled order gives coupons back' }),
  mostRequested: count(30, 1),
  mostApplied: count(30, 1),
  mostPerCategory: count(30, 1),
  mostExclusive: count(30, 1),
  mostExclusivePerCategory: count(30, 1),
  categories: z.array(StackingCategory).max(30),
});
export type Stacking = z.output<typeof Stacking>;

/** Where a merchant says nothing: the published defaults of the field (30 asked, 5 used, 1 of a category). */
export const commonStacking = (merchant: string): Stacking => ({
  ...{ merchant, validation: 'partial', order: 'requested', joint: 'last', products: 'multiple' },
  ...{
    calculation: 'discounted',
    noEffect: 'prevent',
    rollback: 'revert',
    mostRequested: 30,
    mostApplied: 5,
  },
  ...{ mostPerCategory: 1, mostExclusive: 1, mostExclusivePerCategory: 1, categories: [] },
});

export const stackings = table({
  kind: 'coupon-stacking',
  v: 1,
  schema: Stacking,
  id: ({ merchant }) => [merchant],
  sides: { merchant: ({ merchant }: Stacking) => merchant },
});
