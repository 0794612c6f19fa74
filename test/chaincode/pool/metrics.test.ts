import { MAX_ASSETS } from '../../../chaincode/src/pool/records/pool';
import { nextNumber } from '../../../chaincode/src/pool/rules/pool';
import {
  absSpeed,
  monthlyMortality,
  monthlyOf,
  mortalityOf,
  poolFactor,
  yearlyPrepayment,
} from '../../../chaincode/src/pool/rules/metrics';
import { activityOf } from '../../../chaincode/src/pool/rules/row';
import { shareOf } from '../../../chaincode/src/pool/rules/holder';
import { mayCall, mayDemandReview, triggersOf } from '../../../chaincode/src/pool/rules/trigger';
import { structure } from './cast';

describe('figures that investors compare', () => {
  test('SMM = 1 − (1 − CPR)^(1/12): a CPR of 6 % is 0.5143 % a month', () => {
    expect(monthlyOf(60_000_000n)).toBe(5_143_013n);
    expect(yearlyPrepayment(5_143_013n)).toBe(60_000_002n);
  });

  test('ABS = SMM ÷ (1 + SMM × (age − 1)): 1.5 % ABS in month 20 is an SMM of 2.097902 %', () => {
    expect(mortalityOf(15_000_000n, 20)).toBe(20_979_021n);
    expect(absSpeed(20_979_021n, 20)).toBe(15_000_000n);
  });

  test('prepaid is what came beyond the schedule', () => {
    expect(monthlyMortality(1_000_000n, 20_000n, 20_000n)).toBe(0n);
    expect(monthlyMortality(1_000_000n, 20_000n, 29_800n)).toBe(10_000_000n);
  });

  test('pool factor', () => expect(poolFactor(48_746n, 100_000n)).toBe(487_460_000n));
});

describe('one month of a loan: begin − end = principal + charged off + other adjustment', () => {
  const before = { principal: 100n, interest: 10n, other: 0n, outstanding: 900n, end: 900n };
  test.each([
    ['paid', { principal: 150n, interest: 15n, other: 1n, outstanding: 850n }, { principal: 50n, end: 850n }],
    [
      'capitalised',
      { principal: 100n, interest: 10n, other: 0n, outstanding: 920n },
      { otherAdjustment: -20n },
    ],
    [
      'paid off',
      { principal: 1_000n, interest: 15n, other: 0n, outstanding: 0n },
      { ended: 'paid', end: 0n },
    ],
  ])('%s', (_name, now, seen) => {
    const row = activityOf(before, now);
    expect(row).toMatchObject(seen);
    expect(row.begin - row.end).toBe(row.principal + row.chargedOff + row.otherAdjustment);
  });

  test('charged off: the balance goes, and what comes in later is a recovery', () => {
    const now = {
      principal: 120n,
      interest: 10n,
      other: 0n,
      outstanding: 880n,
      ended: 'chargedOff' as const,
    };
    expect(activityOf(before, now)).toMatchObject({ chargedOff: 880n, end: 0n, ended: 'chargedOff' });
    const later = activityOf({ ...now, end: 0n }, { ...now, principal: 150n });
    expect(later).toMatchObject({ begin: 0n, end: 0n, recovered: 30n, principal: 0n });
  });
});

describe('triggers', () => {
  const limits = {
    ...structure,
    lossTrigger: [
      { fromMonth: 1, ppm: 10_000 },
      { fromMonth: 13, ppm: 20_000 },
    ],
    delinquencyTrigger: [{ fromMonth: 1, ppm: 50_000 }],
  };
  const looked = {
    ...{ monthNo: 1, poolAtStart: 1_000_000n, pool: 500_000n, notes: 400_000n, netLoss: 10_000n },
    ...{ pastDue60: 25_000n, target: 20_000n },
  };
  test('none at the limit, each above it', () => {
    expect(triggersOf(limits, looked)).toEqual([]);
    expect(triggersOf(limits, { ...looked, netLoss: 10_001n })).toEqual(['cumulativeNetLoss']);
    expect(triggersOf(limits, { ...looked, netLoss: 10_001n, monthNo: 13 })).toEqual([]);
    expect(triggersOf(limits, { ...looked, pastDue60: 25_001n })).toEqual(['delinquency']);
    expect(triggersOf(limits, { ...looked, notes: 480_001n })).toEqual(['overCollateral']);
  });

  test('a review may be asked for by five per cent, past the delinquency trigger (17 CFR 239.45)', () => {
    expect(mayDemandReview(5n, 100n, ['delinquency'])).toBe(true);
    expect(mayDemandReview(4n, 100n, ['delinquency'])).toBe(false);
    expect(mayDemandReview(50n, 100n, [])).toBe(false);
  });

  test('the clean-up call: at a pool factor of 10 %', () => {
    expect(mayCall(structure, 100_000n, 1_000_000n)).toBe(true);
    expect(mayCall(structure, 100_001n, 1_000_000n)).toBe(false);
  });
});

test('a pool takes no more loans than it has numbers', () => {
  expect(nextNumber({ assets: 4 })).toBe(5);
  expect(() => nextNumber({ assets: MAX_ASSETS })).toThrow(expect.objectContaining({ code: 'POOL_FULL' }));
});

test('a holder is paid once a month, and no month is left out', () => {
  const held = { poolId: 'T-1', noteClass: 'B', holder: 'lender', units: 3n, paidThrough: '2024-02' };
  const run = { month: '2024-04', previous: '2024-03' } as never;
  expect(() => shareOf(run, structure, held)).toThrow(expect.objectContaining({ code: 'SHARE_NOT_DUE' }));
});
