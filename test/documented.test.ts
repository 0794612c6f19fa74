import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const root = join(__dirname, '..');
const textOf = new Map<string, string>();
const read = (path: string): string => {
  const text = textOf.get(path) ?? readFileSync(join(root, path), 'utf8');
  textOf.set(path, text);
  return text;
};
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path && existsSync(join(root, path)));

/** The file that an import names, when it is one of this repository. */
function fileOf(from: string, to: string): string | undefined {
  const path = to.startsWith('@roadbook/chaincode/')
    ? `chaincode/src/${to.slice(20)}`
    : normalize(join(dirname(from), to));
  return [`${path}.ts`, `${path}/index.ts`].find((one) => existsSync(join(root, one)));
}

interface Declared {
  readonly path: string;
  readonly name: string;
}

const DECLARES =
  /^export (?:abstract )?(?:async )?(?:const \{([^}]*)\}|(?:const|let|function\*?|class|interface|type) ([A-Za-z0-9_]+))/gm;

/** What a file exports, where it is declared. */
function exportsOf(path: string): Declared[] {
  const text = read(path);
  const own = [...text.matchAll(DECLARES)].flatMap(([, several, one = '']) =>
    (several?.split(',').map((name) => name.replace(/.*:/, '').trim()) ?? [one]).map((name) => ({
      path,
      name,
    })),
  );
  const passed = [...text.matchAll(/^export (?:type )?\{([^}]*)\} from '([^']+)';/gm)].flatMap(
    ([, names = '', from = '']) => {
      const file = fileOf(path, from);
      const wanted = names.split(',').map((name) =>
        name
          .replace(/^\s*type /, '')
          .replace(/ as .*/s, '')
          .trim(),
      );
      return file ? exportsOf(file).filter(({ name }) => wanted.includes(name)) : [];
    },
  );
  const all = [...text.matchAll(/^export \* from '([^']+)';/gm)].flatMap(([, from = '']) => {
    const file = fileOf(path, from);
    return file ? exportsOf(file) : [];
  });
  return [...own, ...passed, ...all];
}

/** Whether a sentence stands above the declaration, or above the value of which it is the type. */
function isSaid({ path, name }: Declared): boolean {
  const text = read(path);
  const heads = [...text.matchAll(new RegExp(`^export [^\\n=({]*\\b${name}\\b`, 'gm'))];
  return heads.some(({ index }) => /\*\/\s*$/.test(text.slice(0, index)));
}

const silent = (paths: readonly string[]): string[] => {
  const all = paths.flatMap(exportsOf).filter((one) => !isSaid(one));
  return [...new Set(all.map(({ path, name }) => `${path}: ${name}`))].sort();
};

test.each([
  ['the doors of the rooms', tracked.filter((path) => /^chaincode\/src\/[a-z]+\/door\.ts$/.test(path))],
  ['the kit', tracked.filter((path) => /^chaincode\/src\/kit\/.*\.ts$/.test(path))],
  ['the words of the house', tracked.filter((path) => /^chaincode\/src\/words\/.*\.ts$/.test(path))],
  ['the values of the apis', ['chaincode/src/api.ts', 'chaincode/src/apis.ts']],
  ['the gateway', ['gateway/src/index.ts', 'gateway/src/node.ts']],
  ['the ledger in memory', ['ledger/src/index.ts']],
])('each export of %s has a sentence', (_, paths) => {
  expect(paths.length).toBeGreaterThan(0);
  expect(silent(paths)).toEqual([]);
});
