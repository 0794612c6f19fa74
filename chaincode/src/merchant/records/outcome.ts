import { z } from 'zod';
import { table } from '../../kit/table';
import { count, id, member } from '../../kit/value/text';
import { instant } from '../../kit/value/time';

export const outcome = z.enum(['onTime', 'late', 'failed']);

/**
 * How a booking that a merchant had taken came out for its customer. Room service writes it when the booking
 * ends, a key each.
 */
export const Outcome = z.strictObject({
  merchant: member,
  month: z.string().regex(/^\d{4}-\d{2}$/, 'must be a month, as 2026-03'),
  bookingId: id,
  outcome,
  at: instant,
});
export type Outcome = z.output<typeof Outcome>;

export const outcomes = table({
  kind: 'booking-outcome',
  v: 1,
  schema: Outcome,
  id: (one) => [...one.merchant.split('/'), one.month, one.bookingId],
});

/** Most bookings of a month that a score looks at. */
export const MOST_A_MONTH = 1000;

/**
 * Counts of the months scored, and the share that was ready when it was promised, parts per million rounded
 * down; none without bookings.
 */
export const Score = z.strictObject({
  onTime: count(3 * MOST_A_MONTH),
  late: count(3 * MOST_A_MONTH).meta({
    description: 'done, but after the end that was booked, and no further work was agreed',
  }),
  failed: count(3 * MOST_A_MONTH).meta({
    description: 'cancelled or missed by the merchant, not done in time, or paid back by a decision',
  }),
  onTimePpm: count(1_000_000).exactOptional(),
});
