import { demand, refuse } from '../../kit/errors';
import { compare, type Money } from '../../kit/value/money';
import { type Instant, isAfter, isBefore, opensAfter } from '../../kit/value/time';
import { answerUntil } from '../due';
import { serviceErrors } from '../errors';
import { workClaimLife } from '../life';
import type { Booking, BookingStatus } from '../records/booking';
import type { ServiceRecord } from '../records/work';
import type { WorkClaim } from '../records/warranty';

/** Within days and distance, for work that the record names. */
export function claimWork(
  record: ServiceRecord,
  claim: Pick<WorkClaim, 'claimId' | 'code' | 'odometer'> & { readonly worth?: Money | undefined },
  { by, price, now }: { by: string; price: Money; now: Instant },
): WorkClaim {
  const { code, odometer } = claim;
  if (!record.work.some((one) => one.code === code))
    refuse(serviceErrors.WORK_UNKNOWN, { code, recordId: record.recordId });
  const { until, untilValue } = record.warranty;
  const within =
    isBefore(now, until) && odometer.unit === record.odometer.unit && odometer.value <= untilValue;
  demand(within, serviceErrors.WORK_WARRANTY_OVER, { until, untilValue, unit: record.odometer.unit });
  const { worth = price } = claim;
  mustReach(price, worth);
  const { vin: vehicle, recordId, merchant } = record;
  return { ...claim, worth, vin: vehicle, recordId, merchant, by, at: now, status: 'claimed' };
}

/**
 * A claim is worth no more than the service, and money settles it only when it is as much as the claim is
 * worth.
 */
export function mustReach(paid: Money, worth: Money): void {
  const facts = { paid: `${paid.amount}`, worth: `${worth.amount}` };
  demand(compare(paid, worth) >= 0, serviceErrors.REPAYMENT_SHORT, facts);
}

/** Another claim on the same work may follow a refusal, or a rework that did not last either. */
export function mustBeUnclaimed(last: WorkClaim | undefined): void {
  const isOver = last === undefined || last.status === 'refused' || last.status === 'reworked';
  demand(isOver, serviceErrors.CLAIMED_BEFORE, { claimId: last?.claimId ?? '', status: last?.status ?? '' });
}

/**
 * While the rework is ahead or under way no other is booked. One that the customer missed is used up; one
 * that was done answers the claim, or was none.
 */
const UNDERWAY: readonly BookingStatus[] = [
  'confirmed',
  'checkedIn',
  'inProgress',
  'quoteProposed',
  'noShowCustomer',
];
const isUnderway = (rework: BookingStatus | undefined): boolean =>
  rework !== undefined && UNDERWAY.includes(rework);

/** The free booking that a claim gives a right to: nothing is paid, so nothing comes back. */
export function reworkFor(claim: WorkClaim, drawn: Booking, before: BookingStatus | undefined): Booking {
  workClaimLife.step('answerWorkClaim', claim.status);
  demand(!isUnderway(before), serviceErrors.REWORK_BOOKED, { bookingId: claim.reworkBookingId ?? '' });
  const { heldUntil: _, deposit: __, ...rest } = drawn;
  return { ...rest, status: 'confirmed', reworkOf: claim.claimId };
}

/** A rework is proved by its record: of a free booking for this very claim, and of the same work. */
export function isRework(
  claim: WorkClaim,
  booking: Pick<Booking, 'reworkOf'>,
  record: ServiceRecord,
): boolean {
  return booking.reworkOf === claim.claimId && record.work.some(({ code }) => code === claim.code);
}

/**
 * A merchant that lets its time pass has defaulted; the bond pays. A rework that is underway counts as an
 * answer.
 */
export function defaultClaim(claim: WorkClaim, rework: BookingStatus | undefined, now: Instant): WorkClaim {
  const status = workClaimLife.step('defaultWorkClaim', claim.status);
  const until = answerUntil(claim);
  demand(isAfter(now, until) && !isUnderway(rework), serviceErrors.ANSWER_AHEAD, {
    until: opensAfter(until),
  });
  return { ...claim, status, answeredAt: now };
}
