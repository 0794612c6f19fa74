import * as fc from 'fast-check';
import { of, sum } from '../../../chaincode/src/kit/value/money';
import { dayFromEpoch, startOf } from '../../../chaincode/src/kit/value/time';
import { UTC } from '../../../chaincode/src/kit/value/zone';
import {
  balanceAtEnd,
  billableMetresOf,
  billOf,
  claimFreeFactorOf,
  reduceInstalments,
  unearnedAt,
  yearsBetween,
} from '../../../chaincode/src/policy/rules/premium';
import { instalmentsOf } from '../../../chaincode/src/policy/rules/plan/instalments';
import { baseOf } from '../../../chaincode/src/policy/rules/plan/month';
import { receivePremium } from '../../../chaincode/src/policy/rules/instalment';
import { bound, driven, eur, tariff } from './cast';

const days = (...kilometres: number[]): number[] => [
  ...kilometres.map((one) => one * 1000),
  ...Array<number>(28 - kilometres.length).fill(0),
];

describe('the premium by distance', () => {
  test('charges 510 of the published 810 kilometres and comes to 59.60', () => {
    const metresByDay = days(10, 300, 0, 500);
    expect(billableMetresOf(metresByDay, 250_000)).toBe(510_000);
    const bill = billOf({ ...tariff, minimumTrips: 100 }, eur(2_900), { ...driven, metresByDay });
    expect(bill).toMatchObject({
      factor: 1_000_000,
      billableMetres: 510_000,
      due: eur(5_960),
      balance: eur(3_060),
    });
  });

  test('is multiplied by the factor of the score, and a careful month may be a credit', () => {
    const bill = billOf(tariff, eur(2_900), driven);
    expect(bill).toMatchObject({
      scoreMilli: 90_450,
      factor: 800_000,
      distance: eur(600),
      due: eur(2_800),
      balance: of(-100n, 'EUR'),
    });
  });

  test('of each month rests on its share of the base', () => {
    const policy = bound({ pricing: 'distance', instalments: 12, carKey: 'k' });
    expect([1, 6, 12].map((month) => baseOf(policy, month))).toEqual([eur(2_900), eur(2_900), eur(2_900)]);
  });
});

describe('instalments', () => {
  test('add up to the premium and fall due at equal distances', () => {
    expect(
      instalmentsOf(eur(10_001), '2026-01-31', 12, 4).map(({ dueOn, amount }) => [dueOn, amount.amount]),
    ).toEqual([
      ['2026-01-31', 2_501n],
      ['2026-04-30', 2_500n],
      ['2026-07-31', 2_500n],
      ['2026-10-31', 2_500n],
    ]);
  });

  test('always add up', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 12n }),
        fc.constantFrom(1, 2, 3, 4, 6, 12),
        (premium, parts) => {
          const amounts = instalmentsOf(eur(premium), '2026-02-01', 12, parts).map((one) => one.amount);
          expect(sum(amounts, 'EUR')).toEqual(eur(premium));
        },
      ),
    );
  });

  test('lose a reduction of premium from the last one backwards, and what is too much goes back', () => {
    const all = instalmentsOf(eur(400), '2026-02-01', 4, 4);
    const reduced = reduceInstalments(all, eur(150));
    expect(reduced.instalments.map((one) => one.amount.amount)).toEqual([100n, 100n, 50n]);
    expect(reduced.rest).toEqual(eur(0));
    expect(reduceInstalments(all, eur(500))).toEqual({ instalments: [], rest: eur(100) });
  });
});

describe('cancellation', () => {
  const on = (day: string) => ({ at: startOf(day), zone: UTC });
  const paidUp = (): ReturnType<typeof bound> =>
    receivePremium(bound({ instalments: 1 }), { no: 1, paymentId: 'T-1', now: '2026-02-01T00:00:00.000Z' });

  test('gives back the days that are left, pro rata', () => {
    expect(unearnedAt(paidUp(), on('2026-02-11'))).toEqual(eur(35_500));
    expect(balanceAtEnd(paidUp(), on('2026-02-11'), 0)).toEqual(eur(35_500));
  });

  test('by the policyholder keeps the short rate of what is left', () => {
    expect(balanceAtEnd(paidUp(), on('2026-02-11'), 100_000)).toEqual(eur(31_950));
  });

  test('of an unpaid policy leaves the premium of the days covered to be paid', () => {
    expect(balanceAtEnd(bound(), on('2026-02-11'), 0)).toEqual(of(-1_000n, 'EUR'));
  });

  test('earns and gives back the whole premium together, on any day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 365 }), (day) => {
        const unearned = unearnedAt(paidUp(), on(dayFromEpoch(20_485 + day)));
        expect(unearned).toEqual(eur(36_500 - 100 * day));
      }),
    );
  });
});

describe('claim-free years', () => {
  test.each([
    ['2023-02-28', '2026-02-28', 3],
    ['2024-02-29', '2025-02-28', 1],
    ['2024-03-01', '2026-02-28', 1],
    ['2026-02-01', '2026-02-01', 0],
    ['2027-02-01', '2026-02-01', 0],
  ])('from %s to %s are %d', (since, on, years) => {
    expect(yearsBetween(since, on)).toBe(years);
  });

  test('earn the factor of the tariff', () => {
    expect(claimFreeFactorOf(tariff, '2022-01-01', '2026-02-01')).toBe(600_000);
    expect(claimFreeFactorOf(tariff, '2025-01-01', '2026-02-01')).toBe(850_000);
    expect(claimFreeFactorOf(tariff, '2026-01-01', '2026-02-01')).toBe(1_000_000);
  });
});
