import { z } from 'zod';
import { table } from '../../kit/table';
import { count, id, line, member, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { vin } from '../../words/vin';
import { unit } from '../../words/unit';

/** What the meter shows, whole units. */
const shown = count(9_999_999);

/**
 * Who may report from which source is said in reading.ts; `rental` is what both sides of a rental signed for,
 * which only that room records.
 */
export const source = z.enum([
  'inspection',
  'service',
  'registration',
  'telemetry',
  'owner',
  'auction',
  'insurer',
  'rental',
]);

/**
 * `logical`: never lower than before. `illogical`: lower than an earlier one. `noJudgement`: too few
 * readings, or another meter or plate.
 */
export const verdict = z.enum(['logical', 'illogical', 'noJudgement']);
export type Verdict = z.infer<typeof verdict>;

/**
 * What was noticed when a reading came in. It is recorded all the same: refusing a low reading would hide the
 * fraud. A `glitch` is next to nothing between two readings that continue one another; it may be found later.
 */
export const sign = z.enum(['lower', 'tooFast', 'flat', 'elsewhere', 'late', 'glitch']);
export type Sign = z.infer<typeof sign>;

/** Where a reading was taken, hundredths of a degree; for stations, never for people on the road. */
export const place = z.strictObject({ lat: count(9_000, -9_000), lon: count(18_000, -18_000) });

const measured = {
  value: shown,
  unit,
  /** When it was read. */
  at: instant,
};

/** What was wrong with a reading that its reporter took back. */
export const readingError = z.enum(['typing', 'unit', 'wrongVehicle', 'other']);

export const Reading = z.strictObject({
  vin,
  readingId: id,
  ...measured,
  source,
  reporter: member,
  /** Kilometres of trips known since the reading before, from telemetry or the owner's grants. */
  tripKm: count(9_999_999).optional(),
  /** The meter stands at the highest value that it can show. */
  atMaximum: z.boolean().optional(),
  place: place.optional(),
  /** Signature of the vehicle's own key, 64 bytes r and s in base64url; it was checked. */
  signature: z
    .string()
    .regex(/^[A-Za-z0-9_-]{86}$/)
    .optional(),
  signs: z.array(sign).max(5),
  recordedAt: instant,
  /** The reading in whose place it stands. */
  supersedes: id.optional(),
  /** Taken back: it stays, and is left out of the verdict. `by` is the reading that took its place. */
  superseded: z.strictObject({ at: instant, reason: readingError, by: id.optional() }).optional(),
});
export type Reading = z.infer<typeof Reading>;

/** Another meter, or a repaired one: from here on it counts from `newStart`. */
export const Replacement = z.strictObject({
  vin,
  replacementId: id,
  at: instant,
  oldFinal: shown,
  newStart: shown,
  unit,
  /** The workshop's record of the work: its number, and the SHA-256 of the document, which stays there. */
  work: z.strictObject({ reference: line(64), documentHash: sha256Hex }).optional(),
  by: member,
  recordedAt: instant,
});
export type Replacement = z.infer<typeof Replacement>;

/** What the verdict is made of, in order of time. */
export const Entry = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('reading'),
    id,
    ...measured,
    tripKm: shown.optional(),
    atMaximum: z.boolean().optional(),
    place: place.optional(),
  }),
  z.strictObject({ kind: z.literal('replaced'), id, at: instant, oldFinal: shown, newStart: shown, unit }),
  z.strictObject({ kind: z.literal('plate'), id, at: instant }),
]);
export type Entry = z.infer<typeof Entry>;

const Measure = z.strictObject(measured);
export type Measure = z.infer<typeof Measure>;

/** A meter that says next to nothing more often in a row has another cause than a glitch. */
export const MAX_DOUBTED = 16;

/** The entries before some moment, folded. */
export const Folded = z.strictObject({
  readings: count(1_000_000),
  /** Readings since the last change of plate; absent if it never changed. */
  sincePlate: count(1_000_000).optional(),
  lower: count(1_000_000),
  blockers: count(1_000_000),
  /** Times that it was seen where it could not be. */
  clones: count(1_000_000),
  replaced: z.boolean(),
  atMaximum: z.boolean(),
  /** Highest value and last value of the present meter. */
  highest: Measure.optional(),
  last: Measure.optional(),
  /** Where the meter stood when the day began that the last reading lies in. */
  dayBegan: Measure.optional(),
  /** Readings of next to nothing: glitches if the next one continues, lower ones if not. */
  doubted: z.array(id).max(MAX_DOUBTED).optional(),
  doubtedLast: Measure.optional(),
  /** Hundreds of metres of known trips that the meter did not count. */
  uncounted: count(99_999_999).optional(),
  seen: z.strictObject({ at: instant, place }).optional(),
});
export type Folded = z.infer<typeof Folded>;

/** Most entries in the record of the odometer; older ones stand in pages. */
export const MAX_ENTRIES = 32;
export const PAGE_ENTRIES = 16;
/** What comes in later than all entries that are kept is `late`. */
export const MAX_PAGES = 64;

/** The odometer of a vehicle, apart from its title so that a reading and a lien never conflict. */
export const Odometer = z.strictObject({
  vin,
  verdict,
  /**
   * Faster than 1,200 km a day, or standing still while trips were driven: a device may be blocking the
   * meter.
   */
  suspectBlocker: z.boolean(),
  /**
   * Seen at two places that are too far apart for the time between: another vehicle may bear the same number.
   */
  suspectClone: z.boolean(),
  /** All readings recorded, those that came late included. */
  readings: count(1_000_000),
  last: Measure.optional(),
  entries: z.array(Entry).max(MAX_ENTRIES),
  before: Folded,
  /** Pages of older entries, in order of time, each with the time of its last. */
  pages: z
    .array(z.strictObject({ no: count(999_999), until: instant }))
    .max(MAX_PAGES)
    .optional(),
  /** Time of the last entry that is on no page any more. */
  foldedUntil: instant.optional(),
  /** Readings that came in later than all that is kept, and after which the meter was lower. */
  lateLower: count(1_000_000).optional(),
  /** The day before that of the birth certificate: where the plant is, its day begins that early. */
  bornAt: instant.optional(),
});
export type Odometer = z.infer<typeof Odometer>;

/** Entries that are older than those in the record of the odometer. */
export const OdometerPage = z.strictObject({
  vin,
  no: count(999_999),
  before: Folded,
  entries: z.array(Entry).max(PAGE_ENTRIES),
});
export type OdometerPage = z.infer<typeof OdometerPage>;

export const odometers = table({ kind: 'odometer', v: 1, schema: Odometer, id: (record) => [record.vin] });
export const odometerPages = table({
  kind: 'odometerPage',
  v: 1,
  schema: OdometerPage,
  id: (record) => [record.vin, String(record.no)],
});
export const readings = table({
  kind: 'reading',
  v: 1,
  schema: Reading,
  id: (record) => [record.vin, record.readingId],
  indexes: { time: (record: Reading) => [record.vin, record.at] },
});
export const replacements = table({
  kind: 'odometerReplacement',
  v: 1,
  schema: Replacement,
  id: (record) => [record.vin, record.replacementId],
});
