import { demand, kitErrors } from '../../../kit/errors';
import { addMillis, DAY_MS, type Instant } from '../../../kit/value/time';
import { vehicleErrors } from '../../errors';
import type { Entry, Reading } from '../../records/odometer';

/** Which role reports readings from which source. */
export const SOURCES: Readonly<Record<string, readonly Reading['source'][]>> = {
  workshop: ['inspection', 'service'],
  merchant: ['service'],
  dealer: ['service', 'auction'],
  registrar: ['registration', 'inspection'],
  manufacturer: ['telemetry'],
  owner: ['owner'],
  insurer: ['insurer'],
};

/** Sources that read at a station; a place from any other would tell where people are. */
const STATIONS: readonly Reading['source'][] = ['inspection', 'service', 'registration', 'auction'];

/** Refuses a reading of the future and a source that the role does not have. */
export function mustBeReportable(
  reading: Pick<Reading, 'readingId' | 'at' | 'source' | 'place'>,
  { role, now }: { role: string; now: Instant },
): void {
  const sources = SOURCES[role] ?? [];
  const { readingId, at, source } = reading;
  demand(sources.includes(source), vehicleErrors.SOURCE_NOT_YOURS, {
    role,
    source,
    sources: sources.join(', '),
  });
  demand(reading.place === undefined || STATIONS.includes(source), vehicleErrors.PLACE_UNWANTED, {
    readingId,
    source,
  });
  demand(at <= now, vehicleErrors.READING_AHEAD, { readingId, at, now });
}

/**
 * For so long a reporter takes its own reading back, as a test station of Great Britain corrects the mileage of
 * a test (gov.uk, 28 days); after that the registrar does, on proof.
 */
export const CORRECTION_DAYS = 28;

/** What takes the place of a reading. */
export type Instead = Pick<Reading, 'readingId' | 'value' | 'unit'> & { readonly at?: Instant | undefined };

/**
 * A reading is taken back, by its reporter in time (READING_OF_ANOTHER, CORRECTION_LATE) or by the registrar;
 * another takes its place if the meter was read at all. Both stay. One that is superseded already is not again
 * (READING_SUPERSEDED).
 */
export function supersede(
  reading: Reading,
  {
    reason,
    instead,
    by,
    role,
    at,
  }: {
    readonly reason: NonNullable<Reading['superseded']>['reason'];
    readonly instead?: Instead | undefined;
    readonly by: string;
    readonly role: string;
    readonly at: Instant;
  },
): { readonly superseded: Reading; readonly next?: Omit<Reading, 'signs'> } {
  const { vin, readingId, reporter, recordedAt } = reading;
  demand(reading.superseded === undefined, vehicleErrors.READING_SUPERSEDED, { vin, readingId });
  if (role !== 'registrar') {
    demand(reporter === by, vehicleErrors.READING_OF_ANOTHER, { readingId, reporter });
    const until = addMillis(recordedAt, CORRECTION_DAYS * DAY_MS);
    demand(at < until, vehicleErrors.CORRECTION_LATE, { readingId, days: CORRECTION_DAYS, until });
  }
  const superseded = { ...reading, superseded: { at, reason, ...(instead && { by: instead.readingId }) } };
  if (!instead) return { superseded };
  const { readingId: newId, value, unit, at: readAt = reading.at } = instead;
  demand(instead.readingId !== readingId, kitErrors.EXISTS_DIFFERENTLY, { kind: 'reading', id: readingId });
  demand(readAt <= at, vehicleErrors.READING_AHEAD, { readingId: newId, at: readAt, now: at });
  const { signature: _ofTheOther, signs: _noticed, ...kept } = reading;
  const next = { ...kept, readingId: newId, value, unit, at: readAt, supersedes: readingId };
  return { superseded, next: { ...next, reporter: by, recordedAt: at } };
}

/** What the verdict is made of, of a reading. */
export const entryOf = (reading: Omit<Reading, 'signs'>): Entry => {
  const { readingId, value, unit, at, tripKm, atMaximum, place } = reading;
  return { kind: 'reading', id: readingId, value, unit, at, tripKm, atMaximum, place };
};
