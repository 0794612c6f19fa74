import { demand } from '../../kit/errors';
import type { monthOperations } from '../api/month';
import { poolErrors } from '../errors';
import { poolEvents } from '../events';
import { monthLife, poolLife } from '../life';
import type { PoolMonth, Row } from '../records/month';
import type { Pool } from '../records/pool';
import { endOf, mustBeNext, mustBeTurn, NO_SUMS, withRow } from '../rules/month';
import { sumAt } from '../rules/principal';
import { failedIn, metricsOf, poolEndOf, resultOf, statedMonth } from '../rules/result';
import { textOf } from '../rules/same';
import { standingAfter } from '../rules/waterfall';
import type { PoolHandlers } from '../tables';
import { rowsOf } from './row';

/** Rows of a page that is computed again. */
const VERIFIED = 25;

/** A month of a pool: loan by loan, then the funds. */
export const monthHandlers: PoolHandlers<typeof monthOperations> = {
  async runMonth(tx, { poolId, month, upTo }, { on: pool, before }) {
    if (before && before.visited >= upTo) return shown(before);
    mustBeTurn(pool, month, tx.now);
    const run = before ?? begun(pool, month);
    if (before) tx.take(monthLife.runMonth, before);
    mustBeNext(pool, run, upTo);
    const asked = { pool, month, previous: run.previous, from: run.visited + 1, to: upTo };
    const found = await rowsOf(tx, asked);
    for (const row of found) await tx.rows.put(row);
    const after = { ...run, visited: upTo, sums: found.reduce(withRow, run.sums) };
    await tx.months.put(after);
    tx.tell(poolEvents.MonthRun, { poolId, month, visited: upTo });
    return shown(after);
  },
  async distribute(tx, { poolId, month, stated }, { on: pool, run, terms: { structure } }) {
    if (run.status === 'distributed' && textOf(run.stated) === textOf(stated)) return run;
    mustBeTurn(pool, month, tx.now);
    tx.take(monthLife.distribute, run);
    const { visited } = run;
    demand(visited === pool.assets, poolErrors.RUN_NOT_DONE, { visited, assets: pool.assets });
    const ready = statedMonth(run, pool, structure, stated);
    if (!ready.before) throw new Error('a pool that is issued has a standing');
    const paid = resultOf({ structure, run: ready, before: ready.before, poolAtStart: pool.balance });
    const after = poolAfter(pool, ready, standingAfter(ready.before, { poolEnd: poolEndOf(ready) }, paid));
    const triggers = failedIn(structure, after, ready, paid);
    const status = monthLife.step('distribute', run.status);
    const done = { ...ready, status, distribution: paid, triggers, distributedAt: tx.now, txId: tx.id };
    await tx.months.put(done);
    await tx.pools.put(after);
    const { available, principal, residual } = paid;
    tx.tell(poolEvents.MonthDistributed, { poolId, month, available, principal, residual });
    if (triggers.length > 0) tx.tell(poolEvents.TriggerFailed, { poolId, month, triggers });
    if (after.status !== pool.status) tx.tell(poolEvents.PoolChanged, { poolId, status: after.status });
    return done;
  },
  readMonth: (_tx, _request, { on: run }) => Promise.resolve(run),
  metrics: (_tx, _request, { on: run, pool }) => Promise.resolve(metricsOf(run, pool)),
  listRows: (tx, { poolId, month, ...page }) => tx.rows.list(page, poolId, month),
  async verifyRows(tx, { month, from }, { on: run, pool, found }) {
    const to = Math.min(pool.assets, from + VERIFIED - 1);
    const again = await rowsOf(tx, { pool, month, previous: run.previous, from, to });
    const recorded = new Map(found.flatMap((row) => (row ? [[row.number, row] as const] : [])));
    const differing = again.filter((row) => !isSame(row, recorded.get(row.number)));
    const booked = differing.filter((row) => row.entries !== recorded.get(row.number)?.entries);
    return {
      sums: again.reduce(withRow, NO_SUMS),
      differ: differing.filter((row) => !booked.includes(row)).map(({ number }) => number),
      bookedSince: booked.map(({ number }) => number),
      ...(to < pool.assets && { next: to + 1 }),
    };
  },
  async verifyMonth(tx, { poolId, month }, { on: run, pool, terms: { structure } }) {
    const { before, distribution } = run;
    const earlier = run.previous === undefined ? undefined : await tx.months.get(poolId, run.previous);
    const left =
      earlier?.before && earlier.distribution
        ? standingAfter(earlier.before, { poolEnd: poolEndOf(earlier) }, earlier.distribution)
        : before;
    const again = before && distribution && resultOf({ structure, run, before, poolAtStart: pool.balance });
    const same = (one: unknown, two: unknown): boolean => textOf(one) === textOf(two);
    const stands =
      before !== undefined &&
      left !== undefined &&
      same({ ...left, defaulted: false }, { ...before, defaulted: false });
    return { poolId, month, servicer: pool.servicer, same: stands && same(again, distribution) };
  },
};

const shown = ({ poolId, month, status, visited, sums }: PoolMonth) => ({
  poolId,
  month,
  status,
  visited,
  sums,
});

const begun = ({ poolId, servicer, trustee, lastMonth }: Pool, month: string): PoolMonth => ({
  ...{ poolId, month, servicer, trustee, status: 'running', until: endOf(month), visited: 0, sums: NO_SUMS },
  ...(lastMonth !== undefined && { previous: lastMonth }),
});

/** Where a pool stands after a month. One whose notes are all paid has ended. */
function poolAfter(
  pool: Pool,
  { month, sums, stated }: PoolMonth,
  standing: NonNullable<Pool['standing']>,
): Pool {
  const owed = sumAt(standing.balances);
  const ends = owed === 0n;
  return {
    ...pool,
    status: poolLife.step('distribute', pool.status, ends ? 'ended' : pool.status),
    ...{ lastMonth: month, standing, repurchases: 0n },
    ...(stated && { lastPaidOn: stated.paymentOn }),
    netLoss: (pool.netLoss ?? 0n) + sums.chargedOff,
    recovered: (pool.recovered ?? 0n) + sums.recovered,
  };
}

/** The same but for the transaction that computed it. */
const isSame = (again: Row, recorded: Row | undefined): boolean =>
  textOf({ ...again, txId: '' }) === textOf(recorded && { ...recorded, txId: '' });
