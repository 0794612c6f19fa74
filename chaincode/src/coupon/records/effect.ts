import { z } from 'zod';
import { positiveMoney, money } from '../../kit/value/money';
import { count, ppm } from '../../kit/value/text';
import { Condition } from './condition';

/**
 * Where a discount goes: `each` to every item by itself, `across` to all of them together in proportion to
 * what they still cost, `once` to the cheapest units first.
 */
export const allocation = z.enum(['each', 'across', 'once']);
/** `items` and `service` take off items that fit the conditions, `service` only services; `order` off all. */
export const target = z.enum(['order', 'items', 'service']);

const aim = {
  target,
  allocation,
  maxQuantity: count(10_000, 1)
    .optional()
    .meta({ description: 'units of an item that count, of all items with `once`; all if not given' }),
  maxAmount: positiveMoney.optional().meta({ description: 'most that one use takes off' }),
  targets: z.array(Condition).max(10).meta({ description: 'which items; all if none' }),
};

/** What a promotion does. */
export const Effect = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('fixed'), amount: positiveMoney, ...aim }),
  z.strictObject({ type: z.literal('percentage'), ppm: ppm(), ...aim }),
  z.strictObject({ type: z.literal('freeItem'), quantity: count(100, 1), ...aim }),
  z.strictObject({ type: z.literal('fixedPrice'), price: money, ...aim }),
]);
export type Effect = z.output<typeof Effect>;
