import { z } from 'zod';
import { count, line } from '../../kit/value/text';

/** What a condition may ask of the order, of each of its items, of the customer and of its vehicle. */
export const attribute = z.enum([
  ...(['order.amount', 'order.quantity', 'order.category', 'order.merchant', 'order.weekday'] as const),
  ...(['customer', 'customer.tier', 'customer.level', 'vehicle.vin', 'vehicle.model'] as const),
  ...(['item.id', 'item.amount', 'item.quantity', 'item.price', 'item.category', 'item.service'] as const),
]);
export type Attribute = z.output<typeof attribute>;
export const operator = z.enum(['eq', 'ne', 'in', 'gt', 'gte', 'lt', 'lte']);

/** One condition; several must all hold. Amounts are minor units. */
export const Condition = z.strictObject({
  attribute,
  operator,
  values: z.array(line(100)).min(1).max(50),
});
export type Condition = z.output<typeof Condition>;

/** A time of day on a clock: `08:30`, or `24:00` for the end of the day. */
const clock = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time of day like 08:30')
  .meta({ examples: ['08:30'] });

/** Days of the week and hours of the day, on the clocks that the promotion names. */
export const Hours = z.strictObject({
  weekdays: z.array(count(7, 1)).min(1).max(7).meta({ description: '1 is Monday (ISO 8601)' }),
  from: clock,
  until: clock.meta({ description: 'exclusive; not later than `from`: of the next day' }),
});
export type Hours = z.output<typeof Hours>;
