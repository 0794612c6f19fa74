import fc from 'fast-check';
import type { DayCount, Fraction } from '../../../chaincode/src/kit/value/daycount';
import { divideHalfEven, of } from '../../../chaincode/src/kit/value/money';
import { addDays, addMonths, type Day } from '../../../chaincode/src/kit/value/time';
import { annuity, scheduleOf, startOfSchedule } from '../../../chaincode/src/loan/rules/plan/schedule';
import { dueOn, periodShare } from '../../../chaincode/src/loan/rules/plan/calendar';
import type { Terms } from '../../../chaincode/src/loan/records/terms';
import { termsOf } from './terms';

const columns = (terms: Terms) =>
  scheduleOf(terms).map(({ principal, interest, balance }) =>
    [principal + interest, interest, principal, balance].map(Number),
  );

describe('published schedules', () => {
  test('100 at 9.4822 %, six months, 30/360', () => {
    expect(columns(termsOf({ annualRatePpm: 94_822 }))).toEqual([
      [1713, 79, 1634, 8366],
      [1713, 66, 1647, 6719],
      [1713, 53, 1660, 5059],
      [1713, 40, 1673, 3386],
      [1713, 27, 1686, 1700],
      [1713, 13, 1700, 0],
    ]);
  });

  test('100 at 15.678 %, six months, ACT/365', () => {
    const rows = columns(termsOf({ annualRatePpm: 156_780, dayCount: 'ACT/365' }));
    expect(rows.map(([due]) => due)).toEqual([1743, 1743, 1743, 1743, 1743, 1747]);
    expect(rows.map(([, interest]) => interest)).toEqual([133, 105, 90, 66, 46, 22]);
    expect(rows.at(-1)?.[3]).toBe(0);
  });

  test('1000 at 0 %, four months: 250 each', () => {
    const rows = columns(termsOf({ principal: of(100_000n, 'EUR'), annualRatePpm: 0, instalments: 4 }));
    expect(rows.map(([due]) => due)).toEqual([25_000, 25_000, 25_000, 25_000]);
  });
});

describe('methods', () => {
  test('equal principal: the principal is level and interest falls with the balance', () => {
    const rows = columns(
      termsOf({
        principal: of(120_000n, 'CNY'),
        annualRatePpm: 60_000,
        method: 'equalPrincipal',
        instalments: 12,
      }),
    );
    expect(rows.map(([, , principal]) => principal)).toEqual(Array(12).fill(10_000));
    expect(rows.map(([, interest]) => interest)).toEqual([
      600, 550, 500, 450, 400, 350, 300, 250, 200, 150, 100, 50,
    ]);
  });

  test('flat: add-on interest on the first principal in equal parts', () => {
    const rows = columns(
      termsOf({ principal: of(1_000_000n, 'EUR'), annualRatePpm: 50_000, method: 'flat', instalments: 36 }),
    );
    expect(rows.reduce((sum, [, interest = 0]) => sum + interest, 0)).toBe(150_000);
    expect(rows[0]).toEqual([31_945, 4167, 27_778, 972_222]);
    expect(rows.at(-1)).toEqual([31_937, 4167, 27_770, 0]);
  });

  test('balloon: the last instalment is a regular one and the balloon', () => {
    const terms = termsOf({
      principal: of(2_000_000n, 'EUR'),
      annualRatePpm: 48_000,
      instalments: 36,
      balloon: of(800_000n, 'EUR'),
    });
    const rows = scheduleOf(terms);
    const level = startOfSchedule(terms).level;
    const last = rows.at(-1);
    expect(rows.slice(0, -1).every((row) => row.principal + row.interest === level)).toBe(true);
    expect(
      Math.abs(Number((last?.principal ?? 0n) + (last?.interest ?? 0n) - level - 800_000n)),
    ).toBeLessThan(20);
    expect(level).toBe(39_057n);
  });

  test('grace on principal: interest alone first, then an annuity over the rest', () => {
    const rows = columns(
      termsOf({ principal: of(120_000n, 'EUR'), annualRatePpm: 60_000, instalments: 12, gracePrincipal: 3 }),
    );
    expect(rows.slice(0, 3)).toEqual(Array(3).fill([600, 600, 0, 120_000]));
    expect(rows[3]?.[0]).toBe(13_669);
    expect(rows.at(-1)?.[3]).toBe(0);
  });

  test('grace on interest: what is earned falls due with the first instalment after', () => {
    const terms = termsOf({ principal: of(120_000n, 'EUR'), annualRatePpm: 60_000, instalments: 12 });
    const plain = scheduleOf(terms);
    const graced = scheduleOf({ ...terms, graceInterest: 2 });
    expect(graced.slice(0, 3).map(({ interest }) => interest)).toEqual([
      0n,
      0n,
      plain.slice(0, 3).reduce((sum, row) => sum + row.interest, 0n),
    ]);
    expect(graced.map(({ principal }) => principal)).toEqual(plain.map(({ principal }) => principal));
  });

  test('smoothing takes the gap of the last instalment apart, and only if the gap gets smaller', () => {
    const dues = (change: Partial<Terms>) =>
      columns(termsOf({ dayCount: 'ACT/365', ...change })).map(([due]) => due);
    const uneven = { principal: of(14_000n, 'EUR'), annualRatePpm: 75_000 };
    expect(dues(uneven)).toEqual([2384, 2384, 2384, 2384, 2384, 2388]);
    expect(dues({ ...uneven, smooth: true })).toEqual([2385, 2385, 2385, 2385, 2385, 2383]);
    expect(dues({ annualRatePpm: 156_780, smooth: true })).toEqual([1743, 1743, 1743, 1743, 1743, 1747]);
  });

  test('a broken first period earns interest for its days', () => {
    const terms = termsOf({
      principal: of(1_200_000n, 'EUR'),
      annualRatePpm: 60_000,
      startOn: '2024-01-15',
      firstDueOn: '2024-03-01',
      instalments: 12,
    });
    expect(scheduleOf(terms)[0]?.interest).toBe(9_200n);
    expect(scheduleOf({ ...terms, dayCount: 'ACT/360' })[0]?.interest).toBe(9_200n);
    expect(scheduleOf({ ...terms, dayCount: 'ACT/365' })[0]?.interest).toBe(9_074n);
  });

  test('a month of 30/360 is a twelfth also when it ends in February', () => {
    const terms = termsOf({
      principal: of(1_200_000n, 'EUR'),
      startOn: '2024-01-31',
      firstDueOn: '2024-02-29',
      annualRatePpm: 60_000,
    });
    expect(periodShare(terms, 0)).toEqual({ numerator: 30n, denominator: 360n });
    expect(periodShare(termsOf({ startOn: '2024-01-01', firstDueOn: '2024-01-31' }), 1)).toEqual({
      numerator: 30n,
      denominator: 360n,
    });
  });

  test('due dates keep to the date of the first, or to the last day of a short month', () => {
    const terms = termsOf({ startOn: '2023-12-31', firstDueOn: '2024-01-31' });
    expect([0, 1, 2, 3].map((index) => dueOn(terms, index))).toEqual([
      '2024-01-31',
      '2024-02-29',
      '2024-03-31',
      '2024-04-30',
    ]);
    expect(dueOn(termsOf({ every: { count: 2, unit: 'week' }, firstDueOn: '2024-01-15' }), 2)).toBe(
      '2024-02-12',
    );
  });

  test('ACT/ACT splits a period at the turn of the year', () => {
    const terms = termsOf({
      principal: of(10_000_000n, 'EUR'),
      annualRatePpm: 100_000,
      dayCount: 'ACT/ACT',
      startOn: '2023-12-15',
      firstDueOn: '2024-01-15',
    });
    expect(scheduleOf(terms)[0]?.interest).toBe(84_827n);
  });
});

const greatestDivisor = (left: bigint, right: bigint): bigint =>
  right === 0n ? left : greatestDivisor(right, left % right);
const fraction = (numerator: bigint, denominator: bigint): Fraction => {
  const common = greatestDivisor(numerator, denominator) || 1n;
  return { numerator: numerator / common, denominator: denominator / common };
};
const plus = (left: Fraction, right: Fraction) =>
  fraction(
    left.numerator * right.denominator + right.numerator * left.denominator,
    left.denominator * right.denominator,
  );
const times = (left: Fraction, right: Fraction) =>
  fraction(left.numerator * right.numerator, left.denominator * right.denominator);
const ONE: Fraction = { numerator: 1n, denominator: 1n };

function recursiveInstalment(principal: bigint, ratePpm: number, shares: readonly Fraction[]): bigint {
  const factors = shares.map((share) =>
    plus(ONE, times(share, { numerator: BigInt(ratePpm), denominator: 1_000_000n })),
  );
  const product = factors.reduce(times, ONE);
  const series = factors.slice(1).reduce((sum, factor) => plus(ONE, times(sum, factor)), ONE);
  return divideHalfEven(
    principal * product.numerator * series.denominator,
    product.denominator * series.numerator,
  );
}

const anyTerms = fc
  .record({
    amount: fc.bigInt({ min: 10_000n, max: 100_000_000n }),
    annualRatePpm: fc.integer({ min: 0, max: 360_000 }),
    method: fc.constantFrom('annuity' as const, 'equalPrincipal' as const, 'flat' as const),
    dayCount: fc.constantFrom<DayCount>('30/360', 'ACT/360', 'ACT/364', 'ACT/365', 'ACT/ACT'),
    instalments: fc.integer({ min: 1, max: 72 }),
    startOn: fc.integer({ min: 0, max: 3000 }).map((days): Day => addDays('2020-01-01', days)),
    stub: fc.integer({ min: -10, max: 40 }),
    gracePrincipal: fc.integer({ min: 0, max: 6 }),
    graceInterest: fc.integer({ min: 0, max: 6 }),
    balloonShare: fc.bigInt({ min: 0n, max: 60n }),
    smooth: fc.boolean(),
  })
  .map(({ amount, startOn, stub, gracePrincipal, graceInterest, balloonShare, instalments, ...rest }) =>
    termsOf({
      ...rest,
      instalments,
      startOn,
      firstDueOn: addDays(addMonths(startOn, 1), stub),
      principal: of(amount, 'EUR'),
      gracePrincipal: Math.min(gracePrincipal, instalments - 1),
      graceInterest: Math.min(graceInterest, instalments - 1),
      ...(balloonShare > 0n && { balloon: of((amount * balloonShare) / 100n, 'EUR') }),
    }),
  );

describe('properties', () => {
  test('the principal column adds up to the amount lent and the balance ends at zero; rounding up may spend a small loan a period early', () => {
    fc.assert(
      fc.property(anyTerms, (terms) => {
        const rows = scheduleOf(terms);
        const mayEndEarly = terms.method === 'annuity' && terms.principal.amount < 1_000_000n;
        expect(rows.length === terms.instalments || (mayEndEarly && rows.length < terms.instalments)).toBe(
          true,
        );
        expect(rows.reduce((sum, row) => sum + row.principal, 0n)).toBe(terms.principal.amount);
        expect(rows.at(-1)?.balance).toBe(0n);
        expect(rows.every((row) => row.principal >= 0n && row.interest >= 0n)).toBe(true);
      }),
    );
  });

  test('grace on interest moves interest and makes none', () => {
    fc.assert(
      fc.property(anyTerms, (terms) => {
        const whole = (of: Terms) => scheduleOf(of).reduce((sum, row) => sum + row.interest, 0n);
        expect(whole({ ...terms, smooth: false })).toBe(whole({ ...terms, smooth: false, graceInterest: 0 }));
      }),
    );
  });

  test('the instalment with a common denominator equals the recursive formula in reduced fractions', () => {
    fc.assert(
      fc.property(anyTerms, (terms) => {
        const shares = Array.from({ length: terms.instalments }, (_, index) => periodShare(terms, index));
        const { amount } = terms.principal;
        expect(annuity(amount, 0n, terms.annualRatePpm, shares)).toBe(
          recursiveInstalment(amount, terms.annualRatePpm, shares),
        );
      }),
      { numRuns: 60 },
    );
  });
});
