import { z } from 'zod';
import { defineErrors, demand, refuse } from '../errors';
import { table } from '../table';
import { count } from './text';
import {
  addDays,
  addMillis,
  type Day,
  dayOf,
  earlierOf,
  type Instant,
  instant,
  isAfter,
  isDay,
  laterOf,
  MINUTE_MS,
  startOf,
  WINDOW_MS,
} from './time';

/** What clocks of a place may refuse. */
export const zoneErrors = defineErrors({
  ZONE_WRONG: { says: 'The offsets of {zone} do not follow one another in time.', cure: 'Order them.' },
  ZONE_UNCOVERED: {
    says: 'The offsets of {zone} do not reach {local}.',
    cure: 'Ask the registrar to publish further ones (merchant.publishZone).',
    retry: 'later',
  },
  LOCAL_TIME_SKIPPED: {
    says: '{local} does not exist in {zone}: clocks skip it.',
    cure: 'Choose another time.',
  },
  LOCAL_TIME_TWICE: {
    says: '{local} comes twice in {zone}.',
    cure: 'Give its offset in minutes: {offsets}.',
  },
  OFFSET_OTHER: {
    says: '{local} in {zone} does not have that offset.',
    cure: 'Its offset is {offsets} minutes.',
  },
});

/** Name of a time zone in the IANA database, links and old names included: `Europe/Berlin`, `Etc/GMT+1`. */
export const zoneName = z
  .string()
  .regex(
    /^[A-Z][A-Za-z0-9_+-]{1,30}(\/[A-Z][A-Za-z0-9_+-]{0,30}){0,2}$/,
    'must be an IANA zone like Europe/Berlin',
  )
  .meta({ examples: ['Europe/Berlin'] });
const offsetMinutes = count(840, -720).meta({ description: 'minutes that local time is ahead of UTC' });

/** What clocks show, `2026-10-25T02:30`, with the offset where that says too little. */
export const localTime = z.strictObject({
  local: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/, 'must be a local time like 2026-10-25T02:30')
    .refine((text) => isDay(text.slice(0, 10)), 'must be an existing day')
    .meta({ examples: ['2026-10-25T02:30'] }),
  offsetMinutes: offsetMinutes.optional(),
});
/** An hour and minute on the clocks of a place. */
export type LocalTime = z.output<typeof localTime>;

/**
 * A zone's offsets as data: the chaincode has no time zone database, and two peers must never disagree about
 * one.
 */
export const Zone = z.strictObject({
  zone: zoneName,
  from: instant.meta({ description: 'the table says nothing about times before' }),
  offsets: z
    .array(z.strictObject({ until: instant.meta({ description: 'exclusive' }), offsetMinutes }))
    .min(1)
    .max(100),
});
export type Zone = z.output<typeof Zone>;
/** The clocks of places, as they were published for these terms. */
export const zones = table({ kind: 'time-zone', v: 1, schema: Zone, id: ({ zone }) => [zone] });

interface Span {
  readonly from: Instant;
  readonly until: Instant;
  readonly offsetMinutes: number;
}
const spansOf = ({ from, offsets }: Zone): Span[] =>
  offsets.map((one, at) => ({ from: at === 0 ? from : (offsets[at - 1]?.until ?? from), ...one }));

/** Refuses with ZONE_WRONG offsets that do not follow one another in time. */
export function mustBeOrdered(zone: Zone): void {
  const ordered = spansOf(zone).every(({ from, until }) => from < until);
  demand(ordered, zoneErrors.ZONE_WRONG, { zone: zone.zone });
}

/**
 * The moment that a clock on the wall means. A time that was skipped is refused; one that comes twice needs
 * the offset.
 */
export function instantOf(zone: Zone, { local, offsetMinutes: given }: LocalTime): Instant {
  const asUtc = `${local}:00.000Z`;
  const last = zone.offsets.at(-1);
  const facts = { zone: zone.zone, local };
  const at = (offset: number): Instant => addMillis(asUtc, -offset * MINUTE_MS);
  const within =
    at(zone.offsets[0]?.offsetMinutes ?? 0) >= zone.from &&
    last !== undefined &&
    at(last.offsetMinutes) < last.until;
  demand(within, zoneErrors.ZONE_UNCOVERED, facts);
  const found = spansOf(zone).filter(
    (span) => at(span.offsetMinutes) >= span.from && at(span.offsetMinutes) < span.until,
  );
  if (found.length === 0) refuse(zoneErrors.LOCAL_TIME_SKIPPED, facts);
  const fitting = given === undefined ? found : found.filter((span) => span.offsetMinutes === given);
  const offsets = found.map((span) => `${span.offsetMinutes}`).join(' or ');
  const [only, second] = fitting;
  if (!only) return refuse(zoneErrors.OFFSET_OTHER, { ...facts, offsets });
  if (second) return refuse(zoneErrors.LOCAL_TIME_TWICE, { ...facts, offsets });
  return at(only.offsetMinutes);
}

/** Whether the table says what clocks show at a moment. */
export const covers = (zone: Zone, moment: Instant): boolean =>
  spansOf(zone).some(({ from, until }) => from <= moment && moment < until);

/** The offset in force at a moment, and until when it stays so. Throws ZONE_UNCOVERED. */
export function offsetAt(zone: Zone, moment: Instant): Span {
  const span = spansOf(zone).find(({ from, until }) => from <= moment && moment < until);
  return span ?? refuse(zoneErrors.ZONE_UNCOVERED, { zone: zone.zone, local: moment });
}

/** What clocks in the zone show at a moment. Throws ZONE_UNCOVERED. */
export function localOf(zone: Zone, moment: Instant): { local: string; offsetMinutes: number } {
  const span = offsetAt(zone, moment);
  return {
    local: addMillis(moment, span.offsetMinutes * MINUTE_MS).slice(0, 16),
    offsetMinutes: span.offsetMinutes,
  };
}

/** Where no zone is agreed days are counted in UTC; so are those of all that was agreed before zones were. */
export const UTC: Zone = {
  zone: 'UTC',
  from: '1900-01-01T00:00:00.000Z',
  offsets: [{ until: '9999-12-31T00:00:00.000Z', offsetMinutes: 0 }],
};

/**
 * Where the zones are found; no more than that, so that whoever installs the gateway needs no ledger to read
 * this.
 */
interface Zones {
  get(...id: string[]): Promise<Zone>;
}

/** The zone of a contract, as the registrar published it. */
export const zoneNamed = async (zones: Zones, name: string = UTC.zone): Promise<Zone> =>
  name === UTC.zone ? UTC : zones.get(name);

/** A moment by the stamp of a transaction, and the clocks on which its day is read. */
export interface Local {
  readonly at: Instant;
  readonly zone: Zone;
}

/**
 * The day that calendars in the zone show. Nobody is kept from paying because a table ends: before and beyond
 * it the nearest offset counts, so that a day is at most the hour of a change of clocks off.
 */
export const dayIn = (zone: Zone, at: Instant): Day => dayOf(shownIn(zone, at));

/** What clocks in the zone show at a moment, written like an instant and read without its Z. */
export function shownIn(zone: Zone, at: Instant): Instant {
  const spans = spansOf(zone);
  const span = spans.find(({ until }) => at < until) ?? spans.at(-1);
  return addMillis(at, (span?.offsetMinutes ?? 0) * MINUTE_MS);
}

/** From when on clocks in the zone always show this time or a later one; the way back from `shownIn`. */
export function showsFrom(zone: Zone, shown: Instant): Instant {
  const spans = spansOf(zone);
  return spans
    .flatMap(({ from, until, offsetMinutes: offset }, at) => {
      const moment = addMillis(shown, -offset * MINUTE_MS);
      if (at > 0 && moment <= from) return [];
      return [at < spans.length - 1 ? earlierOf(moment, until) : moment];
    })
    .reduce(laterOf);
}

/** The exclusive end of a day: the moment from which clocks in the zone show the next. */
export const dayEnds = (zone: Zone, on: Day): Instant => showsFrom(zone, startOf(addDays(on, 1)));

/**
 * Whether a day is over for everybody in the zone, by whatever clock: who acts on it by a right one has
 * acted.
 */
export const hasEnded = (on: Day, { at, zone }: Local): boolean => isAfter(at, dayEnds(zone, on));

/**
 * The last day of which it is certain that it has begun: the one before has ended, however far ahead the
 * clock of the caller is.
 */
export const begunDay = ({ at, zone }: Local): Day => dayIn(zone, addMillis(at, -2 * WINDOW_MS));
