import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AGENDA, placeOf, runAgenda } from '@roadbook/agenda';
import { connect, type Roadbook } from '@roadbook/gateway';
import { moneyFor } from '../behaviour/sale';
import { balanceOf, openDriver, openShop, quarter } from '../behaviour/service';
import { eur } from '../../stories/terms';
import { realWorld } from './world';

// A slot begins with a quarter of an hour, which is waited for.
jest.setTimeout(1_200_000);

const world = realWorld();
const OWNER = 'registry/owner';
const SHOP = 'registry/merchant';
const home = process.env['ROADBOOK_HOME'] ?? '';
const scratch = mkdtempSync(join(tmpdir(), 'roadbook-agenda-'));
const stop = new AbortController();
const desks: Roadbook[] = [];
const lines: {
  readonly org: string;
  readonly level: string;
  readonly what: string;
  readonly operation?: string;
  readonly of?: string;
}[] = [];
const running: Promise<void>[] = [];
const children: ChildProcess[] = [];

/** The agenda of an organisation as `up` leaves it, in this process. */
async function begin(org: string) {
  const desk = await connect({ profile: join(home, 'profiles', `${org}.json`), user: AGENDA });
  desks.push(desk);
  const place = placeOf(scratch, org);
  const log = (line: object) => lines.push({ org, ...line } as (typeof lines)[number]);
  running.push(runAgenda({ desk, chaincode: 'roadbook', place, log, pace: { spread: 0 } }, stop.signal));
}

/** The program itself, by its own home. */
function program(org: string): ChildProcess {
  const file = join(__dirname, '..', '..', 'apps', 'agenda', 'bin', 'roadbook-agenda.js');
  const child = spawn(process.execPath, [file, '--org', org], { env: { ...process.env }, stdio: 'ignore' });
  children.push(child);
  return child;
}

afterAll(async () => {
  stop.abort();
  await Promise.all(running);
  for (const desk of desks) await desk.close();
  for (const child of children) child.kill('SIGKILL');
  rmSync(scratch, { recursive: true, force: true });
  await world.close();
});

/** Asks until it is so; nobody else does anything. */
async function until(question: () => Promise<boolean>): Promise<void> {
  while (!(await question())) await sleep(1_000);
}

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();

async function holdUntil(end: string) {
  const payer = (await world.be(OWNER, 'owner')).on;
  const [holdId, lot] = [world.fresh('H'), await moneyFor(world, OWNER, 100n)];
  const amount = eur(100);
  await payer.payment.authorise({
    holdId,
    paymentId: world.fresh('P'),
    from: OWNER,
    lots: [lot],
    payee: SHOP,
    amount,
    until: end,
  });
  return { holdId, ended: async () => (await payer.payment.readHold({ holdId })).status === 'ended' };
}

let missed: { bookingId: string; customer: Awaited<ReturnType<typeof openDriver>>; merchant: string };

// Slots begin on quarters of an hour, so this waits up to 17 minutes: `NO_SHOW=1 npx jest … network/agenda`.
const long = process.env.NO_SHOW === '1' ? test : test.skip;

long('a slot is booked, and its customer does not come', async () => {
  const { merchant } = await openShop(world, ['B1'], [], { graceMinutes: 1 });
  const customer = await openDriver(world, 2_000n);
  const bookingId = world.fresh('B');
  const { vin, lots } = customer;
  const slot = { merchant, serviceCode: 'wash', version: 1, vin, bay: 'B1', start: quarter(world, 0) };
  await customer.driver.service.book({ bookingId, paymentId: world.fresh('P'), ...slot, lots });
  missed = { bookingId, customer, merchant };
  expect(await balanceOf(customer)).toBe(0n);
});

test('two agendas at once give back a hold and an escrow that nobody touched, each once', async () => {
  await Promise.all(['lender', 'registry'].map(begin));
  const payer = (await world.be(OWNER, 'owner')).on;
  const end = inSeconds(5);
  const hold = await holdUntil(end);
  const escrowId = world.fresh('E');
  const conditions = [{ conditionId: 'done', that: 'agreed' as const, by: [OWNER], need: 1 }];
  const milestones = [{ milestoneId: 'all', amount: eur(100), conditions }];
  await payer.payment.openEscrow({
    escrowId,
    payer: OWNER,
    payee: SHOP,
    amount: eur(100),
    milestones,
    deadline: inSeconds(12),
  });
  const lots = [await moneyFor(world, OWNER, 100n)];
  await payer.payment.fundEscrow({ escrowId, paymentId: world.fresh('P'), lots });
  await until(hold.ended);
  await until(async () => (await payer.payment.readEscrow({ escrowId })).status === 'refunded');
  const done = lines.filter(({ what, of }) => what === 'sent' && [hold.holdId, escrowId].includes(of ?? ''));
  expect(new Set(done.map(({ operation }) => operation))).toEqual(
    new Set(['payment.endHold', 'payment.refundEscrow']),
  );
  expect(lines.filter(({ level }) => level !== 'info')).toEqual([]);
});

test('an agenda that was killed catches up with what fell due meanwhile', async () => {
  const first = program('insurer');
  const hold = await holdUntil(inSeconds(20));
  const list = placeOf(home, 'insurer').list;
  await until(async () => existsSync(list) && readFileSync(list, 'utf8').includes(hold.holdId));
  first.kill('SIGKILL');
  await once(first, 'exit');
  stop.abort();
  await Promise.all(running);
  await sleep(45_000);
  expect(await hold.ended()).toBe(false);
  program('insurer');
  await until(hold.ended);
});

test('the identity of an agenda may do what falls due and nothing else', async () => {
  const [desk] = desks;
  await expect(desk?.member.whoAmI({})).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  await expect(desk?.member.suspend({ party: OWNER })).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
});

long(
  'the customer who did not come is told so by time, and the merchant has what its policy says',
  async () => {
    const { driver } = missed.customer;
    const { bookingId } = missed;
    await until(async () => (await driver.service.read({ bookingId })).booking.status === 'noShowCustomer');
    const { booking } = await driver.service.read({ bookingId });
    // Its policy gives back all until a day before the start, and nothing after.
    expect(booking.ended).toMatchObject({ refund: { amount: 0n, currency: 'EUR' } });
    expect(await balanceOf(missed.customer)).toBe(0n);
  },
);
