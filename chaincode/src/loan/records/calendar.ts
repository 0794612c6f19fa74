import { z } from 'zod';
import { count } from '../../kit/value/text';
import { day } from '../../kit/value/time';

/** Most days that terms name beside a calendar. */
const MAX_DAYS = 60;

/** Calendars whose holidays follow from rules. Those of other places are named day by day. */
export const calendar = z.enum(['weekends', 'TARGET', 'DE', 'US']).meta({
  description:
    'weekends: no holidays but those named; TARGET: days on which T2 is closed; DE: holidays of all German ' +
    'states; US: holidays of the Federal Reserve Banks',
});
export type Calendar = z.output<typeof calendar>;

/** What becomes of an instalment whose day is no business day (2006 ISDA Definitions §4.12; BGB § 193). */
export const businessDays = z.strictObject({
  rule: z.enum(['following', 'modifiedFollowing', 'preceding']).meta({
    description:
      'following: due on the next business day (BGB § 193); modifiedFollowing: unless that is in another ' +
      'month, then on the one before; preceding: on the one before',
  }),
  calendar,
  weekend: z
    .array(count(7, 1))
    .max(3)
    .optional()
    .meta({ description: 'days of the week without work, Monday is 1; Saturday and Sunday if not given' }),
  holidays: z
    .array(day)
    .max(MAX_DAYS)
    .optional()
    .meta({ description: 'further days without work: of a state, or as a government announces them' }),
  workdays: z
    .array(day)
    .max(MAX_DAYS)
    .optional()
    .meta({ description: 'days of a weekend that are worked in the place of others (调休)' }),
});
export type BusinessDays = z.output<typeof businessDays>;
