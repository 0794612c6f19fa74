import { z } from 'zod';
import { type DayCount, yearFraction } from '../../../kit/value/daycount';
import { divideHalfEven, money } from '../../../kit/value/money';
import { addDays, type Day, earlierOf, laterOf } from '../../../kit/value/time';
import { dueOn } from './schedule';
import type { Pause, Servicing } from './servicing';
import type { Terms } from '../../records/terms';

/** Principal × share of a year, in units of the day count: beyond what 18 digits of money hold, and never rounded. */
const weight = z.codec(z.string().regex(/^(0|[1-9][0-9]{0,39})$/), z.bigint(), {
  decode: (text) => BigInt(text),
  encode: (whole) => whole.toString(),
});

/** Late interest so far: what it is counted from, and how much of it is paid or waived. */
export const arrears = z.strictObject({ weight, met: money.shape.amount });
export type Arrears = z.output<typeof arrears>;

/** The id under which late interest is waived like a charge. */
export const LATE_INTEREST = 'late-interest';

/** Late interest counts actual days, so that it is the same in however many steps somebody looks; the days of 30/360 do not add up. */
const basisOf = (terms: Terms): DayCount => (terms.dayCount === '30/360' ? 'ACT/365' : terms.dayCount);

/**
 * Late interest up to a day: simple, on principal past due, from the end of grace, without the days of pauses. `state` knows every instalment
 * that is due by then and counted up to its own last day.
 */
export function grown(terms: Terms, pauses: readonly Pause[], state: Servicing, on: Day): Arrears | undefined {
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
  const share = (start: Day, end: Day): bigint => (start < end ? yearFraction(basisOf(terms), start, end).numerator : 0n);
  const paused = pauses.map((pause) => share(laterOf(pause.from, from), earlierOf(pause.until ?? on, on)));
  return paused.reduce((all, one) => all - one, share(from, on));
}

/** Late interest that is owed, minor units; rounded once, half to even, over all its days. */
export function lateInterestOwed(terms: Terms, { arrears: held }: Servicing): bigint {
  if (!held) return 0n;
  const { denominator } = yearFraction(basisOf(terms), terms.startOn, terms.startOn);
  return divideHalfEven(held.weight * BigInt(terms.late.annualRatePpm ?? 0), 1_000_000n * denominator) - held.met;
}

/** The state after so much late interest was paid or waived. */
export const metArrears = (state: Servicing, amount: bigint): Servicing =>
  state.arrears && amount > 0n ? { ...state, arrears: { ...state.arrears, met: state.arrears.met + amount } } : state;
