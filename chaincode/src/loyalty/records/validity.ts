import { z } from 'zod';

/**
 * How long something is good, or waits: `unlimited`, `immediate`, or a number and a unit (`s`, `m`, `h`, `D`,
 * `W`, `M`, `Y`); `_U` rounds up to the end of the day, week, month or year, `_D` down to the start of the day.
 */
export const validity = z
  .string()
  .regex(
    /^(unlimited|immediate|[1-9]\d{0,3}([smh]|D(_U|_D)?|[WMY](_U)?))$/,
    'must be unlimited, immediate, or a number and a unit like 30D, 7W, 12M or 12M_U',
  )
  .meta({ examples: ['12M_U'] });
/** How long something is good, or waits, once it is agreed. */
export type Validity = z.output<typeof validity>;
