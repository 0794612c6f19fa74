import { DAY_MS, HOUR_MS, MINUTE_MS, epochDays, fromMillis, isDay } from '../../kit/value/time';

const TIMESTAMP =
  /^(\d{4}-\d{2}-\d{2})[Tt]([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:\.(\d{1,30}))?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

/**
 * Whether the text is a date-time of RFC 3339 §5.6: an existing day from 1900 on, a time, an offset; a second
 * 60 only where the world has put one in, at the end of a day in UTC.
 */
export function isTimestamp(text: string): boolean {
  const found = TIMESTAMP.exec(text);
  return isKnown(found?.[1]) && (found?.[4] !== '60' || toUtc(text).slice(11, 19) === '00:00:00');
}

/** A day whose neighbours can be written too. */
const isKnown = (day = ''): boolean => isDay(day) && day >= '1900-01-02' && day <= '9999-12-30';

/**
 * The same moment in UTC with milliseconds. The third decimal is rounded up when the fourth is 5 to 9 (CBV
 * 2.0 event hash, rule 9): it is the digit that decides, so this is text and whole numbers only. Text that is
 * no timestamp stays as it is.
 */
export function toUtc(text: string): string {
  const found = TIMESTAMP.exec(text);
  if (!found || !isKnown(found[1])) return text;
  const [
    ,
    day = '',
    hours = '',
    minutes = '',
    seconds = '',
    fraction = '',
    sign,
    offsetHours = '0',
    offsetMinutes = '0',
  ] = found;
  const millis = Number(fraction.slice(0, 3).padEnd(3, '0')) + (Number(fraction[3] ?? '0') >= 5 ? 1 : 0);
  const offset =
    (Number(offsetHours) * HOUR_MS + Number(offsetMinutes) * MINUTE_MS) * (sign === '-' ? -1 : 1);
  const local =
    epochDays(day) * DAY_MS + Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS + Number(seconds) * 1000;
  return fromMillis(local + millis - offset);
}
