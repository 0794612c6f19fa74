import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

jest.setTimeout(240_000);

const bin = join(__dirname, '../../apps/cli/bin/roadbook.js');
const salt = Date.now().toString(36);

type Ended = { readonly exit: number; readonly out: string; readonly err: string };

const roadbook = (...line: readonly string[]): Promise<Ended> =>
  new Promise((done) => {
    const env = { ...process.env, NO_COLOR: '1', COLUMNS: '100' };
    execFile(process.execPath, [bin, ...line], { env, maxBuffer: 2 ** 26 }, (error, out, err) => {
      done({ exit: error ? Number(error.code) : 0, out, err });
    });
  });

const documentOf = ({ out }: Ended) => JSON.parse(out);
const someone = `lender/anna-${salt}`;

test('somebody is enrolled, registered, found in the events and explained', async () => {
  const enrolled = documentOf(await roadbook('enrol', someone, '--role', 'owner', '--json'));
  expect(enrolled).toMatchObject({ ok: true, fresh: true, role: 'owner' });
  expect(existsSync(join(enrolled.directory, 'key.pem'))).toBe(true);
  expect(documentOf(await roadbook('enrol', someone, '--json'))).toMatchObject({
    ok: true,
    fresh: false,
    role: 'owner',
  });
  const who = documentOf(await roadbook('call', 'member.whoAmI', '--as', someone, '--json'));
  expect(who).toMatchObject({ ok: true, result: { member: someone, role: 'owner', staff: false } });

  const request = JSON.stringify({ member: someone, role: 'owner' });
  const tried = documentOf(
    await roadbook('call', 'member.register', request, '--as', 'lender/desk', '--dry-run', '--json'),
  );
  expect(tried).toMatchObject({
    ok: true,
    dryRun: true,
    writes: [{ kind: 'member' }],
    facts: [{ name: 'MemberRegistered', member: someone }],
  });
  const nobody = await roadbook(
    'call',
    'member.read',
    JSON.stringify({ member: someone }),
    '--as',
    'lender/desk',
    '--json',
  );
  expect(nobody.exit).toBe(1);
  expect(documentOf(nobody).error).toMatchObject({
    code: 'NOT_FOUND',
    facts: { id: someone },
    cure: expect.any(String),
  });

  const done = documentOf(
    await roadbook('call', 'member.register', request, '--as', 'lender/desk', '--json'),
  );
  expect(done).toMatchObject({
    ok: true,
    txId: expect.stringMatching(/^[0-9a-f]{64}$/),
    block: expect.any(Number),
  });
  const { out } = await roadbook('explain', done.txId);
  for (const text of ['VALID', 'lender/desk (lender)', 'member.register', 'MemberRegistered', someone])
    expect(out).toContain(text);
  expect(documentOf(await roadbook('outcome', done.txId, '--as', someone, '--json'))).toMatchObject({
    outcome: { txId: done.txId, valid: true, block: done.block },
  });
  const told = await roadbook('explain', done.txId, '--as', someone, '--json');
  expect([told.exit, documentOf(told).error]).toEqual([
    2,
    expect.objectContaining({ code: 'SERVICES_ONLY', cure: expect.stringContaining('--as lender/service') }),
  ]);
  expect(documentOf(await roadbook('events', '--as', 'lender/desk', '--json')).error.code).toBe(
    'SERVICES_ONLY',
  );
  const { events } = documentOf(
    await roadbook('events', '--from', String(done.block), '--fact', 'MemberRegistered', '--json'),
  );
  expect(events).toContainEqual(
    expect.objectContaining({
      txId: done.txId,
      facts: [{ name: 'MemberRegistered', member: someone, role: 'owner' }],
    }),
  );
});

test('a refusal by the contract ends with 1, its sentence and its cure', async () => {
  const request = JSON.stringify({ member: 'insurer/somebody', role: 'owner' });
  const { exit, err } = await roadbook('call', 'member.register', request, '--as', 'lender/desk');
  expect(exit).toBe(1);
  expect(err).toMatch(/^error: \S/);
  expect(err).toMatch(/^ {2}cure: \S/m);
  expect(err).toContain('NOT_ITS_ORGANISATION');
  expect(err).not.toMatch(/^\s+at /m);
});

test('a wrong secret is refused by the certificate authority', async () => {
  const file = join(tmpdir(), `roadbook-secret-${salt}`);
  writeFileSync(file, 'wrong', { mode: 0o600 });
  const ended = await roadbook('enrol', `lender/bert-${salt}`, '--secret', `@${file}`, '--json');
  expect(ended.exit).toBe(1);
  expect(documentOf(ended).error.code).toBe('ENROLMENT_REFUSED');
});

test('status sees every peer and hears the contract', async () => {
  const seen = documentOf(await roadbook('status', '--json'));
  expect(seen).toMatchObject({ ok: true, contract: { answers: true } });
  expect(seen.peers.every((peer: { answers: boolean }) => peer.answers)).toBe(true);
  expect(seen.users.lender).toContainEqual(expect.objectContaining({ user: 'desk', role: 'lender' }));
});

test('a transaction that nobody knows is told as unknown', async () => {
  const ended = await roadbook('explain', 'a'.repeat(64), '--json');
  expect(ended.exit).toBe(4);
  expect(documentOf(ended).error.code).toBe('TRANSACTION_UNKNOWN');
});
