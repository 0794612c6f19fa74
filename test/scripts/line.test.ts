import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runLine } from '../../scripts/commands/line';

const folder = mkdtempSync(join(tmpdir(), 'roadbook-line-'));
const run = join(__dirname, '../../scripts/run');

/** A line as the shell runs it: built first, unless it is said to be. */
function shell(line: string, built = '1') {
  const env = { ...process.env, ROADBOOK_HOME: join(folder, 'home'), ROADBOOK_BUILT: built };
  const { status, stdout, stderr } = spawnSync(run, line.split(' '), { env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

/** The same line as the program carries it out, in this process: a process each takes most of a second. */
async function ends(line: string) {
  const told = { stdout: '', stderr: '' };
  const hear = (out: 'stdout' | 'stderr') =>
    jest.spyOn(process[out], 'write').mockImplementation((text) => {
      told[out] += String(text);
      return true;
    });
  const heard = [hear('stdout'), hear('stderr')];
  process.exitCode = 0;
  try {
    await runLine(line.split(' '));
    return { status: process.exitCode, ...told };
  } finally {
    process.exitCode = undefined;
    for (const one of heard) one.mockRestore();
  }
}

const home = process.env['ROADBOOK_HOME'];
beforeAll(() => {
  process.env['ROADBOOK_HOME'] = join(folder, 'home');
  expect(shell('help', '').status).toBe(0);
}, 120_000);
afterAll(() => {
  if (home === undefined) delete process.env['ROADBOOK_HOME'];
  else process.env['ROADBOOK_HOME'] = home;
  rmSync(folder, { recursive: true });
});

test.each(['help --json', 'stop now --json', 'logs --json', 'enrol --help', 'api token lender/anna/garage'])(
  'scripts/%s ends in a shell as it ends in the program',
  async (line) => {
    expect(shell(line)).toEqual(await ends(line));
  },
);

test.each([
  ['strat', /there is no scripts\/strat/],
  ['toString', /there is no scripts\/toString/],
  ['stop --now', /Unknown option '--now'/],
  ['stop now', /knows nothing of now/],
  ['reset manufacturer --yes', /knows nothing of manufacturer/],
  ['logs peer0.lender more', /knows nothing of more/],
  ['logs --lines few', /--lines is no count/],
  ['logs --follow', /no JSON document/],
  ['deploy', /the folder is missing/],
  ['deploy here --name Big', /--name Big is no chaincode name/],
  ['enrol', /<organisation>\/<user> is missing/],
  ['enrol nobody/anna --role owner', /no organisation nobody/],
  ['enrol lender/an%na --role owner', /an%na is no name of a member/],
  ['enrol lender/anna/garage --role owner', /lender\/anna\/garage names no user/],
  ['enrol lender --role owner', /lender names no user/],
  ['revoke lender/anna/', /lender\/anna\/ names no user/],
  ['revoke lender', /lender names no user/],
  ['revoke nobody/anna', /no organisation nobody/],
  ['api token lender/anna/garage', /lender\/anna\/garage is nothing to do/],
  ['api revoke lender/anna/garage', /lender\/anna\/garage is nothing to do/],
  ['join', /join \(nothing\) is no step/],
  ['join leave', /join leave is no step/],
  ['join sign', /the file is missing/],
  ['api token', /token is nothing to do/],
  ['bench --rounds 0', /--rounds 0 is not possible/],
  ['bench --only nothing', /there is no such row/],
])(
  'scripts/%s is wrong usage: exit code 2, one JSON error with the cure, the same in words',
  async (line, message) => {
    const { status, stdout, stderr } = await ends(`${line} --json`);
    expect(status).toBe(2);
    const told = JSON.parse(stdout);
    expect(told).toEqual({
      ok: false,
      error: { code: 'USAGE', message: expect.stringMatching(message), cure: expect.any(String) },
    });
    expect(stderr).toBe(`error: ${told.error.message}\n  cure: ${told.error.cure}\n`);
  },
);

test.each(['deploy . --name mine', 'enrol lender/anna --role owner', 'logs', 'logs peer9'])(
  'scripts/%s without a network is a fault with a cure: exit code 1',
  async (line) => {
    const { status, stdout } = await ends(`${line} --json`);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      error: { code: 'FAULT', cure: expect.stringMatching(/start/) },
    });
  },
);

test('help names every command, and each tells its usage, in words and as JSON', async () => {
  const { commands } = JSON.parse((await ends('help --json')).stdout) as { commands: { usage: string }[] };
  const names = commands.map(({ usage }) => usage.split(/[ /]/)[1] ?? '');
  expect(names).toContain('start');
  for (const line of ['help', '--help']) {
    const told = (await ends(line)).stdout;
    for (const { usage } of commands) expect(told).toContain(usage);
  }
  for (const name of names) {
    expect(JSON.parse((await ends(`${name} --help --json`)).stdout)).toMatchObject({
      ok: true,
      usage: expect.stringContaining(name),
    });
    expect(await ends(`${name} --help`)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(`scripts/${name}`),
    });
  }
});
