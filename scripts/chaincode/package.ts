import { createHash } from 'node:crypto';
import {
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { gzip, tar } from './archive';
import { rename } from '../disk';
import { Fault } from '../fault';
import { type Home, makeDirectory, repository, writePrivate } from '../home';

/** A chaincode as it was packed: what runs is this copy, whatever happens to the folder later. */
export type Packed = {
  readonly name: string;
  readonly label: string;
  readonly packageId: string;
  readonly packageFile: string;
  readonly folder: string;
  readonly modules: readonly string[];
};

const skipped = new Set(['node_modules', '.git', 'test', 'tests', '.tsbuildinfo']);

function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(
      (entry) => !skipped.has(entry.name) && !entry.name.endsWith('.map') && !entry.name.endsWith('.d.ts'),
    )
    .flatMap((entry) =>
      entry.isDirectory()
        ? filesOf(join(folder, entry.name))
        : entry.isFile()
          ? [join(folder, entry.name)]
          : [],
    )
    .sort();
}

/**
 * What is run: package.json, the folder of `main`, Fabric's META-INF. The lock file counts too, for it
 * decides the dependencies.
 */
export function partsOf(folder: string): { files: string[]; lock: string | undefined } {
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest))
    throw new Fault(
      `${folder} is no Node chaincode: it has no package.json`,
      'name the folder that holds it',
    );
  const main = (JSON.parse(readFileSync(manifest, 'utf8')) as { main?: string }).main;
  if (!main) throw new Fault(`${manifest} has no "main"`, 'let it name the file that exports `contracts`');
  if (!existsSync(join(folder, main)))
    throw new Fault(
      `${join(folder, main)} does not exist`,
      'compile the chaincode first (for TypeScript usually: npm run build)',
    );
  const top = main.replace(/^\.\//, '').split('/')[0] ?? '';
  const code = statSync(join(folder, top)).isDirectory()
    ? filesOf(join(folder, top))
    : filesOf(folder).filter((file) => /\.(c?js|json)$/.test(file));
  const meta = ['META-INF', 'contract-metadata']
    .map((name) => join(folder, name))
    .filter((name) => existsSync(name));
  const files = [...new Set([manifest, ...code, ...meta.flatMap(filesOf)])].sort();
  const lock = [folder, repository]
    .map((place) => join(place, 'package-lock.json'))
    .find((file) => existsSync(file));
  return { files, lock };
}

/** The node_modules folders that Node would search for this folder, nearest first. */
export function modulesOf(folder: string): string[] {
  const found: string[] = [];
  for (let at = realpathSync(folder); ; at = dirname(at)) {
    const modules = join(at, 'node_modules');
    if (existsSync(modules)) found.push(modules);
    if (at === dirname(at)) return found;
  }
}

/**
 * What the topology tells a chaincode that asks for it by a file of this name beside its code. It counts as
 * code: who disagrees packs another package.
 */
const settingsOf = ({ topology }: Home) => Buffer.from(`${JSON.stringify({ founder: topology.founder })}\n`);

export function pack(home: Home, name: string, folder: string): Packed {
  const { files, lock } = partsOf(folder);
  const contentOf = (file: string) =>
    basename(file) === 'settings.json' ? settingsOf(home) : readFileSync(file);
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(`${relative(folder, file).split(sep).join('/')}\0`)
      .update(contentOf(file))
      .update('\0');
  if (lock) hash.update(readFileSync(lock));
  const digest = hash.digest('hex');
  const label = `${name}_${digest.slice(0, 16)}`;
  const code = gzip(tar([['chaincode.json', JSON.stringify({ name, digest })]]));
  const whole = gzip(
    tar([
      ['metadata.json', JSON.stringify({ type: 'ccaas', label })],
      ['code.tar.gz', code],
    ]),
  );
  const packageId = `${label}:${createHash('sha256').update(whole).digest('hex')}`;
  const target = home.path('chaincode', label);
  const packageFile = join(target, 'package.tgz');
  if (!existsSync(target)) {
    const draft = makeDirectory(`${target}.${process.pid}.draft`);
    for (const file of files) {
      makeDirectory(dirname(join(draft, 'code', relative(folder, file))));
      writeFileSync(join(draft, 'code', relative(folder, file)), contentOf(file), { flush: true });
    }
    writePrivate(join(draft, 'package.tgz'), whole);
    rmSync(target, { recursive: true, force: true });
    rename(draft, target);
  }
  const [modules, link] = [modulesOf(folder), join(target, 'code', 'node_modules')];
  rmSync(link, { force: true });
  if (modules[0]) symlinkSync(modules[0], link);
  return { name, label, packageId, packageFile, folder: join(target, 'code'), modules };
}
