import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type Roadbook } from '@roadbook/gateway';
import type { Status } from '../../scripts/commands/status';
import { inStep } from '../../stories/instep';
import { takeBack } from './oldrules';
import { type Raised, raise } from './raise';
import { asked, streamed } from './rawdoor';
import { identityOf } from './toy';

jest.setTimeout(240_000);

const newcomers = `
  - name: bank
    kind: lender
    confers: [lender, owner]
    ports: 7500
    cast:
      - { name: clerk, role: lender }
  - name: mutual
    kind: insurer
    confers: [insurer, owner]
    ports: 7600
    orderers: 0
    cast:
      - { name: desk, role: insurer }
`;

const newcomer = `
  - name: fleet
    kind: lender
    confers: [lender, owner]
    ports: 7700
    cast:
      - { name: desk, role: lender }
`;

let network: Raised;
let elsewhere: string;
beforeAll(async () => {
  elsewhere = mkdtempSync(join(tmpdir(), 'roadbook-elsewhere-'));
  network = await raise();
});
afterAll(async () => {
  await network?.machine(elsewhere, 'fleet')('reset', '--yes');
  await network?.lower();
  rmSync(elsewhere, { recursive: true, force: true });
});

const text = (...path: string[]) => readFileSync(join(network.home, ...path), 'utf8');
const topology = () => network.env.ROADBOOK_TOPOLOGY ?? '';
const together = inStep();
const as = async <T>(member: string, act: (on: Roadbook) => Promise<T>): Promise<T> => {
  const [org = '', user] = member.split('/');
  const home = org === 'fleet' ? elsewhere : network.home;
  await using on = together(
    await connect({ profile: join(home, 'profiles', `${org}.json`), user: user ?? '' }),
  );
  return await act(on);
};
const register = (by: string, member: string) =>
  as(by, (on) => on.member.register({ member, role: 'owner' }));
const standing = (by: string, member: string) =>
  as(by, async (on) => (await on.member.read({ member })).standing);

async function upCutShort() {
  const began = network.run('up').catch(() => undefined);
  while (!text('network.json').includes('orderer0.bank')) await sleep(20);
  process.kill((JSON.parse(text('lock.json')) as { pid: number }).pid, 'SIGKILL');
  await began;
}

const owner = () => identityOf(network.home, 'registry', 'owner');
/**
 * What a person is told at another organisation's peer: by the delivery of private facts, and by the chain of
 * blocks.
 */
const told = async () => {
  const [stream, block] = await Promise.all([
    streamed(network.home, owner(), 'lender', 'deliverWithPrivateData'),
    asked(network.home, owner(), 'lender', 'qscc', 'GetBlockByNumber', 'roadbook', '0'),
  ]);
  return `${stream.said}, ${block.said.includes('access denied') ? 'access denied' : block.said}`;
};
/** A peer has the block with the new rules a moment after another. */
async function comeTo(wanted: string) {
  for (let attempt = 0; (await told()) !== wanted && attempt < 100; attempt++) await sleep(100);
  expect(await told()).toBe(wanted);
}

test('a channel with the access rules of the release before is brought to the new ones, from hand to hand and by the next up', async () => {
  await register('lender/desk', 'lender/early');
  await takeBack(network.env);
  await comeTo('SUCCESS, SUCCESS');
  await expect(network.run('doctor', '--json')).rejects.toThrow();
  const file = join(elsewhere, 'rules.json');
  const [some, other] = ['lender,insurer', 'manufacturer'].map((names) =>
    network.machine(network.home, names),
  );
  await some?.('up');
  expect(await told()).toBe('SUCCESS, SUCCESS');
  expect(JSON.parse((await some?.('agree', file, '--json')) ?? '')).toMatchObject({
    agreed: false,
    missing: 1,
  });
  expect(JSON.parse((await some?.('agree', file, '--json')) ?? '')).toMatchObject({
    signed: ['lender', 'insurer'],
  });
  expect(JSON.parse((await other?.('agree', file, '--json')) ?? '')).toMatchObject({ agreed: true });
  await comeTo('FORBIDDEN, SUCCESS');
  await register('lender/desk', 'lender/between');
  await network.run('up');
  await comeTo('FORBIDDEN, access denied');
  expect(JSON.parse(await network.run('doctor', '--json'))).toMatchObject({ ok: true });
  expect(JSON.parse((await other?.('agree', file, '--json')) ?? '')).toMatchObject({
    agreed: true,
    signed: [],
  });
  for (const member of ['lender/early', 'lender/between'])
    expect(await standing('insurer/desk', member)).toBe('active');
});

test('organisations join a running channel, also when their joining is cut short', async () => {
  appendFileSync(topology(), newcomers);
  await upCutShort();
  await network.run('up');
  const { processes } = JSON.parse(await network.run('status', '--json')) as Status;
  expect(processes.filter(({ state }) => state !== 'running')).toEqual([]);
  expect(processes.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['orderer0.bank', 'roadbook.bank', 'peer0.mutual']),
  );
  expect(JSON.parse(await network.run('doctor', '--json'))).toMatchObject({
    findings: expect.arrayContaining([expect.objectContaining({ about: 'channel', state: 'well' })]),
  });
});

test.each(['bank/clerk', 'mutual/desk'])(
  '%s finds what was there before and writes through its own peer',
  async (member) => {
    const own = `${member.split('/')[0]}/late`;
    expect(await standing(member, 'lender/early')).toBe('active');
    await register(member, own);
    expect(await standing('lender/desk', own)).toBe('active');
  },
);

test('the doors of its peer are as closed as those of the founders, and its service comes in', async () => {
  const service = identityOf(network.home, 'bank', 'service');
  for (const org of ['bank', 'mutual', 'lender']) {
    expect((await streamed(network.home, owner(), org, 'deliver')).said).toBe('FORBIDDEN');
    expect((await asked(network.home, owner(), org, 'cscc', 'GetConfigBlock', 'roadbook')).said).toContain(
      'access denied',
    );
    expect((await asked(network.home, service, org, 'qscc', 'GetChainInfo', 'roadbook')).said).toBe(
      'SUCCESS',
    );
  }
});

test.each(['bank/clerk', 'mutual/desk'])(
  '%s keeps private facts in a collection of its own',
  async (member) => {
    const paymentId = `note-of-${member.replace('/', '-')}`;
    await as(member, (on) => on.payment.note({ paymentId }, { text: 'for the repair' }));
    expect(await as(member, (on) => on.payment.readNote({ paymentId }))).toEqual({ text: 'for the repair' });
  },
);

test('the others know its peers', () => {
  const { peers } = JSON.parse(text('profiles', 'lender.json')) as { peers: { name: string }[] };
  expect(peers.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['peer0.bank.roadbook.test', 'peer0.mutual.roadbook.test']),
  );
});

test('the ledger knows them as what they are', async () => {
  const known = await as('registry/registrar', (on) => on.member.readOrganisation({ org: 'bank' }));
  expect(known).toMatchObject({
    org: 'bank',
    kind: 'lender',
    confers: ['lender', 'owner'],
    standing: 'active',
  });
});

test.each([
  [
    'to remove it',
    (old: string) => old.slice(0, old.indexOf('  - name: bank')),
    /bank is an organisation of the running channel/,
  ],
  [
    'to move its ports',
    (old: string) => old.replace('ports: 7500', 'ports: 7700'),
    /orderer0.bank is on the channel with port/,
  ],
  [
    'to take its orderer',
    (old: string) => old.replace('ports: 7500', 'ports: 7500\n    orderers: 0'),
    /no longer has it/,
  ],
])('%s is refused', async (_, change, message) => {
  const old = readFileSync(topology(), 'utf8');
  writeFileSync(topology(), change(old));
  await expect(network.run('up')).rejects.toThrow(message);
  writeFileSync(topology(), old);
});

test('after a stop all of them go on', async () => {
  await network.run('stop');
  await network.run('up');
  expect(await standing('bank/clerk', 'bank/late')).toBe('active');
  await register('mutual/desk', 'mutual/later');
  expect(await standing('bank/clerk', 'mutual/later')).toBe('active');
});

test('an organisation on a machine of its own joins by a file that goes from hand to hand', async () => {
  appendFileSync(topology(), newcomer);
  const file = join(elsewhere, 'fleet.json');
  const theirs = network.machine(elsewhere, 'fleet');
  const [some, all] = ['lender,insurer', 'manufacturer,lender,insurer,registry,bank,mutual'].map((names) =>
    network.machine(network.home, names),
  ) as [Raised['run'], Raised['run']];
  await expect(theirs('up')).rejects.toThrow(/first block is not in/);
  await theirs('join', 'request', 'fleet', file);
  await some('join', 'sign', file);
  await expect(some('join', 'submit', file)).rejects.toThrow(/signatures are missing: 2 more of/);
  await expect(theirs('join', 'enter', file)).rejects.toThrow(/not submitted yet/);
  await all('join', 'sign', file, '--as', 'manufacturer');
  await all('join', 'sign', file, '--as', 'bank');
  await all('join', 'submit', file);
  await all('join', 'submit', file);
  await expect(all('join', 'sign', file)).rejects.toThrow(/is on the channel with all that it asks for/);
  await theirs('join', 'enter', file);
  await theirs('up');
  await all('up');
  expect(await standing('fleet/desk', 'lender/early')).toBe('active');
  await register('fleet/desk', 'fleet/first');
  await as('fleet/desk', (on) => on.payment.note({ paymentId: 'note-of-fleet' }, { text: 'for the fleet' }));
  expect(await standing('lender/desk', 'fleet/first')).toBe('active');
});
