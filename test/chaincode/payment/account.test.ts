import { iso20022, iso20022Codes, readPaymentCode, writePaymentCode } from '@roadbook/chaincode/api';
import { crc16 } from '../../../chaincode/src/payment/rules/qr';
import { statementOf } from '../../../chaincode/src/payment/rules/statement';
import { ana, eur, LENDER, openBank, wash } from './cast';

const DAY = 86_400_000;
const MARCH = { begins: '2026-03-01T00:00:00.000Z', ends: '2026-04-01T00:00:00.000Z' };

async function openMonth() {
  const bank = await openBank();
  const { ana: owner, wash: shop, issue, ledger } = bank;
  const lots = [await issue(ana, 100n)];
  ledger.pass(DAY);
  await owner.on.payment.transfer({
    paymentId: 'P-1',
    from: ana,
    lots,
    to: [{ party: wash, amount: eur(30n) }],
  });
  ledger.pass(40 * DAY);
  await shop.on.payment.transfer({
    paymentId: 'P-2',
    from: wash,
    lots: ['P-1:0'],
    to: [{ party: ana, amount: eur(5n) }],
  });
  return bank;
}

test('a statement leads from opening to closing, for any days', async () => {
  const { ana: owner, ben } = await openMonth();
  const state = (from: string, until: string) =>
    owner.on.payment.statement({ party: ana, issuer: LENDER, currency: 'EUR', from, until });
  const march = await state('2026-03-03', '2026-04-01');
  expect(march).toMatchObject({ opening: eur(100n), credits: eur(0n), debits: eur(30n), closing: eur(70n) });
  expect(march.entries).toMatchObject([
    { paymentId: 'P-1', amount: eur(-30n), other: wash, kind: 'transfer' },
  ]);
  expect(await state('2026-03-01', '2026-03-03')).toMatchObject({
    opening: eur(0n),
    credits: eur(100n),
    closing: eur(100n),
  });
  expect(await state('2026-04-01', '2026-05-01')).toMatchObject({ opening: eur(70n), closing: eur(75n) });
  const whole = await state('2026-03-01', '2026-05-01');
  expect(iso20022.balancesIn(iso20022.camt053(whole))).toMatchObject({
    opening: eur(0n),
    closing: eur(75n),
    entries: [{}, {}, {}],
  });
  const bent = iso20022.camt053({ ...whole, closing: eur(76n) });
  expect(() => iso20022.balancesIn(bent)).toThrow(expect.objectContaining({ code: 'ISO_UNREADABLE' }));
  const asked = {
    party: ana,
    issuer: LENDER,
    currency: 'EUR',
    from: '2026-03-01',
    until: '2026-05-01',
  } as const;
  await expect(ben.on.payment.statement(asked)).rejects.toMatchObject({ code: 'NOT_YOURS' });
});

test('a statement of too many lines is refused', () => {
  const entry = {
    party: ana,
    issuer: LENDER,
    amount: eur(1n),
    paymentId: 'P',
    kind: 'transfer' as const,
    at: '2026-03-05T00:00:00.000Z',
  };
  const state = (lines: number) => statementOf(eur(2000n), Array(lines).fill(entry), MARCH);
  expect(state(1000).entries).toHaveLength(1000);
  expect(() => state(1001)).toThrow(expect.objectContaining({ code: 'STATEMENT_TOO_LONG' }));
});

test('entries on the last instant of a day belong to that day', () => {
  const entry = { party: ana, issuer: LENDER, amount: eur(1n), paymentId: 'P', kind: 'transfer' as const };
  const since = [
    { ...entry, at: '2026-03-31T23:59:59.999Z' },
    { ...entry, at: '2026-04-01T00:00:00.000Z' },
  ];
  expect(statementOf(eur(2n), since, MARCH)).toMatchObject({ opening: eur(0n), closing: eur(1n) });
});

test('a statement in a zone has the days of its clocks', async () => {
  const { ana: owner, registrar, issue, ledger } = await openBank();
  await registrar.on.merchant.publishZone({
    zone: 'Asia/Shanghai',
    from: '2026-01-01T00:00:00.000Z',
    offsets: [{ until: '2030-01-01T00:00:00.000Z', offsetMinutes: 480 }],
  });
  ledger.now = Date.parse('2026-03-31T15:59:59.000Z');
  await issue(ana, 100n);
  ledger.now = Date.parse('2026-03-31T16:00:00.000Z');
  await issue(ana, 7n);
  const asked = {
    party: ana,
    issuer: LENDER,
    currency: 'EUR',
    from: '2026-04-01',
    until: '2026-05-01',
  } as const;
  const inShanghai = await owner.on.payment.statement({ ...asked, zone: 'Asia/Shanghai' });
  expect(inShanghai).toMatchObject({
    zone: 'Asia/Shanghai',
    opening: eur(100n),
    credits: eur(7n),
    closing: eur(107n),
  });
  expect(await owner.on.payment.statement(asked)).toMatchObject({
    opening: eur(107n),
    credits: eur(0n),
    closing: eur(107n),
  });
  await expect(owner.on.payment.statement({ ...asked, zone: 'Mars/Base' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('a statement counts a payment whose clock is in the next month already', async () => {
  const { ana: owner, issue, ledger } = await openBank();
  ledger.now = Date.parse('2026-04-01T00:00:05.000Z');
  await issue(ana, 100n);
  ledger.now = Date.parse('2026-03-31T23:59:55.000Z');
  const asked = {
    party: ana,
    issuer: LENDER,
    currency: 'EUR',
    from: '2026-03-01',
    until: '2026-04-01',
  } as const;
  expect(await owner.on.payment.statement(asked)).toMatchObject({ opening: eur(0n), closing: eur(0n) });
});

test('the remittance text stays with the payer, its seal goes into the payment', async () => {
  const { insurer, issue, ledger, ben } = await openBank();
  const lots = [await issue('insurer', 10n)];
  const { seal } = await insurer.on.payment.note({ paymentId: 'P-1' }, { text: 'Claim C-7, windscreen' });
  const pay = { paymentId: 'P-1', from: 'insurer', lots, to: [{ party: wash, amount: eur(10n) }] };
  await expect(insurer.on.payment.transfer({ ...pay, noteSeal: '0'.repeat(64) })).rejects.toMatchObject({
    code: 'PRIVATE_DIFFERS',
  });
  expect((await insurer.on.payment.transfer({ ...pay, noteSeal: seal })).noteSeal).toBe(seal);
  expect(await insurer.on.payment.readNote({ paymentId: 'P-1' })).toEqual({ text: 'Claim C-7, windscreen' });
  expect(JSON.stringify([...ledger.world.state.values()].map(({ value }) => value.toString()))).not.toContain(
    'windscreen',
  );
  await expect(ben.on.payment.read({ paymentId: 'P-1' })).rejects.toMatchObject({ code: 'NOT_YOURS' });
  expect((await insurer.on.payment.read({ paymentId: 'P-1' })).kind).toBe('transfer');
});

test('a payment code says the same both ways, and any changed letter is noticed', () => {
  expect(crc16('123456789')).toBe('29B1');
  const code = {
    requestId: 'Q-1',
    payee: wash,
    currency: 'EUR',
    amount: eur(1250n),
    issuer: LENDER,
    category: '7542',
    until: '2026-04-01T00:00:00.000Z',
  } as const;
  const text = writePaymentCode(code);
  expect(text).toBe(
    'roadbook:pay?v=1&to=registry/wash&cur=EUR&amt=1250&req=Q-1&iss=lender&mcc=7542&exp=2026-04-01T00:00:00.000Z&crc=' +
      text.slice(-4),
  );
  expect(readPaymentCode(text)).toEqual(code);
  expect(readPaymentCode(writePaymentCode({ payee: wash, currency: 'JPY' }))).toEqual({
    payee: wash,
    currency: 'JPY',
  });
  for (let n = 0; n < text.length; n++) {
    const bent = `${text.slice(0, n)}${text[n] === '7' ? '8' : '7'}${text.slice(n + 1)}`;
    expect(() => readPaymentCode(bent)).toThrow(expect.objectContaining({ code: 'QR_BROKEN' }));
  }
});

test.each([
  '&to=registry/wash&cur=XXX',
  '&to=a b&cur=EUR',
  '&to=registry/wash&cur=EUR&amt=1.5',
  '&to=registry/wash&cur=EUR&exp=soon',
  '&cur=EUR&to=registry/wash',
  '&to=registry/wash&cur=EUR&x=1',
])('QR_BROKEN: %s, though its checksum is right', (fields) => {
  const body = `roadbook:pay?v=1${fields}&crc=`;
  expect(() => readPaymentCode(body + crc16(body))).toThrow(expect.objectContaining({ code: 'QR_BROKEN' }));
});

test('a payment is the same as pain.001 and back, and its sum is checked', () => {
  const order = {
    paymentId: 'P-'.padEnd(60, '1'),
    from: ana,
    lots: ['P-0:0'],
    to: [
      { party: wash, amount: eur(1250n) },
      { party: LENDER, amount: eur(5n) },
    ],
  };
  const message = iso20022.pain001(order, '2026-03-02T09:00:00.000Z', 'thanks');
  expect(message.CstmrCdtTrfInitn.GrpHdr).toMatchObject({ NbOfTxs: '2', CtrlSum: '12.55' });
  expect(message.CstmrCdtTrfInitn.PmtInf.CdtTrfTxInf[0]).toMatchObject({
    Amt: { InstdAmt: { '@Ccy': 'EUR', '#': '12.50' } },
  });
  expect(message.CstmrCdtTrfInitn.GrpHdr.MsgId.length).toBeLessThanOrEqual(35);
  expect(iso20022.orderOf(message)).toEqual(order);
  const { CstmrCdtTrfInitn: body } = message;
  const bent = { CstmrCdtTrfInitn: { ...body, GrpHdr: { ...body.GrpHdr, CtrlSum: '12.56' } } };
  expect(() => iso20022.orderOf(bent)).toThrow(
    expect.objectContaining({ facts: expect.objectContaining({ reason: 'AM10' }) }),
  );
  expect(iso20022.uetrOf('P-1')).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
});

test.each([
  ['12.50', 'EUR', 1250n, '12.50'],
  ['12.5', 'EUR', 1250n, '12.50'],
  ['7', 'JPY', 7n, '7'],
  ['0.005', 'BHD', 5n, '0.005'],
  ['-1', 'EUR', -100n, '-1.00'],
] as const)('%s %s is %s minor units', (text, currency, amount, written) => {
  expect(iso20022.moneyOf(text, currency)).toEqual({ amount, currency });
  expect(iso20022.decimalOf({ amount, currency })).toBe(written);
});

test.each([
  ['1.001', 'EUR'],
  ['1,5', 'EUR'],
  ['1', 'XXX'],
  ['01', 'EUR'],
  ['1.1', 'JPY'],
])('%s %s is no amount', (text, currency) => {
  expect(() => iso20022.moneyOf(text, currency)).toThrow(expect.objectContaining({ code: 'ISO_UNREADABLE' }));
});

test('stages and reasons map to ISO 20022 and back', () => {
  for (const stage of [
    'received',
    'endorsed',
    'ordered',
    'committed',
    'waiting',
    'refused',
    'withdrawn',
  ] as const)
    expect(iso20022Codes.stageOf(iso20022Codes.statusOf(stage))).toBe(stage);
  expect([
    iso20022Codes.statusOf('endorsed'),
    iso20022Codes.statusOf('ordered'),
    iso20022Codes.statusOf('committed'),
  ]).toEqual(['ACTC', 'ACSP', 'ACSC']);
  expect([iso20022Codes.isFinal('ACSP'), iso20022Codes.isFinal('ACSC')]).toEqual([false, true]);
  for (const [reason, codes] of Object.entries(iso20022Codes.REASONS)) {
    expect(iso20022Codes.codesOf(reason)).toEqual(codes);
    for (const code of codes) expect(iso20022Codes.reasonOf(code)).toBe(reason);
  }
  expect(iso20022Codes.reasonOf('INVALID_REQUEST', { field: 'to.0.amount.amount' })).toBe('AM01');
  expect(iso20022Codes.codesOf('AM01')).toEqual(['INVALID_REQUEST']);
  expect([iso20022Codes.reasonOf('OTHER'), iso20022Codes.codesOf('ZZ99')]).toEqual(['NARR', []]);
});

test('a movement as pacs.008 is settled by clearing on its day', async () => {
  const { ana: owner } = await openMonth();
  const { FIToFICstmrCdtTrf: message } = iso20022.pacs008(await owner.on.payment.read({ paymentId: 'P-1' }));
  expect(message.CdtTrfTxInf).toMatchObject([
    { IntrBkSttlmAmt: { '@Ccy': 'EUR', '#': '0.30' }, IntrBkSttlmDt: '2026-03-03' },
  ]);
});

test('orders of a lender are read and listed', async () => {
  const { desk, issue } = await openBank();
  await issue(ana, 5n);
  expect((await desk.on.payment.listOrders({ issuer: LENDER })).items).toMatchObject([
    { orderId: 'I-1', status: 'settled' },
  ]);
  expect((await desk.on.payment.readOrder({ issuer: LENDER, orderId: 'I-1' })).amount).toEqual(eur(5n));
});
