import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { build, cached, holds, releases } from '../before/fabric';
import { hold } from '../before/lock';
import { Fault } from '../fault';
import { makeDirectory, repository } from '../home';
import { faint, say, step } from '../say';

type Release = (typeof releases)[number];

export type Programs = Readonly<Record<'peer' | 'orderer' | 'configtxgen' | 'fabric-ca-server', string>>;

/** Find Fabric's programs, or build them once for this user. */
export async function programs(): Promise<Programs> {
  const found: Record<string, string> = {};
  for (const release of releases) {
    const directory = given(release) ?? cached(release) ?? onPath(release) ?? (await make(release));
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
  holds(release, directory) &&
  release.programs.every((program) => versionOf(join(directory, program)) === release.version);

function given(release: Release): string | undefined {
  const directory = process.env.ROADBOOK_FABRIC_BIN;
  if (!directory) return undefined;
  if (fits(release, directory)) return directory;
  // The official archives are two, Fabric and Fabric CA: a directory with one of them alone is fine.
  const others = releases.filter((other) => other !== release);
  if (
    !release.programs.some((program) => existsSync(join(directory, program))) &&
    others.some((other) => fits(other, directory))
  )
    return undefined;
  throw new Fault(
    `ROADBOOK_FABRIC_BIN=${directory} does not hold ${release.title} ${release.version} (${release.programs.join(', ')})`,
    'name a directory with the official binaries of that version, or unset it: then they are built from ' +
      'source',
  );
}

const onPath = (release: Release) =>
  (process.env.PATH ?? '').split(delimiter).find((entry) => entry && fits(release, entry));

async function make(release: Release): Promise<string> {
  const title = `build ${release.title} ${release.version} from source, once for this user (a minute or two on a quiet machine)`;
  await step(title, async () => {
    const trouble = await build(release, repository, (line) => say(faint(line)));
    if (trouble) throw new Fault(trouble.what, trouble.cure);
  });
  return cached(release) ?? '';
}

/** One at a time among all processes of this user; a holder that died does not block. */
export async function locked<T>(file: string, work: () => Promise<T>, patience = 15 * 60_000): Promise<T> {
  makeDirectory(dirname(file));
  const { free, holder } = await hold(file, say, patience);
  if (!free) throw new Fault(`process ${holder} holds ${file}`, 'wait for it to end, then run this again');
  try {
    return await work();
  } finally {
    free();
  }
}
