import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { iso20022, money, time } from '@roadbook/chaincode/api';
import { readCamt053, writeIso20022 } from '@roadbook/gateway';
import { realWorld } from './world';

jest.setTimeout(120_000);

const bin = join(__dirname, '../../apps/cli/bin/roadbook.js');
const folder = mkdtempSync(join(tmpdir(), 'roadbook-iso-'));
const world = realWorld();
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

const nok = (amount: bigint) => money.of(amount, 'NOK');
const run = (...line: readonly string[]): Promise<{ readonly exit: number; readonly out: string }> =>
  new Promise((done) => {
    const env = { ...process.env, NO_COLOR: '1' };
    execFile(process.execPath, [bin, 'iso20022', ...line], { env, cwd: folder }, (error, out) =>
      done({ exit: error ? Number(error.code) : 0, out }),
    );
  });
const asDesk = ['--as', 'lender/desk'];

test('I11: a pain.001 is paid by the command, once; payment and statement come out as a bank reads them', async () => {
  const desk = (await world.be('lender/desk', 'lender')).on;
  const second = (await world.be('lender/second', 'lender')).on;
  await world.be('registry/owner', 'owner');
  const orderId = world.fresh('I');
  await desk.payment.askIssue({ orderId, party: 'lender', amount: nok(5_000n) });
  await second.payment.settle({ orderId, paymentId: world.fresh('P') });
  const today = time.dayOf(world.now());
  const order = {
    ...{ paymentId: world.fresh('M'), from: 'lender', lots: [] },
    to: [{ party: 'registry/owner', amount: nok(1_250n) }],
  };
  writeFileSync(join(folder, 'order.xml'), writeIso20022(iso20022.pain001(order, world.now())));
  const paid = await run('pay', 'order.xml', ...asDesk, '--json');
  expect(paid.exit).toBe(0);
  const [{ paymentId }] = (JSON.parse(paid.out) as { payments: [{ paymentId: string }] }).payments;
  const again = await run('pay', 'order.xml', ...asDesk, '--json');
  expect((JSON.parse(again.out) as { payments: object[] }).payments).toMatchObject([{ paymentId }]);
  const payment = await run('payment', paymentId, ...asDesk);
  expect(payment.out).toContain('<FIToFICstmrCdtTrf>');
  const until = time.addDays(today, 1);
  const stated = await run('statement', 'lender', 'lender', 'NOK', today, until, ...asDesk);
  const [statement] = readCamt053(stated.out);
  const lines = statement?.entries.filter((one) => one.paymentId === paymentId) ?? [];
  expect(lines.map(({ amount }) => amount)).toEqual([nok(-1_250n)]);
  writeFileSync(join(folder, 'statement.xml'), stated.out);
  expect((await run('read', 'statement.xml')).out).toContain('registry/owner');
  const stranger = await run(
    'statement',
    'lender',
    'lender',
    'NOK',
    today,
    until,
    '--as',
    'registry/owner',
    '--json',
  );
  expect([stranger.exit, JSON.parse(stranger.out)]).toMatchObject([1, { error: { code: 'NOT_YOURS' } }]);
});
