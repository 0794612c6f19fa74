import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  asLender,
  asRegistry,
  CommitFailed,
  type ConnectOptions,
  connect,
  EndorsementFailed,
  type Heard,
  RefusedByContract,
  type Roadbook,
  receiptOf,
  wireOf,
} from '@roadbook/gateway';
import { generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Status } from '../../scripts/commands/status';
import { enrol } from '@roadbook/ledger/identity';
import { type Raised, raise } from './raise';

jest.setTimeout(180_000);

let network: Raised;
const open: Roadbook[] = [];
const mark = Date.now().toString(36);
let count = 0;
const fresh = () => `lender/gw-${mark}-${++count}`;
const as = async (org: string, user: ConnectOptions['user'], options: Partial<ConnectOptions> = {}) => {
  const connection = await connect({
    profile: join(network.home, 'profiles', `${org}.json`),
    user,
    ...options,
  });
  open.push(connection);
  return connection;
};
const register = (on: Roadbook, member = fresh()) => on.member.register({ member, role: 'owner' });

beforeAll(async () => {
  network = await raise();
});
afterEach(async () => {
  for (const connection of open.splice(0)) await connection.close();
});
afterAll(async () => {
  await network?.lower();
});

async function kill(id: string) {
  const status = JSON.parse(await network.run('status', '--json')) as Status;
  const pid = status.processes.find((one) => one.id === id)?.pid;
  if (pid === undefined) throw new Error(`${id} does not run`);
  process.kill(pid, 'SIGKILL');
}

test('what one organisation writes, another reads', async () => {
  const member = fresh();
  const registered = await asLender(await as('lender', 'desk')).members.register({ member, role: 'owner' });
  expect(receiptOf(registered)).toMatchObject({ txId: expect.stringMatching(/^[0-9a-f]{64}$/), attempts: 1 });
  const insurer = await as('insurer', 'desk');
  for (const until = Date.now() + 5_000; ; await sleep(50)) {
    const read = await insurer.member.read({ member }).catch((error: RefusedByContract) => error.code);
    if (read === 'NOT_FOUND' && Date.now() < until) continue;
    expect(read).toEqual({ member, role: 'owner', standing: 'active' });
    return;
  }
});

test('a refusal comes with its code, facts and cure, and records nothing', async () => {
  const desk = await as('lender', 'desk');
  const refused = register(desk, 'registry/somebody');
  await expect(refused).rejects.toThrow(RefusedByContract);
  await expect(refused).rejects.toMatchObject({
    code: 'NOT_ITS_ORGANISATION',
    stage: 'endorse',
    facts: { org: 'lender', member: 'registry/somebody' },
    cure: 'Only its own organisation registers a member.',
    safeToRetry: false,
  });
  await expect(desk.member.read({ member: 'registry/somebody' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
    stage: 'evaluate',
  });
  const { txId } = (await refused.catch((error: unknown) => error)) as RefusedByContract;
  expect(await (await as('lender', 'service')).explain(txId)).toBeUndefined();
});

test('of two writers at the same time one wins, and the other is told', async () => {
  const [desk, approver] = [
    await as('lender', 'desk', { retry: { conflicts: 0 } }),
    await as('lender', 'approver', { retry: { conflicts: 0 } }),
  ];
  const members = await Promise.all(Array.from({ length: 6 }, async () => (await register(desk)).member));
  const losers: unknown[] = [];
  for (const party of members) {
    const race = await Promise.allSettled([
      desk.member.suspend({ party }),
      approver.member.suspend({ party }),
    ]);
    expect(race.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    losers.push(...race.flatMap((one) => (one.status === 'rejected' ? [one.reason] : [])));
  }
  const conflicts = losers.filter((loser) => loser instanceof CommitFailed);
  expect(conflicts.length).toBeGreaterThan(0);
  for (const conflict of conflicts)
    expect(conflict).toMatchObject({ code: 'MVCC_READ_CONFLICT', safeToRetry: true });
});

test('writers that conflict are tried again until each has its turn', async () => {
  const alone = { retry: { conflicts: 20 }, gather: false } as const;
  const registry = asRegistry(await as('registry', 'registrar', alone));
  const admission = { org: `fleet-${mark}`, kind: 'lender', confers: ['owner'] } as const;
  const admitted = await Promise.all(
    Array.from({ length: 4 }, () =>
      registry.members.admit({ ...admission, confers: [...admission.confers] }),
    ),
  );
  expect(Math.max(...admitted.map((one) => receiptOf(one)?.attempts ?? 0))).toBeGreaterThan(1);
});

const commission = (serial: string, eventTime = '2026-01-01T00:00:00.000Z') => ({
  event: {
    type: 'ObjectEvent' as const,
    eventTime,
    eventTimeZoneOffset: '+00:00',
    epcList: [`urn:epc:id:sgtin:4012345.011111.${mark}${serial}`],
    action: 'ADD' as const,
    bizStep: 'commissioning',
  },
});

test('calls gather by themselves into one transaction, whatever their room, and a bad one fails alone', async () => {
  const plant = await as('manufacturer', 'plant');
  const people = Array.from({ length: 6 }, (_, at) => `manufacturer/${mark}m${at}`);
  const first = Array.from({ length: 4 }, (_, serial) => plant.part.capture(commission(`a${serial}`)));
  const bad = plant.part.capture(commission('b', '2099-01-01T00:00:00.000Z'));
  const rest = await Promise.allSettled([
    ...Array.from({ length: 6 }, (_, serial) => plant.part.capture(commission(`c${serial}`))),
    bad,
    ...people.map((member) => plant.member.register({ member, role: 'owner' })),
  ]);
  expect((await Promise.all(first)).map((one) => receiptOf(one)?.txId)).toHaveLength(4);
  const done = rest.flatMap((one) => (one.status === 'fulfilled' ? [receiptOf(one.value)?.txId] : []));
  expect(done).toHaveLength(12);
  expect(new Set(done).size).toBe(1);
  expect(rest[6]).toMatchObject({
    reason: { name: 'RefusedByContract', facts: { eventAt: expect.stringContaining('2099') } },
  });
  expect(await plant.member.read({ member: people[5] ?? '' })).toMatchObject({ standing: 'active' });
});

test('one transaction of calls of several rooms is all or nothing, and a refusal says which call', async () => {
  const plant = await as('manufacturer', 'plant');
  const [member, other] = [`manufacturer/${mark}t1`, `manufacturer/${mark}t2`];
  const [registered, captured, read] = await plant.together((rooms) => [
    rooms.member.register({ member, role: 'owner' }),
    rooms.part.capture(commission('t')),
    rooms.member.suspend({ party: member }),
  ]);
  expect(receiptOf(registered)?.txId).toBe(receiptOf(captured)?.txId);
  expect(read).toMatchObject({ standing: 'suspended' });
  await expect(
    plant.together((rooms) => [
      rooms.member.register({ member: other, role: 'owner' }),
      rooms.part.capture(commission('u', '2099-01-01T00:00:00.000Z')),
    ]),
  ).rejects.toMatchObject({
    name: 'RefusedByContract',
    cure: expect.stringMatching(/./),
    facts: { call: 1, operation: 'part.capture', eventAt: expect.stringContaining('2099') },
  });
  await expect(plant.member.read({ member: other })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const epcs = ['v', 'w'].map((serial) => `urn:epc:id:sgtin:4012345.011111.${mark}${serial}`);
  const price = { amount: 5n, currency: 'EUR' } as const;
  const kept = await plant.together((rooms) =>
    epcs.map((epc) => rooms.part.keepPrice({ epc }, { epc, price })),
  );
  expect(new Set(kept.map(({ seal }) => seal)).size).toBe(2);
  expect(await plant.part.revealPrice({ epc: epcs[1] ?? '', org: 'manufacturer' })).toMatchObject({ price });
});

test('a dry run tells what would be written, and writes nothing', async () => {
  const desk = await as('lender', 'desk', { service: 'service' });
  const { member: party } = await register(desk);
  const { writes, facts, endorsers } = await desk.simulate((rooms) => rooms.member.suspend({ party }));
  expect(writes).toMatchObject([
    {
      kind: 'member',
      id: party.split('/'),
      before: { standing: 'active' },
      after: { standing: 'suspended' },
    },
  ]);
  expect(facts).toEqual([{ name: 'PartySuspended', party }]);
  expect(endorsers.length).toBeGreaterThanOrEqual(3);
  expect(await desk.member.read({ member: party })).toMatchObject({ standing: 'active' });
});

test('a transaction explains itself, whoever sent it', async () => {
  const registered = await register(await as('lender', 'desk'));
  const { txId, blockNumber } = receiptOf(registered) ?? { txId: '', blockNumber: 0n };
  const insurer = await as('insurer', 'service');
  await insurer.outcome(txId);
  expect(await insurer.explain(txId)).toMatchObject({
    txId,
    blockNumber,
    code: 'VALID',
    valid: true,
    caller: { org: 'lender', name: 'desk', role: 'lender' },
    called: { room: 'member', name: 'register', request: { member: registered.member, role: 'owner' } },
    writes: [{ kind: 'member', after: registered }],
    facts: [{ name: 'MemberRegistered' }],
  });
});

test('private facts stay with the organisation that keeps them; the chain holds only their hash', async () => {
  const epc = `urn:epc:id:sgtin:4012345.011111.${mark}p`;
  const plant = await as('manufacturer', 'plant');
  const price = { amount: 123_456n, currency: 'EUR' } as const;
  const kept = await plant.part.keepPrice({ epc }, { epc, price });
  const { txId } = receiptOf(kept) ?? { txId: '' };
  expect(await plant.part.revealPrice({ epc, org: 'manufacturer' })).toEqual({
    epc,
    price: { amount: 123_456n, currency: 'EUR' },
  });
  const insurer = await as('insurer', 'service');
  await insurer.outcome(txId);
  const explained = await insurer.explain(txId);
  expect(explained).toMatchObject({
    endorsers: ['manufacturer'],
    writes: [],
    secrets: [{ collection: 'of_manufacturer', valueHash: kept.seal }],
  });
  const text = JSON.stringify(explained, (_name, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  expect(text).not.toContain('123456');
  expect(await plant.part.keepPrice({ epc }, { epc, price })).toEqual(kept);
  const other = { epc, price: { ...price, amount: 123_457n } };
  await expect(plant.part.keepPrice({ epc }, other)).rejects.toMatchObject({ code: 'EXISTS_DIFFERENTLY' });
});

test('a wallet signs elsewhere, at every stage', async () => {
  const users = join(network.home, 'users', 'lender', 'desk');
  const key = readFileSync(join(users, 'key.pem'), 'utf8');
  const wallet = (message: Uint8Array) => sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' });
  const { offline } = await as('lender', { cert: readFileSync(join(users, 'cert.pem')) });
  const member = fresh();
  const proposed = offline.propose(await wireOf((rooms) => rooms.member.register({ member, role: 'owner' })));
  const endorsed = await offline.endorse(proposed.bytes, wallet(proposed.message));
  const ordered = await offline.order(endorsed.bytes, wallet(endorsed.message));
  expect(await offline.outcome(ordered.bytes, wallet(ordered.message))).toMatchObject({
    valid: true,
    txId: proposed.txId,
  });
  const question = offline.propose(await wireOf((rooms) => rooms.member.read({ member })));
  expect(JSON.parse((await offline.evaluate(question.bytes, wallet(question.message))).text)).toMatchObject({
    member,
  });
});

test('a certificate of a foreign authority is refused', async () => {
  const foreign = await enrol('lender', 'desk', { 'roadbook.role': 'lender' });
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const user = { cert: foreign.pem, sign: (message: Uint8Array) => sign('sha256', message, privateKey) };
  const { pem } = await enrol('lender', 'service', {}, 'service');
  const stranger = await as('lender', user, { service: { ...user, cert: pem } });
  const refused = register(stranger);
  await expect(refused).rejects.toThrow(EndorsementFailed);
  await expect(refused).rejects.toMatchObject({ code: 'ACCESS_DENIED', safeToRetry: false });
  await expect(stranger.member.whoAmI({})).rejects.toMatchObject({
    code: 'ACCESS_DENIED',
    stage: 'evaluate',
  });
  const listening = stranger.events({ from: 'first' })[Symbol.asyncIterator]();
  await expect(listening.next()).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
});

test('a member of one organisation cannot speak for another', async () => {
  const desk = join(network.home, 'users', 'insurer', 'desk');
  const impostor = await as('lender', { certPath: join(desk, 'cert.pem'), keyPath: join(desk, 'key.pem') });
  await expect(register(impostor)).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
});

test('calls under way when a peer or a chaincode process is killed all succeed, each once', async () => {
  const desk = await as('lender', 'desk', { service: 'service' });
  for (const victim of ['roadbook.lender', 'peer0.lender']) {
    const wanted = Array.from({ length: 40 }, fresh);
    const queue = [...wanted];
    const work = async () => {
      for (let member = queue.shift(); member; member = queue.shift()) await register(desk, member);
    };
    await Promise.all([...Array.from({ length: 8 }, work), sleep(150).then(() => kill(victim))]);
    await network.run('up');
    const told: string[] = [];
    for await (const { facts } of desk.events({ facts: ['MemberRegistered'], from: 'first' })) {
      told.push(...facts.map(({ member }) => member).filter((member) => wanted.includes(member)));
      if (told.length >= wanted.length) break;
    }
    expect(told.sort()).toEqual(wanted.sort());
  }
});

test('when the own peer is killed, calls go on through another; what was told meanwhile is heard once when it is back', async () => {
  const desk = await as('lender', 'desk');
  const own = await as('lender', 'service', { peers: 'own' });
  const ended = new AbortController();
  const heard: Heard<'MemberRegistered'>[] = [];
  const breaks: string[] = [];
  const listening = (async () => {
    const options = {
      facts: ['MemberRegistered'],
      signal: ended.signal,
      onBreak: (why: string) => void breaks.push(why),
    } as const;
    for await (const one of own.events(options)) heard.push(one);
  })();
  await sleep(500);
  const before = await register(desk);
  await kill('peer0.lender');
  const meanwhile = await Promise.all(Array.from({ length: 10 }, () => register(desk)));
  await expect(desk.member.whoAmI({})).resolves.toMatchObject({ member: 'lender/desk' });
  await network.run('up');
  const after = await register(desk);
  const expected = [before, ...meanwhile, after].map(({ member }) => member).sort();
  for (const until = Date.now() + 20_000; heard.length < expected.length && Date.now() < until; )
    await sleep(50);
  ended.abort();
  await listening;
  expect(heard.flatMap(({ facts }) => facts.map(({ member }) => member)).sort()).toEqual(expected);
  expect(heard.map(({ blockNumber }) => blockNumber)).toEqual(
    heard.map(({ blockNumber }) => blockNumber).sort((a, b) => Number(a - b)),
  );
  expect(breaks.length).toBeGreaterThan(0);
});
