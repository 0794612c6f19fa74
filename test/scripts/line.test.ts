import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'roadbook-line-'));
const run = join(__dirname, '../../scripts/run');

function ends(line: string, built = '1') {
  const env = { ...process.env, ROADBOOK_HOME: join(folder, 'home'), ROADBOOK_BUILT: built };
  const { status, stdout, stderr } = spawnSync(run, line.split(' '), { env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

beforeAll(() => {
  expect(ends('help', '').status).toBe(0);
}, 120_000);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

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
  (line, message) => {
    const { status, stdout, stderr } = ends(`${line} --json`);
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
  (line) => {
    const { status, stdout } = ends(`${line} --json`);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      error: { code: 'FAULT', cure: expect.stringMatching(/start/) },
    });
  },
);

test('help names every command, and each tells its usage, in words and as JSON', () => {
  const { commands } = JSON.parse(ends('help --json').stdout) as { commands: { usage: string }[] };
  const names = commands.map(({ usage }) => usage.split(/[ /]/)[1] ?? '');
  expect(names).toContain('start');
  for (const line of ['help', '--help']) {
    const told = ends(line).stdout;
    for (const { usage } of commands) expect(told).toContain(usage);
  }
  for (const name of names) {
    expect(JSON.parse(ends(`${name} --help --json`).stdout)).toMatchObject({
      ok: true,
      usage: expect.stringContaining(name),
    });
    expect(ends(`${name} --help`)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(`scripts/${name}`),
    });
  }
}, 60_000);
