import { commonFactors, commonScore, money } from '@roadbook/chaincode/api';

export const eur = (minor: number | bigint) => money.of(BigInt(minor), 'EUR');

/** How the lender weighs an application. Points, bands in parts per million where the factor is a ratio. */
export const scorecard = {
  version: 1,
  effectiveFrom: '2024-01-01',
  currency: 'EUR' as const,
  factors: [
    {
      factor: 'pti' as const,
      bands: [
        { from: 0, points: 400 },
        { from: 250_000, points: 50 },
      ],
    },
    {
      factor: 'ltv' as const,
      bands: [
        { from: 0, points: 300 },
        { from: 900_000, points: 100 },
      ],
    },
    {
      factor: 'creditScore' as const,
      bands: [
        { from: 0, points: 0 },
        { from: 600, points: 300 },
      ],
    },
  ],
  approveAt: 700,
  referAt: 500,
  maxPtiPpm: 300_000,
  maxLtvPpm: 1_000_000,
};

/** What the lender learned of the applicant: private, never on the ledger but as a seal. */
export const underwriting = {
  monthlyIncome: eur(380_000),
  vehicleValue: eur(3_000_000),
  creditScore: 740,
  employedMonths: 60,
  delinquencies: 0,
  bankruptcies: 0,
};

/** 24,000.00 of the price of 30,000.00, over four years at 5.49 %. */
export const carTerms = (startOn: string, firstDueOn: string) => ({
  ...publishedTerms(startOn, firstDueOn),
  ...{ principal: eur(2_400_000), annualRatePpm: 54_900, instalments: 48 },
});

/**
 * The published schedule of Apache Fineract's test: 100.00 at 9.4822 %, six months, 30/360: five times 17.13,
 * the last 17.13, to zero.
 */
export const publishedTerms = (startOn: string, firstDueOn: string) => ({
  principal: eur(10_000),
  annualRatePpm: 94_822,
  method: 'annuity' as const,
  dayCount: '30/360' as const,
  instalments: 6,
  every: { count: 1, unit: 'month' as const },
  startOn,
  firstDueOn,
  allocation: { direction: 'horizontal' as const, ahead: 'next' as const },
  payoff: { till: 'day' as const },
  late: { graceDays: 10 },
});

/** What the insurer charges; score and factors are the common ones of the policy room. */
export const tariff = {
  tariffId: 'car',
  version: 1,
  effectiveOn: '2024-01-01',
  currency: 'EUR' as const,
  score: commonScore,
  scoreFactors: [...commonFactors],
  minimumMetres: 100_000,
  minimumTrips: 10,
  monthlyBase: eur(2_900),
  perThousandKm: eur(6_000),
  dailyCapMetres: 402_336,
  claimFreeFactors: [{ fromYears: 0, factor: 1_000_000 }],
  shortRate: 0,
  graceDays: 14,
};

/** How the insurer handles claims: alone up to 5,000.00, flags in the first week, total loss by value. */
export const practice = {
  version: 1,
  authorityLimit: eur(500_000),
  earlyClaimDays: 7,
  ringClaims: 3,
  totalLoss: 'formula' as const,
  thresholdPercent: 75,
  comparative: false,
  madeWhole: false,
};
