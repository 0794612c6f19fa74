import fc from 'fast-check';
import { z } from 'zod';
import {
  add,
  allocate,
  divideDown,
  divideHalfEven,
  divideUp,
  money,
  of,
  positiveMoney,
  show,
  signedMoney,
  subtract,
  sum,
} from '../../chaincode/src/kit/value/money';

const eur = (amount: bigint) => of(amount, 'EUR');
const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });

test('100.00 in three equal shares is 33.34, 33.33, 33.33', () => {
  expect(allocate(eur(10000n), [1n, 1n, 1n]).map(show)).toEqual(['33.34 EUR', '33.33 EUR', '33.33 EUR']);
});

test('shares add up to the whole and none is off by a unit or more', () => {
  fc.assert(
    fc.property(
      amount,
      fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 12 }),
      (whole, weights) => {
        const total = weights.reduce((left, right) => left + right, 0n);
        fc.pre(total > 0n);
        const shares = allocate(eur(whole), weights);
        expect(sum(shares, 'EUR').amount).toBe(whole);
        shares.forEach((share, at) => {
          const error = share.amount * total - whole * (weights[at] ?? 0n);
          expect(error < total && error > -total).toBe(true);
        });
      },
    ),
  );
});

test.each([
  [5n, 2n, 2n, 2n, 3n],
  [7n, 2n, 4n, 3n, 4n],
  [-5n, 2n, -2n, -2n, -3n],
  [-7n, 2n, -4n, -3n, -4n],
  [6n, 4n, 2n, 1n, 2n],
  [1n, 3n, 0n, 0n, 1n],
  [6n, 3n, 2n, 2n, 2n],
])('%s ÷ %s: half even %s, down %s, up %s', (top, bottom, even, down, up) => {
  expect([divideHalfEven(top, bottom), divideDown(top, bottom), divideUp(top, bottom)]).toEqual([
    even,
    down,
    up,
  ]);
});

test('two currencies do not add', () => {
  expect(() => add(eur(1n), of(1n, 'USD'))).toThrow('CURRENCY_DIFFERS');
  expect(() => subtract(eur(1n), of(1n, 'USD'))).toThrow('CURRENCY_DIFFERS');
});

test('no sum leaves the range of money', () => {
  expect(() => add(eur(10n ** 18n - 1n), eur(1n))).toThrow('AMOUNT_OUT_OF_RANGE');
});

test('the wire form comes back as it went', () => {
  fc.assert(
    fc.property(amount, (value) =>
      expect(z.decode(signedMoney, z.encode(signedMoney, eur(value)))).toEqual(eur(value)),
    ),
  );
});

test.each(['-1', '01', '1.5', '1e3', '', ' 1', '0x10', '1'.repeat(19)])(
  'the wire amount %j is refused',
  (text) => {
    expect(money.safeParse({ amount: text, currency: 'EUR' }).success).toBe(false);
  },
);

test('more than zero means more than zero', () => {
  expect(positiveMoney.safeParse({ amount: '0', currency: 'EUR' }).success).toBe(false);
  expect(positiveMoney.safeParse({ amount: '1', currency: 'XXX' }).success).toBe(false);
});

test('amounts are shown with the places of their currency', () => {
  expect([show(eur(-5n)), show(of(1250n, 'JPY')), show(of(1n, 'KWD'))]).toEqual([
    '-0.05 EUR',
    '1250 JPY',
    '0.001 KWD',
  ]);
});
