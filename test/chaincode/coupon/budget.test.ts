import fc from 'fast-check';
import { counted, partOf, standingOf } from '../../../chaincode/src/coupon/rules/budget';
import { holds, isWithin, weekdayOf } from '../../../chaincode/src/coupon/rules/condition';
import { calculate } from '../../../chaincode/src/coupon/rules/stacking';
import { UTC } from '../../../chaincode/src/kit/value/zone';
import { BERLIN } from '../service/market';
import { asked, AT, eur, fixed, onOrder, order, percent, promotion, reasonsOf, stacking } from './promo';

const cart = order([[10_000n]], { vin: 'V', model: 'M8', category: '7542' });
const off = fixed(1_000n, onOrder);
const having = (change: object, counters: object) => asked(promotion('P', off, change), { counters });
const used = (uses: number, spent = 0n) => ({ uses, spent });

test.each([
  ['spend up to it', { budget: { kind: 'spend', limit: eur(5_000n) } }, { all: used(4, 4_000n) }, []],
  [
    'spend beyond',
    { budget: { kind: 'spend', limit: eur(5_000n) } },
    { all: used(4, 4_001n) },
    ['budgetSpent'],
  ],
  ['usage', { budget: { kind: 'usage', limit: 5 } }, { all: used(4) }, []],
  ['usage beyond', { budget: { kind: 'usage', limit: 5 } }, { all: used(5) }, ['budgetSpent']],
  [
    'use by attribute',
    { budget: { kind: 'useByAttribute', limit: 1, attribute: 'customer' } },
    { share: used(0) },
    [],
  ],
  [
    'use by attribute beyond',
    { budget: { kind: 'useByAttribute', limit: 1, attribute: 'customer' } },
    { share: used(1) },
    ['customerBudgetSpent'],
  ],
  [
    'spend by attribute',
    { budget: { kind: 'spendByAttribute', limit: eur(1_500n), attribute: 'vehicle.vin' } },
    { share: used(1, 600n) },
    ['customerBudgetSpent'],
  ],
  [
    'by an attribute that the order lacks (medusa#15823)',
    { budget: { kind: 'useByAttribute', limit: 1, attribute: 'customer' } },
    {},
    ['attributeMissing'],
  ],
  ['total usage', { limits: { totalUsage: 3 } }, { all: used(3) }, ['budgetSpent']],
  ['use per customer', { limits: { usePerCustomer: 2 } }, { customer: used(2) }, ['customerBudgetSpent']],
  ['liability', { limits: { liability: eur(1_999n) } }, { all: used(1, 1_000n) }, ['budgetSpent']],
  [
    'liability per customer',
    { limits: { liabilityPerCustomer: eur(1_999n) } },
    { customer: used(1, 1_000n) },
    ['customerBudgetSpent'],
  ],
] as const)('Medusa and Salesforce: %s', (_, change, counters, expected) => {
  const found = reasonsOf(cart, [having(change, counters)]).map(([, reason]) => reason);
  expect(found).toEqual(expected);
});

test('Salesforce: per cart, and per line item', () => {
  const [one, two] = [
    promotion('P', off, { limits: { perCart: 1 } }),
    promotion('Q', percent(10), { limits: { perLineItem: 1 } }),
  ];
  const twice = (of: typeof one) => [asked(of, { couponId: 'A' }), asked(of, { couponId: 'B' })];
  expect(reasonsOf(cart, twice(one))).toEqual([['P', 'perCartLimit']]);
  expect(reasonsOf(cart, twice(two))).toEqual([['Q', 'perItemLimit']]);
});

test('medusa#13451: two coupons of one promotion in one order never pass its budget together', () => {
  const one = promotion('P', off, { budget: { kind: 'spend', limit: eur(1_500n) } });
  const all = [
    asked(one, { couponId: 'A', counters: { all: used(0) } }),
    asked(one, { couponId: 'B', counters: { all: used(0) } }),
  ];
  expect(calculate(cart, all, stacking()).totalDiscountAmount).toEqual(eur(1_000n));
  expect(reasonsOf(cart, all)).toEqual([['P', 'budgetSpent']]);
});

test('medusa#15960, #16206: a budget for each customer never makes the promotion look over', () => {
  const each = promotion('P', off, { budget: { kind: 'useByAttribute', limit: 1, attribute: 'customer' } });
  expect(standingOf(each, used(5), AT)).toBe('active');
  const all = promotion('P', off, { budget: { kind: 'usage', limit: 5 } });
  expect([standingOf(all, used(4), AT), standingOf(all, used(5), AT)]).toEqual(['active', 'spent']);
  expect(standingOf(all, used(0), '2027-01-01T00:00:00.000Z')).toBe('over');
});

test('slices of a budget add up to it', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 64n, max: 10n ** 15n }),
      fc.integer({ min: 1, max: 64 }),
      (limit, slices) => {
        const parts = Array.from({ length: slices }, (_, at) => partOf(limit, slices, at));
        expect(parts.reduce((sum, one) => sum + one, 0n)).toBe(limit);
      },
    ),
  );
  expect(counted(counted(used(0), 7n), 7n, -1)).toEqual(used(0));
});

test.each([
  ['eq', '7', true],
  ['ne', '7', false],
  ['in', '7', true],
  ['gt', '8', true],
  ['gte', '7', true],
  ['lt', '10', false],
  ['lt', '6', true],
  ['lte', '7', true],
] as const)('a condition: %s of %s against 7', (operator, value, expected) => {
  expect(holds({ attribute: 'order.amount', operator, values: ['7'] }, { 'order.amount': value })).toBe(
    expected,
  );
});

test('numbers compare as numbers; of several items all must fulfil it; what is not known fulfils none', () => {
  expect(holds({ attribute: 'order.amount', operator: 'gt', values: ['9'] }, { 'order.amount': '10' })).toBe(
    true,
  );
  const items = { attribute: 'item.amount' as const, operator: 'gt' as const, values: ['50'] };
  expect(holds(items, { 'item.amount': ['60', '51'] })).toBe(true);
  expect(holds(items, { 'item.amount': ['60', '50'] })).toBe(false);
  expect(holds({ attribute: 'customer', operator: 'in', values: ['a', 'b'] }, { customer: 'b' })).toBe(true);
  expect(holds({ attribute: 'customer', operator: 'eq', values: ['a'] }, {})).toBe(false);
  expect(holds({ attribute: 'customer', operator: 'ne', values: ['a'] }, {})).toBe(true);
});

test('hours are those of the clocks that it names, past midnight too', () => {
  expect([weekdayOf('2024-01-01'), weekdayOf('2026-03-01'), weekdayOf('2023-12-31')]).toEqual([1, 7, 7]);
  const night = [{ weekdays: [5], from: '22:00', until: '02:00' }];
  expect(isWithin(night, UTC, '2026-03-06T23:00:00.000Z')).toBe(true);
  expect(isWithin(night, UTC, '2026-03-07T01:59:00.000Z')).toBe(true);
  expect(isWithin(night, UTC, '2026-03-07T02:00:00.000Z')).toBe(false);
  expect(isWithin(night, BERLIN, '2026-03-06T21:00:00.000Z')).toBe(true);
});
