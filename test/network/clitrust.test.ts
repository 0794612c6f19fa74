import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { channelOf, packageEvidence, type Roadbook } from '@roadbook/gateway';
import { drivenCar, granted } from '../behaviour/evidence';
import { registered } from './planting';
import { realWorld } from './world';

jest.setTimeout(180_000);

const bin = join(__dirname, '../../apps/cli/bin/roadbook.js');
const folder = mkdtempSync(join(tmpdir(), 'roadbook-verify-'));
const world = realWorld();
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

const roadbook = (...line: readonly string[]): Promise<{ readonly exit: number; readonly out: string }> =>
  new Promise((done) => {
    const env = { ...process.env, NO_COLOR: '1', COLUMNS: '100' };
    execFile(process.execPath, [bin, ...line], { env, cwd: folder, maxBuffer: 2 ** 26 }, (error, out) =>
      done({ exit: error ? Number(error.code) : 0, out }),
    );
  });
const written = (name: string, held: unknown): string => {
  writeFileSync(join(folder, name), typeof held === 'string' ? held : JSON.stringify(held));
  return name;
};

test('the trust chain of a vehicle is read, and its certificate verified without the network', async () => {
  const vin = await registered(world);
  const chain = await roadbook('trust', vin, '--as', 'registry/buyer');
  expect(chain.exit).toBe(0);
  for (const text of ['Institutional', 'registry/owner', 'Technical', 'manufacturer', 'Economic'])
    expect(chain.out).toContain(text);
  const { out } = await roadbook('trust', vin, '--as', 'registry/buyer', '--json');
  expect(JSON.parse(out)).toMatchObject({
    ok: true,
    trust: { vin, institutional: { title: { owner: 'registry/owner' } } },
  });

  const printed = (
    await roadbook(
      'call',
      'vehicle.readCertificate',
      JSON.stringify({ vin }),
      '--as',
      'registry/buyer',
      '--json',
    )
  ).out;
  expect((await roadbook('verify', written('car.json', printed))).exit).toBe(0);
  expect(
    (await roadbook('verify', written('forged.json', printed.replace('"owners": 1', '"owners": 0')))).exit,
  ).toBe(1);
});

test('a vehicle that nobody knows has no chain', async () => {
  const { exit, out } = await roadbook('trust', world.vin(), '--as', 'registry/buyer', '--json');
  expect([exit, JSON.parse(out).error.code]).toEqual([1, 'NOT_FOUND']);
});

test('an evidence package is verified without the network, and a changed one is not', async () => {
  const driven = await drivenCar(world);
  const { insurer, slice, vin, frames } = driven;
  const grant = await granted(world, driven);
  const accessId = world.fresh('A');
  await insurer.on.consent.access({ ...grant, accessId, purpose: 'usageBasedInsurance', slice });
  const connection = insurer.on as unknown as Roadbook;
  const { deviceId, evidenceId } = slice;
  const pack = await packageEvidence(connection, { deviceId, evidenceId, frames, access: { vin, accessId } });
  const file = written('pack.json', pack);
  const { exit, out } = await roadbook('verify', file, '--channel', await channelOf(connection), '--json');
  expect([exit, JSON.parse(out)]).toMatchObject([
    0,
    { ok: true, kind: 'evidence package', pinned: true, vin },
  ]);
  const genesis = join(process.env['ROADBOOK_HOME'] ?? '', 'channel', 'genesis.block');
  expect((await roadbook('verify', file, '--channel', genesis)).out).toContain('evidence package: valid');
  const alone = await roadbook('verify', file, '--json');
  expect([alone.exit, JSON.parse(alone.out)]).toMatchObject([
    1,
    { ok: false, verdict: 'undecided', error: { code: 'UNDECIDED', facts: { failed: ['channel'] } } },
  ]);
  expect((await roadbook('verify', file)).out).toMatch(
    /evidence package: undecided[\s\S]*Still to do: Name the first block/,
  );
  const former = written('former.json', { ...pack, form: 'roadbook.evidence.v1' });
  expect((await roadbook('verify', former, '--channel', genesis)).exit).toBe(1);
  const elsewhere = await roadbook('verify', file, '--channel', '0'.repeat(64));
  expect(elsewhere.exit).toBe(1);
  const forged = written('forged-pack.json', { ...pack, vin: world.vin() });
  expect((await roadbook('verify', forged)).out).toContain('FAIL');
});
