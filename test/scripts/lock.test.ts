import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Package = {
  readonly resolved?: string;
  readonly link?: boolean;
  readonly version?: string;
  readonly os?: string;
  readonly hasInstallScript?: boolean;
  readonly integrity?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};

const text = readFileSync(join(__dirname, '..', '..', 'package-lock.json'), 'utf8');
const { packages } = JSON.parse(text) as { packages: Readonly<Record<string, Package>> };
const { allowScripts } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')) as {
  readonly allowScripts: Readonly<Record<string, boolean>>;
};

/** Whether a package is found from where it is asked for, as Node looks for it. */
function isThere(from: string, name: string): boolean {
  if (packages[`${from ? `${from}/` : ''}node_modules/${name}`]) return true;
  return from !== '' && isThere(from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name);
}

test('the optional packages of every system are locked, so that npm ci takes the lock file on each', () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !isThere(path, name)),
  );
  expect(missing).toEqual([]);
});

test('every package is locked by its content, and no registry by its name', () => {
  const fetched = Object.entries(packages).filter(
    ([path, { link }]) => path.includes('node_modules/') && !link,
  );
  expect(fetched.filter(([, { integrity }]) => !integrity).map(([path]) => path)).toEqual([]);
  expect(fetched.filter(([, { resolved }]) => resolved).map(([path]) => path)).toEqual([]);
});

test.each(['x64', 'arm64'])(
  'the Node that runs chaincode on Linux, %s, is locked by its content like any package',
  (cpu) => {
    expect(packages[`node_modules/node-linux-${cpu}`]).toMatchObject({
      version: '24.21.0',
      os: 'linux',
      integrity: expect.stringMatching(/^sha512-[A-Za-z0-9+/]{86}==$/),
    });
  },
);

test('no package runs a script when it is installed: nothing is fetched that the lock file does not hold', () => {
  const withScript = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript);
  const names = withScript.map(([path]) =>
    path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
  );
  expect(names.filter((name) => allowScripts[name] !== false)).toEqual([]);
});
