import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { iso20022, money } from '@roadbook/chaincode/api';
import { readCamt053, readPain001 } from '../../gateway/src/iso20022/read';
import { writeIso20022 } from '../../gateway/src/iso20022/xml';

const folder = join(__dirname, '../../../shared/vectors/iso20022');
const eur = (amount: bigint) => money.of(amount, 'EUR');
const AT = '2026-03-02T09:00:00.000Z';

/** What libxml2 finds wrong with a document by a published schema. */
const faultsOf = (schema: string, ...documents: string[]): string[] =>
  JSON.parse(
    execFileSync(process.execPath, [join(__dirname, '../xsd.mjs')], {
      input: JSON.stringify({ schema: join(folder, schema), documents }),
      encoding: 'utf8',
    }),
  ) as string[];

const LONG = `registry/${'n'.repeat(64)}`;
const order = {
  ...{ paymentId: 'P-1', from: 'registry/ana', lots: ['P-0:0', 'P-0:1'] },
  to: [
    { party: 'registry/wash', amount: eur(1_250n) },
    { party: LONG, amount: eur(5n) },
  ],
};
const transfer = {
  ...{
    paymentId: 'P-1',
    kind: 'transfer' as const,
    from: LONG,
    issuer: 'lender',
    at: AT,
    spent: [],
    made: [],
  },
  to: order.to,
};
const entry = (paymentId: string, cents: bigint, more: object = {}) => ({
  ...{ party: 'registry/ana', issuer: 'lender', amount: eur(cents), at: AT, paymentId },
  ...{ kind: 'transfer' as const, ...more },
});
const statement = {
  ...{
    party: 'registry/ana',
    issuer: 'lender',
    currency: 'EUR' as const,
    from: '2026-03-01',
    until: '2026-04-01',
  },
  ...{ opening: eur(-100n), closing: eur(1_400n), credits: eur(2_000n), debits: eur(500n) },
  entries: [
    entry('P-1', 2_000n, { other: LONG }),
    entry('P-2'.padEnd(60, '2'), -500n, { other: 'registry/wash' }),
  ],
};

const published = existsSync(folder) ? describe : describe.skip;
published('I11: valid by the published schemas (skipped where they are absent)', () => {
  const tricky = 'Wäsche & "Politur" <b>]]>';
  test.each([
    ['pain.001.001.09.xsd', iso20022.pain001(order, AT, tricky)],
    ['pain.001.001.09.xsd', iso20022.pain001({ ...order, to: order.to.slice(0, 1) }, AT)],
    ['pain.001.001.09.xsd', iso20022.pain001({ ...order, paymentId: 'P'.repeat(64), from: LONG }, AT)],
    ['pacs.008.001.08.xsd', iso20022.pacs008(transfer)],
    ['pacs.008.001.08.xsd', iso20022.pacs008({ ...transfer, paymentId: 'P'.repeat(64), from: 'escrow:E-1' })],
    ['camt.053.001.08.xsd', iso20022.camt053(statement, AT)],
    ['camt.053.001.08.xsd', iso20022.camt053({ ...statement, entries: [], closing: eur(-100n) })],
  ])('%s, message %#', (schema, message) => {
    expect(faultsOf(schema, writeIso20022(message))).toEqual(['']);
  });

  test('the judge is one: a message without a mandatory group is found', () => {
    const { CstmrCdtTrfInitn: whole } = iso20022.pain001(order, AT);
    const { GrpHdr: _header, ...rest } = whole;
    const [fault = ''] = faultsOf('pain.001.001.09.xsd', writeIso20022({ CstmrCdtTrfInitn: rest }));
    expect(fault).toContain('GrpHdr');
  });
});

test('I11: of two payees each transaction has ids of its own, in every message, and the first those of before', () => {
  const pain = iso20022.pain001(order, AT).CstmrCdtTrfInitn.PmtInf.CdtTrfTxInf.map(({ PmtId }) => PmtId);
  const pacs = iso20022.pacs008(transfer).FIToFICstmrCdtTrf.CdtTrfTxInf.map(({ PmtId }) => PmtId);
  for (const ids of [pain, pacs]) {
    expect(new Set(ids.map(({ UETR }) => UETR)).size).toBe(2);
    expect(new Set(ids.map(({ EndToEndId }) => EndToEndId)).size).toBe(2);
  }
  expect(pain.map(({ UETR }) => UETR)).toEqual(pacs.map(({ UETR }) => UETR));
  expect(pain[0]).toEqual({ EndToEndId: 'P-1', UETR: iso20022.uetrOf('P-1') });
  for (const { UETR } of pain)
    expect(UETR).toMatch(/^[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[89ab][a-f0-9]{3}-[a-f0-9]{12}$/);
});

test('I11: what is written is read again, to the letter', () => {
  const text = 'Wäsche & "Politur" <b>]]>';
  const read = readPain001(writeIso20022(iso20022.pain001(order, AT, text)));
  expect(read).toMatchObject({ messageId: 'P-1', paymentId: 'P-1', lots: order.lots, createdAt: AT });
  expect(read.payments.map(({ from, to, amount, remittance }) => [from, to, amount, remittance])).toEqual(
    order.to.map(({ party, amount }) => ['registry/ana', party, amount, text]),
  );
  const [stated] = readCamt053(writeIso20022(iso20022.camt053(statement, AT)));
  expect(stated).toMatchObject({ account: 'registry/ana', opening: eur(-100n), closing: eur(1_400n) });
  expect(stated?.entries.map(({ paymentId, amount, other }) => [paymentId, amount, other])).toEqual([
    ['P-1', eur(2_000n), LONG],
    ['P-2'.padEnd(60, '2'), eur(-500n), 'registry/wash'],
  ]);
});

const foreign = (amounts: [string, string], sum = '<CtrlSum>13.00</CtrlSum>') => `<?xml version="1.0"?>
<p:Document xmlns:p="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03">
 <p:CstmrCdtTrfInitn><p:GrpHdr><p:MsgId>M-1</p:MsgId><p:CreDtTm>2026-03-02T09:00:00</p:CreDtTm>
  <p:NbOfTxs>2</p:NbOfTxs>${sum.replaceAll('<', '<p:').replaceAll('<p:/', '</p:')}<p:InitgPty/></p:GrpHdr>
  <p:PmtInf><p:PmtInfId>I</p:PmtInfId><p:PmtMtd>TRF</p:PmtMtd><p:ReqdExctnDt>2026-03-03</p:ReqdExctnDt>
   <p:Dbtr><p:Nm>A. Payer</p:Nm></p:Dbtr><p:DbtrAcct><p:Id><p:IBAN>DE02120300000000202051</p:IBAN></p:Id></p:DbtrAcct>
   ${amounts
     .map(
       (amount, n) => `<p:CdtTrfTxInf><p:PmtId><p:EndToEndId>E-${n}</p:EndToEndId></p:PmtId>
    <p:Amt><p:InstdAmt Ccy="EUR">${amount}</p:InstdAmt></p:Amt><p:Cdtr><p:Nm>Wash</p:Nm></p:Cdtr>
    <p:CdtrAcct><p:Id><p:IBAN>DE02500105170137075030</p:IBAN></p:Id></p:CdtrAcct></p:CdtTrfTxInf>`,
     )
     .join('')}</p:PmtInf></p:CstmrCdtTrfInitn></p:Document>`;

test('I11: what banks write is read: other namespaces and prefixes, `.50`, `+12.50`, optional groups left out', () => {
  const { payments, lots } = readPain001(foreign(['.50', '+12.50']));
  expect(payments.map(({ amount, endToEndId, on }) => [amount.amount, endToEndId, on])).toEqual([
    [50n, 'E-0', '2026-03-03'],
    [1_250n, 'E-1', '2026-03-03'],
  ]);
  expect(payments[0]).toMatchObject({ from: 'DE02120300000000202051', to: 'DE02500105170137075030' });
  expect(lots).toEqual([]);
  expect(readPain001(foreign(['1.5000', '2.'], '')).payments.map(({ amount }) => amount.amount)).toEqual([
    150n,
    200n,
  ]);
});

test.each([
  ['a control sum that differs', foreign(['1.00', '2.00']), 'AM10'],
  ['too many decimals', foreign(['1.001', '2.00'], ''), 'AM12'],
  ['an unknown currency', foreign(['1', '2'], '').replace('"EUR"', '"ZZZ"'), 'AM03'],
  ['a document type', `<!DOCTYPE x [<!ENTITY a "b">]>${foreign(['1', '2'], '')}`, 'FF01'],
  ['another message', '<Document><FIToFICstmrCdtTrf/></Document>', 'FF01'],
  ['no XML', 'roadbook', 'FF01'],
  ['XML that ends too soon', foreign(['1', '2'], '').slice(0, -12), 'FF01'],
])('I11: %s is refused with its reason', (_name, text, reason) => {
  expect(() => readPain001(text)).toThrow(
    expect.objectContaining({ code: 'ISO_UNREADABLE', facts: expect.objectContaining({ reason }) }),
  );
});

test('I11: a statement of a bank, of an older version, with pending entries and no opening balance', () => {
  const line = (amount: string, sign: string, status: string) =>
    `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${sign}</CdtDbtInd><Sts>${status}</Sts>` +
    `<BookgDt><Dt>2026-03-02</Dt></BookgDt><NtryDtls><TxDtls><Refs><EndToEndId>R</EndToEndId></Refs>` +
    `<RmtInf><Ustrd>loan</Ustrd><Ustrd>L-1</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
  const bal = (code: string, amount: string) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt>` +
    `<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-02</Dt></Dt></Bal>`;
  const document = (balances: string) =>
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr/><Stmt><Id>S</Id>` +
    `<Acct><Id><IBAN>DE02120300000000202051</IBAN></Id></Acct>${balances}${line('+12.50', 'CRDT', 'BOOK')}` +
    `${line('.50', 'DBIT', 'BOOK')}${line('99', 'CRDT', 'PDNG')}</Stmt></BkToCstmrStmt></Document>`;
  const [stated] = readCamt053(document(bal('CLBD', '112')));
  expect(stated?.opening).toBeUndefined();
  expect(stated?.entries.map(({ amount, status }) => [amount.amount, status])).toEqual([
    ...[
      [1_250n, 'BOOK'],
      [-50n, 'BOOK'],
      [9_900n, 'PDNG'],
    ],
  ]);
  expect(stated?.entries[0]).toMatchObject({ remittance: 'loan L-1', bookedOn: '2026-03-02' });
  expect(readCamt053(document(bal('PRCD', '100') + bal('CLBD', '112')))).toHaveLength(1);
  expect(() => readCamt053(document(bal('OPBD', '100') + bal('CLBD', '113')))).toThrow(
    expect.objectContaining({ facts: expect.objectContaining({ reason: 'AM10' }) }),
  );
});
