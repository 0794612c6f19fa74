import {
  readEmvcoRequest,
  readMerchantCode,
  writeEmvcoRequest,
  writeMerchantCode,
} from '@roadbook/chaincode/api';
import { itemsIn } from '../../../chaincode/src/payment/emvco/code';
import { eur, LENDER, openBank, wash } from './cast';

/** EMVCo QR Code Specification for Payment Systems, Merchant-Presented Mode, example of the annex. */
const SAMPLE =
  '00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN5914BEST TRANSPORT' +
  '6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***0708A60086670902ME91320016' +
  'A0112233449988770708123456786304A13A';

const valueOf = (text: string, id: string) => readMerchantCode(text).find((one) => one.id === id)?.value;

test('M31: the sample of the specification is read to the letter, and written the same', () => {
  const items = readMerchantCode(SAMPLE);
  expect(items.map(({ id }) => id).join(' ')).toBe('01 29 31 52 58 59 60 64 54 53 55 62 91');
  expect(valueOf(SAMPLE, '59')).toBe('BEST TRANSPORT');
  expect(valueOf(SAMPLE, '54')).toBe('23.72');
  expect(valueOf(SAMPLE, '53')).toBe('156');
  expect(itemsIn(valueOf(SAMPLE, '64') ?? '')).toEqual([
    { id: '00', value: 'ZH' },
    { id: '01', value: '最佳运输' },
    { id: '02', value: '北京' },
  ]);
  expect(itemsIn(valueOf(SAMPLE, '62') ?? '').map(({ id }) => id)).toEqual(['03', '06', '07', '09']);
  expect(writeMerchantCode(items)).toBe(SAMPLE);
});

test('M31, emv-qrcode#28: a checksum in small letters is the same, and any changed letter is noticed', () => {
  expect(readMerchantCode(SAMPLE.replace(/A13A$/, 'a13a'))).toEqual(readMerchantCode(SAMPLE));
  for (let n = 6; n < SAMPLE.length - 4; n += 7) {
    const bent = `${SAMPLE.slice(0, n)}${SAMPLE[n] === '7' ? '8' : '7'}${SAMPLE.slice(n + 1)}`;
    expect(() => readMerchantCode(bent)).toThrow(expect.objectContaining({ code: 'QR_BROKEN' }));
  }
});

const code = {
  ...{ requestId: 'Q-1', payee: wash, currency: 'EUR' as const, amount: eur(1250n), issuer: LENDER },
  ...{ category: '7542', until: '2026-04-01T00:00:00.000Z' },
};

test('M31: a request is an EMVCo code with our fields in a template of it', () => {
  const shop = { name: 'Wash and more', city: 'Berlin', country: 'DE' };
  const text = writeEmvcoRequest(code, shop, false);
  expect(text.slice(0, 12)).toBe('000201010212');
  expect([52, 53, 54, 58, 59, 60].map((id) => valueOf(text, `${id}`))).toEqual([
    ...['7542', '978', '12.50', 'DE', 'Wash and more', 'Berlin'],
  ]);
  expect(itemsIn(valueOf(text, '26') ?? '')[0]).toEqual({ id: '00', value: 'roadbook' });
  expect(valueOf(text, '62')).toBe('0503Q-1');
  expect(readEmvcoRequest(text)).toEqual(code);
});

test.each([
  [
    'yen have no decimals',
    { payee: wash, currency: 'JPY', amount: { amount: 1250n, currency: 'JPY' } },
    '1250',
  ],
  ['dinars have three', { payee: wash, currency: 'KWD', amount: { amount: 5n, currency: 'KWD' } }, '0.005'],
  ['an open amount', { payee: wash, currency: 'EUR' }, undefined],
] as const)('M31: %s', (_name, asked, amount) => {
  const text = writeEmvcoRequest(asked, {}, true);
  expect(text.slice(0, 12)).toBe('000201010211');
  expect(valueOf(text, '54')).toBe(amount);
  expect(readEmvcoRequest(text)).toEqual(asked);
});

test('M31: the longest request fits into the 512 characters of the specification', () => {
  const long = {
    ...code,
    requestId: 'Q'.repeat(64),
    payee: `${'o'.repeat(32)}/${'n'.repeat(64)}`,
    issuer: 'i'.repeat(32),
    amount: eur(10n ** 18n - 1n),
  };
  const text = writeEmvcoRequest(long, { name: 'N'.repeat(25), city: 'C'.repeat(15), country: 'DE' }, true);
  expect(text.length).toBeLessThanOrEqual(512);
  expect(readEmvcoRequest(text)).toEqual(long);
});

test('M31: a code of others is no request of ours, nor one that shows another amount than it asks for', () => {
  const wrong = { code: 'QR_BROKEN' };
  expect(() => readEmvcoRequest(SAMPLE)).toThrow(expect.objectContaining(wrong));
  const items = readMerchantCode(writeEmvcoRequest(code, {}, false));
  const bent = (id: string, value: string) =>
    writeMerchantCode(items.map((one) => (one.id === id ? { id, value } : one)));
  for (const text of [bent('54', '1.25'), bent('53', '840')])
    expect(() => readEmvcoRequest(text)).toThrow(expect.objectContaining(wrong));
  for (const text of ['', '000201', '00020163041D3D', '0002015', 'roadbook:pay?v=1'])
    expect(() => readEmvcoRequest(text)).toThrow(expect.objectContaining(wrong));
});

test('M31: what the ledger writes for a request its reader reads, and what it asks is kept beside', async () => {
  const { wash: shop, ana: owner } = await openBank();
  await shop.on.payment.request({
    ...{ requestId: 'Q-1', payee: wash, currency: 'EUR', amount: eur(1250n), reusable: false },
    until: '2026-12-31T00:00:00.000Z',
  });
  const { text } = await owner.on.payment.writeQr({
    requestId: 'Q-1',
    name: 'Wash',
    city: 'Berlin',
    country: 'DE',
  });
  expect(valueOf(text, '59')).toBe('Wash');
  expect(await owner.on.payment.readQr({ text })).toMatchObject({ requestId: 'Q-1', amount: eur(1250n) });
});
