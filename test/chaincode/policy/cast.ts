import { type Money, of } from '../../../chaincode/src/kit/value/money';
import type { Cover, Policy } from '../../../chaincode/src/policy/records/policy';
import type { Digest } from '../../../chaincode/src/policy/records/month';
import { type Quote, quote } from '../../../chaincode/src/policy/rules/quote';
import { bind } from '../../../chaincode/src/policy/rules/policy';
import { commonFactors, commonScore, type Tariff } from '../../../chaincode/src/policy/records/tariff';

export const eur = (amount: bigint | number): Money => of(BigInt(amount), 'EUR');

export const VIN = '1M8GDM9AXKP042788';

export const tariff: Tariff = {
  insurer: 'insurer',
  tariffId: 'car',
  version: 1,
  effectiveOn: '2026-01-01',
  currency: 'EUR',
  score: commonScore,
  scoreFactors: commonFactors,
  minimumMetres: 100_000,
  minimumTrips: 10,
  monthlyBase: eur(2_900),
  perThousandKm: eur(6_000),
  dailyCapMetres: 250_000,
  claimFreeFactors: [
    { fromYears: 3, factor: 600_000 },
    { fromYears: 1, factor: 850_000 },
    { fromYears: 0, factor: 1_000_000 },
  ],
  shortRate: 100_000,
  graceDays: 14,
};

export const asked = {
  policyId: 'P-1',
  policyholder: 'registry/olga',
  vin: VIN,
  pricing: 'fixed',
  covers: [
    { code: 'collision', sumInsured: eur(1_500_000), limit: eur(1_200_000), deductible: eur(50_000) },
    { code: 'glass', sumInsured: eur(100_000), limit: eur(50_000), deductible: eur(0) },
  ],
  listPremium: eur(36_500),
  startsAt: '2026-02-01T00:00:00.000Z',
  months: 12,
  instalments: 4,
  quotedUntil: '2026-01-31T00:00:00.000Z',
} satisfies Quote as Omit<Quote, 'covers'> & { covers: Cover[] };

export const NOW = '2026-01-15T12:00:00.000Z';

export const quoted = (change: Partial<Quote> = {}, rules: Partial<Tariff> = {}): Policy =>
  quote({ ...tariff, ...rules }, { ...asked, ...change }, NOW).policy;

export const bound = (change: Partial<Quote> = {}, rules: Partial<Tariff> = {}): Policy =>
  bind(quoted(change, rules), NOW);

/** The month of the published example: 100 km in 3600 s. */
export const driven: Digest = {
  policyId: 'P-1',
  vin: VIN,
  month: 1,
  metresByDay: [100_000, ...Array<number>(27).fill(0)],
  trips: 12,
  durationS: 3_600,
  nightS: 0,
  harshBrake: 2,
  harshAccel: 1,
  cornering: 0,
  speedingS: 36,
  phoneS: 18,
  tripsRoot: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
};
