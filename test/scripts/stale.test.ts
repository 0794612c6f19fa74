import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const script = join(__dirname, '../../scripts/before/stale.js');
const root = mkdtempSync(join(tmpdir(), 'stale-'));
const write = (path: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), '');
};
afterAll(() => rmSync(root, { recursive: true }));

test('outputs whose source is gone or moved are removed, and nothing else is', () => {
  const kept = [
    'chaincode/dist/vehicle/api/index.js',
    'chaincode/dist/vehicle/api/index.d.ts',
    'chaincode/dist/settings.json',
    'chaincode/dist/.tsbuildinfo',
    'dist/scripts/main.js',
    'dist/scripts/before/main.js',
  ];
  const stale = [
    'chaincode/dist/vehicle/api.js',
    'chaincode/dist/vehicle/api.d.ts',
    'dist/scripts/up.js.map',
  ];
  const sources = ['chaincode/src/vehicle/api/index.ts', 'scripts/main.ts', 'scripts/before/main.js'];
  for (const path of [...kept, ...stale, ...sources]) write(path);
  mkdirSync(join(root, 'apps'));
  copyFileSync(script, join(root, 'scripts/before/stale.js'));
  execFileSync(process.execPath, [join(root, 'scripts/before/stale.js')]);
  expect(stale.filter((path) => existsSync(join(root, path)))).toEqual([]);
  expect([...kept, ...sources].filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
