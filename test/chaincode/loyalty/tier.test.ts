import { UTC } from '../../../chaincode/src/kit/value/zone';
import type { Tiered } from '../../../chaincode/src/loyalty/rules/tier';
import { lapsesOn, qualifyingAt, reviewTier } from '../../../chaincode/src/loyalty/rules/tier';
import { pointsFor, roomLeft, withDay } from '../../../chaincode/src/loyalty/rules/earning';
import { eur, terms } from './terms';

const wallet = (
  days: readonly (readonly [on: string, qualifying: number])[],
  change: object = {},
): Tiered => ({
  ...{ tier: 0, reviewedOn: '2026-01-01', lifetime: 0 },
  days: days.map(([on, qualifying]) => ({ on, earned: qualifying, qualifying })),
  ...change,
});
const tierOn = (of: Tiered, on: string, change = {}) => reviewTier(terms(change), of, on).tier;

test('the page: points of a rolling year make the tier, up at once', () => {
  const one = wallet([
    ['2026-02-01', 60],
    ['2026-03-01', 40],
  ]);
  expect(['2026-02-28', '2026-03-01'].map((on) => tierOn(one, on))).toEqual([0, 1]);
  expect(qualifyingAt(one.days, '2027-02-01', 'rolling12Months')).toBe(40);
  expect(qualifyingAt(one.days, '2027-01-31', 'rolling12Months')).toBe(100);
});

test('the page: grace, and a soft landing of one tier; then grace again', () => {
  const gold = wallet([['2026-02-01', 500]]);
  expect(tierOn(gold, '2026-02-01')).toBe(2);
  const steps = ['2027-01-31', '2027-02-01', '2027-03-02', '2027-03-03', '2027-04-01', '2027-04-02'];
  expect(steps.map((on) => tierOn(gold, on))).toEqual([2, 2, 2, 1, 1, 0]);
  expect(steps.map((on) => tierOn(gold, on, { landing: 'earned' }))).toEqual([2, 2, 2, 0, 0, 0]);
  expect(tierOn(gold, '2027-02-01', { graceDays: 0 })).toBe(0);
  const saved = wallet([
    ['2026-02-01', 500],
    ['2027-02-20', 500],
  ]);
  expect(tierOn(saved, '2027-06-01')).toBe(2);
});

test('a review gives the same whether it is made every day or once', () => {
  const one = wallet([
    ['2026-02-01', 300],
    ['2026-05-05', 250],
    ['2026-11-01', 120],
  ]);
  let daily = one;
  for (let day = 0; day < 900; day += 7) {
    const on = new Date(Date.parse('2026-01-01T00:00:00Z') + day * 86_400_000).toISOString().slice(0, 10);
    daily = reviewTier(terms(), daily, on);
    expect(daily.tier).toBe(tierOn(one, on));
  }
});

test('a calendar year ends with it; a lifetime tier is kept for good', () => {
  const one = wallet([['2026-06-01', 500]]);
  const year = { window: 'calendarYear' as const, graceDays: 0 };
  expect(['2026-12-31', '2027-01-01'].map((on) => tierOn(one, on, year))).toEqual([2, 0]);
  const [basic, silver, gold] = terms().tiers;
  const tiers = [basic, { ...silver, lifetimePoints: 400 }, gold] as never;
  expect(tierOn({ ...one, lifetime: 500 }, '2029-01-01', { tiers })).toBe(1);
  expect([lapsesOn('2024-02-29', 'rolling12Months'), lapsesOn('2026-03-01', 'rolling12Months')]).toEqual([
    ...['2025-03-01', '2027-03-01'],
  ]);
});

const buy = (amount: bigint, change: object = {}) => ({
  amount: eur(amount),
  at: '2026-03-02T09:00:00.000Z',
  ...change,
});
const who = (level = 0, first = false) => ({ level, first, zone: UTC });

test('the page: base rate, rounded down once; the tier multiplies; only the base counts for the tier', () => {
  expect(pointsFor(terms(), buy(999n), who())).toEqual({ units: 9, qualifying: 9 });
  expect(pointsFor(terms(), buy(999n), who(2))).toEqual({ units: 14, qualifying: 9 });
  expect(pointsFor(terms(), { ...buy(999n), amount: { amount: 999n, currency: 'USD' } }, who())).toEqual({
    ...{ units: 0, qualifying: 0 },
  });
});

test('the page: category, day-part and first time; stacking multiplies, adds or takes the best', () => {
  const rules = [
    { kind: 'category' as const, ruleId: 'wash', multiplierPpm: 2_000_000, categories: ['7542'] },
    {
      kind: 'dayPart' as const,
      ruleId: 'monday',
      multiplierPpm: 3_000_000,
      weekdays: [1],
      from: '08:00',
      until: '10:00',
    },
    { kind: 'first' as const, ruleId: 'hello', points: 50 },
  ];
  const one = buy(1_000n, { category: '7542' });
  const got = (stacking: 'multiply' | 'add' | 'best', level = 0) =>
    pointsFor(terms({ rules, stacking }), one, who(level)).units;
  expect([got('multiply'), got('add'), got('best')]).toEqual([60, 40, 30]);
  expect([got('multiply', 2), got('add', 2), got('best', 2)]).toEqual([90, 45, 30]);
  expect(pointsFor(terms({ rules }), buy(1_000n, { at: '2026-03-02T10:00:00.000Z' }), who(0, true))).toEqual({
    ...{ units: 60, qualifying: 10 },
  });
});

test('the page: caps of a day and of a month, and of what is held', () => {
  const days = withDay(withDay([], '2026-03-01', { units: 30, qualifying: 30 }), '2026-03-02', {
    units: 20,
    qualifying: 20,
  });
  const left = (change: object, balance = 0) => roomLeft(terms(change), { days, balance }, '2026-03-02');
  expect([left({ dailyCap: 25 }), left({ monthlyCap: 60 }), left({ balanceCap: 100 }, 97)]).toEqual([
    5, 10, 3,
  ]);
  expect([left({ dailyCap: 10 }), left({ monthlyCap: 40 })]).toEqual([0, 0]);
});
