import { demand, kitErrors } from '../../kit/errors';
import { serviceErrors } from '../errors';
import type { Booking, Owing } from '../records/booking';

/** Refuses, as REST_OPEN, a customer who still owes this merchant the rest of a booking. */
export function mustOweNothing(owing: Owing | undefined): void {
  const { merchant = '', bookingIds = [] } = owing ?? {};
  demand(owing === undefined, serviceErrors.REST_OPEN, { merchant, bookings: bookingIds.join(', ') });
}

/** The rest is owed once the time to accept or dispute is over: who pays sooner accepts. */
export function mustOwe({ status }: Booking): void {
  const facts = { kind: 'booking', status, step: 'payRest', from: 'owing', next: 'accept or dispute' };
  demand(status === 'owing', kitErrors.WRONG_STATUS, facts);
}
