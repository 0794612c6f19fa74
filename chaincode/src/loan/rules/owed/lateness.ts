import type { Day } from '../../../kit/value/time';
import { dueOn } from '../plan/calendar';
import { daysLate } from '../state/pause';
import { shortUpTo, toleranceOf } from '../state/servicing';
import { type Pause, type Servicing } from '../../records/servicing';
import type { Terms, RiskClass } from '../../records/terms';

/** First days of the buckets (test product of Fineract); the last has no end. */
export const BUCKETS = [1, 4, 31, 61, 91, 121, 151, 181, 241] as const;
/** First days of the buckets that auto ABS reports to investors. */
export const ABS_BUCKETS = [31, 61, 91, 121] as const;

/** The bucket of a number of days: `31-60`, `241+`, `current` before the first. */
export function bucketOf(days: number, starts: readonly number[] = BUCKETS): string {
  const at = starts.findLastIndex((start) => days >= start);
  const start = starts[at];
  if (start === undefined) return 'current';
  const after = starts[at + 1];
  return after === undefined ? `${start}+` : `${start}-${after - 1}`;
}

/** The class of a number of delinquent days: more than 0, 90, 270, 360 (商业银行金融资产风险分类办法, 2023). */
export function riskClassOf(days: number): RiskClass {
  if (days > 360) return 'loss';
  if (days > 270) return 'doubtful';
  if (days > 90) return 'substandard';
  return days > 0 ? 'specialMention' : 'normal';
}

/** How late a loan is. `state` must have been advanced to the day. */
export interface Lateness {
  /** Since the oldest unpaid due date, by the calendar. */
  readonly pastDueDays: number;
  /** The same less days of grace and of pauses: what buckets and classes go by. */
  readonly delinquentDays: number;
  /** Amount past due of each bucket that holds any, minor units, least late first. */
  readonly buckets: readonly { readonly bucket: string; readonly amount: bigint }[];
}

/** What is past due as the loan was last booked: since when, and how much; nothing when no instalment is short. */
export function overdueOf(
  terms: Terms,
  state: Servicing,
): { readonly since: Day; readonly principal: bigint; readonly interest: bigint } | undefined {
  const short = state.due.filter(({ index }) => shortUpTo(state, index) > toleranceOf(terms));
  const [oldest] = short;
  return (
    oldest && {
      since: dueOn(terms, oldest.index),
      principal: short.reduce((sum, row) => sum + row.principal, 0n),
      interest: short.reduce((sum, row) => sum + row.interest, 0n),
    }
  );
}

/** How late a loan is on a day to which `state` was advanced. */
export function latenessOf(terms: Terms, pauses: readonly Pause[], state: Servicing, on: Day): Lateness {
  const short = state.due.filter(({ index }) => shortUpTo(state, index) > toleranceOf(terms));
  const late = short.map((row) => {
    const due = dueOn(terms, row.index);
    const days = Math.max(0, daysLate(pauses, due, on) - terms.late.graceDays);
    return { past: daysLate([], due, on), days, amount: row.principal + row.interest };
  });
  const amounts = new Map<string, bigint>();
  for (const { days, amount } of late.toReversed())
    if (days > 0) amounts.set(bucketOf(days), (amounts.get(bucketOf(days)) ?? 0n) + amount);
  return {
    pastDueDays: Math.max(0, ...late.map(({ past }) => past)),
    delinquentDays: Math.max(0, ...late.map(({ days }) => days)),
    buckets: [...amounts].map(([bucket, amount]) => ({ bucket, amount })),
  };
}
