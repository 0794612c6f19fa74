import type { PracticeVersion } from './practice';

/** Rules of a practice that a market gives, and where it says so. Limits of authority are the insurer's own. */
export interface MarketPractice {
  readonly source: string;
  readonly rules: Partial<
    Pick<PracticeVersion, 'totalLoss' | 'thresholdPercent' | 'comparative' | 'theftDays' | 'buyBackMonths'>
  >;
}

/** What to start a practice from, by market. */
export const marketPractices = {
  germany: {
    source:
      'AKB of the GDV: a total loss costs more to repair than the vehicle is worth; one that was stolen is paid ' +
      'when it is not found in a month; a claim is bought back in six months (I.5)',
    rules: { totalLoss: 'threshold', thresholdPercent: 100, theftDays: 31, buyBackMonths: 6 },
  },
  newYork: {
    source: '11 NYCRR § 216.7(b)(16) and 15 NYCRR § 20.20: repair above 75 % of the value; CPLR § 1411',
    rules: { totalLoss: 'threshold', thresholdPercent: 75, comparative: true },
  },
} as const satisfies Record<string, MarketPractice>;
