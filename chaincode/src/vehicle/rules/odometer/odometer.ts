import { demand } from '../../../kit/errors';
import { DAY_MS, type Instant, toMillis } from '../../../kit/value/time';
import { vehicleErrors } from '../../errors';
import { isElsewhere } from './place';
import {
  type Entry,
  type Folded,
  MAX_ENTRIES,
  type Measure,
  type Odometer,
  type Reading,
  type Sign,
  type Verdict,
} from '../../records/odometer';

/** Nobody drives further in a day; more means that the meter or the clock was tampered with. */
export const MAX_KM_A_DAY = 1_200;
/** Trips shorter than this may not move the meter by a whole unit. */
const MIN_TRIP_KM = 2;
/**
 * Trips are measured a tenth too long at most; what the meter lacks beyond that adds up, and this much of it
 * is no rounding any more.
 */
const MOST_UNCOUNTED_KM = 10;
/** Millimetres; 1 mi = 1,609.344 m exactly (international yard and pound agreement, 1959). */
const MM = { km: 1_000_000, mi: 1_609_344 } as const;

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

/** Before the first entry. */
export const EMPTY: Folded = {
  readings: 0,
  lower: 0,
  blockers: 0,
  clones: 0,
  replaced: false,
  atMaximum: false,
};

/** The meter of a vehicle of which nobody has reported a reading. */
export const newOdometer = (vin: string): Odometer => ({
  vin,
  verdict: 'noJudgement',
  suspectBlocker: false,
  suspectClone: false,
  readings: 0,
  entries: [],
  before: EMPTY,
});

type Shown = Pick<Measure, 'value' | 'unit'>;
const mm = ({ value, unit }: Shown): number => value * MM[unit];

/**
 * Whether a value is lower than an earlier one. Between kilometres and miles one unit may be lost in
 * rounding.
 */
export const isLower = (now: Shown, earlier: Shown): boolean =>
  now.unit === earlier.unit ? now.value < earlier.value : mm(now) + MM.mi < mm(earlier);

/** One entry more: what is known after it, and what it shows. */
export function fold(so: Folded, entry: Entry): { folded: Folded; signs: Sign[] } {
  if (entry.kind === 'plate') return { folded: { ...so, sincePlate: 0 }, signs: [] };
  if (entry.kind === 'replaced') {
    const { at, unit, oldFinal, newStart } = entry;
    const lower = so.highest && isLower({ value: oldFinal, unit }, so.highest) ? 1 : 0;
    const start = { at, unit, value: newStart };
    return {
      folded: {
        ...so,
        lower: so.lower + lower,
        replaced: true,
        highest: start,
        last: start,
        dayBegan: start,
      },
      signs: [],
    };
  }
  const { at, value, unit } = entry;
  const now: Measure = { at, value, unit };
  const lower = so.highest !== undefined && isLower(now, so.highest);
  const day = lower ? now : dayBeginning(so, now);
  const uncounted = so.last && !lower ? uncountedAfter(so, so.last, now, entry.tripKm ?? 0) : 0;
  const blocked = uncounted >= MOST_UNCOUNTED_KM * 10;
  const strange: Sign[] = lower
    ? ['lower']
    : so.last
      ? implausible(so.last, day, now, entry.tripKm ?? 0, blocked)
      : [];
  const seen = entry.place && { at, place: entry.place };
  const cloned = seen !== undefined && so.seen !== undefined && isElsewhere(so.seen, seen);
  const signs: Sign[] = cloned ? [...strange, 'elsewhere'] : strange;
  const folded: Folded = {
    ...so,
    readings: so.readings + 1,
    ...(so.sincePlate !== undefined && { sincePlate: so.sincePlate + 1 }),
    lower: so.lower + (lower ? 1 : 0),
    blockers: so.blockers + (strange.some((one) => one !== 'lower') ? 1 : 0),
    clones: so.clones + (cloned ? 1 : 0),
    atMaximum: so.atMaximum || entry.atMaximum === true,
    highest: lower && so.highest ? so.highest : now,
    last: now,
    dayBegan: day,
    uncounted: blocked ? 0 : uncounted,
    ...(seen && { seen }),
  };
  return { folded, signs };
}

/** The reading that a day is counted from: many readings within a day are one day's drive, not one each. */
function dayBeginning({ dayBegan, last }: Folded, now: Measure): Measure {
  if (dayBegan && toMillis(now.at) - toMillis(dayBegan.at) <= DAY_MS) return dayBegan;
  return last ?? now;
}

/**
 * What the meter lacks of the trips so far, in hundreds of metres. What it counts beyond them makes up for
 * it, and no more.
 */
function uncountedAfter({ uncounted = 0 }: Folded, before: Measure, now: Measure, tripKm: number): number {
  const counted = Math.floor(((mm(now) - mm(before)) * 10) / MM.km);
  return Math.max(0, uncounted + tripKm * 9 - counted);
}

function implausible(before: Measure, day: Measure, now: Measure, tripKm: number, blocked: boolean): Sign[] {
  const days = Math.max(1, Math.ceil((toMillis(now.at) - toMillis(day.at)) / DAY_MS));
  if (mm(now) - mm(day) > MAX_KM_A_DAY * days * MM.km) return ['tooFast'];
  return blocked || (mm(now) === mm(before) && tripKm >= MIN_TRIP_KM) ? ['flat'] : [];
}

/**
 * Nationale Auto Pas: illogical outweighs every excuse; a replaced meter or a new plate makes a judgement
 * impossible, not a car honest.
 */
export function verdictOf({ readings, lower, replaced, atMaximum, sincePlate }: Folded): Verdict {
  if (readings < 2) return 'noJudgement';
  if (lower > 0) return 'illogical';
  return replaced || atMaximum || (sincePlate !== undefined && sincePlate < 2) ? 'noJudgement' : 'logical';
}

/** All entries folded, in order of time. */
export const foldAll = (entries: readonly Entry[], before: Folded = EMPTY): Folded =>
  entries.reduce((so, entry) => fold(so, entry).folded, before);

/**
 * Puts an entry where its time belongs and judges again, so that a replacement reported late still explains
 * an earlier drop.
 */
export function addEntry(odometer: Odometer, entry: Entry): { odometer: Odometer; signs: Sign[] } {
  const readings = odometer.readings + (entry.kind === 'reading' ? 1 : 0);
  if (odometer.foldedUntil !== undefined && entry.at < odometer.foldedUntil)
    return { odometer: enterLate({ ...odometer, readings }, entry), signs: ['late'] };
  const after = odometer.entries.findIndex((one) => one.at > entry.at);
  const place = after < 0 ? odometer.entries.length : after;
  const entries = [...odometer.entries.slice(0, place), entry, ...odometer.entries.slice(place)];
  const { signs } = fold(foldAll(entries.slice(0, place), odometer.before), entry);
  const judged = judge({ ...odometer, readings, entries });
  const [oldest, ...kept] = entries;
  if (!oldest || entries.length <= MAX_ENTRIES) return { odometer: judged, signs };
  return {
    odometer: {
      ...judged,
      entries: kept,
      before: fold(odometer.before, oldest).folded,
      foldedUntil: oldest.at,
    },
    signs,
  };
}

/** What all entries come to. */
function judge(odometer: Odometer): Odometer {
  const all = foldAll(odometer.entries, odometer.before);
  return {
    ...odometer,
    verdict: verdictOf(all),
    suspectBlocker: all.blockers > 0,
    suspectClone: all.clones > 0,
    ...(all.last && { last: all.last }),
  };
}

/**
 * A reading older than all that are kept one by one. What was folded before it is not known any more, but all
 * that is kept came after it, and so did the last that was folded: of one meter, any of them that is lower is
 * a rollback.
 */
function enterLate(odometer: Odometer, entry: Entry): Odometer {
  const { before, entries } = odometer;
  if (entry.kind !== 'reading' || before.replaced) return odometer;
  const swapped = entries.findIndex(({ kind }) => kind === 'replaced');
  const sameMeter = swapped < 0 ? entries : entries.slice(0, swapped);
  const later = [before.last, ...sameMeter.map((one) => (one.kind === 'reading' ? one : undefined))];
  const dropped = later.some((one) => one !== undefined && one.at > entry.at && isLower(one, entry));
  return dropped ? judge({ ...odometer, before: { ...before, lower: before.lower + 1 } }) : odometer;
}

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
