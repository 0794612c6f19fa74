import { isZero } from '../../../kit/value/money';
import { addDays, addMonths, type Day, type Instant, startOf } from '../../../kit/value/time';
import { dayIn, type Local, showsFrom, shownIn, UTC, type Zone } from '../../../kit/value/zone';
import type { Instalment } from '../../records/instalment';

/** When the days of grace of an instalment are over in a zone. */
const graceEnds = (zone: Zone, dueOn: Day, graceDays: number): Instant =>
  showsFrom(zone, startOf(addDays(dueOn, graceDays)));

/** An instalment with the moment at which its days of grace are over, where a zone was agreed. */
export const inZone = (zone: Zone, one: Instalment, graceDays: number): Instalment =>
  zone === UTC ? one : { ...one, coveredUntil: graceEnds(zone, one.dueOn, graceDays) };

/**
 * The day on which what was agreed at a moment is due: that day, or the next where there is no grace and the
 * day has begun, so that nothing is late before it exists.
 */
export function dueFrom({ at, zone }: Local, graceDays: number): Day {
  const day = dayIn(zone, at);
  return graceDays === 0 && shownIn(zone, at) > startOf(day) ? addDays(day, 1) : day;
}

/** Instalments of a term that begins at a moment, each due at the start of its share of the term. */
export function dueIn(
  instalments: readonly Instalment[],
  { begins, months, graceDays }: { begins: Local; months: number; graceDays: number },
): Instalment[] {
  const startsOn = dayIn(begins.zone, begins.at);
  return instalments.map((one, at) => {
    const dueOn =
      at === 0 ? dueFrom(begins, graceDays) : addMonths(startsOn, (at * months) / instalments.length);
    return inZone(begins.zone, { ...one, dueOn }, graceDays);
  });
}

/** Whether an instalment is still to be paid: one of 0.00 is paid by itself. */
export const isOpen = ({ status, amount }: Instalment): boolean => status === 'expected' && !isZero(amount);
