import { z } from 'zod';
import { currency, divideDown, money, positiveMoney } from '../../kit/value/money';
import { count, org, ppm } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { scheduleOf } from '../rules/calculation/schedule';
import type { Terms } from './terms';

/** What a lender looks at. The sentences follow the sample notice of adverse action (12 CFR 1002, Appendix C, form C-1). */
export const REASONS = {
  pti: 'Instalment too high for the income',
  ltv: 'Amount too high for the value of the vehicle',
  creditScore: 'Credit history',
  employment: 'Length of employment',
  delinquencies: 'Delinquent past or present obligations with others',
  bankruptcies: 'Bankruptcy',
} as const;
export const factor = z
  .enum(Object.keys(REASONS) as [Factor, ...Factor[]])
  .meta({ description: 'reason code: what a decision rests on' });
export type Factor = keyof typeof REASONS;

/** Facts about the applicant: private to the lender. */
export const Underwriting = z.strictObject({
  monthlyIncome: positiveMoney,
  vehicleValue: positiveMoney,
  creditScore: count(999).meta({ description: 'as the bureau gives it' }),
  employedMonths: count(999),
  delinquencies: count(999).meta({ description: 'obligations past due in the last two years' }),
  bankruptcies: count(99),
});
export type Underwriting = z.output<typeof Underwriting>;

const bands = z
  .array(z.strictObject({ from: count(10_000_000), points: count(1000) }))
  .min(1)
  .max(20)
  .refine(
    (all) => all[0]?.from === 0 && all.every((band, at) => at === 0 || band.from > (all[at - 1]?.from ?? 0)),
    'must start at 0 and rise',
  );

/** The policy of a lender, on the ledger by version: points of each factor by bands, and what they lead to. */
export const Scorecard = z.strictObject({
  lender: org,
  version: count(10_000, 1),
  effectiveFrom: day,
  currency,
  factors: z.array(z.strictObject({ factor, bands })).min(1).max(6),
  approveAt: count(6000).meta({ description: 'points from which to approve' }),
  referAt: count(6000).meta({ description: 'points from which a person decides; fewer decline' }),
  maxPtiPpm: ppm().meta({ description: 'most of the monthly income that the instalment may take' }),
  maxLtvPpm: ppm(2_000_000).meta({ description: 'most of the vehicle value that may be lent' }),
});
export type Scorecard = z.output<typeof Scorecard>;

/** Reason codes of a decision that is not a plain yes: private, because they speak of the applicant. The lender tells the applicant. */
export const Reasons = z.strictObject({ reasons: z.array(factor).min(1).max(4) });

export const outcome = z.enum(['approve', 'counter', 'refer', 'decline']);

export const Assessment = z.strictObject({
  points: count(6000),
  outcome,
  reasons: z.array(factor).max(4).meta({ description: 'factors that cost most points, the worst first' }),
  ptiPpm: count(Number.MAX_SAFE_INTEGER),
  ltvPpm: count(Number.MAX_SAFE_INTEGER),
  suggested: money.optional().meta({ description: 'the amount that keeps within the limits, for a counter offer' }),
});
export type Assessment = z.output<typeof Assessment>;

const MILLION = 1_000_000n;
const PERIODS_PER_YEAR = { month: 12n, week: 52n, day: 365n } as const;

/** The largest regular instalment, as an amount a month. */
function monthlyInstalment(terms: Terms): bigint {
  const rows = scheduleOf(terms);
  const regular = rows.length > 1 ? rows.slice(0, -1) : rows;
  const largest = regular.reduce((most, row) => (row.principal + row.interest > most ? row.principal + row.interest : most), 0n);
  return divideDown(largest * PERIODS_PER_YEAR[terms.every.unit], 12n * BigInt(terms.every.count));
}

const capped = (value: bigint): number => Number(value < 10_000_000n ? value : 10_000_000n);

/** Scores an application: PTI is instalment ÷ monthly income, LTV is amount ÷ vehicle value, both rounded down to the millionth. */
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
  const decided = points < referAt ? 'decline' : points < approveAt ? 'refer' : tooMuch ? 'counter' : 'approve';
  const worst = scored.filter(({ lost }) => lost > 0).sort((left, right) => right.lost - left.lost);
  const limits = [...(ptiPpm > maxPtiPpm ? ['pti' as const] : []), ...(ltvPpm > maxLtvPpm ? ['ltv' as const] : [])];
  const reasons =
    decided === 'approve' ? [] : [...new Set([...(decided === 'counter' ? limits : []), ...worst.map(({ name }) => name)])];
  const within = (limit: number, value: number): bigint =>
    value > limit ? (terms.principal.amount * BigInt(limit)) / BigInt(value) : terms.principal.amount;
  const [byPti, byLtv] = [within(maxPtiPpm, ptiPpm), within(maxLtvPpm, ltvPpm)];
  const suggested = { amount: byPti < byLtv ? byPti : byLtv, currency: terms.principal.currency };
  return { points, outcome: decided, reasons: reasons.slice(0, 4), ptiPpm, ltvPpm, ...(decided === 'counter' && { suggested }) };
}
