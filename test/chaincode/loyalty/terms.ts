import { money } from '@roadbook/chaincode/api';
import type { PointLot } from '../../../chaincode/src/loyalty/records/lot';
import type { Terms } from '../../../chaincode/src/loyalty/records/program';

export const eur = (amount: bigint) => money.of(amount, 'EUR');

/** A point for each euro; a hundred points pay one euro; pending 14 days, good for a year. */
export const terms = (change: Partial<Terms> = {}): Terms => ({
  ...{ says: 'Points of the town', units: { one: 'point', many: 'points' } },
  ...{ base: { points: 1, per: eur(100n) }, worth: { points: 100, money: eur(100n) } },
  ...{ pending: 'immediate', expiry: '12M_U', rules: [], stacking: 'multiply', negative: false },
  ...{ window: 'rolling12Months', graceDays: 30, landing: 'oneDown' },
  tiers: [
    { tier: 'basic', threshold: 0, multiplierPpm: 1_000_000, benefits: ['Points'] },
    { tier: 'silver', threshold: 100, multiplierPpm: 1_250_000, benefits: ['Lounge'] },
    { tier: 'gold', threshold: 500, multiplierPpm: 1_500_000, benefits: ['Pick-up'] },
  ],
  ...{ collateralPpm: 500_000, slices: 1 },
  ...change,
});

export const lot = (
  lotId: string,
  units: number,
  expiresAt?: string,
  change: Partial<PointLot> = {},
): PointLot => ({
  ...{
    programId: 'P',
    member: 'registry/ana',
    lotId,
    issuer: 'registry/wash',
    slice: 0,
    units,
    unitsLeft: units,
  },
  ...{ earnedAt: '2026-01-01T00:00:00.000Z', availableAt: '2026-01-01T00:00:00.000Z', sourceTx: 'T' },
  ...(expiresAt !== undefined && { expiresAt }),
  ...change,
});
