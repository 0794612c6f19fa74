import { of } from '../../../chaincode/src/kit/value/money';
import { aprcOf, aprOf, YEAR } from '../../../chaincode/src/loan/rules/plan/annualrate';
import { disclosureOf, unitPeriodsOf, yearsUntil } from '../../../chaincode/src/loan/rules/plan/disclosure';
import type { Terms } from '../../../chaincode/src/loan/records/terms';
import { eur, openBank } from './cast';
import { termsOf } from './terms';

/** A loan whose instalments are stated, so that only the rate is computed. */
function rateOf(change: Partial<Terms>, lent: bigint, paid: readonly bigint[]): string {
  const { until, perYear } = unitPeriodsOf(termsOf({ ...change, instalments: paid.length }));
  const flows = paid.map((amount, index) => ({ amount, after: until(index) }));
  return (aprOf(lent, flows, perYear) / 10_000).toFixed(2);
}
const times = (count: number, amount: bigint): bigint[] => Array.from({ length: count }, () => amount);
const month = { count: 1, unit: 'month' } as const;

describe('M12, 12 CFR 1026, Appendix J (c): the examples of the regulation', () => {
  test.each([
    [
      '(1)(i) monthly',
      { every: month, startOn: '1978-01-10', firstDueOn: '1978-02-10' },
      500_000n,
      times(24, 23_000n),
      '9.69',
    ],
    [
      '(1)(ii) monthly, long first period',
      { every: month, startOn: '1978-02-10', firstDueOn: '1978-04-01' },
      600_000n,
      times(36, 20_000n),
      '11.82',
    ],
    [
      '(1)(iii) semimonthly, short first period',
      { every: month, onDates: [1, 16], startOn: '1978-02-23', firstDueOn: '1978-03-01' },
      500_000n,
      times(24, 21_917n),
      '10.34',
    ],
    [
      '(1)(iv) quarterly, long first period',
      { every: { count: 3, unit: 'month' }, startOn: '1978-05-23', firstDueOn: '1978-10-01' },
      1_000_000n,
      times(40, 38_500n),
      '8.97',
    ],
    [
      '(1)(v) weekly, long first period',
      { every: { count: 1, unit: 'week' }, startOn: '1978-03-20', firstDueOn: '1978-04-21' },
      50_000n,
      times(30, 1_760n),
      '14.96',
    ],
  ] as const)('%s', (_name, change, lent, paid, apr) => {
    expect(rateOf(change as Partial<Terms>, lent, paid)).toBe(apr);
  });

  test.each([
    ['(3)(i) 255 days', { startOn: '1978-01-03', firstDueOn: '1978-09-15' }, 100_000n, 108_000n, '11.45'],
    ['(3)(ii) six months', { startOn: '1978-07-15', firstDueOn: '1979-01-15' }, 100_000n, 104_400n, '8.80'],
    [
      '(3)(iii) a year and a half',
      { startOn: '1978-01-17', firstDueOn: '1979-07-17' },
      100_000n,
      113_519n,
      '8.76',
    ],
    ['(3)(iv) two years', { startOn: '1978-01-10', firstDueOn: '1980-01-10' }, 100_000n, 124_000n, '11.36'],
  ] as const)('single payment %s', (_name, change, lent, paid, apr) => {
    expect(rateOf(change, lent, [paid])).toBe(apr);
  });
});

describe('M12, 2008/48/EC, Annex I: the examples that came with the equation (98/7/EC, Annex III)', () => {
  const days = (count: number) => (BigInt(count) * YEAR) / 365n;
  test.each([
    ['first: 1 200 after 546 days', 100_000n, [[120_000n, days(546)]], 12.96],
    ['second: 50 kept back', 95_000n, [[120_000n, days(546)]], 16.9],
    [
      'third: 600 after one and two years',
      100_000n,
      [
        [60_000n, YEAR],
        [60_000n, 2n * YEAR],
      ],
      13.07,
    ],
  ] as const)('%s', (_name, lent, paid, percent) => {
    const rate =
      aprcOf(
        lent,
        paid.map(([amount, after]) => ({ amount, after })),
      ) / 10_000;
    const places = `${percent}`.split('.')[1]?.length ?? 0;
    expect(rate.toFixed(places)).toBe(`${percent}`);
  });

  test('the third example to seven places: 0.1306623', () => {
    const paid = [1n, 2n].map((year) => ({ amount: 60_000n, after: year * YEAR }));
    expect(aprcOf(100_000n, paid)).toBe(130_662);
  });

  test('months are twelfths and weeks fifty-seconds of a year, days of 365 or 366', () => {
    const monthly = termsOf({ startOn: '2024-01-15' });
    expect(yearsUntil(monthly, '2024-03-15')).toBe(YEAR / 6n);
    // the year of the days is counted back from the last of them
    expect(yearsUntil(monthly, '2024-03-20')).toBe(YEAR / 6n + (5n * YEAR) / 365n);
    const leap = termsOf({ startOn: '2024-03-01' });
    expect(yearsUntil(leap, '2024-04-06')).toBe(YEAR / 12n + (5n * YEAR) / 366n);
    const weekly = termsOf({ startOn: '2024-01-01', every: { count: 1, unit: 'week' } });
    expect(yearsUntil(weekly, '2024-02-05')).toBe((5n * YEAR) / 52n);
  });
});

describe('M12: the price of terms', () => {
  const twelve = termsOf({
    ...{ principal: of(1_200_000n, 'EUR'), annualRatePpm: 120_000, instalments: 12 },
    ...{ startOn: '2024-01-15', firstDueOn: '2024-02-15' },
  });

  test('a plain loan by months has its own rate: 12 % a year is 1 % a month, 12.68 % by the year', () => {
    const { aprPpm, aprcPpm } = disclosureOf(twelve);
    expect([(aprPpm / 10_000).toFixed(2), (aprcPpm / 10_000).toFixed(2)]).toEqual(['12.00', '12.68']);
  });

  test('nothing is charged, nothing is the rate', () => {
    expect(disclosureOf({ ...twelve, annualRatePpm: 0 })).toEqual({
      ...{ aprPpm: 0, aprcPpm: 0, charge: 0n, total: 1_200_000n },
    });
  });

  test('a charge at the start is part of it', () => {
    const { charge, aprPpm } = disclosureOf({ ...twelve, annualRatePpm: 0, upfront: of(12_000n, 'EUR') });
    expect(charge).toBe(12_000n);
    // 1,200,000 − 12,000 against twelve of 100,000: 1 % of the amount over 6.5 months on average
    expect((aprPpm / 10_000).toFixed(1)).toBe('1.9');
  });

  test.each(['annuity', 'equalPrincipal', 'flat'] as const)(
    '%s at most 480 instalments is told',
    (method) => {
      const long = termsOf({ method, instalments: 480, principal: of(100_000_000n, 'EUR') });
      expect(disclosureOf(long).aprPpm).toBeGreaterThan(69_000);
    },
  );

  test('who calculates and who decides tells the same', async () => {
    const { insurer, apply, offer } = await openBank();
    const terms = termsOf();
    const { price } = await insurer.on.loan.calculate({ terms });
    await apply();
    const decision = await offer(terms);
    expect(decision.price).toEqual(price);
    expect((price.aprPpm / 10_000).toFixed(1)).toBe('7.0');
    expect(price.total - price.charge).toBe(eur(10_000n).amount);
  });
});
