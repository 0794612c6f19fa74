import { cpSync, mkdtempSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { openHome } from '../../scripts/home';
import { pack } from '../../scripts/chaincode/package';

const folder = (name: string) => mkdtempSync(join(tmpdir(), `roadbook-${name}-`));
const toy = () => {
  const copy = folder('toy');
  cpSync(join(__dirname, '..', 'network', 'toy'), copy, { recursive: true });
  return copy;
};
const packAt = (code: string) => {
  process.env.ROADBOOK_HOME = folder('home');
  return pack(openHome(), 'toy', code);
};
afterEach(() => {
  delete process.env.ROADBOOK_HOME;
});

test('the same code has the same package id in every place and at every time', () => {
  const [one, two] = [toy(), toy()];
  utimesSync(join(two, 'index.js'), 1, 1);
  expect(packAt(two).packageId).toBe(packAt(one).packageId);
});

test('changed code has another label', () => {
  const code = toy();
  const before = packAt(code);
  writeFileSync(join(code, 'index.js'), 'module.exports = { contracts: [] };');
  expect(packAt(code).label).not.toBe(before.label);
});

test('the founder of the topology stands in the package of a chaincode that asks for it', () => {
  const asking = () => {
    const code = toy();
    writeFileSync(join(code, 'settings.json'), '{"founder":"somebody"}');
    return code;
  };
  const [one, two] = [packAt(asking()), packAt(asking())];
  expect(readFileSync(join(one.folder, 'settings.json'), 'utf8')).toBe('{"founder":"registry"}\n');
  expect(two.packageId).toBe(one.packageId);
  const other = folder('topology');
  const text = readFileSync(join(__dirname, '..', '..', 'network', 'topology.yaml'), 'utf8');
  const second = text.replace('founding: true', 'founding: true\nfounder: registry2');
  const named = second
    .replace('  - name: registry\n', '  - name: registry2\n')
    .replace('../chaincode', join(__dirname, 'nowhere'));
  writeFileSync(join(other, 'topology.yaml'), named);
  process.env.ROADBOOK_TOPOLOGY = join(other, 'topology.yaml');
  try {
    const changed = packAt(asking());
    expect(readFileSync(join(changed.folder, 'settings.json'), 'utf8')).toBe('{"founder":"registry2"}\n');
    expect(changed.packageId).not.toBe(one.packageId);
  } finally {
    delete process.env.ROADBOOK_TOPOLOGY;
  }
});

test('a test or a type beside the code changes nothing', () => {
  const code = toy();
  const before = packAt(code);
  writeFileSync(join(code, 'index.d.ts'), 'export {};');
  expect(packAt(code).packageId).toBe(before.packageId);
});

test('the package is what a peer expects', () => {
  const { packageFile, label } = packAt(toy());
  const tar = gunzipSync(readFileSync(packageFile)).toString('latin1');
  expect(tar.slice(0, 13)).toBe('metadata.json');
  expect(tar).toContain(JSON.stringify({ type: 'ccaas', label }));
  expect(tar).toContain('code.tar.gz');
});

test.each([
  ['without package.json', (code: string) => join(code, 'nowhere'), /no package.json/],
  [
    'not compiled',
    (code: string) => (writeFileSync(join(code, 'package.json'), '{"main":"dist/main.js"}'), code),
    /does not exist/,
  ],
  ['without main', (code: string) => (writeFileSync(join(code, 'package.json'), '{}'), code), /no "main"/],
])('a folder %s is refused', (_, change, message) => {
  expect(() => packAt(change(toy()))).toThrow(message);
});
