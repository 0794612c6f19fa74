import type { Tariff } from './tariff';

/** Terms of a tariff that a market gives, and where it says so. Prices and weights are the insurer's own. */
export interface MarketTariff {
  readonly source: string;
  readonly terms: Pick<Tariff, 'currency' | 'shortRate' | 'graceDays'> &
    Partial<Pick<Tariff, 'zone' | 'withdrawalDays' | 'afterTotalLoss' | 'claimFreeFactors'>>;
}

/** What to start a tariff from, by market. The zone must be published by the registrar. */
export const marketTariffs = {
  germany: {
    source:
      'VVG § 8(1): 14 days to withdraw; § 38(1): at least two weeks after a reminder; § 39(1): premium for the ' +
      'time of cover alone; § 80(2): after a total loss until the insurer knew of it',
    terms: {
      ...{ currency: 'EUR', zone: 'Europe/Berlin', shortRate: 0, graceDays: 14 },
      ...{ withdrawalDays: 14, afterTotalLoss: 'proRata' },
    },
  },
  newYork: {
    source:
      'New York Department of Financial Services, Cancellation and Nonrenewal: 15 days of notice for a premium ' +
      'unpaid; a short rate of about 10 % of what is unearned',
    terms: { currency: 'USD', zone: 'America/New_York', shortRate: 100_000, graceDays: 15 },
  },
  china: {
    source:
      '保险法 Article 54: premium of the time of cover alone; compulsory cover: 机动车交通事故责任强制保险费率浮动暂行办法, ' +
      'A1 to A3: 10, 20 and 30 % less after one, two and three years without a loss by fault',
    terms: {
      ...{ currency: 'CNY', zone: 'Asia/Shanghai', shortRate: 0, graceDays: 0 },
      claimFreeFactors: [
        { fromYears: 3, factor: 700_000 },
        { fromYears: 2, factor: 800_000 },
        { fromYears: 1, factor: 900_000 },
        { fromYears: 0, factor: 1_000_000 },
      ],
    },
  },
} as const satisfies Record<string, MarketTariff>;
