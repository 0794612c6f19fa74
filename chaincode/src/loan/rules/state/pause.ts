import { type Day, daysBetween } from '../../../kit/value/time';
import type { Pause } from '../../records/servicing';

/** Days from a due date to a day, without the days of pauses. */
export function daysLate(pauses: readonly Pause[], due: Day, on: Day): number {
  if (on <= due) return 0;
  const paused = pauses.map(({ from, until }) => {
    const start = from > due ? from : due;
    const end = until !== undefined && until < on ? until : on;
    return Math.max(0, daysBetween(start, end));
  });
  return paused.reduce((days, each) => days - each, daysBetween(due, on));
}
