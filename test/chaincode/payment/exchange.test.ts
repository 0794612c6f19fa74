import { canonical, money } from '@roadbook/chaincode/api';
import { clear, freeze, unfreeze } from '../../behaviour/court';
import fc from 'fast-check';
import { type ExchangeQuote } from '../../../chaincode/src/payment/records/exchange';
import { exchangeAt, quoteExchange } from '../../../chaincode/src/payment/rules/exchange';
import { ana, at, type Bank, eur, LENDER, openBank, vin, wash } from './cast';

const HOUR = 3_600_000;
const usd = (amount: bigint) => money.of(amount, 'USD');
const dollars = { issuer: LENDER, currency: 'USD' } as const;
const euros = { issuer: LENDER, currency: 'EUR' } as const;

/** The lender gives dollars for euros at 1.0850, 1,000.00 in all. */
async function openQuoted(change: object = {}, parts = 2) {
  const bank = await openBank();
  const asked = {
    ...{ quoteId: 'Q-1', paymentId: 'F-1', from: LENDER, lots: [await bank.issue(LENDER, 100_000n, 'USD')] },
    ...{ amount: usd(100_000n), parts, takes: euros, ratePerBillion: 1_085_000_000 },
    ...{ minimum: eur(100n), maximum: eur(90_000n), until: at(bank.ledger, HOUR) },
    ...change,
  };
  return { ...bank, asked, quoted: await bank.desk.on.payment.quoteExchange(asked) };
}
const order = (lots: string[], amount: bigint, more: object = {}) => ({
  ...{
    quoteId: 'Q-1',
    paymentId: 'P-1',
    deliveryId: 'D-1',
    from: ana,
    lots,
    amount: eur(amount),
    parts: ['F-1:0'],
  },
  ...more,
});
const heldBy = async ({ auditor }: Pick<Bank, 'auditor'>, party: string) => {
  const { accounts } = await auditor.on.payment.balance({ party });
  return Object.fromEntries(accounts.map(({ free }) => [free.currency, free.amount]));
};
const provenIn = async ({ auditor }: Pick<Bank, 'auditor'>) =>
  Promise.all(
    (['EUR', 'USD'] as const).map(
      async (currency) => (await auditor.on.payment.proveSupply({ issuer: LENDER, currency })).proven,
    ),
  );

test('euros become dollars at the exact rate, rounded down, in one transaction that is repeatable', async () => {
  const bank = await openQuoted();
  const { ana: owner, issue, quoted } = bank;
  expect(quoted.quote).toMatchObject({
    maker: LENDER,
    gives: dollars,
    takes: euros,
    capacity: usd(100_000n),
    status: 'open',
  });
  expect(quoted.transfer.made.map(({ owner: box, amount }) => [box, amount.amount])).toEqual([
    ['quote:Q-1', 50_000n],
    ['quote:Q-1', 50_000n],
  ]);
  const exchange = order([await issue(ana, 20_000n)], 12_345n);
  const done = await owner.on.payment.exchange(exchange);
  expect(done.paid).toMatchObject({
    kind: 'exchange',
    from: ana,
    to: [{ party: LENDER, amount: eur(12_345n) }],
  });
  expect(done.delivered).toMatchObject({ from: 'quote:Q-1', to: [{ party: ana, amount: usd(13_394n) }] });
  expect(done.paid.about).toEqual({ room: 'payment', id: 'Q-1' });
  expect(await owner.on.payment.exchange(exchange)).toEqual(done);
  expect(await heldBy(bank, ana)).toEqual({ EUR: 7_655n, USD: 13_394n });
  expect(await heldBy(bank, LENDER)).toEqual({ EUR: 12_345n });
  expect(await provenIn(bank)).toEqual([true, true]);
  await expect(bank.desk.on.payment.quoteExchange({ ...bank.asked, parts: 3 })).rejects.toMatchObject({
    code: 'EXISTS_DIFFERENTLY',
  });
  expect((await bank.desk.on.payment.quoteExchange(bank.asked)).quote).toEqual(quoted.quote);
  expect((await owner.on.payment.listQuotes({ gives: dollars, takes: euros })).items).toEqual([quoted.quote]);
  expect((await owner.on.payment.listQuotes({ gives: euros, takes: dollars })).items).toEqual([]);
});

test('a quote refuses by name whom and what it is not for', async () => {
  const bank = await openQuoted({ customer: ana });
  const { ana: owner, ben, issue } = bank;
  const lots = [await issue(ana, 95_000n)];
  const refused = (more: object, code: string, facts: object = {}) =>
    expect(owner.on.payment.exchange(order(lots, 10_000n, more))).rejects.toMatchObject({ code, facts });
  await refused({ amount: eur(99n) }, 'EXCHANGE_BOUNDS', { minimum: '100', asked: '99' });
  await refused({ amount: eur(90_001n) }, 'EXCHANGE_BOUNDS', { maximum: '90000' });
  await refused({ amount: usd(10_000n) }, 'EXCHANGE_OTHER', { field: 'currency' });
  await refused({ quoteId: 'Q-2' }, 'NOT_FOUND');
  await refused({ amount: eur(60_000n) }, 'EXCHANGE_EXHAUSTED', {
    held: '50000',
    needed: '65100',
    currency: 'USD',
  });
  await refused({ parts: [] }, 'EXCHANGE_EXHAUSTED', { held: '0' });
  await refused({ parts: ['F-1:0', 'F-1:0'], amount: eur(60_000n) }, 'LOT_TWICE');
  await refused({ lots: [await issue(ana, 10_000n, 'USD')] }, 'CURRENCY_DIFFERS');
  await refused({ deliveryId: 'P-1' }, 'PAYMENT_EXISTS');
  await refused({ from: 'registry/ben' }, 'NOT_YOURS');
  const bens = [await issue('registry/ben', 10_000n)];
  await expect(ben.on.payment.exchange(order(bens, 10_000n, { from: 'registry/ben' }))).rejects.toMatchObject(
    {
      code: 'EXCHANGE_OTHER',
      facts: { field: 'customer' },
    },
  );
  await owner.on.payment.exchange(order(lots, 60_000n, { parts: ['F-1:0', 'F-1:1'] }));
  expect(await heldBy(bank, ana)).toMatchObject({ USD: 75_100n });
});

test('money of another lender is not what the quote takes', async () => {
  const { ana: owner, issue } = await openQuoted({ takes: { issuer: 'insurer', currency: 'EUR' } });
  await expect(owner.on.payment.exchange(order([await issue(ana, 10_000n)], 10_000n))).rejects.toMatchObject({
    code: 'EXCHANGE_OTHER',
    facts: { field: 'issuer' },
  });
});

test('a voucher buys no free money of another currency', async () => {
  const { ana: owner, wash: shop, insurer, issue, ledger } = await openBank();
  const until = at(ledger, HOUR);
  await shop.on.payment.quoteExchange({
    ...{
      quoteId: 'Q-1',
      paymentId: 'F-1',
      from: wash,
      lots: [await issue(wash, 1_000n, 'USD')],
      amount: usd(1_000n),
      parts: 1,
    },
    ...{ takes: euros, ratePerBillion: 1_000_000_000, minimum: eur(1n), maximum: eur(1_000n), until },
  });
  for (const [n, purpose] of [{ merchants: [wash] }, { categories: ['7542'] }, { vin }].entries()) {
    const bound = {
      paymentId: `V-${n}`,
      from: 'insurer',
      lots: [await issue('insurer', 500n)],
      to: ana,
      amount: eur(500n),
    };
    await insurer.on.payment.bind({ ...bound, purpose: { ...purpose, until, remainderTo: 'insurer' } });
    await expect(owner.on.payment.exchange(order([`V-${n}:0`], 500n))).rejects.toMatchObject({
      code: expect.stringMatching(/^PURPOSE_OTHER_/),
    });
    const quoted = {
      quoteId: `Q-V${n}`,
      paymentId: `F-V${n}`,
      from: ana,
      lots: [`V-${n}:0`],
      amount: eur(500n),
      parts: 1,
    };
    const bounds = { minimum: usd(1n), maximum: usd(9n), ratePerBillion: 1_000_000_000, until };
    await expect(
      owner.on.payment.quoteExchange({ ...quoted, ...bounds, takes: dollars }),
    ).rejects.toMatchObject({
      code: expect.stringMatching(/^PURPOSE_OTHER_/),
    });
  }
});

test('at its end a quote is over, and what is left goes back to its maker', async () => {
  const bank = await openQuoted();
  const { ana: owner, ben, issue, ledger } = bank;
  const lots = [await issue(ana, 20_000n)];
  const back = { quoteId: 'Q-1', paymentId: 'B-1', parts: ['F-1:1', 'D-1:1'] };
  ledger.pass(HOUR - 1000);
  await owner.on.payment.exchange(order(lots, 10_000n));
  await expect(ben.on.payment.returnQuoted(back)).rejects.toMatchObject({ code: 'DEADLINE_AHEAD' });
  ledger.pass(1000);
  const late = order(['P-1:1'], 10_000n, { paymentId: 'P-2', deliveryId: 'D-2', parts: ['D-1:1'] });
  await expect(owner.on.payment.exchange(late)).rejects.toMatchObject({
    code: 'EXCHANGE_OVER',
    facts: { quoteId: 'Q-1' },
  });
  await expect(ben.on.payment.returnQuoted(back)).rejects.toMatchObject({ code: 'DEADLINE_AHEAD' });
  ledger.pass(20_000);
  await expect(ben.on.payment.returnQuoted({ ...back, parts: ['F-1:0'] })).rejects.toMatchObject({
    code: 'LOT_GONE',
  });
  const returned = await ben.on.payment.returnQuoted(back);
  expect(returned).toMatchObject({ kind: 'returnQuoted', to: [{ party: LENDER, amount: usd(89_150n) }] });
  expect(await ben.on.payment.returnQuoted(back)).toEqual(returned);
  expect([await heldBy(bank, LENDER), await provenIn(bank)]).toEqual([
    { EUR: 10_000n, USD: 89_150n },
    [true, true],
  ]);
});

test('its maker withdraws a quote, and nobody else does', async () => {
  const { ana: owner, desk, issue } = await openQuoted();
  const lots = [await issue(ana, 20_000n)];
  await expect(owner.on.payment.withdrawQuote({ quoteId: 'Q-1' })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
  await desk.on.payment.withdrawQuote({ quoteId: 'Q-1' });
  await expect(owner.on.payment.exchange(order(lots, 10_000n))).rejects.toMatchObject({
    code: 'WRONG_STATUS',
  });
  await owner.on.payment.returnQuoted({ quoteId: 'Q-1', paymentId: 'B-1', parts: ['F-1:0', 'F-1:1'] });
  expect((await owner.on.payment.readQuote({ quoteId: 'Q-1' })).status).toBe('withdrawn');
  expect((await owner.on.payment.listQuotes({ gives: dollars, takes: euros })).items).toEqual([]);
});

test('a court order stops what was set aside, the account of the maker and the account of the customer', async () => {
  const { ana: owner, registrar, insurer, issue } = await openQuoted();
  const lots = [await issue(ana, 20_000n)];
  const exchange = () => owner.on.payment.exchange(order(lots, 10_000n));
  const stopped = async (courtOrderId: string, holder: string, named: string[], code: string) => {
    await freeze(registrar, insurer, { courtOrderId, holder, lots: named });
    await expect(exchange()).rejects.toMatchObject({ code });
    await unfreeze(registrar, insurer, courtOrderId);
  };
  await stopped('C-1', 'quote:Q-1', ['F-1:0'], 'LOT_FROZEN');
  await stopped('C-2', LENDER, [], 'ACCOUNT_FROZEN');
  await stopped('C-3', ana, [], 'ACCOUNT_FROZEN');
  await exchange();
});

test('above the limit an exchange needs the clearance of an auditor', async () => {
  const { ana: owner, auditor, insurer, issue } = await openQuoted();
  await auditor.on.payment.limit({ currency: 'EUR', above: eur(5_000n) });
  const exchange = order([await issue(ana, 20_000n)], 10_000n);
  await expect(owner.on.payment.exchange(exchange)).rejects.toMatchObject({ code: 'CLEARANCE_NEEDED' });
  await clear(auditor, insurer, { paymentId: 'P-1', from: ana, amount: eur(10_000n) });
  await owner.on.payment.exchange(exchange);
});

describe('in one block', () => {
  const wire = (lots: string[], paymentId: string, part: string, from = ana) => {
    const request = { ...order(lots, 46_000n), paymentId, deliveryId: `${paymentId}-D`, parts: [part], from };
    const body = canonical({ ...request, amount: { amount: '46000', currency: 'EUR' } });
    return { manner: 'submit', room: 'payment', name: 'exchange', request: body } as const;
  };

  test('two that would exhaust one quote have one winner, and the other is told by name', async () => {
    const bank = await openQuoted({ amount: usd(50_000n) }, 1);
    const { ana: owner, ben, issue, ledger } = bank;
    const [mine, his] = [[await issue(ana, 46_000n)], [await issue('registry/ben', 46_000n)]];
    const second = wire(his, 'P-2', 'F-1:0', 'registry/ben');
    expect(await ledger.race([owner, wire(mine, 'P-1', 'F-1:0')], [ben, second])).toEqual([
      'VALID',
      'MVCC_READ_CONFLICT',
    ]);
    await expect(ledger.call(ben, second)).rejects.toMatchObject({ code: 'EXCHANGE_EXHAUSTED' });
    expect(await heldBy(bank, 'registry/ben')).toEqual({ EUR: 46_000n });
    expect(await provenIn(bank)).toEqual([true, true]);
  });

  test('as many as a quote has parts do not meet', async () => {
    const { ana: owner, ben, issue, ledger } = await openQuoted();
    const [mine, his] = [[await issue(ana, 46_000n)], [await issue('registry/ben', 46_000n)]];
    const calls = [
      [owner, wire(mine, 'P-1', 'F-1:0')],
      [ben, wire(his, 'P-2', 'F-1:1', 'registry/ben')],
    ] as const;
    expect(await ledger.race(...calls)).toEqual(['VALID', 'VALID']);
  });

  test('a quote that is withdrawn gives nothing more', async () => {
    const { ana: owner, desk, issue, ledger } = await openQuoted();
    const request = canonical({ quoteId: 'Q-1' });
    const withdrawal = { manner: 'submit', room: 'payment', name: 'withdrawQuote', request } as const;
    const verdicts = await ledger.race(
      [desk, withdrawal],
      [owner, wire([await issue(ana, 46_000n)], 'P-1', 'F-1:0')],
    );
    expect(verdicts).toEqual(['VALID', 'MVCC_READ_CONFLICT']);
  });
});

const terms: Omit<ExchangeQuote, 'status'> = {
  ...{ quoteId: 'Q-1', maker: LENDER, gives: dollars, takes: euros, ratePerBillion: 1_085_000_000 },
  ...{
    minimum: eur(100n),
    maximum: eur(90_000n),
    capacity: usd(100_000n),
    until: '2026-03-03T00:00:00.000Z',
  },
};
const now = '2026-03-02T00:00:00.000Z';

test.each<[string, Partial<ExchangeQuote>, number]>([
  ['its end has passed', { until: now }, 1],
  ['it gives the money that it takes', { takes: dollars }, 1],
  ['its bounds are not in the currency that it takes', { maximum: usd(1n) }, 1],
  ['its minimum is above its maximum', { minimum: eur(90_001n) }, 1],
  ['it has more parts than minor units', { capacity: usd(19n) }, 20],
  ['its minimum would give nothing', { ratePerBillion: 1, minimum: eur(1n) }, 1],
])('EXCHANGE_TERMS: %s', (why, change, parts) => {
  const refusal = expect.objectContaining({ code: 'EXCHANGE_TERMS', facts: { why } });
  expect(() => quoteExchange({ ...terms, ...change }, parts, now)).toThrow(refusal);
});

test.each([
  ['EUR', 'USD', 1_085_000_000, 10_000n, 10_850n],
  ['JPY', 'EUR', 610_000_000, 1_000n, 610n],
  ['EUR', 'VND', 280_000_000_000, 1n, 280n],
  ['VND', 'KWD', 11_700_000, 1_000n, 11n],
] as const)(
  '%s to %s at %i per billion: %i gives %i minor units',
  (from, to, ratePerBillion, taken, given) => {
    const bounds = { minimum: money.of(1n, from), maximum: money.of(10n ** 9n, from) };
    const pair = { gives: { issuer: LENDER, currency: to }, takes: { issuer: LENDER, currency: from } };
    const quote: ExchangeQuote = { ...terms, ...bounds, ...pair, ratePerBillion, status: 'open' };
    expect(exchangeAt(quote, money.of(taken, from), ana, now)).toEqual(money.of(given, to));
  },
);

test('no exchange gives more than the exact rate, nor a whole minor unit less', () => {
  const rate = fc.integer({ min: 1_000_000_000, max: 9_000_000_000 });
  fc.assert(
    fc.property(rate, fc.bigInt(1n, 10n ** 12n), (ratePerBillion, amount) => {
      const bounds = { minimum: eur(1n), maximum: eur(10n ** 12n), ratePerBillion, status: 'open' } as const;
      const exact = amount * BigInt(ratePerBillion);
      const given = exchangeAt({ ...terms, ...bounds }, eur(amount), ana, now).amount * 1_000_000_000n;
      expect(given <= exact && exact - given < 1_000_000_000n).toBe(true);
    }),
  );
});
