import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from './fault';
import { makeDirectory, readJson, repository, writePrivate } from './home';
import { birthOf } from './processes';
import { faint, say, seconds, step } from './say';

type Release = {
  readonly title: string;
  readonly version: string;
  readonly module: string;
  readonly programs: readonly string[];
  readonly flags: readonly string[];
  readonly needs: readonly string[];
};

const releases: readonly Release[] = [
  {
    title: 'Fabric',
    version: '3.1.1',
    module: 'fabric',
    programs: ['peer', 'orderer', 'configtxgen'],
    flags: ['-ldflags', '-X github.com/hyperledger/fabric/common/metadata.Version=v3.1.1'],
    needs: ['go'],
  },
  {
    title: 'Fabric CA',
    version: '1.5.21',
    module: 'fabric-ca',
    programs: ['fabric-ca-server'],
    flags: ['-ldflags', '-X github.com/hyperledger/fabric-ca/metadata.Version=v1.5.21'],
    needs: ['go', 'gcc'],
  },
];

export type Programs = Readonly<Record<'peer' | 'orderer' | 'configtxgen' | 'fabric-ca-server', string>>;

/** Find Fabric's programs, or build them once for this user. */
export async function programs(): Promise<Programs> {
  const found: Record<string, string> = {};
  for (const release of releases) {
    const directory = given(release) ?? cached(release) ?? onPath(release) ?? (await build(release));
    for (const program of release.programs) found[program] = join(directory, program);
  }
  return found as Programs;
}

/** Where the programs are, without building any. */
export function programsFound(): { title: string; version: string; directory: string | undefined }[] {
  return releases.map((release) => {
    const directory = given(release) ?? cached(release) ?? onPath(release);
    return { title: release.title, version: release.version, directory };
  });
}

const holds = (release: Release, directory: string) => release.programs.every((program) => existsSync(join(directory, program)));

function versionOf(program: string): string | undefined {
  const args = program.endsWith('configtxgen') ? ['-version'] : ['version'];
  try {
    const text = execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    return /Version: v?(\S+)/.exec(text)?.[1];
  } catch {
    return undefined;
  }
}

const fits = (release: Release, directory: string) =>
  holds(release, directory) && release.programs.every((program) => versionOf(join(directory, program)) === release.version);

function given(release: Release): string | undefined {
  const directory = process.env.ROADBOOK_FABRIC_BIN;
  if (!directory) return undefined;
  if (fits(release, directory)) return directory;
  // The official archives are two, Fabric and Fabric CA: a directory with one of them alone is fine.
  const others = releases.filter((other) => other !== release);
  if (!release.programs.some((program) => existsSync(join(directory, program))) && others.some((other) => fits(other, directory)))
    return undefined;
  throw new Fault(
    `ROADBOOK_FABRIC_BIN=${directory} does not hold ${release.title} ${release.version} (${release.programs.join(', ')})`,
    'name a directory with the official binaries of that version, or unset it: then they are built from source',
  );
}

const cacheDirectory = ({ module, version }: Release) =>
  join(
    process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
    'roadbook',
    `${module}-${version}-${process.platform}-${process.arch}`,
  );

function cached(release: Release): string | undefined {
  const bin = join(cacheDirectory(release), 'bin');
  return holds(release, bin) ? bin : undefined;
}

const onPath = (release: Release) => (process.env.PATH ?? '').split(delimiter).find((entry) => entry && fits(release, entry));

const curesOf: Readonly<Record<string, string>> = {
  go: 'install Go 1.25 or later (https://go.dev/dl, or your package manager: golang) so that `go version` works, then run this again. Without Go: put the official binaries in a directory and set ROADBOOK_FABRIC_BIN to it',
  gcc: "install a C compiler (Debian, Ubuntu: apt install gcc libc6-dev; macOS: xcode-select --install), then run this again: the CA's embedded SQLite is C",
};

async function build(release: Release): Promise<string> {
  for (const need of release.needs)
    if (!(process.env.PATH ?? '').split(delimiter).some((entry) => existsSync(join(entry, need))))
      throw new Fault(
        `${release.title} ${release.version} must be built and ${need} is missing`,
        curesOf[need] ?? `install ${need}`,
      );
  const home = makeDirectory(cacheDirectory(release));
  const bin = join(home, 'bin');
  await locked(join(home, 'building.json'), async () => {
    if (holds(release, bin)) return;
    await step(
      `build ${release.title} ${release.version} from source, once for this user (a minute or two on a quiet machine)`,
      async () => {
        const draft = mkdtempSync(join(home, 'draft-'));
        try {
          await compile(release, draft);
          renameSync(draft, bin);
        } finally {
          rmSync(draft, { recursive: true, force: true });
        }
      },
    );
  });
  return bin;
}

async function compile(release: Release, output: string) {
  const began = performance.now();
  const args = ['build', '-v', '-trimpath', '-buildvcs=false', '-mod=readonly', ...release.flags, '-o', `${output}/`, 'tool'];
  const cwd = join(repository, 'network', release.module);
  const child = spawn('go', args, {
    cwd,
    env: { ...process.env, GOFLAGS: '', CGO_ENABLED: '1' },
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  const lines: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (part: string) => lines.push(...part.split('\n').filter(Boolean)));
  const tick = setInterval(() => {
    const downloads = lines.filter((line) => line.startsWith('go: downloading')).length;
    say(
      faint(`  ${release.title}: ${downloads} modules fetched, ${lines.length - downloads} packages compiled, ${seconds(began)}`),
    );
  }, 5000);
  const code = await new Promise<number | null>((resolve, reject) => child.on('close', resolve).on('error', reject)).finally(() =>
    clearInterval(tick),
  );
  if (code !== 0)
    throw new Fault(
      `Go could not build ${release.title} ${release.version}:\n${lines.slice(-12).join('\n')}`,
      'most often the module proxy is out of reach (see `go env GOPROXY`) or Go is older than 1.25 (`go version`)',
    );
}

/** One at a time among all processes of this user; a holder that died does not block. */
export async function locked<T>(file: string, work: () => Promise<T>, patience = 15 * 60_000): Promise<T> {
  const holder = () => {
    const known = readJson<{ pid: number; born: string }>(file);
    return known && known.pid !== process.pid && birthOf(known.pid) === known.born ? known.pid : undefined;
  };
  let told = false;
  for (const until = performance.now() + patience; ; await sleep(300)) {
    const other = holder();
    if (other === undefined) break;
    if (!told) say(`waiting for process ${other}, which is at work on the same thing`);
    told = true;
    if (performance.now() > until) throw new Fault(`process ${other} holds ${file}`, 'wait for it to end, then run this again');
  }
  writePrivate(file, JSON.stringify({ pid: process.pid, born: birthOf(process.pid) }));
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
