import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const place = mkdtempSync(join(tmpdir(), 'roadbook-door-'));
const tree = join(place, 'tree');
afterAll(() => {
  rmSync(place, { recursive: true });
});

const find = (program: string) =>
  execFileSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).trim();
const real = ['sh', 'dirname', 'cmp', 'uname'] as const;

beforeAll(() => {
  for (const one of ['scripts', 'network/fabric', 'network/fabric-ca'])
    mkdirSync(join(tree, one), { recursive: true });
  for (const one of ['scripts/run', 'scripts/before', 'network/fabric/go.mod', 'network/fabric-ca/go.mod'])
    cpSync(join(root, one), join(tree, one), { recursive: true });
  writeFileSync(join(tree, 'package-lock.json'), '{}');
});

/** The first command on a machine that has these programs; a text is a program of one's own. */
function comes(
  programs: Readonly<Record<string, string | true>>,
  words: readonly string[],
  env: Record<string, string> = {},
) {
  const bin = mkdtempSync(join(place, 'bin-'));
  for (const name of real) symlinkSync(find(name), join(bin, name));
  for (const [name, text] of Object.entries(programs)) {
    rmSync(join(bin, name), { force: true });
    if (text === true) symlinkSync(name === 'node' ? process.execPath : find(name), join(bin, name));
    else {
      writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
      chmodSync(join(bin, name), 0o700);
    }
  }
  const all = { PATH: bin, HOME: place, XDG_CACHE_HOME: join(place, 'cache'), ...env };
  return spawnSync('/bin/sh', [join(tree, 'scripts', 'run'), ...words], { env: all, encoding: 'utf8' });
}

const go = (version: string) =>
  `case $1 in version) echo "go version go${version} linux/amd64" ;; env) echo ${place} ;; esac`;
const npm = 'echo "npm was asked: $*" >&2; exit 1';

test.each([
  ['an unknown system', { uname: 'echo Plan9' }, /Linux and macOS, and this is Plan9/, /WSL 2/],
  [
    'no Node',
    {},
    /node is not on PATH, and Roadbook needs Node\.js 24 or later with npm/,
    /install Node\.js 24/,
  ],
  ['an old Node', { node: 'echo 18.20.4', npm }, /Node\.js 18\.20\.4 is too old/, /install Node\.js 24/],
  ['no npm', { node: true as const }, /npm is not on PATH/, /the packages nodejs and npm/],
  [
    'no Go',
    { node: true as const, npm },
    /Fabric must be built, and Go is not on PATH/,
    /install Go 1\.25.*ROADBOOK_FABRIC_BIN/,
  ],
  ['an old Go', { node: true as const, npm, go: go('1.24.4') }, /Go 1\.24\.4 is too old/, /install Go 1\.25/],
  [
    'a Go that fails',
    { node: true as const, npm, go: 'echo broken >&2; exit 3' },
    /`go version` fails: broken/,
    /install Go/,
  ],
])(
  'start on a machine with %s says so before anything is begun, with the cure, as JSON too',
  (_, programs, what, cure) => {
    const { status, stdout, stderr } = comes(programs, ['start', '--json']);
    const told = JSON.parse(stdout);
    expect(told).toEqual({
      ok: false,
      error: { code: 'FAULT', message: expect.stringMatching(what), cure: expect.stringMatching(cure) },
    });
    expect(stderr).toBe(`error: ${told.error.message}\n  cure: ${told.error.cure}\n`);
    expect(status).toBe(1);
  },
);

test('what needs no Fabric needs no Go: it goes on to npm', () => {
  for (const words of [['test', '--fast'], ['status'], ['start', '--help']])
    expect(comes({ node: true, npm }, words).stderr).toMatch(
      /npm was asked: ci .*npm ci failed; its own message stands above/s,
    );
});

const failing = (why: string) => `${go('1.26.0')}\ncase $1 in build) echo "${why}" >&2; exit 1 ;; esac`;

test.each([
  ['dial tcp 192.0.2.1:443: connect: connection refused', /module proxy is out of reach/],
  ['go: go.mod requires go >= 1.25.0 (running go 1.24.0; GOTOOLCHAIN=local)', /install Go 1\.25/],
  ['write /tmp/x: no space left on device', /make room/],
  ['SECURITY ERROR', /altered a module/],
  ['compile: signal: killed', /memory/],
  ['x.go:1:1: syntax error', /the lines above say why/],
])('when Go fails with "%s" the cure is for that, and nothing is left in the cache', (why, cure) => {
  const { stdout } = comes({ node: true, npm: 'exec sleep 60', sleep: true, go: failing(why) }, [
    'up',
    '--json',
  ]);
  const { error } = JSON.parse(stdout);
  expect(error.message).toContain(`Go could not build Fabric 3.1.1:\n${why}`);
  expect(error.cure).toMatch(cure);
  const cache = join(place, 'cache', 'roadbook');
  const left = execFileSync('find', [cache, '-type', 'f'], { encoding: 'utf8' });
  expect([left, existsSync(join(tree, '.installing.json'))]).toEqual(['', false]);
});

describe('F2: the lowest Node is one number', () => {
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  const least = '24';
  const packages = ['.', 'chaincode', 'gateway', 'ledger', 'apps/api', 'apps/cli'];

  test.each(packages)('in the package %s', (folder) => {
    expect(JSON.parse(read(join(folder, 'package.json'))).engines).toEqual({ node: `>=${least}` });
  });

  test.each(['README.md', 'docs/start.md', 'gateway/README.md', 'scripts/run'])('in %s', (page) => {
    const named = [...read(page).matchAll(/Node(?:\.js)? (\d+)(?:\.\d+)* or later/g)].map(
      ([, number]) => number,
    );
    expect([...new Set(named)]).toEqual([least]);
  });

  test.each(['apps/cli/bin/roadbook.js', 'apps/api/bin/roadbook-api.js'])(
    '%s tells an older Node so, and what to do',
    (program) => {
      const older = "Object.defineProperty(process.versions, 'node', { value: '20.19.5' });";
      const { status, stderr } = spawnSync(
        process.execPath,
        ['-e', `${older} require(${JSON.stringify(join(root, program))})`],
        { encoding: 'utf8' },
      );
      expect(status).toBe(2);
      expect(stderr).toMatch(/needs Node\.js 24 or later, this is 20\.19\.5\.\n {2}cure: /);
    },
  );

  test('the gateway tells an older Node so before anything else is loaded', () => {
    const versions = Object.getOwnPropertyDescriptor(process, 'versions') ?? {};
    Object.defineProperty(process, 'versions', {
      ...versions,
      value: { ...process.versions, node: '22.13.0' },
    });
    try {
      jest.isolateModules(() => {
        expect(() => require('@roadbook/gateway') as unknown).toThrow(
          '@roadbook/gateway needs Node.js 24 or later, and this is 22.13.0. Cure: put Node.js 24 first on PATH',
        );
      });
    } finally {
      Object.defineProperty(process, 'versions', versions);
    }
  });
});
