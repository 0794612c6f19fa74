import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { money } from '@roadbook/chaincode/api';
import {
  type CallFailed,
  exchangeFrom,
  payFrom,
  type Roadbook,
  stateSubKeys,
  subKeysOf,
} from '@roadbook/gateway';
import { limit } from '../behaviour/court';
import { realWorld } from './world';

jest.setTimeout(120_000);

const world = realWorld();
afterAll(() => world.close());

const nok = (amount: bigint) => money.of(amount, 'NOK');
const shop = 'registry/merchant';

/** A payer of its own, with lots of these amounts. */
async function openPurse(...amounts: bigint[]) {
  const payer = `registry/${world.fresh('payer')}`;
  const { on: purse } = await world.be(payer, 'owner');
  const desk = (await world.be('lender/desk', 'lender')).on;
  const second = (await world.be('lender/second', 'lender')).on;
  const orderId = world.fresh('I');
  const amount = nok(amounts.reduce((sum, one) => sum + one));
  await desk.payment.askIssue({ orderId, party: 'lender', amount });
  const { transfer } = await second.payment.settle({ orderId, paymentId: world.fresh('P') });
  const to = amounts.map((one) => ({ party: payer, amount: nok(one) }));
  const handing = { paymentId: world.fresh('P'), from: 'lender', lots: [transfer?.made[0]?.lotId ?? ''], to };
  await desk.payment.transfer(handing);
  const held = async () => {
    const { accounts } = await purse.payment.balance({ party: payer });
    return accounts.map(({ free }) => free.amount);
  };
  return { payer, purse, held };
}

test('payments at once out of one purse all succeed, each out of other lots', async () => {
  const { purse, held } = await openPurse(100n, 40n, 30n);
  const to = [{ party: shop, amount: nok(10n) }];
  const paid = await Promise.all(
    Array.from({ length: 12 }, () => payFrom(purse, { paymentId: world.fresh('P'), to })),
  );
  expect(new Set(paid.map(({ paymentId }) => paymentId)).size).toBe(12);
  expect(await held()).toEqual([50n]);
});

test('two connections of one payer meet on a lot, and the one that lost it chooses another', async () => {
  const { purse, held } = await openPurse(50n, 60n);
  const [first] = (await purse.payment.listLots({ owner: purse.caller })).items.filter(
    ({ amount }) => amount.amount === 50n,
  );
  const lots = [first?.lotId ?? ''];
  const to = [{ party: shop, amount: nok(45n) }];
  const named = purse.payment.transfer({ paymentId: world.fresh('P'), from: purse.caller, lots, to });
  const chosen = payFrom(purse, { paymentId: world.fresh('P'), to });
  const ends = await Promise.allSettled([named, chosen]);
  expect(ends[1].status).toBe('fulfilled');
  expect(await held()).toEqual([ends[0].status === 'fulfilled' ? 20n : 65n]);
});

test('the holder of a seed finds what was paid to its addresses, on the real ledger', async () => {
  const { purse } = await openPurse(90n);
  const { payment: registrar } = (await world.be('registry/registrar', 'registrar')).on;
  const [auditor, insurer] = [
    await world.be('registry/auditor', 'auditor'),
    await world.be('insurer/desk', 'insurer'),
  ];
  await limit(auditor, insurer, { currency: 'NOK', above: nok(1_000_000n), toAddress: nok(500n) });
  const keys = subKeysOf(randomBytes(32), 'roadbook');
  for (const index of [0, 2]) {
    const { address, link } = keys(index);
    const { seal } = await registrar.escrowLink({ address }, link(purse.caller));
    await registrar.openAddress({ address, seal });
  }
  const to = [{ party: keys(2).address, amount: nok(40n) }];
  const paid = await payFrom(purse, { paymentId: world.fresh('P'), to });
  const stated = await stateSubKeys(purse, keys);
  expect(stated.held).toEqual([{ issuer: 'lender', amount: nok(40n) }]);
  expect([stated.open.map(({ index }) => index), stated.next]).toEqual([[0], 3]);
  const [account] = stated.accounts;
  expect([account?.key.index, account?.paid.paymentId, account?.lots.length]).toEqual([2, paid.paymentId, 1]);
});

test('customers at once exchange at one quote until it is exhausted', async () => {
  const { payer: maker, purse: giving } = await openPurse(200n);
  const quoteId = world.fresh('Q');
  const [lot] = (await giving.payment.listLots({ owner: maker })).items;
  const desk = (await world.be('lender/desk', 'lender')).on;
  const second = (await world.be('lender/second', 'lender')).on;
  const customers: Roadbook[] = [];
  for (let n = 0; n < 3; n++) {
    const party = `registry/${world.fresh('customer')}`;
    const orderId = world.fresh('I');
    await desk.payment.askIssue({ orderId, party, amount: money.of(100n, 'DKK') });
    await second.payment.settle({ orderId, paymentId: world.fresh('P') });
    const { on } = await world.be(party, 'owner');
    customers.push(on);
  }
  const bounds = {
    minimum: money.of(1n, 'DKK'),
    maximum: money.of(100n, 'DKK'),
    ratePerBillion: 1_000_000_000,
  };
  const takes = { issuer: 'lender', currency: 'DKK' } as const;
  await giving.payment.quoteExchange({
    ...{
      quoteId,
      paymentId: world.fresh('F'),
      from: maker,
      lots: [lot?.lotId ?? ''],
      amount: nok(200n),
      parts: 2,
    },
    ...{ ...bounds, takes, until: new Date(Date.now() + 600_000).toISOString() },
  });
  const ends = await Promise.allSettled(
    customers.map((on) => {
      const ids = { paymentId: world.fresh('X'), deliveryId: world.fresh('D') };
      return exchangeFrom(on, { ...ids, quoteId, amount: money.of(100n, 'DKK') });
    }),
  );
  const codes = ends.flatMap((end) => (end.status === 'rejected' ? [(end.reason as CallFailed).code] : []));
  expect(codes).toEqual(['EXCHANGE_EXHAUSTED']);
  for (const currency of ['NOK', 'DKK'] as const)
    expect((await desk.payment.proveSupply({ issuer: 'lender', currency })).proven).toBe(true);
});

const roadbook = (...line: readonly string[]) =>
  new Promise<{ exit: number; out: string; err: string }>((done) => {
    const bin = join(__dirname, '../../apps/cli/bin/roadbook.js');
    const env = { ...process.env, NO_COLOR: '1', COLUMNS: '100' };
    execFile(process.execPath, [bin, ...line], { env }, (error, out, err) => {
      done({ exit: error ? Number(error.code) : 0, out, err });
    });
  });

test('roadbook pay pays in one line, never twice under one id, and tells when the purse is too small', async () => {
  const { payer, held } = await openPurse(700n, 800n);
  const line = ['pay', shop, '12.50', 'NOK', '--as', payer, '--id', world.fresh('P')];
  const seen = await roadbook(...line);
  expect(seen).toMatchObject({ exit: 0, out: expect.stringContaining(`12.50 NOK to ${shop}`) });
  expect(seen.out).toContain('2.50 NOK came back as change');
  const again = await roadbook(...line, '--json');
  expect(JSON.parse(again.out)).toMatchObject({
    ok: true,
    payment: { from: payer, to: [{ amount: { amount: '1250' } }] },
  });
  expect(await held()).toEqual([250n]);
  const poor = await roadbook('pay', shop, '2.51', 'nok', '--as', payer);
  expect([poor.exit, poor.err.replace(/\s+/g, ' ')]).toEqual([
    1,
    expect.stringContaining('2.51 NOK are needed'),
  ]);
  expect(poor.err).toMatch(/^ {2}cure: \S/m);
  const told = JSON.parse((await roadbook('pay', shop, '2.51', 'NOK', '--as', payer, '--json')).out);
  expect(told).toMatchObject({
    ok: false,
    error: { code: 'NOT_ENOUGH_MONEY', facts: { held: '250', needed: '251' } },
  });
});
