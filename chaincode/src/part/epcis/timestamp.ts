import { DAY_MS, HOUR_MS, MINUTE_MS, epochDays, fromMillis, isDay } from '../../kit/value/time';

const TIMESTAMP =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,12}))?(?:Z|([+-])(0\d|1[0-4]):([0-5]\d))$/;

/**
 * Whether the text is an xsd:dateTimeStamp that EPCIS allows: an existing day, a time, an offset of at most
 * 14 hours.
 */
export function isTimestamp(text: string): boolean {
  const found = TIMESTAMP.exec(text);
  if (!found?.[1] || !isDay(found[1]) || found[1] < '1900-01-02' || found[1] > '9999-12-30') return false;
  return found[7] !== '14' || found[8] === '00';
}

/**
 * The same moment in UTC with milliseconds. The third decimal is rounded up when the fourth is 5 to 9 (CBV
 * 2.0 event hash, rule 9): it is the digit that decides, so this is text and whole numbers only. Text that is
 * no timestamp stays as it is.
 */
export function toUtc(text: string): string {
  const found = TIMESTAMP.exec(text);
  if (!found || !isTimestamp(text)) return text;
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
