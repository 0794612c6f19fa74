import { type DayCount, isThirty, yearFraction } from '../../../kit/value/daycount';
import { addDays, type Day, earlierOf, laterOf } from '../../../kit/value/time';
import { dueOn } from '../plan/calendar';
import type { Pause, Servicing, Arrears } from '../../records/servicing';
import type { Terms } from '../../records/terms';

/**
 * Late interest counts actual days, so that it is the same in however many steps somebody looks; the days of
 * 30/360 do not add up.
 */
export const basisOf = (terms: Terms): DayCount => (isThirty(terms.dayCount) ? 'ACT/365' : terms.dayCount);

/**
 * Late interest up to a day: simple, on principal past due, from the end of grace, without the days of
 * pauses. `state` knows every instalment that is due by then and counted up to its own last day.
 */
export function grown(
  terms: Terms,
  pauses: readonly Pause[],
  state: Servicing,
  on: Day,
): Arrears | undefined {
  if (!terms.late.annualRatePpm || on <= state.asOf) return state.arrears;
  const { weight: before, met } = state.arrears ?? { weight: 0n, met: 0n };
  const since = state.due.map(({ index, principal }) => {
    const from = laterOf(addDays(dueOn(terms, index), terms.late.graceDays), state.asOf);
    return principal * countedBetween(terms, pauses, from, on);
  });
  const sum = since.reduce((all, one) => all + one, before);
  return sum === 0n ? state.arrears : { weight: sum, met };
}

function countedBetween(terms: Terms, pauses: readonly Pause[], from: Day, on: Day): bigint {
  const share = (start: Day, end: Day): bigint =>
    start < end ? yearFraction(basisOf(terms), start, end).numerator : 0n;
  const paused = pauses.map((pause) => share(laterOf(pause.from, from), earlierOf(pause.until ?? on, on)));
  return paused.reduce((all, one) => all - one, share(from, on));
}
