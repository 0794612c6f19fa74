import { demand } from '../../kit/errors';
import { divideUp, type Money, subtract } from '../../kit/value/money';
import { addMillis, DAY_MS, type Instant, isAfter, isBefore, MINUTE_MS } from '../../kit/value/time';
import { type Service } from '../../merchant/records/catalogue';
import { depositOf, isOpen, capabilityAt } from '../../merchant/door';
import { type Hours } from '../../merchant/records/hours';
import type { Merchant } from '../../merchant/records/merchant';
import { instantOf, localOf, type LocalTime, type Zone } from '../../kit/value/zone';
import { ACCEPT_MS, DISPUTE_MS, endingBy } from '../due';
import { serviceErrors } from '../errors';
import { bookingLife, type BookingStep } from '../life';
import type { Booking, BookingStatus } from '../records/booking';
import { HOLD_MS, isOnGrid } from './slot';

/** How long after the planned end the work may take. */
export const WORK_MS = 30 * DAY_MS;
/** The box of the money outlives every deadline of the booking. */
export const BOX_MS = WORK_MS + DISPUTE_MS + 2 * ACCEPT_MS;
/** How long after the end the bond must stand. */
export const BOND_MS = 7 * DAY_MS;

/** May be booked now: what takes money, and what the service needs beside, are active. */
export function mustBeReady(merchant: Merchant, { needs }: Pick<Service, 'needs'>, now: Instant): void {
  for (const capability of ['accept_payments', ...(needs ? [needs] : [])] as const) {
    const status = capabilityAt(capability, merchant, now);
    demand(status === 'active', serviceErrors.MERCHANT_NOT_READY, {
      merchant: merchant.merchant,
      capability,
      status,
    });
  }
}

/** A booking as the customer asks for it, with everything frozen that was promised. */
export function drawUp(
  asked: { bookingId: string; vin: string; bay: string; start: LocalTime },
  { service, hours, zone, merchant }: { service: Service; hours: Hours; zone: Zone; merchant: Merchant },
  { customer, now }: { customer: string; now: Instant },
): Booking {
  const { bookingId, vin, bay, start } = asked;
  const startsAt = instantOf(zone, start);
  demand(isOnGrid(startsAt), serviceErrors.OFF_GRID, { startsAt });
  demand(startsAt > now, serviceErrors.START_BEHIND, { startsAt });
  demand(hours.bays.includes(bay), serviceErrors.BAY_UNKNOWN, { bay, bays: hours.bays.join(', ') });
  const endsAt = addMillis(startsAt, service.durationMin * MINUTE_MS);
  demand(isOpen(hours, zone, startsAt, endsAt), serviceErrors.CLOSED_THEN, { endsAt });
  const { serviceCode, version, price, cancelPolicy, warranty, graceMinutes } = service;
  return {
    ...{
      bookingId,
      merchant: merchant.merchant,
      customer,
      vin,
      serviceCode,
      version,
      category: merchant.category,
      price,
      cancelPolicy,
      warranty,
      bay,
      deposit: depositOf(service),
    },
    ...{ local: localOf(zone, startsAt).local },
    ...(graceMinutes !== undefined && { graceMinutes }),
    ...{
      startsAt,
      endsAt,
      freeAt: addMillis(endsAt, service.bufferMin * MINUTE_MS),
      deadline: addMillis(endsAt, WORK_MS),
    },
    ...{
      status: 'requested',
      heldUntil: addMillis(now, HOLD_MS),
      bondId: merchant.bondId,
      escrows: [],
      progress: [],
      quotes: [],
    },
  };
}

/** The money is in the box; the slot is no longer held but taken. */
export function confirm(booking: Booking, escrowId: string, now: Instant): Booking {
  const { heldUntil: _, ...rest } = booking;
  return { ...rest, status: stepOf(booking, 'confirm', now), escrows: [escrowId] };
}

/** A booking at another price: a deposit stays the same share of it, rounded up. */
export function lowered(booking: Booking, price: Money): Booking {
  const { deposit, price: before } = booking;
  if (!deposit) return { ...booking, price };
  const share = divideUp(deposit.amount * price.amount, before.amount);
  return { ...booking, price, deposit: { ...deposit, amount: share } };
}

/** What goes into the box at confirmation. */
export const firstPart = ({ deposit, price }: Booking): Money => deposit ?? price;

/** What is still to be paid beyond the deposit. */
export const restOf = ({ deposit, price, restPaymentId }: Booking): Money | undefined =>
  deposit && restPaymentId === undefined ? subtract(price, deposit) : undefined;

interface Standing {
  readonly status: BookingStatus;
  readonly step?: BookingStep;
}

/**
 * Where a booking stands for whoever must act before a moment: from then on it is over, whether or not
 * anybody wrote it down.
 */
export const standingAt = (booking: Booking, now: Instant): Standing =>
  standingBy(booking, (end) => !isBefore(now, end));

/**
 * What time has made of a booking for good: nobody can act before the moment any more, by whatever clock.
 * This may be written down.
 */
export const overAt = (booking: Booking, now: Instant): Standing =>
  standingBy(booking, (end) => isAfter(now, end));

function standingBy(booking: Booking, passed: (end: Instant) => boolean): Standing {
  const { status } = booking;
  const ending = endingBy(booking);
  if (!ending || !passed(ending.end)) return { status };
  const { step } = ending;
  const to = step === 'settle' ? (restOf(booking) ? 'owing' : 'settled') : undefined;
  return { status: bookingLife.step(step, status, to), step };
}

/** A step is taken from where the booking stands, not from what was written last. */
export const stepOf = (
  booking: Booking,
  step: BookingStep,
  now: Instant,
  to?: BookingStatus,
): BookingStatus => bookingLife.step(step, standingAt(booking, now).status, to);
