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
import { type Api, apis, roleNames } from '@roadbook/chaincode/api';
import { roleOf } from '@roadbook/gateway';
import { roomsOver } from '../../gateway/src/rooms/rooms';
import { Editor, languageServer } from '../editor';

const root = join(__dirname, '..', '..');
const capital = (word: string): string => `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`;
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

/** Where somebody installed the gateway as `npm pack` makes it. */
const folder = mkdtempSync(join(tmpdir(), 'roadbook-tarball-'));
beforeAll(() => {
  execFileSync(bin('tsc'), ['-b', join(root, 'gateway')]);
  execFileSync(process.execPath, [join(root, 'gateway', 'dist', 'typed', 'main.js')]);
  install('gateway', join(folder, 'node_modules'));
});

const flags = [
  ...['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024'],
  ...[
    '--lib',
    'es2024,esnext.disposable',
    '--types',
    'node',
    '--typeRoots',
    join(root, 'node_modules', '@types'),
  ],
];

test('F3, the gateway as it is packed works alone, without the shim, and its types check without skipLibCheck', () => {
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
  // What is right without skipLibCheck is right with it; the libraries of a browser come with the older modules.
  for (const more of [[], ['--module', 'commonjs', '--lib', 'es2022,dom,esnext.disposable']]) {
    const checked = spawnSync(bin('tsc'), [...flags, ...more, 'desk.ts'], { cwd: folder, encoding: 'utf8' });
    expect([more, checked.status, checked.stdout]).toEqual([more, 0, '']);
  }
});

describe('F3: an editor shows of the packed gateway', () => {
  const file = join(folder, 'hover.ts');
  const editor = new Editor(languageServer, folder);
  const calls = `import { asLender, asOwner, connect, type Rooms } from '@roadbook/gateway';
export async function calls(rooms: Rooms) {
  const desk = await connect({ profile: 'lender.json', user: 'desk' });
  const lender = asLender(desk);
  const booked = await lender.loans.repay({
    loanId: 'L-1', paymentId: 'I-1', amount: { amount: 55805n, currency: 'EUR' }, on: '2026-03-02' });
  await lender.loans.repayMany({ items: [] });
  await lender.loans.underwrite({ applicationId: 'A', decisionId: 'D' }, {
    monthlyIncome: { amount: 1n, currency: 'EUR' }, vehicleValue: { amount: 1n, currency: 'EUR' }, creditScore: 740,
    employedMonths: 60, delinquencies: 0, bankruptcies: 0 });
  await rooms.consent.listGrants({ vin: '1M8GDM9AXKP042788' });
  return [booked.entryId, asOwner(desk).trusts];
}`;
  beforeAll(async () => {
    writeFileSync(file, calls);
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          strict: true,
          module: 'nodenext',
          target: 'es2024',
          lib: ['es2024', 'esnext.disposable'],
        },
        files: ['hover.ts'],
      }),
    );
    await editor.open(folder);
  });
  afterAll(() => editor.close());

  test.each([
    [
      'loans.repay(',
      'repay',
      [
        'Book a payment that the lender received: past due first, then due, then in advance',
        'For lender. Changes the ledger',
        'VALUE_DAY_BEHIND',
        "await lender.loans.repay({ loanId: 'L-2026-0001'",
      ],
    ],
    ['loans.repay(', 'loanId', ['id chosen by the caller, e.g. L-2026-0001']],
    ['loans.repay(', 'amount', ['money in minor units, more than zero']],
    ['loans.repay(', 'on:', ['day; day of value']],
    ['loans.repayMany', 'repayMany', ['Up to 100 at once, all or nothing.']],
    ['loans.underwrite', 'underwrite', ['Keeps private facts with the own organisation']],
    ['loans.underwrite', 'creditScore', ['whole number from 0 to 999; as the bureau gives it']],
    ['consent.listGrants', 'listGrants', ['Only reads.']],
    ['booked.entryId', 'entryId', ['id chosen by the caller']],
  ])('after %s over %s: %j', async (mark, word, sentences) => {
    const shown = await editor.hover(file, mark, word);
    for (const sentence of sentences) expect(shown).toContain(sentence);
  });

  test('the same types as without sentences', () => {
    writeFileSync(
      join(folder, 'same.ts'),
      `import type { apis, ClientOf } from '@roadbook/chaincode/api';
       import type { Rooms } from '@roadbook/gateway';
       type Derived = { readonly [Room in keyof typeof apis]: ClientOf<(typeof apis)[Room]> };
       export const there = (rooms: Rooms): Derived => rooms;
       export const back = (rooms: Derived): Rooms => rooms;`,
    );
    const all = [...flags, '--ignoreConfig', '--skipLibCheck', '--exactOptionalPropertyTypes', 'same.ts'];
    const { stdout } = spawnSync(bin('tsc'), all, { cwd: folder, encoding: 'utf8' });
    expect(stdout).toBe('');
  });

  test('to each role exactly what it may call', () => {
    const types = readFileSync(join(folder, 'node_modules/@roadbook/gateway/dist/rooms/client.d.ts'), 'utf8');
    const bodyOf = (name: string): string =>
      new RegExp(`interface ${name} (?:extends [^{]*)?\\{([\\s\\S]*?)^\\}`, 'm').exec(types)?.[1] ?? '';
    const namesIn = (name: string): string[] => {
      const [, parts = ''] = new RegExp(`interface ${name} extends ([^{]*) \\{`).exec(types) ?? [];
      const bodies = parts === '' ? [bodyOf(name)] : parts.split(', ').map(bodyOf);
      return bodies.flatMap((body) => [...body.matchAll(/^ {2}(\w+)\(request/gm)].map(([, one = '']) => one));
    };
    const rooms = roomsOver(async () => ({ text: '{}' }));
    for (const role of roleNames) {
      const shown = [...bodyOf(`As${capital(role)}`).matchAll(/^ {2}readonly (\w+): (\w+);/gm)];
      const slice = roleOf(role)(rooms) as unknown as Readonly<Record<string, object>>;
      expect(new Set(shown.map(([, room]) => room))).toEqual(new Set(Object.keys(slice)));
      for (const [, room = '', name = ''] of shown)
        expect(new Set(namesIn(name))).toEqual(new Set(Object.keys(slice[room] ?? {})));
    }
  });

  test('every operation with its sentence', () => {
    const types = readFileSync(join(folder, 'node_modules/@roadbook/gateway/dist/rooms/client.d.ts'), 'utf8');
    for (const { operations } of Object.values(apis) as unknown as readonly Api[])
      for (const [name, { says }] of Object.entries(operations)) {
        expect(types).toContain(`   * ${says}\n`);
        expect(types).toContain(`\n  ${name}(request: `);
      }
  });
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
