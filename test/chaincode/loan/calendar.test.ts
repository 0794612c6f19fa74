import { of } from '../../../chaincode/src/kit/value/money';
import { businessDay, easterOf, isBusinessDay } from '../../../chaincode/src/loan/rules/plan/businessday';
import { dueOn } from '../../../chaincode/src/loan/rules/plan/calendar';
import { scheduleOf } from '../../../chaincode/src/loan/rules/plan/schedule';
import type { Terms } from '../../../chaincode/src/loan/records/terms';
import { eur, openBank } from './cast';
import { termsOf } from './terms';

const dues = (change: Partial<Terms>, count = 6) => {
  const terms = termsOf({ instalments: count, ...change });
  return Array.from({ length: count }, (_, index) => dueOn(terms, index));
};

describe('M5, BGB § 188(3): a month without the date takes its last day, the next has the date again', () => {
  test('the end of every month, from 31 January: 29 February, 31 March, 30 April …', () => {
    expect(dues({ startOn: '2024-01-31', firstDueOn: '2024-02-29', onDates: [31] })).toEqual([
      ...['2024-02-29', '2024-03-31', '2024-04-30', '2024-05-31', '2024-06-30', '2024-07-31'],
    ]);
  });
  test('the 30th, through February', () => {
    expect(dues({ startOn: '2024-11-30', firstDueOn: '2024-12-30', onDates: [30] }, 4)).toEqual([
      ...['2024-12-30', '2025-01-30', '2025-02-28', '2025-03-30'],
    ]);
  });
  test('every third month', () => {
    const every = { count: 3, unit: 'month' } as const;
    expect(dues({ every, startOn: '2023-11-30', firstDueOn: '2024-02-29', onDates: [31] }, 3)).toEqual([
      ...['2024-02-29', '2024-05-31', '2024-08-31'],
    ]);
  });
  test('without the rule, as it was agreed before: the date of the first one', () => {
    expect(dues({ startOn: '2024-01-31', firstDueOn: '2024-02-29' }, 3)).toEqual([
      ...['2024-02-29', '2024-03-29', '2024-04-29'],
    ]);
  });
  test('a month from end to end is a twelfth of 30/360', () => {
    const rows = scheduleOf(
      termsOf({ startOn: '2024-01-31', firstDueOn: '2024-02-29', onDates: [31], annualRatePpm: 120_000 }),
    );
    expect(rows[0]?.interest).toBe(100n);
  });
});

describe('M13: twice a month', () => {
  test('on the first and the fifteenth', () => {
    expect(dues({ startOn: '2024-01-15', firstDueOn: '2024-02-01', onDates: [1, 15] }, 4)).toEqual([
      ...['2024-02-01', '2024-02-15', '2024-03-01', '2024-03-15'],
    ]);
  });
  test('on the fifteenth and the last', () => {
    expect(dues({ startOn: '2024-01-31', firstDueOn: '2024-02-15', onDates: [15, 31] }, 4)).toEqual([
      ...['2024-02-15', '2024-02-29', '2024-03-15', '2024-03-31'],
    ]);
  });
  test('half a month is a twenty-fourth of 30/360', () => {
    const twice = { startOn: '2024-01-15', firstDueOn: '2024-02-01', onDates: [1, 15] };
    expect(scheduleOf(termsOf({ ...twice, annualRatePpm: 120_000 }))[0]?.interest).toBe(50n);
  });
  test.each([
    [{ onDates: [2, 15] }, 'the first instalment is on none of its dates'],
    [{ onDates: [15, 1] }, 'the dates of a month do not follow one another'],
    [{ onDates: [29, 30], firstDueOn: '2024-02-29' }, 'the dates of a month do not follow one another'],
    [{ onDates: [1], every: { count: 1, unit: 'week' } }, 'the first instalment is on none of its dates'],
  ])('%j is refused', async (change, why) => {
    const { insurer } = await openBank();
    const terms = termsOf(change as Partial<Terms>);
    await expect(insurer.on.loan.calculate({ terms })).rejects.toMatchObject({
      ...{ code: 'TERMS_IMPOSSIBLE', facts: { why } },
    });
  });
});

describe('M10, BGB § 193, 2006 ISDA Definitions §4.12: a due day that is no business day', () => {
  const on = (rule: 'following' | 'modifiedFollowing' | 'preceding', calendar = 'weekends' as const) => ({
    ...{ rule, calendar },
  });
  test.each([
    ['2024-09-01', 'following', '2024-09-02'],
    ['2024-06-30', 'following', '2024-07-01'],
    ['2024-06-30', 'modifiedFollowing', '2024-06-28'],
    ['2024-09-01', 'modifiedFollowing', '2024-09-02'],
    ['2024-09-01', 'preceding', '2024-08-30'],
    ['2024-09-03', 'following', '2024-09-03'],
  ] as const)('%s, %s: %s', (day, rule, moved) => {
    expect(businessDay(day, on(rule))).toBe(moved);
  });

  test.each([
    [2000, '2000-04-23'],
    [2019, '2019-04-21'],
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
    [2038, '2038-04-25'],
  ])('Easter of %d is on %s', (year, easter) => expect(easterOf(year)).toBe(easter));

  test.each([
    ['TARGET', ['2024-01-01', '2024-03-29', '2024-04-01', '2024-05-01', '2024-12-25', '2024-12-26']],
    ['DE', ['2024-05-09', '2024-05-20', '2024-10-03']],
    // Federal Reserve Banks 2023: New Year's Day on Monday the second; Veterans Day on Saturday is none
    ['US', ['2023-01-02', '2023-01-16', '2023-02-20', '2023-05-29', '2023-06-19', '2023-07-04']],
    ['US', ['2023-09-04', '2023-10-09', '2023-11-23', '2023-12-25', '2024-11-11']],
  ] as const)('holidays of %s', (calendar, days) => {
    for (const day of days)
      expect([day, isBusinessDay(day, { rule: 'following', calendar })]).toEqual([day, false]);
  });

  test.each([
    ['TARGET', '2024-10-03'],
    ['DE', '2024-11-01'],
    ['US', '2023-11-10'],
    ['US', '2020-06-19'],
  ] as const)('in %s banks work on %s', (calendar, day) => {
    expect(isBusinessDay(day, { rule: 'following', calendar })).toBe(true);
  });

  test('holidays that a government announces, and weekends that are worked for them', () => {
    const china = {
      ...({ rule: 'following', calendar: 'weekends' } as const),
      holidays: ['2024-02-12', '2024-02-13', '2024-02-14', '2024-02-15', '2024-02-16'],
      workdays: ['2024-02-18'],
    };
    expect(businessDay('2024-02-10', china)).toBe('2024-02-18');
  });

  test('another weekend', () => {
    const gulf = { ...on('following'), weekend: [5, 6] };
    expect(businessDay('2024-08-30', gulf)).toBe('2024-09-01');
  });

  test('due on a Sunday, paid on Monday: no fee, not past due', async () => {
    const { lend, goTo, pay, owner, lender } = await openBank();
    const late = { graceDays: 0, fee: eur(300n) };
    const sunday = { startOn: '2024-01-01', firstDueOn: '2024-02-04', businessDays: on('following') };
    await lend({ ...sunday, annualRatePpm: 0, late });
    goTo('2024-02-05');
    expect((await owner.on.loan.standing({ loanId: 'L-1', on: '2024-02-05' })).pastDueDays).toBe(0);
    expect(await pay('P-1', 1_667n)).toMatchObject({ principal: eur(1_667n), penalty: eur(0n) });
    goTo('2024-02-07');
    expect(await lender.on.loan.tick({ loanId: 'L-1', on: '2024-02-06' })).toMatchObject({ lateFees: 0 });
    expect((await owner.on.loan.schedule({ loanId: 'L-1' })).planned[0]?.dueOn).toBe('2024-02-05');
  });

  test('days of interest are those of the plan', () => {
    const plain = { annualRatePpm: 365_000, dayCount: 'ACT/365', firstDueOn: '2024-02-04' } as const;
    const moved = termsOf({ ...plain, principal: of(100_000n, 'EUR'), businessDays: on('following') });
    const still = termsOf({ ...plain, principal: of(100_000n, 'EUR') });
    expect(scheduleOf(moved).map(({ interest }) => interest)).toEqual(
      scheduleOf(still).map(({ interest }) => interest),
    );
  });
});
