import { DAY_MS, type Instant, toMillis } from '../../../kit/value/time';
import { isElsewhere } from './place';
import {
  type Entry,
  type Folded,
  MAX_DOUBTED,
  type Measure,
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
/** Nobody turns a meter back to less than this share of what it showed: next to nothing is a device's error. */
const NOTHING_SHARE = 100;
/** Millimetres; 1 mi = 1,609.344 m exactly (international yard and pound agreement, 1959). */
const MM = { km: 1_000_000, mi: 1_609_344 } as const;

/** Before the first entry. */
export const EMPTY: Folded = {
  readings: 0,
  lower: 0,
  blockers: 0,
  clones: 0,
  replaced: false,
  atMaximum: false,
};

/** A vehicle leaves its plant with nothing on its meter: its birth is a reading. */
export function bornOn(at: Instant): Folded {
  const nothing: Measure = { at, value: 0, unit: 'km' };
  return { ...EMPTY, readings: 1, highest: nothing, last: nothing, dayBegan: nothing };
}

type Shown = Pick<Measure, 'value' | 'unit'>;
/** What a meter shows, in millimetres. */
export const mm = ({ value, unit }: Shown): number => value * MM[unit];

/**
 * Whether a value is lower than an earlier one. Between kilometres and miles one unit may be lost in
 * rounding.
 */
export const isLower = (now: Shown, earlier: Shown): boolean =>
  now.unit === earlier.unit ? now.value < earlier.value : mm(now) + MM.mi < mm(earlier);

/** What is known after an entry, what it shows, and which readings before it proved to be glitches by it. */
export interface Step {
  readonly folded: Folded;
  readonly signs: Sign[];
  readonly glitches: readonly string[];
}

type ReadEntry = Extract<Entry, { kind: 'reading' }>;

/** One entry more. */
export function fold(so: Folded, entry: Entry): Step {
  if (entry.kind === 'plate') return { folded: { ...so, sincePlate: 0 }, signs: [], glitches: [] };
  if (entry.kind === 'replaced') return replaced(so, entry);
  const isNothing =
    so.highest !== undefined && mm(entry) * NOTHING_SHARE <= mm(so.highest) && mm(entry) < mm(so.highest);
  const { doubted = [] } = so;
  if (isNothing && doubted.length < MAX_DOUBTED) return doubt(so, entry);
  const { settled, glitches } = settle(so, entry);
  return { ...read(settled, entry), glitches };
}

function replaced(so: Folded, entry: Extract<Entry, { kind: 'replaced' }>): Step {
  const { at, unit, oldFinal, newStart } = entry;
  const { settled, glitches } = settle(so, { value: oldFinal, unit });
  const lower = settled.highest && isLower({ value: oldFinal, unit }, settled.highest) ? 1 : 0;
  const start = { at, unit, value: newStart };
  const more = { lower: settled.lower + lower, replaced: true, highest: start, last: start, dayBegan: start };
  return { folded: { ...settled, ...more }, signs: [], glitches };
}

/** Next to nothing: what comes next tells whether the meter or the device said so. */
const doubt = (so: Folded, { id, at, value, unit }: ReadEntry): Step => ({
  folded: { ...so, doubted: [...(so.doubted ?? []), id], doubtedLast: { at, value, unit } },
  signs: ['lower'],
  glitches: [],
});

/** What continues the highest value makes what lay between glitches; what does not, makes it a meter turned back. */
function settle(
  { doubted = [], doubtedLast, ...so }: Folded,
  now: Shown,
): { settled: Folded; glitches: readonly string[] } {
  if (doubted.length === 0 || !doubtedLast || !so.highest) return { settled: so, glitches: [] };
  if (!isLower(now, so.highest)) return { settled: so, glitches: doubted };
  const count = doubted.length;
  const settled = {
    ...so,
    readings: so.readings + count,
    ...(so.sincePlate !== undefined && { sincePlate: so.sincePlate + count }),
    lower: so.lower + count,
    last: doubtedLast,
    dayBegan: doubtedLast,
    uncounted: 0,
  };
  return { settled, glitches: [] };
}

function read(so: Folded, entry: ReadEntry): Omit<Step, 'glitches'> {
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
 * impossible, not a car honest. What is next to nothing counts as lower until the next reading says otherwise.
 */
export function verdictOf({
  readings,
  lower,
  doubted = [],
  replaced,
  atMaximum,
  sincePlate,
}: Folded): Verdict {
  if (readings + doubted.length < 2) return 'noJudgement';
  if (lower + doubted.length > 0) return 'illogical';
  return replaced || atMaximum || (sincePlate !== undefined && sincePlate < 2) ? 'noJudgement' : 'logical';
}

/** All entries folded, in order of time. */
export const foldAll = (entries: readonly Entry[], before: Folded = EMPTY): Folded =>
  entries.reduce((so, entry) => fold(so, entry).folded, before);
