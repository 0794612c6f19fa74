import { calculate } from '../../../chaincode/src/coupon/rules/stacking';
import { asked, eur, fixed, onOrder, order, percent, promotion, reasonsOf, stacking, takenBy } from './promo';

const ten = promotion('TEN', percent(10, onOrder));
const from100 = promotion('FROM100', percent(20, onOrder), { minSpend: eur(10_000n) });
const cart = order([[10_500n]]);
const total = (all: Parameters<typeof calculate>[1], change = {}) =>
  calculate(cart, all, stacking(change)).totalAmount.amount;

test('the page (Voucherify): 105.00 with 10 % and then 20 % from 100.00 is 94.50, the other way 75.60', () => {
  const [first, second] = [asked(ten), asked(from100)];
  expect(total([first, second])).toBe(9_450n);
  expect(reasonsOf(cart, [first, second])).toEqual([['FROM100', 'minimumSpend']]);
  expect(total([second, first])).toBe(7_560n);
});

test('Voucherify: by hierarchy the lower number is first, ties by request', () => {
  const categories = [
    { category: 'low', hierarchy: 1, kind: 'plain' as const },
    { category: 'high', hierarchy: 2, kind: 'plain' as const },
  ];
  const [a, b] = [asked({ ...ten, category: 'high' }), asked({ ...from100, category: 'low' })];
  expect(total([a, b], { order: 'hierarchy', categories })).toBe(7_560n);
  const same = [asked({ ...ten, category: 'low' }), asked({ ...from100, category: 'low' })];
  expect(total(same, { order: 'hierarchy', categories, mostPerCategory: 2 })).toBe(9_450n);
});

test('Voucherify: with all, one that is at fault leaves none; with partial it alone is left out', () => {
  const old = asked(promotion('OLD', percent(50, onOrder), { validUntil: '2026-02-01T00:00:00.000Z' }));
  expect(total([asked(ten), old])).toBe(9_450n);
  expect(total([asked(ten), old], { validation: 'all' })).toBe(10_500n);
  expect(reasonsOf(cart, [asked(ten), old], { validation: 'all' })).toEqual([
    ['OLD', 'over'],
    ['TEN', 'precedingFailed'],
  ]);
});

const kinds = [
  { category: 'alone', hierarchy: 1, kind: 'exclusive' as const },
  { category: 'any', hierarchy: 0, kind: 'joint' as const },
  { category: 'usual', hierarchy: 2, kind: 'plain' as const },
];
const of = (promotionId: string, category?: string) =>
  asked(promotion(promotionId, fixed(100n, onOrder), { ...(category && { category }) }));

test('Voucherify: an exclusive one goes with joint ones and with no plain one, wherever it stands', () => {
  const all = [of('PLAIN', 'usual'), of('NONE'), of('ALONE', 'alone'), of('JOINT', 'any')];
  expect(reasonsOf(cart, all, { categories: kinds })).toEqual([
    ['PLAIN', 'excluded'],
    ['NONE', 'excluded'],
  ]);
  expect(takenBy(cart, all, { categories: kinds })).toEqual([[100n], [100n]]);
});

test('Voucherify: joint ones last, or among the others', () => {
  const names = (change: object) =>
    calculate(
      cart,
      [of('J', 'any'), of('P', 'usual')],
      stacking({ categories: kinds, ...change }),
    ).applied.map(({ promotionId }) => promotionId);
  expect(names({ joint: 'last' })).toEqual(['P', 'J']);
  expect(names({ joint: 'combined' })).toEqual(['J', 'P']);
});

test('Voucherify: limits of what is applied, of a category, of exclusive ones, of what is asked', () => {
  const three = [of('A'), of('B'), of('C')];
  expect(reasonsOf(cart, three, { mostApplied: 2 })).toEqual([['C', 'tooManyApplied']]);
  expect(reasonsOf(cart, three, { mostRequested: 2 })).toEqual([['C', 'tooManyApplied']]);
  const usual = [of('A', 'usual'), of('B', 'usual')];
  expect(reasonsOf(cart, usual, { categories: kinds })).toEqual([['B', 'tooManyOfCategory']]);
  expect(reasonsOf(cart, usual, { categories: kinds, mostPerCategory: 2 })).toEqual([]);
  const alone = [of('A', 'alone'), of('B', 'alone')];
  expect(reasonsOf(cart, alone, { categories: kinds, mostPerCategory: 5 })).toEqual([
    ['B', 'tooManyExclusive'],
  ]);
  const wide = { mostPerCategory: 5, mostExclusive: 2, mostExclusivePerCategory: 1 };
  expect(reasonsOf(cart, alone, { categories: kinds, ...wide })).toEqual([['B', 'tooManyOfCategory']]);
});

test('Voucherify: of the initial amount 10 % and 20 % of 105.00 leave 73.50; a category may say otherwise', () => {
  const twenty = asked(promotion('TWENTY', percent(20, onOrder), { category: 'usual' }));
  expect(total([asked(ten), twenty], { calculation: 'initial' })).toBe(7_350n);
  expect(total([asked(ten), twenty])).toBe(7_560n);
  const categories = [{ ...kinds[2], calculation: 'initial' as const }] as never;
  expect(total([asked(ten), twenty], { categories })).toBe(7_350n);
});

test('Voucherify: an item is discounted once, or again', () => {
  const all = [asked(promotion('A', percent(10))), asked(promotion('B', percent(10)))];
  expect(takenBy(order([[1_000n]]), all, { products: 'multiple' })).toEqual([[100n], [90n]]);
  expect(reasonsOf(order([[1_000n]]), all, { products: 'once' })).toEqual([['B', 'alreadyDiscounted']]);
});

test('Voucherify: what takes nothing off is skipped, or used up all the same', () => {
  const nothing = [asked(promotion('ALL', percent(100, onOrder))), asked(ten)];
  expect(reasonsOf(cart, nothing, { noEffect: 'prevent' })).toEqual([['TEN', 'noEffect']]);
  expect(calculate(cart, nothing, stacking({ noEffect: 'force' })).applied).toHaveLength(2);
});

test('Voucherify: total = amount - total discount; discounts of items and of the order stand apart', () => {
  const all = [asked(promotion('A', fixed(500n))), asked(ten)];
  expect(calculate(order([[10_000n], [500n]]), all, stacking())).toMatchObject({
    amount: eur(10_500n),
    itemsDiscountAmount: eur(1_000n),
    discountAmount: eur(950n),
    totalDiscountAmount: eur(1_950n),
    totalAmount: eur(8_550n),
  });
});

test('medusa#15396: every code that does nothing says why', () => {
  const monday = { weekdays: [1], from: '10:00', until: '12:00' };
  const all = [
    asked(undefined, { promotionId: 'UNKNOWN' }),
    asked(promotion('DRAFT', percent(10), { status: 'draft' })),
    asked(promotion('EARLY', percent(10), { validFrom: '2026-06-01T00:00:00.000Z' })),
    asked(promotion('HOURS', percent(10), { hours: [monday] })),
    asked(promotion('PLACE', percent(10), { merchants: ['registry/other'] })),
    asked(promotion('MODEL', percent(10), { models: ['M8'] })),
    asked(promotion('USD', percent(10), { currency: 'USD' })),
    asked(
      promotion('VIP', percent(10), {
        conditions: [{ attribute: 'customer.tier', operator: 'eq', values: ['gold'] }],
      }),
    ),
    asked(
      promotion(
        'ITEM',
        percent(10, { targets: [{ attribute: 'item.service', operator: 'eq', values: ['wax'] }] }),
      ),
    ),
    asked(promotion('MINE', percent(10)), { fault: { reason: 'notHolder' } }),
    asked(ten),
    asked(ten),
  ];
  expect(reasonsOf(cart, all)).toEqual([
    ['UNKNOWN', 'unknown'],
    ['DRAFT', 'notActive'],
    ['EARLY', 'notYetValid'],
    ['HOURS', 'outsideHours'],
    ['PLACE', 'otherMerchant'],
    ['MODEL', 'otherModel'],
    ['USD', 'otherCurrency'],
    ['MINE', 'notHolder'],
    ['TEN', 'repeated'],
    ['VIP', 'conditionUnmet'],
    ['ITEM', 'noItem'],
  ]);
});

test('medusa compute-actions.spec: the greater first: 50 of one unit before 30 of two, each on (50, 150)', () => {
  const all = [
    promotion('P30', fixed(30n, { maxQuantity: 2 })),
    promotion('P50', fixed(50n, { maxQuantity: 1 })),
  ];
  expect(takenBy(order([[50n], [150n]]), all, { order: 'greatest' })).toEqual([
    [50n, 50n],
    [0n, 30n],
  ]);
});
