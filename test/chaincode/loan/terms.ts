import { of } from '../../../chaincode/src/kit/value/money';
import type { Terms } from '../../../chaincode/src/loan/records/terms';

/** 100.00 EUR over six months from 2024-01-01, as in the published schedules. */
export const termsOf = (change: Partial<Terms> = {}): Terms => ({
  principal: of(10_000n, 'EUR'),
  annualRatePpm: 70_000,
  method: 'annuity',
  dayCount: '30/360',
  instalments: 6,
  every: { count: 1, unit: 'month' },
  startOn: '2024-01-01',
  firstDueOn: '2024-02-01',
  allocation: { direction: 'horizontal', ahead: 'next' },
  payoff: { till: 'day' },
  late: { graceDays: 0 },
  ...change,
});

/** A new plan from 2024-04-15: eight months without interest. */
export const modificationFacts = {
  annualRatePpm: 0,
  instalments: 8,
  every: { count: 1, unit: 'month' as const },
  firstDueOn: '2024-04-15',
};
