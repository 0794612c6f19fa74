import { z } from 'zod';
import { allocation, DEFAULT_ORDER, lateTerms, payoffTerms, type Slot, terms, type Terms } from './terms';

/** Markets whose law or custom fills in what terms leave out. */
export const market = z.enum(['US', 'EU', 'DE', 'CN']).meta({
  description:
    'whose law or custom fills in allocation, payoff, late and business days when they are left out',
});
export type Market = z.output<typeof market>;

/** What a market fills in. */
export type Preset = Pick<Terms, 'allocation' | 'payoff' | 'late' | 'businessDays'>;

/** Terms as they are asked for: what is left out is filled in by the market named. */
export const askedTerms = terms.extend({
  ...{ allocation: allocation.optional(), payoff: payoffTerms.optional(), late: lateTerms.optional() },
  market: market.optional(),
});
export type AskedTerms = z.output<typeof askedTerms>;

/** Late interest is paid last, when all else that is due is paid (BGB § 497(3), first sentence). */
const LATE_INTEREST_LAST: Slot[] = [...DEFAULT_ORDER].sort(
  (left, right) => Number(left.endsWith('penalty')) - Number(right.endsWith('penalty')),
);

/** By what share the rate of an overdue loan is above the agreed one: 50 %, the most that is allowed. */
const CN_PENALTY = { numerator: 3, denominator: 2 } as const;
const MOST_PPM = 2_000_000;

/** What each market fills in, for terms of a yearly rate in parts per million. */
export const PRESETS: Readonly<Record<Market, (annualRatePpm: number) => Preset>> = {
  US: () => ({
    allocation: { direction: 'horizontal', ahead: 'last' },
    payoff: { till: 'day' },
    late: { graceDays: 10, feePpm: 50_000 },
    businessDays: { rule: 'following', calendar: 'US' },
  }),
  EU: () => ({
    allocation: { direction: 'horizontal', ahead: 'last' },
    payoff: { till: 'day', feePpm: 10_000, lastYearFeePpm: 5_000 },
    late: { graceDays: 0 },
    businessDays: { rule: 'following', calendar: 'TARGET' },
  }),
  DE: () => ({
    allocation: { direction: 'horizontal', ahead: 'last', order: LATE_INTEREST_LAST },
    payoff: { till: 'day', feePpm: 10_000, lastYearFeePpm: 5_000 },
    late: { graceDays: 0 },
    businessDays: { rule: 'following', calendar: 'DE' },
  }),
  CN: (annualRatePpm) => ({
    allocation: { direction: 'horizontal', ahead: 'reamortise' },
    payoff: { till: 'day' },
    late: {
      graceDays: 0,
      annualRatePpm: Math.min(
        MOST_PPM,
        Math.floor((annualRatePpm * CN_PENALTY.numerator) / CN_PENALTY.denominator),
      ),
    },
  }),
};

/** Where it stands, for each market. */
export const SOURCES: Readonly<Record<Market, readonly string[]>> = {
  US: [
    'late fee of 5 % of an instalment ten days late: California Civil Code § 2982(k); other states differ',
    'one fee for an instalment: 16 CFR 444.4(a)',
    'credited as of receipt: 12 CFR 1026.10(a), which auto lenders follow by contract',
    'no fee for paying early: simple interest by the day, the custom of auto loans',
    'days without banks: 5 U.S.C. § 6103(a), as the Federal Reserve Banks keep them',
  ],
  EU: [
    'fee for paying early of 1 %, 0.5 % in the last year, at most the interest lost: Directive 2008/48/EC, Article 16',
    'days without banks: T2 calendar of the European Central Bank',
    'what being late costs is national law: state the rate',
  ],
  DE: [
    'fee for paying early of 1 %, 0.5 % in the last year, at most the interest lost: BGB § 502(3)',
    'none after the lender called the loan: BGH, 19 January 2016, XI ZR 103/15',
    'late interest is paid last: BGB § 497(3)',
    'a day that is no working day: BGB § 193; holidays of a state are named beside',
    'late interest five points above the base rate: BGB §§ 497(1), 288(1); state the rate, it moves',
  ],
  CN: [
    'costs, then interest, then principal: 民法典 第561条',
    'paid early, interest by the days of use: 民法典 第677条',
    'overdue rate 30 to 50 % above the agreed one, here 50 %: 中国人民银行 银发〔2003〕251号',
    'holidays are announced each year by the State Council: name them with business days',
  ],
};
