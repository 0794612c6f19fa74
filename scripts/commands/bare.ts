import { execFileSync, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { Fault } from '../fault';
import { repository } from '../home';
import { answer, say, seconds } from '../say';

/** What a machine has that nobody has prepared; no compiler is among it. */
const tools = [
  ...['sh', 'env', 'uname', 'dirname', 'basename', 'cmp', 'cat', 'cp', 'mv', 'ln', 'ls', 'mkdir', 'mktemp', 'chmod', 'rm'],
  ...['sed', 'grep', 'find', 'sort', 'head', 'tail', 'cut', 'tr', 'wc', 'id', 'date', 'sleep', 'tar', 'gzip'],
  ...['git', 'node', 'npm', 'go'],
];
const compilers = ['cc', 'gcc', 'c99', 'clang', 'g++', 'c++'];

const entries = () => (process.env['PATH'] ?? '').split(delimiter).filter((entry) => entry && !entry.includes('node_modules'));
const find = (program: string) =>
  entries()
    .map((entry) => join(entry, program))
    .find((file) => existsSync(file));
function mustFind(program: string): string {
  const found = find(program);
  if (!found) throw new Fault(`${program} is not on PATH`, `install ${program}, then run this again`);
  return found;
}

const says = (command: string, ...args: readonly string[]) => execFileSync(command, args, { encoding: 'utf8' }).trim();

/** How this machine reaches the registries of npm and Go; nothing else of the environment is taken along. */
function reach(): Record<string, string> {
  const taken = ['http_proxy', 'https_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'NODE_EXTRA_CA_CERTS'];
  const given = taken.flatMap((name) => (process.env[name] ? [[name, process.env[name]] as const] : []));
  const go = (['GOPROXY', 'GOSUMDB', 'GONOSUMDB'] as const).map((name) => [name, says(mustFind('go'), 'env', name)] as const);
  const registry = says(mustFind('npm'), 'config', 'get', 'registry');
  return Object.fromEntries([...given, ...go, ['npm_config_registry', registry] as const].filter(([, value]) => value));
}

const settings = () => ({ ...reach(), ROADBOOK_PORT_OFFSET: process.env['ROADBOOK_PORT_OFFSET'] ?? '12000' });

/** What is played there, in the clone: each line is a step, and the first that fails is the last. */
const steps = (tests: boolean) => [
  ...[`for compiler in ${compilers.join(' ')}; do ! command -v $compiler || exit 9; done`, './scripts/start --json >/dev/null'],
  ...['./scripts/doctor --json >/dev/null', './scripts/start --json >/dev/null', './scripts/stop --json >/dev/null'],
  ...(tests ? ['./scripts/test --fast --json >/dev/null'] : []),
  './scripts/reset --yes --json >/dev/null',
];

type Played = { readonly step: string; readonly seconds: number };

/** The steps as a script that marks the beginning of each with a line of its own, and leaves nothing running, however it ends. */
const script = (tree: string, tests: boolean) =>
  [
    ...['set -e', 'umask 022', `cd ${tree}`, "trap 'exit 130' INT TERM"],
    "trap 'ended=$?; ROADBOOK_BUILT=1 ./scripts/reset --yes >/dev/null 2>&1 || true; exit $ended' EXIT",
    ...steps(tests).flatMap((step, at) => [`echo "@${at} $(date +%s)"`, step]),
    'echo "@end $(date +%s)"',
  ].join('\n');

function play(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  tests: boolean,
): Promise<Played[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', process.stderr] });
    let told = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      told += part;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      const begun = [...told.matchAll(/^@\S+ (\d+)$/gm)].map(([, at]) => Number(at));
      const played = begun.slice(1).map((at, index) => ({ step: steps(tests)[index] ?? '', seconds: at - (begun[index] ?? at) }));
      const failed = steps(tests)[played.length] ?? 'the end';
      if (code === 0) resolve(played);
      else
        reject(
          new Fault(`without a compiler this ended with ${code}: ${failed}\n${told.slice(-2000)}`, 'what it said stands above'),
        );
    });
  });
}

/** In a PATH of a few programs, as this user; Fabric is built anew, out of what Go has already compiled for this user. */
async function inBarePath(place: string): Promise<Played[]> {
  const bin = join(place, 'bin');
  mkdirSync(bin);
  for (const tool of tools) symlinkSync(mustFind(tool), join(bin, tool));
  says('git', 'clone', '--quiet', '--no-local', repository, join(place, 'tree'));
  const caches = Object.fromEntries(['GOCACHE', 'GOMODCACHE'].map((name) => [name, says(mustFind('go'), 'env', name)]));
  const home = join(place, 'user');
  mkdirSync(home);
  const own = { HOME: home, PATH: bin, TMPDIR: place, ...caches, ...settings() };
  return await play(join(bin, 'sh'), ['-c', script(join(place, 'tree'), false)], own, false);
}

/** Why a root of Debian's packages cannot be made here. */
function hindrance(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'a root of its own takes Linux and root';
  for (const program of ['unshare', 'chroot', 'mount']) if (!find(program)) return `${program} is not on PATH`;
  if (!find('debootstrap') && !find('apt-get')) return 'neither debootstrap nor apt-get is on PATH';
  return undefined;
}

/** debootstrap, from its package if it is not installed; its files go with the place. */
function debootstrap(place: string): { command: string; env: Record<string, string> } {
  const installed = find('debootstrap');
  if (installed) return { command: installed, env: {} };
  execFileSync('apt-get', ['download', 'debootstrap'], { cwd: place, stdio: ['ignore', process.stderr, process.stderr] });
  execFileSync('sh', ['-c', 'dpkg-deb -x debootstrap_*.deb debootstrap'], { cwd: place });
  return {
    command: join(place, 'debootstrap', 'usr', 'sbin', 'debootstrap'),
    env: { DEBOOTSTRAP_DIR: join(place, 'debootstrap', 'usr', 'share', 'debootstrap') },
  };
}

const suite = () => {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return (/^ID=debian$/m.test(release) && /^VERSION_CODENAME=(\w+)$/m.exec(release)?.[1]) || 'trixie';
};

/** The smallest Debian with git; Node, npm and Go are copied from this machine, for not every Debian has them new enough. */
function makeRoot(place: string): string {
  const root = join(place, 'root');
  const { command, env } = debootstrap(place);
  const mirror = process.env['ROADBOOK_DEBIAN_MIRROR'] ?? 'http://deb.debian.org/debian';
  const args = ['--variant=minbase', '--include=git,ca-certificates,libstdc++6', suite(), root, mirror];
  execFileSync(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', process.stderr, process.stderr] });
  const local = join(root, 'usr', 'local');
  cpSync(says(mustFind('go'), 'env', 'GOROOT'), join(local, 'go'), { recursive: true, verbatimSymlinks: true });
  cpSync(realpathSync(mustFind('node')), join(local, 'bin', 'node'));
  cpSync(dirname(dirname(realpathSync(mustFind('npm')))), join(local, 'lib', 'node_modules', 'npm'), { recursive: true });
  symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', join(local, 'bin', 'npm'));
  for (const file of ['/etc/resolv.conf', '/etc/hosts', '/etc/ssl/certs/ca-certificates.crt'])
    if (existsSync(file)) cpSync(file, join(root, file), { dereference: true });
  execFileSync('chroot', [root, 'useradd', '--create-home', 'driver']);
  says('git', 'clone', '--quiet', '--no-local', repository, join(root, 'home', 'driver', 'tree'));
  execFileSync('chroot', [root, 'chown', '-R', 'driver:driver', '/home/driver']);
  return root;
}

/** In namespaces of its own for mounts and processes: whatever is mounted or left running there goes with it. */
async function inBareRoot(place: string): Promise<Played[]> {
  const root = makeRoot(place);
  const path = '/usr/local/go/bin:/usr/local/bin:/usr/bin:/bin';
  writeFileSync(join(root, 'home', 'driver', 'play.sh'), script('/home/driver/tree', true));
  const enter = `exec ${mustFind('chroot')} --userspec=driver:driver ${root} /usr/bin/env PATH=${path} sh /home/driver/play.sh`;
  const inside = `mount -t proc proc ${root}/proc && mount --rbind /dev ${root}/dev && ${enter}`;
  const own = { ...settings(), HOME: '/home/driver', PATH: process.env['PATH'] ?? '' };
  return await play(mustFind('unshare'), ['--mount', '--pid', '--fork', '--kill-child', 'sh', '-c', inside], own, true);
}

/** Whether the first command keeps its promise on a machine without a compiler. What cannot be tried here is said, and is no failure. */
export async function bare(json: boolean, short: boolean) {
  const began = performance.now();
  const skipped = short ? undefined : hindrance();
  if (skipped) return answer(json, { ok: true, skipped }, () => `skipped: ${skipped}; --short tries it with a bare PATH`);
  if (says('git', '-C', repository, 'status', '--porcelain')) say('what is not committed is not in the clone');
  const place = mkdtempSync(join(tmpdir(), 'roadbook-bare-'));
  // Another user reads what is made there.
  process.umask(0o022);
  try {
    const played = await (short ? inBarePath(place) : inBareRoot(place));
    const lines = played.map(({ step, seconds: taken }) => `${String(taken).padStart(5)} s  ${step}`);
    answer(json, { ok: true, root: short ? 'PATH' : suite(), played }, () => `${lines.join('\n')}\nwell, in ${seconds(began)}`);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
