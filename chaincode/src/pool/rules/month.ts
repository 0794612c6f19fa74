import { demand, refuse } from '../../kit/errors';
import {
  addDays,
  addMonths,
  type Day,
  dayFrom,
  daysInMonth,
  isAfter,
  partsOf,
  startOf,
} from '../../kit/value/time';
import type { Serviced } from '../../loan/door';
import { poolErrors } from '../errors';
import type { Pledge } from '../records/asset';
import { LATE_BUCKETS, type PoolMonth, type Row, type Sums } from '../records/month';
import type { Pool } from '../records/pool';
import type { Month, Structure } from '../records/structure';
import type { Period } from './accrual';
import { activityOf, type Ended } from './row';

/** Most loans that one transaction looks at. */
export const MOST_VISITED = 50;

/** Last day of a month. */
export function endOf(month: Month): Day {
  const { year, month: of } = partsOf(`${month}-01`);
  return dayFrom(year, of, daysInMonth(year, of));
}

/** The month after another. */
export const monthAfter = (month: Month): Month => addMonths(`${month}-01`, 1).slice(0, 7);

/** The month that is to be run: after the last one, or that which the issue falls in, or the cut-off ended. */
export function nextMonth({ lastMonth, cutOff }: Pool): Month {
  if (lastMonth !== undefined) return monthAfter(lastMonth);
  return addDays(cutOff, 1).slice(0, 7);
}

/** It is the turn of this month, and its last day is over by every clock. */
export function mustBeTurn(pool: Pool, month: Month, now: string): void {
  const next = nextMonth(pool);
  const { poolId } = pool;
  demand(month === next, poolErrors.MONTH_OUT_OF_TURN, { month, poolId, next });
  const until = startOf(addDays(endOf(month), 1));
  demand(isAfter(now, until), poolErrors.MONTH_NOT_OVER, { month, until });
}

/** The next loans to look at: at most so many, and none beyond the last. */
export function mustBeNext({ assets }: Pool, { visited }: PoolMonth, upTo: number): void {
  const most = MOST_VISITED;
  if (upTo <= visited || upTo > assets || upTo - visited > most)
    refuse(poolErrors.RUN_OUT_OF_TURN, { visited, upTo, most, assets });
}

/** Sums of nothing. */
export const NO_SUMS: Sums = {
  ...{ loans: 0, begin: 0n, end: 0n, principal: 0n, interest: 0n, fees: 0n, chargedOff: 0n },
  ...{ otherAdjustment: 0n, recovered: 0n, scheduledPrincipal: 0n, weightedRate: 0n, weightedTerm: 0n },
  late: LATE_BUCKETS.map((fromDays) => ({ fromDays, loans: 0, balance: 0n })),
};

/** Sums with one more row. */
export function withRow(sums: Sums, row: Row): Sums {
  const at = LATE_BUCKETS.findLastIndex((fromDays) => row.pastDueDays >= fromDays);
  const runs = row.end > 0n;
  return {
    loans: sums.loans + (runs ? 1 : 0),
    begin: sums.begin + row.begin,
    end: sums.end + row.end,
    principal: sums.principal + row.principal,
    interest: sums.interest + row.interest,
    fees: sums.fees + row.fees,
    chargedOff: sums.chargedOff + row.chargedOff,
    otherAdjustment: sums.otherAdjustment + row.otherAdjustment,
    recovered: sums.recovered + row.recovered,
    scheduledPrincipal: sums.scheduledPrincipal + row.scheduledPrincipal,
    late: sums.late.map((one, index) =>
      runs && index === at ? { ...one, loans: one.loans + 1, balance: one.balance + row.end } : one,
    ),
    weightedRate: sums.weightedRate + row.end * BigInt(row.ratePpm),
    weightedTerm: sums.weightedTerm + row.end * BigInt(row.remaining),
  };
}

/** What a month of a loan is computed from. */
export interface Seen {
  readonly pool: Pick<Pool, 'poolId' | 'status'>;
  readonly month: Month;
  readonly pledge: Pledge;
  readonly before: Row | undefined;
  readonly stood: Serviced;
  readonly scheduled: { readonly principal: bigint; readonly interest: bigint };
  readonly ratePpm: number;
  readonly txId: string;
}

/** The month of one loan, against its month before or, in its first, against the cut-off. */
export function rowOf({ pool, month, pledge, before, stood, scheduled, ratePpm, txId }: Seen): Row {
  const done = doneBy(stood);
  const start = before
    ? { ...before.done, outstanding: before.end, end: before.end, ended: before.ended }
    : { ...pledge.done, outstanding: pledge.balance, end: pledge.balance };
  const leaves: Ended | undefined =
    pledge.status === 'boughtBack' ? 'boughtBack' : stood.chargedOff ? 'chargedOff' : undefined;
  const { ended, ...activity } = activityOf(start, {
    ...done,
    outstanding: stood.outstanding,
    ended: leaves,
  });
  const runs = activity.end > 0n;
  return {
    ...{ poolId: pool.poolId, month, number: pledge.number },
    ...activity,
    ...(ended && { ended, endedIn: before?.endedIn ?? month }),
    pastDueDays: runs ? stood.pastDueDays : 0,
    remaining: runs ? stood.remaining : 0,
    nextDue: runs ? (stood.nextDue?.amount ?? 0n) : 0n,
    scheduledPrincipal: activity.begin > 0n ? scheduled.principal : 0n,
    scheduledInterest: activity.begin > 0n ? scheduled.interest : 0n,
    ...{ ratePpm, done, entries: stood.entries, txId },
  };
}

/** All that was paid on a loan, as rows add it up. */
export const doneBy = ({ paid, recovered }: Serviced) => ({
  principal: paid.principal,
  interest: paid.interest,
  other: paid.fee + paid.penalty + recovered,
});

/** The period of interest up to a payment date: from the one before, or from the issue. */
export function periodUntil(
  { payDay }: Pick<Structure, 'payDay'>,
  { closedOn, lastPaidOn, lastMonth }: Pool,
  month: Month,
  paymentOn: Day,
): Period {
  const from = lastPaidOn ?? closedOn ?? paymentOn;
  const nominal = (of: Month): Day => {
    const { year, month: number } = partsOf(`${monthAfter(of)}-01`);
    return dayFrom(year, number, payDay);
  };
  return {
    paid: { from, until: paymentOn },
    nominal: { from: lastMonth === undefined ? from : nominal(lastMonth), until: nominal(month) },
  };
}
