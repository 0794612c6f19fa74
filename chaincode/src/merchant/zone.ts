import { z } from 'zod';
import { demand, refuse } from '../kit/errors';
import { table } from '../kit/table';
import { count } from '../kit/text';
import { addMillis, type Instant, instant, isDay, MINUTE_MS } from '../kit/time';
import { merchantErrors } from './errors';

/** Name of a time zone in the IANA database: `Europe/Berlin`. */
export const zoneName = z
  .string()
  .regex(/^[A-Z][A-Za-z_]{1,30}(\/[A-Z][A-Za-z_+-]{1,30}){0,2}$/, 'must be an IANA zone like Europe/Berlin')
  .meta({ examples: ['Europe/Berlin'] });
const offsetMinutes = count(840, -720).meta({ description: 'minutes that local time is ahead of UTC' });

/** What clocks show, `2026-10-25T02:30`, with the offset where that says too little. */
export const localTime = z.strictObject({
  local: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/, 'must be a local time like 2026-10-25T02:30')
    .refine((text) => isDay(text.slice(0, 10)), 'must be an existing day'),
  offsetMinutes: offsetMinutes.optional(),
});
export type LocalTime = z.output<typeof localTime>;

/** A zone's offsets as data: the chaincode has no time zone database, and two peers must never disagree about one. */
export const Zone = z.strictObject({
  zone: zoneName,
  from: instant.meta({ description: 'the table says nothing about times before' }),
  offsets: z
    .array(z.strictObject({ until: instant.meta({ description: 'exclusive' }), offsetMinutes }))
    .min(1)
    .max(100),
});
export type Zone = z.output<typeof Zone>;
export const zones = table({ kind: 'time-zone', v: 1, schema: Zone, id: ({ zone }) => [zone] });

interface Span {
  readonly from: Instant;
  readonly until: Instant;
  readonly offsetMinutes: number;
}
const spansOf = ({ from, offsets }: Zone): Span[] =>
  offsets.map((one, at) => ({ from: at === 0 ? from : (offsets[at - 1]?.until ?? from), ...one }));

export function mustBeOrdered(zone: Zone): void {
  const ordered = spansOf(zone).every(({ from, until }) => from < until);
  demand(ordered, merchantErrors.ZONE_WRONG, { zone: zone.zone });
}

/** The moment that a clock on the wall means. A time that was skipped is refused; one that comes twice needs the offset. */
export function instantOf(zone: Zone, { local, offsetMinutes: given }: LocalTime): Instant {
  const asUtc = `${local}:00.000Z`;
  const last = zone.offsets.at(-1);
  const facts = { zone: zone.zone, local };
  const at = (offset: number): Instant => addMillis(asUtc, -offset * MINUTE_MS);
  const within =
    at(zone.offsets[0]?.offsetMinutes ?? 0) >= zone.from && last !== undefined && at(last.offsetMinutes) < last.until;
  demand(within, merchantErrors.ZONE_UNCOVERED, facts);
  const found = spansOf(zone).filter((span) => at(span.offsetMinutes) >= span.from && at(span.offsetMinutes) < span.until);
  if (found.length === 0) refuse(merchantErrors.LOCAL_TIME_SKIPPED, facts);
  const fitting = given === undefined ? found : found.filter((span) => span.offsetMinutes === given);
  const offsets = found.map((span) => `${span.offsetMinutes}`).join(' or ');
  const [only, second] = fitting;
  if (!only) return refuse(merchantErrors.OFFSET_OTHER, { ...facts, offsets });
  if (second) return refuse(merchantErrors.LOCAL_TIME_TWICE, { ...facts, offsets });
  return at(only.offsetMinutes);
}

/** What clocks in the zone show at a moment. */
export function localOf(zone: Zone, moment: Instant): { local: string; offsetMinutes: number } {
  const span = spansOf(zone).find(({ from, until }) => from <= moment && moment < until);
  if (!span) return refuse(merchantErrors.ZONE_UNCOVERED, { zone: zone.zone, local: moment });
  return { local: addMillis(moment, span.offsetMinutes * MINUTE_MS).slice(0, 16), offsetMinutes: span.offsetMinutes };
}
