import { dueAfter } from '../kit/due/row';
import { addMillis, DAY_MS, HOUR_MS, type Instant, laterOf, MINUTE_MS } from '../kit/value/time';
import type { BookingStep } from './life';
import { type Booking, bookings } from './records/booking';
import { type WorkClaim, workClaims } from './records/warranty';

/**
 * How long either side waits for the other at the start, where the service does not say: the merchant for the
 * customer, who is then waited for as long.
 */
const GRACE_MINUTES = 30;
/** How long the customer may look at the work before it counts as accepted. */
export const ACCEPT_MS = 24 * HOUR_MS;
/** How long the registrar may take to decide a dispute. */
export const DISPUTE_MS = 14 * DAY_MS;
/** How long the merchant may take to answer a claim, as a registrar may take to decide a dispute. */
export const ANSWER_MS = 14 * DAY_MS;

/** How long the two sides of a booking wait for each other. */
export const graceOf = ({ graceMinutes = GRACE_MINUTES }: Pick<Booking, 'graceMinutes'>): number =>
  graceMinutes * MINUTE_MS;

/** What time does to a booking next, and the exclusive end of what may be done before it. */
export interface Ending {
  readonly step: BookingStep;
  readonly end: Instant;
}

/** How a booking ends by time from the status that it has; `undefined` while nothing waits for it. */
export function endingBy(booking: Booking): Ending | undefined {
  const { status, heldUntil, startsAt, arrival, completedAt, deadline, disputed } = booking;
  const after = (step: BookingStep, from: Instant | undefined, millis = 0): Ending | undefined =>
    from === undefined ? undefined : { step, end: addMillis(from, millis) };
  switch (status) {
    case 'requested':
      return after('lapse', heldUntil);
    case 'confirmed':
      return after(
        arrival ? 'missMerchant' : 'missCustomer',
        laterOf(startsAt, arrival?.at ?? startsAt),
        graceOf(booking),
      );
    case 'completed':
      return after('settle', completedAt, ACCEPT_MS);
    case 'disputed':
      return after('refund', disputed?.at, DISPUTE_MS);
    case 'checkedIn':
    case 'inProgress':
    case 'quoteProposed':
      return after('refund', deadline);
    default:
      return undefined;
  }
}

/** Until when a merchant may answer a claim on its work. */
export const answerUntil = ({ at }: Pick<WorkClaim, 'at'>): Instant => addMillis(at, ANSWER_MS);

/** What falls due of bookings and of claims on work. */
export const serviceDues = [
  dueAfter(bookings, {
    operation: 'tick',
    when: 'a held slot lapses, a side does not come, work is not judged, not done or not decided on in time',
    after: (booking: Booking) => endingBy(booking)?.end,
    request: ({ bookingId }) => ({ bookingId }),
  }),
  dueAfter(workClaims, {
    operation: 'defaultWorkClaim',
    when: 'the merchant did not answer in 14 days',
    after: (claim: WorkClaim) => (claim.status === 'claimed' ? answerUntil(claim) : undefined),
    request: ({ claimId }) => ({ claimId }),
  }),
];
