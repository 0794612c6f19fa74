import { z } from 'zod';
import { table } from '../../kit/table';
import { count, id, member } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { zoneName } from '../../kit/value/zone';

/** A time of day on a clock: `08:30`, or `24:00` for the end of the day. */
export const clock = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time of day like 08:30')
  .meta({ examples: ['08:30'] });

/** When a merchant works and where. */
export const Hours = z.strictObject({
  merchant: member,
  zone: zoneName,
  bays: z.array(id).min(1).max(50).meta({ description: 'places to work at; as many bookings at once' }),
  week: z
    .array(
      z.strictObject({
        weekday: count(7, 1).meta({ description: '1 is Monday (ISO 8601)' }),
        from: clock,
        until: clock,
      }),
    )
    .min(1)
    .max(28),
  closedOn: z.array(day).max(100),
});
export type Hours = z.output<typeof Hours>;
export const hours = table({ kind: 'opening-hours', v: 1, schema: Hours, id: ({ merchant }) => [merchant] });
