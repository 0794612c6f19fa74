import fc from 'fast-check';
import { takeOff } from '../../../chaincode/src/coupon/rules/allocation';
import { across, fixed, onOrder, order, percent, promotion, takenBy } from './promo';

// Amounts of Medusa are whole currency units; here they are minor units of the same number, or a hundred each.
const P = promotion;

test.each([
  [
    'fixed 200 each, at most one unit, on (100 x 1, 750 / 5)',
    fixed(200n, { maxQuantity: 1 }),
    [
      [100n, 1],
      [750n, 5],
    ],
    [100n, 150n],
  ],
  [
    'fixed 400 across (200, 600)',
    fixed(400n, across),
    [
      [200n, 2],
      [600n, 2],
    ],
    [100n, 300n],
  ],
  [
    '10 % across (200, 600)',
    percent(10, across),
    [
      [200n, 2],
      [600n, 2],
    ],
    [20n, 60n],
  ],
] as const)('the page: %s', (_, effect, lines, expected) => {
  expect(takenBy(order(lines), [P('P', effect)])).toEqual([expected]);
});

test.each([
  [
    '10 % each, at most one unit, on (100 x 1, 750 / 5)',
    percent(10, { maxQuantity: 1 }),
    [
      [100n, 1],
      [750n, 5],
    ],
    [10n, 15n],
  ],
  [
    'fixed 100 each, at most five units, on 5,000 / 5',
    fixed(100n, { maxQuantity: 5 }),
    [[5_000n, 5]],
    [500n],
  ],
  [
    'fixed 200 on the order of (100, 300 / 2)',
    fixed(200n, onOrder),
    [
      [100n, 1],
      [300n, 2],
    ],
    [50n, 150n],
  ],
] as const)('medusa compute-actions.spec: %s', (_, effect, lines, expected) => {
  expect(takenBy(order(lines), [P('P', effect)])).toEqual([expected]);
});

test.each([
  [
    'fixed 50 of one unit, then 30 of two, each on (50, 150): the first item has nothing left',
    [fixed(50n, { maxQuantity: 1 }), fixed(30n, { maxQuantity: 2 })],
    [
      [50n, 1],
      [150n, 1],
    ],
    [
      [50n, 50n],
      [0n, 30n],
    ],
  ],
  [
    'fixed 30 across, then 50 across (50, 150), in hundredths',
    [fixed(3_000n, across), fixed(5_000n, across)],
    [
      [5_000n, 1],
      [15_000n, 1],
    ],
    [
      [750n, 2_250n],
      [1_250n, 3_750n],
    ],
  ],
  [
    '10 % across, then 10 % across (50, 150), in hundredths',
    [percent(10, across), percent(10, across)],
    [
      [5_000n, 1],
      [15_000n, 1],
    ],
    [
      [500n, 1_500n],
      [450n, 1_350n],
    ],
  ],
  [
    '30 % of two units, then 10 % of one, each on (150 / 3, 150), in hundredths',
    [percent(30, { maxQuantity: 2 }), percent(10, { maxQuantity: 1 })],
    [
      [15_000n, 3],
      [15_000n, 1],
    ],
    [
      [3_000n, 4_500n],
      [500n, 1_050n],
    ],
  ],
  [
    '100 % of one unit, twice, on 200 / 4: a unit each time',
    [percent(100, { maxQuantity: 1 }), percent(100, { maxQuantity: 1 })],
    [[200n, 4]],
    [[50n], [50n]],
  ],
  [
    'fixed 500, then nothing is left for 50',
    [fixed(500n), fixed(50n)],
    [
      [50n, 1],
      [150n, 1],
    ],
    [[50n, 150n]],
  ],
] as const)('medusa compute-actions.spec: %s', (_, effects, lines, expected) => {
  const all = effects.map((effect, at) => P(`P${at}`, effect));
  expect(takenBy(order(lines), all)).toEqual(expected);
});

test('medusa: a share is capped at most at its amount, over all items', () => {
  const capped = percent(10, { maxAmount: { amount: 50n, currency: 'EUR' } });
  expect(takenBy(order([[300n], [400n]]), [P('P', capped)])).toEqual([[30n, 20n]]);
});

test('medusa: once takes the cheapest units, up to the quantity', () => {
  const once = percent(50, { allocation: 'once', maxQuantity: 2 });
  expect(
    takenBy(
      order([
        [1_000n, 2],
        [400n, 1],
        [900n, 3],
      ]),
      [P('P', once)],
    ),
  ).toEqual([[0n, 0n, 300n]]);
  expect(
    takenBy(
      order([
        [1_000n, 2],
        [100n, 1],
        [900n, 3],
      ]),
      [P('P', once)],
    ),
  ).toEqual([[0n, 50n, 150n]]);
});

test('voucherify: a free item takes the whole of the cheapest units; a fixed price what is above it', () => {
  const free = { ...percent(0), type: 'freeItem', quantity: 1 } as never;
  expect(
    takenBy(
      order([
        [1_000n, 2],
        [400n, 1],
      ]),
      [P('P', free)],
    ),
  ).toEqual([[0n, 400n]]);
  const price = { ...percent(0), type: 'fixedPrice', price: { amount: 300n, currency: 'EUR' } } as never;
  expect(
    takenBy(
      order([
        [1_000n, 2],
        [200n, 1],
      ]),
      [P('P', price)],
    ),
  ).toEqual([[400n, 0n]]);
  const whole = {
    ...percent(0),
    type: 'fixedPrice',
    price: { amount: 900n, currency: 'EUR' },
    ...onOrder,
  } as never;
  expect(
    takenBy(
      order([
        [1_000n, 2],
        [200n, 1],
      ]),
      [P('P', whole)],
    ),
  ).toEqual([[250n, 50n]]);
});

test('remainders go to the largest, the earlier item when they are equal; a half cent goes up', () => {
  expect(takenBy(order([[100n], [100n], [100n]]), [P('P', fixed(100n, across))])).toEqual([[34n, 33n, 33n]]);
  expect(takenBy(order([[105n]]), [P('P', percent(10))])).toEqual([[11n]]);
});

test('property: nothing is taken below nothing, and what is shared out adds up', () => {
  const line = fc.record({
    amount: fc.bigInt({ min: 0n, max: 10n ** 12n }),
    quantity: fc.integer({ min: 1, max: 50 }),
  });
  const effect = fc.oneof(
    fc.bigInt({ min: 1n, max: 10n ** 12n }).map((amount) => fixed(amount, across)),
    fc.integer({ min: 0, max: 100 }).map((of) => percent(of, across)),
    fc
      .tuple(fc.bigInt({ min: 1n, max: 10n ** 9n }), fc.integer({ min: 1, max: 9 }))
      .map(([amount, maxQuantity]) => fixed(amount, { maxQuantity })),
    fc.integer({ min: 1, max: 9 }).map((maxQuantity) => percent(37, { allocation: 'once', maxQuantity })),
  );
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 8 }),
      effect,
      fc.boolean(),
      (lines, what, initial) => {
        const found = lines.map(({ amount, quantity }, at) => ({
          itemId: `${at}`,
          amount,
          quantity,
          applied: amount / 3n,
        }));
        const taken = takeOff(found, what, initial ? 'initial' : 'discounted', 'EUR');
        for (const { itemId, amount } of taken) {
          const of = found.find((one) => one.itemId === itemId);
          expect(amount > 0n && amount <= (of?.amount ?? 0n) - (of?.applied ?? 0n)).toBe(true);
        }
        if (what.type === 'fixed' && what.allocation === 'across') {
          const left = found.reduce((sum, one) => sum + one.amount - one.applied, 0n);
          const total = taken.reduce((sum, one) => sum + one.amount, 0n);
          expect(total).toBe(left < what.amount.amount ? left : what.amount.amount);
        }
      },
    ),
  );
});
