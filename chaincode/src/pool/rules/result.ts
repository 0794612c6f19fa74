import { demand } from '../../kit/errors';
import { laterOf } from '../../kit/value/time';
import { poolErrors } from '../errors';
import type { Distribution, Funds, Standing } from '../records/distribution';
import type { PoolMonth, Stated } from '../records/month';
import type { Pool } from '../records/pool';
import type { Structure } from '../records/structure';
import { amountOf, collected } from './funds';
import { endOf, periodUntil } from './month';
import { sumAt } from './principal';
import { absSpeed, monthlyMortality, poolFactor, sharePpb, weighted, yearlyPrepayment } from './metrics';
import { triggersOf } from './trigger';
import { distribute } from './waterfall';

/** What a payment date is computed from; all of it stands in the record of its month. */
export interface Basis {
  readonly structure: Structure;
  readonly run: PoolMonth;
  readonly before: Standing;
  readonly poolAtStart: bigint;
}

/** The index of every floating class is stated, and of no other. Throws INDEX_MISSING. */
function indicesOf({ classes }: Structure, { indices }: Stated): Record<string, bigint> {
  const floating = classes.filter(({ coupon }) => coupon.kind === 'floating').map(({ name }) => name);
  const missing = floating.find((name) => !indices.some((one) => one.name === name));
  const stray = indices.find(({ name }) => !floating.includes(name));
  const name = missing ?? stray?.name;
  demand(name === undefined, poolErrors.INDEX_MISSING, { name: name ?? '' });
  return Object.fromEntries(indices.map((one) => [one.name, BigInt(one.ratePpb)]));
}

/** What came in: of the loans, of what was bought back, and what the servicer advanced. */
export function fundsOf(
  { sums, repurchases = 0n, called }: PoolMonth,
  { advances, reimbursed }: Stated,
): Funds {
  const positive = (minor: bigint): bigint => (minor > 0n ? minor : 0n);
  const own = called
    ? { interest: 0n, principal: 0n, recoveries: 0n }
    : {
        interest: positive(sums.interest + sums.fees),
        principal: positive(sums.principal),
        recoveries: sums.recovered,
      };
  return { ...own, liquidation: 0n, repurchases, advances, reimbursed };
}

/** The pool after a month: nothing once it was called, for its loans are the servicer's. */
export const poolEndOf = ({ sums, called }: PoolMonth): bigint => (called ? 0n : sums.end);

/** The distribution of a month, from its record alone: the same by whoever computes it. */
export function resultOf({ structure, run, before, poolAtStart }: Basis): Distribution {
  const { stated, period } = run;
  if (!stated || !period) throw new Error('a month that is not stated has no result');
  const funds = fundsOf(run, stated);
  demand(collected(funds) >= 0n, poolErrors.ADVANCES_EXCEED, {});
  return distribute(structure, before, {
    ...{ funds, poolAtStart, poolEnd: poolEndOf(run), paymentOn: stated.paymentOn, months: 1 },
    ...{ indexPpb: indicesOf(structure, stated), fees: stated.fees },
    period: {
      paid: { from: period.paidFrom, until: period.paidUntil },
      nominal: { from: period.nominalFrom, until: period.nominalUntil },
    },
  });
}

/** The month with what is stated for its payment date. Throws PAYMENT_DATE_WRONG. */
export function statedMonth(run: PoolMonth, pool: Pool, structure: Structure, stated: Stated): PoolMonth {
  const after = laterOf(endOf(run.month), pool.lastPaidOn ?? pool.closedOn ?? '');
  demand(stated.paymentOn > after, poolErrors.PAYMENT_DATE_WRONG, { on: stated.paymentOn, after });
  const { paid, nominal } = periodUntil(structure, pool, run.month, stated.paymentOn);
  const { standing: before } = pool;
  const period = {
    ...{ paidFrom: paid.from, paidUntil: paid.until, nominalFrom: nominal.from, nominalUntil: nominal.until },
  };
  return {
    ...run,
    ...{ stated, period, repurchases: pool.repurchases ?? 0n },
    ...(before && { before }),
    ...(pool.status === 'called' && { called: true as const }),
  };
}

/** The tests of the structure that failed after a month. */
export function failedIn(structure: Structure, pool: Pool, run: PoolMonth, paid: Distribution) {
  const late = run.sums.late.filter(({ fromDays }) => fromDays >= 61);
  const now = { now: run.sums.end, atStart: pool.balance };
  return triggersOf(structure, {
    ...{ monthNo: (run.before?.paymentNo ?? 0) + 1, poolAtStart: pool.balance, pool: run.sums.end },
    notes: sumAt(paid.classes.map(({ end }) => end)),
    netLoss: (pool.netLoss ?? 0n) - (pool.recovered ?? 0n),
    pastDue60: late.reduce((sum, { balance }) => sum + balance, 0n),
    target: amountOf(structure.overCollateral, now),
  });
}

/** What investors compare. */
export function metricsOf(run: PoolMonth, pool: Pool) {
  const { sums, month } = run;
  const smm = monthlyMortality(sums.begin, sums.scheduledPrincipal, sums.principal);
  const age = monthsBetween(pool.cutOff.slice(0, 7), month);
  const loss = (pool.netLoss ?? 0n) - (pool.recovered ?? 0n);
  return {
    poolFactorPpb: `${poolFactor(sums.end, pool.balance)}`,
    netLossPpb: `${sharePpb(loss, pool.balance)}`,
    smmPpb: `${smm}`,
    cprPpb: `${yearlyPrepayment(smm)}`,
    absPpb: `${absSpeed(smm, age)}`,
    averageRatePpm: `${weighted(sums.weightedRate, sums.end)}`,
    averageTerm: `${weighted(sums.weightedTerm, sums.end)}`,
  };
}

function monthsBetween(from: string, until: string): number {
  const count = (text: string): number => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
  return count(until) - count(from);
}
