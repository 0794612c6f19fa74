import { CURRENCIES, CURRENCY_EXPONENT, numericOf } from '../../chaincode/src/kit/value/currency';
import { currency, show } from '../../chaincode/src/kit/value/money';

test.each([
  ...[
    'QAR',
    'EGP',
    'ARS',
    'COP',
    'MAD',
    'NGN',
    'PKR',
    'RUB',
    'UAH',
    'XCG',
    'ZWG',
    'VES',
    'SLE',
    'MRU',
    'STN',
  ],
])('I13, ISO 4217: %s has two decimals', (code) => {
  expect(CURRENCY_EXPONENT[currency.parse(code)]).toBe(2);
});

test('I13, ISO 4217: those without decimals, with three and with four', () => {
  const codesWith = (exponent: number) =>
    Object.entries(CURRENCY_EXPONENT).flatMap(([code, places]) => (places === exponent ? [code] : []));
  expect(codesWith(0).join(' ')).toBe('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF');
  expect(codesWith(3).join(' ')).toBe('BHD IQD JOD KWD LYD OMR TND');
  expect(codesWith(4).join(' ')).toBe('CLF UYW');
});

test('I13: numeric codes are those of the standard, each once', () => {
  expect([numericOf('EUR'), numericOf('USD'), numericOf('CNY'), numericOf('ALL')]).toEqual([
    '978',
    '840',
    '156',
    '008',
  ]);
  const numbers = Object.values(CURRENCIES).map(([number]) => number);
  expect(new Set(numbers).size).toBe(numbers.length);
});

test('I13: what is no money, or is no more, is refused, and four decimals are shown', () => {
  for (const code of ['XXX', 'XTS', 'XAU', 'XDR', 'DEM', 'HRK', 'ANG', 'ZWL', 'eur', ''])
    expect(currency.safeParse(code).success).toBe(false);
  expect(show({ amount: 12_345n, currency: 'CLF' })).toBe('1.2345 CLF');
});
