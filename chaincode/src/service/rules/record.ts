import type { z } from 'zod';
import { addMillis, DAY_MS, type Instant } from '../../kit/value/time';
import type { Part } from '../../part/records/part';
import type { Exchange, genuineness, ServiceRecord, Report } from '../records/work';
import type { Tx } from '../../kit/tx';
import type { Booking } from '../records/booking';

/** What the chain of a part says of it: genuine, suspect, or unknown. */
export function judgePart(part: Part | undefined): {
  genuineness: z.output<typeof genuineness>;
  flags: Part['flags'][number]['flag'][];
} {
  if (!part) return { genuineness: 'unknown', flags: [] };
  const flags = part.flags.map(({ flag: one }) => one);
  if (part.state.maker === undefined) return { genuineness: 'unknown', flags };
  return { genuineness: flags.length === 0 ? 'genuine' : 'suspect', flags };
}

/** 1 mi = 1,609.344 m; rounded up, in favour of the customer. */
const inUnit = (km: number, of: 'km' | 'mi'): number =>
  of === 'km' ? km : Math.ceil((km * 1_000_000) / 1_609_344);

/** Until when, and to which reading of the odometer, work that ends now is under warranty. */
export const warrantyFrom = (
  { days, km }: { days: number; km: number },
  odometer: ServiceRecord['odometer'],
  endedAt: Instant,
): ServiceRecord['warranty'] => ({
  until: addMillis(endedAt, days * DAY_MS),
  untilValue: odometer.value + inUnit(km, odometer.unit),
});

/**
 * AssociationEvents of EPCIS 2.0: the old part out of the vehicle, the new one in, business step `replacing`.
 */
export function exchangeEvents(
  vehicle: string,
  { removed, fitted }: z.output<typeof Exchange>,
  now: Instant,
) {
  const event = (action: 'ADD' | 'DELETE', child: string) => ({
    type: 'AssociationEvent' as const,
    eventTime: now,
    eventTimeZoneOffset: '+00:00',
    parentID: vehicle,
    childEPCs: [child],
    action,
    bizStep: 'replacing',
  });
  return [...(removed === undefined ? [] : [event('DELETE', removed)]), event('ADD', fitted)];
}

/** The record as it goes into the vehicle's history. */
export function recordOf(
  { bookingId, merchant, bay, vin, startedAt, startsAt, warranty }: Booking,
  report: Report,
  parts: ServiceRecord['parts'],
  { caller, now }: Pick<Tx, 'caller' | 'now'>,
): ServiceRecord {
  return {
    ...report,
    ...{ vin, bookingId, merchant, bay, parts, technician: caller.member },
    ...{
      startedAt: startedAt ?? startsAt,
      endedAt: now,
      warranty: warrantyFrom(warranty, report.odometer, now),
    },
  };
}
