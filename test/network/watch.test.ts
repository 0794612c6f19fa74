import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Status } from '../../scripts/commands/status';
import type { Finding } from '../../scripts/health/finding';
import { birthOf } from '../../scripts/node/processes';
import { type Raised, raise } from './raise';

jest.setTimeout(400_000);

let network: Raised;
beforeAll(async () => {
  network = await raise({ agenda: true, watch: true });
});
afterAll(() => network?.lower());

const status = async () => JSON.parse(await network.run('status', '--json')) as Status;
const processOf = async (id: string) => (await status()).processes.find((one) => one.id === id);

/** What doctor finds, whatever it ends with. */
const findings = async (): Promise<readonly Finding[]> => {
  const text = await new Promise<string>((done) => {
    const options = { env: { ...process.env, ...network.env, NO_COLOR: '1' } };
    execFile(join(__dirname, '..', '..', 'scripts', 'doctor'), ['--json'], options, (_, stdout) =>
      done(stdout),
    );
  });
  return (JSON.parse(text) as { findings: readonly Finding[] }).findings;
};

/** Until another process bears the id, and answers. */
async function another(id: string, than: number): Promise<number> {
  for (;;) {
    const { pid } = (await processOf(id)) ?? {};
    if (pid !== undefined && pid !== than) return pid;
    await sleep(500);
  }
}

const pidOf = async (id: string): Promise<number> => (await processOf(id))?.pid ?? 0;

test.each(['peer0.lender', 'orderer0.registry', 'roadbook.insurer', 'ca.manufacturer', 'agenda.lender'])(
  '%s is started again when it was killed, once, and status says so',
  async (id) => {
    const before = await pidOf(id);
    expect(before).toBeGreaterThan(0);
    process.kill(before, 'SIGKILL');
    const after = await another(id, before);
    expect(birthOf(after)).toBeDefined();
    await sleep(4_000);
    expect(await pidOf(id)).toBe(after);
    expect((await processOf(id))?.revived).toMatchObject({ why: 'it had died' });
    expect(await network.run('logs', 'watch')).toContain(`${id} was started again`);
  },
);

test.each(['peer0.registry', 'ca.lender', 'agenda.insurer'])(
  '%s is started again when it hangs, and doctor names it meanwhile',
  async (id) => {
    const before = await pidOf(id);
    process.kill(before, 'SIGSTOP');
    const named = (await findings()).filter(({ process: found }) => found === id);
    if (id.startsWith('agenda')) expect(named.every(({ what }) => what.startsWith(id))).toBe(true);
    else expect(named).toMatchObject([{ state: 'fault', what: expect.stringMatching(`^${id} hangs`) }]);
    await another(id, before);
    expect(birthOf(before)).toBeUndefined();
  },
);

test('up ends what hangs and starts it again, without the watcher too', async () => {
  const watcher = await pidOf('watch');
  process.kill(watcher, 'SIGKILL');
  const hung = await Promise.all(
    ['ca.registry', 'orderer0.lender'].map(async (id) => [id, await pidOf(id)] as const),
  );
  for (const [, pid] of hung) process.kill(pid, 'SIGSTOP');
  await network.run('up', '--json');
  for (const [id, pid] of hung) expect(await pidOf(id)).not.toBe(pid);
  const now = await status();
  expect(now.processes.filter(({ state }) => state !== 'running')).toEqual([]);
});

test('a second watcher takes the place of the first; stop ends it before the others', async () => {
  const before = await pidOf('watch');
  const second = spawn(join(__dirname, '..', '..', 'scripts', 'watch'), {
    env: { ...process.env, ...network.env },
    stdio: 'ignore',
  });
  const gone = once(second, 'exit');
  const after = await another('watch', before);
  expect(birthOf(before)).toBeUndefined();
  const all = (await status()).processes.flatMap(({ pid }) => pid ?? []);
  await network.run('stop', '--json');
  await gone;
  await sleep(4_000);
  expect([...all, after].filter((pid) => birthOf(pid) !== undefined)).toEqual([]);
});
