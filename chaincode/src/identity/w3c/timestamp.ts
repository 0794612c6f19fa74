import { addMillis, type Instant, isInstant, MINUTE_MS } from '../../kit/value/time';

const STAMP = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/;

/**
 * An XML Schema dateTimeStamp, as documents of others hold it, in UTC with milliseconds; `undefined` when it
 * is none.
 */
export function instantOf(stamp: string): Instant | undefined {
  const found = STAMP.exec(stamp);
  if (!found) return undefined;
  const [, local = '', fraction = '', zone = 'Z'] = found;
  const instant = `${local}.${fraction.padEnd(3, '0').slice(0, 3)}Z`;
  if (!isInstant(instant)) return undefined;
  if (zone === 'Z') return instant;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4));
  return minutes > 14 * 60
    ? undefined
    : addMillis(instant, (zone.startsWith('-') ? minutes : -minutes) * MINUTE_MS);
}
