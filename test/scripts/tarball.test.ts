import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..', '..');
const bin = (name: string) => join(root, 'node_modules', '.bin', name);
const packageOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const namesIn = (folder: string): string[] => Object.keys(packageOf(folder).dependencies ?? {});

/**
 * Puts a workspace, as npm packs it, below a folder; the packages that it names are beside it, and no other.
 */
function install(workspace: string, modules: string): void {
  const { name } = packageOf(join(root, workspace));
  const target = join(modules, name);
  if (existsSync(target)) return;
  mkdirSync(target, { recursive: true });
  const packed = execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', target], {
    cwd: join(root, workspace),
    encoding: 'utf8',
  });
  execFileSync('tar', ['-xzf', packed.trim(), '--strip-components=1'], { cwd: target });
  for (const needed of namesIn(target)) {
    const link = join(modules, needed);
    if (needed.startsWith('@roadbook/')) install(needed.slice('@roadbook/'.length), modules);
    else if (!existsSync(link)) {
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(realpathSync(join(root, 'node_modules', needed)), link);
    }
  }
}

test('the gateway as it is packed works alone, with its types, and without the shim', () => {
  execFileSync(bin('tsc'), ['-b', join(root, 'gateway')]);
  const folder = mkdtempSync(join(tmpdir(), 'roadbook-tarball-'));
  install('gateway', join(folder, 'node_modules'));
  const program = `
    const { connect } = require('@roadbook/gateway');
    const loaded = Object.keys(require.cache).filter((file) => /fabric-(shim|contract-api)/.test(file));
    const found = ['fabric-shim', 'fabric-contract-api'].filter((name) => { try { return require.resolve(name); } catch {} });
    process.stdout.write(JSON.stringify([typeof connect, loaded, found]));`;
  const said = execFileSync(process.execPath, ['-e', program], { cwd: folder, encoding: 'utf8' });
  expect(JSON.parse(said)).toEqual(['function', [], []]);
  writeFileSync(
    join(folder, 'desk.ts'),
    `import { asLender, connect, RefusedByContract } from '@roadbook/gateway';
     export async function outstanding(loanId: string): Promise<unknown> {
       await using desk = await connect({ profile: 'lender.json', user: 'desk' });
       // @ts-expect-error a loan is read by its id
       await asLender(desk).loans.read({ policyId: loanId });
       try { return await asLender(desk).loans.read({ loanId }); }
       catch (error) { return error instanceof RefusedByContract ? error.code : undefined; }
     }`,
  );
  const flags = [
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2024',
    '--lib',
    'es2024,esnext.disposable',
  ];
  const types = ['--types', 'node', '--typeRoots', join(root, 'node_modules', '@types')];
  const { stdout } = spawnSync(bin('tsc'), [...flags, ...types, 'desk.ts'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(stdout.split('\n').filter((line) => /^(?:desk\.ts|node_modules\/@roadbook)/.test(line))).toEqual([]);
  const wrong = spawnSync(bin('tsc'), [...flags, ...types, '--skipLibCheck', 'desk.ts'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect([wrong.status, wrong.stdout]).toEqual([0, '']);
});

const sourcesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'));

test.each(['chaincode', 'gateway', 'ledger', 'apps/api', 'apps/cli'])(
  '%s names every package that it imports',
  (workspace) => {
    const { dependencies = {}, peerDependencies = {} } = packageOf(join(root, workspace));
    const imported = sourcesIn(join(root, workspace, 'src'))
      .flatMap((source) =>
        [...source.matchAll(/(?:from|import) '([^'.\s][^'\s]*)'/g)].map(([, name = '']) => name),
      )
      .map((name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name)
      .filter((name) => !name.startsWith('node:') && !builtinModules.includes(name));
    const named = Object.keys({ ...dependencies, ...peerDependencies });
    expect([...new Set(imported)].filter((name) => !named.includes(name))).toEqual([]);
  },
);
