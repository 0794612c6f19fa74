import { divideDown } from '../../../kit/value/money';
import { periodsAMonth } from '../plan/calendar';
import { scheduleOf } from '../plan/schedule';
import type { Terms } from '../../records/terms';
import type { Underwriting, Scorecard, Assessment } from '../../records/scorecard';
import { type Factor } from '../../records/scorecard';

const MILLION = 1_000_000n;
const PERIODS_PER_YEAR = { month: 12n, week: 52n, day: 365n } as const;

/** The largest regular instalment, as an amount a month. */
function monthlyInstalment(terms: Terms): bigint {
  const rows = scheduleOf(terms);
  const regular = rows.length > 1 ? rows.slice(0, -1) : rows;
  const largest = regular.reduce(
    (most, row) => (row.principal + row.interest > most ? row.principal + row.interest : most),
    0n,
  );
  const periods = PERIODS_PER_YEAR[terms.every.unit] * BigInt(periodsAMonth(terms));
  return divideDown(largest * periods, 12n * BigInt(terms.every.count));
}

const capped = (value: bigint): number => Number(value < 10_000_000n ? value : 10_000_000n);

/**
 * Scores an application: PTI is instalment ÷ monthly income, LTV is amount ÷ vehicle value, both rounded down
 * to the millionth.
 */
export function assess(scorecard: Scorecard, facts: Underwriting, terms: Terms): Assessment {
  const ptiPpm = capped((monthlyInstalment(terms) * MILLION) / facts.monthlyIncome.amount);
  const ltvPpm = capped((terms.principal.amount * MILLION) / facts.vehicleValue.amount);
  const { creditScore, delinquencies, bankruptcies, employedMonths } = facts;
  const values: Record<Factor, number> = {
    pti: ptiPpm,
    ltv: ltvPpm,
    creditScore,
    employment: employedMonths,
    delinquencies,
    bankruptcies,
  };
  const scored = scorecard.factors.map(({ factor: name, bands: all }) => {
    const points = all.findLast(({ from }) => from <= values[name])?.points ?? 0;
    return { name, points, lost: Math.max(...all.map((band) => band.points)) - points };
  });
  const points = scored.reduce((sum, one) => sum + one.points, 0);
  const { approveAt, referAt, maxPtiPpm, maxLtvPpm } = scorecard;
  const tooMuch = ptiPpm > maxPtiPpm || ltvPpm > maxLtvPpm;
  const decided =
    points < referAt ? 'decline' : points < approveAt ? 'refer' : tooMuch ? 'counter' : 'approve';
  const worst = scored.filter(({ lost }) => lost > 0).sort((left, right) => right.lost - left.lost);
  const limits = [
    ...(ptiPpm > maxPtiPpm ? ['pti' as const] : []),
    ...(ltvPpm > maxLtvPpm ? ['ltv' as const] : []),
  ];
  const reasons =
    decided === 'approve'
      ? []
      : [...new Set([...(decided === 'counter' ? limits : []), ...worst.map(({ name }) => name)])];
  const within = (limit: number, value: number): bigint =>
    value > limit ? (terms.principal.amount * BigInt(limit)) / BigInt(value) : terms.principal.amount;
  const [byPti, byLtv] = [within(maxPtiPpm, ptiPpm), within(maxLtvPpm, ltvPpm)];
  const suggested = { amount: byPti < byLtv ? byPti : byLtv, currency: terms.principal.currency };
  return {
    points,
    outcome: decided,
    reasons: reasons.slice(0, 4),
    ptiPpm,
    ltvPpm,
    ...(decided === 'counter' && { suggested }),
  };
}
