import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { time } from '@roadbook/chaincode/api';
import { carOf, moneyFor } from '../behaviour/sale';
import { eur, publishedTerms, scorecard, underwriting } from '../../stories/terms';
import { type Held, type Stamped, stampedClient } from './stamped';
import { realWorld } from './world';

jest.setTimeout(400_000);

const world = realWorld();
const clients: Stamped[] = [];
afterAll(async () => {
  for (const client of clients) client.close();
  await world.close();
});

const OWNER = 'registry/owner';
const SHOP = 'registry/merchant';
/** A second less than a peer takes, for the time that a call is on its way. */
const [AHEAD, BEHIND] = [9_000, -9_000];
const until = (moment: number) => sleep(Math.max(0, moment - Date.now()));
const iso = (moment: number) => new Date(moment).toISOString();
const fresh = (prefix: string) => world.fresh(prefix);

/** A person as somebody who has a certificate and no manners: a plain client of its own. */
async function plain(...[member, role]: Parameters<typeof world.be>): Promise<Stamped> {
  await world.be(member, role);
  const client = stampedClient(member);
  clients.push(client);
  return client;
}

const preimage = '5a'.repeat(32);
const hash = createHash('sha256').update(Buffer.from(preimage, 'hex')).digest('hex');
const wire = (cents: number) => ({ amount: `${cents}`, currency: 'EUR' });

test('money that waits is taken back by no clock while its payee may take it, nor taken by what was held back after it went back', async () => {
  const payer = (await world.be(OWNER, 'owner')).on;
  const shop = (await world.be(SHOP, 'merchant')).on;
  const passer = (await world.be('registry/buyer', 'owner')).on;
  const [thief, payee] = [await plain('registry/buyer', 'owner'), await plain(SHOP, 'merchant')];
  const lots: string[] = [];
  for (let count = 0; count < 4; count++) lots.push(await moneyFor(world, OWNER, 100n));
  const [holdId, lateId, lockId, escrowId] = [fresh('H'), fresh('H'), fresh('K'), fresh('E')];
  const end = Date.now() + 25_000;
  const waiting = { from: OWNER, payee: SHOP, amount: eur(100) };
  const milestones = [
    {
      milestoneId: 'all',
      amount: eur(100),
      conditions: [{ conditionId: 'done', that: 'agreed' as const, by: [OWNER], need: 1 }],
    },
  ];
  const box = async () => {
    await payer.payment.openEscrow({
      escrowId,
      payer: OWNER,
      payee: SHOP,
      amount: eur(100),
      milestones,
      deadline: iso(end),
    });
    await payer.payment.fundEscrow({ escrowId, paymentId: fresh('P'), lots: [lots[3] ?? ''] });
    await payer.payment.confirm({ escrowId, milestoneId: 'all', conditionId: 'done' });
  };
  const hold = (id: string, lot = '') =>
    payer.payment.authorise({ ...waiting, holdId: id, paymentId: fresh('P'), lots: [lot], until: iso(end) });
  const secret = { ...waiting, lockId, hash, deadline: iso(end) };
  await Promise.all([
    hold(holdId, lots[0]),
    hold(lateId, lots[1]),
    payer.payment.lock({ ...secret, paymentId: fresh('P'), lots: [lots[2] ?? ''] }),
    box(),
  ]);
  const taking = (): Promise<Held>[] => [
    payee.endorse('payment:capture', { holdId, paymentId: fresh('P'), amount: wire(100), last: true }),
    payee.endorse('payment:claim', { lockId, paymentId: fresh('P'), preimage }),
    payee.endorse('payment:releaseEscrow', { escrowId, milestoneId: 'all', paymentId: fresh('P') }),
  ];
  const held = await Promise.all(taking());
  const back = [
    ['payment:endHold', { holdId }],
    ['payment:endHold', { holdId: lateId }],
    ['payment:reclaim', { lockId }],
    ['payment:refundEscrow', { escrowId }],
  ] as const;
  const stolen = async () => {
    const tries = await Promise.allSettled(
      back.map(([operation, box]) => thief.endorse(operation, { ...box, paymentId: fresh('P') }, AHEAD)),
    );
    return tries.map((one) => (one.status === 'rejected' ? (one.reason as Error).message : 'ENDORSED'));
  };
  const refused = Array.from({ length: 4 }, () => 'DEADLINE_AHEAD');

  await until(end - 8_000);
  expect(await stolen()).toEqual(refused);
  await shop.payment.capture({ holdId: lateId, paymentId: fresh('P'), amount: eur(100), last: true });
  await until(end + 1_000);
  expect(await stolen()).toEqual([refused[0], 'WRONG_STATUS', refused[2], refused[3]]);
  const late = await Promise.allSettled(taking());
  expect(late.map((one) => (one.status === 'rejected' ? (one.reason as Error).message : 'ENDORSED'))).toEqual(
    Array.from({ length: 3 }, () => 'DEADLINE_PASSED'),
  );
  await until(Date.parse(time.opensAfter(iso(end))) + 100);
  await passer.payment.endHold({ holdId, paymentId: fresh('P') });
  await passer.payment.reclaim({ lockId, paymentId: fresh('P') });
  await passer.payment.refundEscrow({ escrowId, paymentId: fresh('P') });
  expect(await Promise.all(held.map((one) => one.handIn()))).toEqual(
    Array.from({ length: 3 }, () => 'MVCC_READ_CONFLICT'),
  );
  expect((await payer.payment.readEscrow({ escrowId })).status).toBe('refunded');
  expect((await payer.payment.readHold({ holdId })).status).toBe('ended');
  expect((await payer.payment.readHold({ holdId: lateId })).status).toBe('captured');
  expect((await payer.payment.readLock({ lockId })).status).toBe('reclaimed');
});

/** A zone whose day ends with the minute that is at least so far ahead, and that end. */
function zoneThatEnds(inMillis: number) {
  const end = Math.ceil((Date.now() + inMillis) / 60_000) * 60_000;
  const minutes = (end / 60_000) % 1440;
  const offsetMinutes = minutes === 0 ? 0 : minutes <= 720 ? -minutes : 1440 - minutes;
  const offsets = [{ until: '2199-01-01T00:00:00.000Z', offsetMinutes }];
  const on = iso(end - 1 + offsetMinutes * 60_000).slice(0, 10);
  return { end, on, zone: { zone: 'Test/Midnight', from: '2020-01-01T00:00:00.000Z', offsets } };
}

test('a lender ticks no day of a borrower who may still pay on it, by no clock, and a payment held back comes to no closed day', async () => {
  const [desk, owner] = [(await world.be('lender/desk', 'lender')).on, (await world.be(OWNER, 'owner')).on];
  const registrar = (await world.be('registry/registrar', 'registrar')).on;
  const [lender, borrower] = [await plain('lender/desk', 'lender'), await plain(OWNER, 'owner')];
  await desk.loan.publishScorecard(scorecard);
  const vin = await carOf(world);
  const lots = [await moneyFor(world, OWNER, 1_713n), await moneyFor(world, OWNER, 1_713n)];
  const { end, on, zone } = zoneThatEnds(40_000);
  await registrar.merchant.publishZone(zone);
  const [applicationId, decisionId, loanId] = [fresh('A'), fresh('D'), fresh('L')];
  const startOn = time.addDays(on, -30);
  const terms = { ...publishedTerms(startOn, on), zone: zone.zone, late: { graceDays: 0, fee: eur(500) } };
  await owner.loan.apply({
    applicationId,
    vin,
    amount: terms.principal,
    instalments: 6,
    consentId: fresh('C'),
  });
  const { seal } = await desk.loan.underwrite({ applicationId, decisionId }, underwriting);
  await desk.loan.decide({
    applicationId,
    decisionId,
    outcome: 'approve',
    scorecardVersion: 1,
    seal,
    terms,
    validDays: 14,
  });
  await owner.loan.accept({ applicationId, decisionId, loanId });
  await desk.loan.disburse({ loanId, on: startOn });
  const next = time.addDays(on, 1);
  const paying = (lot = '') => ({ loanId, paymentId: fresh('P'), amount: wire(1_713), lots: [lot] });
  const codeOf = (act: Promise<Held>) =>
    act.then(
      () => 'ENDORSED',
      (error: Error) => error.message,
    );

  await until(end - 8_000);
  expect(await codeOf(lender.endorse('loan:tick', { loanId, on: next }, AHEAD))).toBe('DAY_RUNS');
  expect(await codeOf(lender.endorse('loan:tick', { loanId, on }, AHEAD))).toBe('DAY_RUNS');
  const cent = { loanId, paymentId: fresh('P'), amount: wire(1), on: next };
  expect(await codeOf(lender.endorse('loan:repay', cent, AHEAD))).toBe('VALUE_DAY_AHEAD');
  const held = await borrower.endorse('loan:pay', paying(lots[1]));
  expect(await owner.loan.pay({ ...paying(lots[0]), amount: eur(1_713) })).toMatchObject({
    on,
    penalty: eur(0),
  });
  const again = await borrower.endorse('loan:pay', paying(lots[1]), BEHIND);
  expect(await held.handIn()).toBe('MVCC_READ_CONFLICT');
  await until(end + 1_000);
  expect(await codeOf(lender.endorse('loan:tick', { loanId, on }, AHEAD))).toBe('DAY_RUNS');
  await until(Date.parse(time.opensAfter(iso(end))) + 100);
  expect(await desk.loan.tick({ loanId, on })).toMatchObject({ lateFees: 0, bucket: 'current' });
  expect(await again.handIn()).toBe('MVCC_READ_CONFLICT');
  expect((await owner.loan.read({ loanId })).servicing).toMatchObject({ charges: [], due: [] });
});
