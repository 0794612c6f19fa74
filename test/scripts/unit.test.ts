import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unitOf, writeUnits } from '../../scripts/node/unit';
import { openHome } from '../../scripts/home';

const folder = mkdtempSync(join(tmpdir(), 'roadbook-units-'));
afterAll(() => {
  delete process.env['ROADBOOK_HOME'];
  rmSync(folder, { recursive: true, force: true });
});

const isThere = spawnSync('systemd-analyze', ['--version']).status === 0;

test('the unit brings the network up, watches over it in the foreground, stops it, and takes no node with it', () => {
  process.env['ROADBOOK_HOME'] = join(folder, 'a home with 100% $pace');
  const unit = unitOf(openHome(), 'someone');
  expect(unit).toContain('User=someone');
  expect(unit).toMatch(/^ExecStartPre=".*\/scripts\/up"$/m);
  expect(unit).toMatch(/^ExecStart=".*\/scripts\/watch"$/m);
  expect(unit).toMatch(/^ExecStop=".*\/scripts\/stop"$/m);
  expect(unit).toContain('KillMode=process');
  expect(unit).toContain(`Environment="ROADBOOK_HOME=${folder}/a home with 100%% $pace"`);
});

(isThere ? test : test.skip)(
  'systemd finds nothing to say about it (skipped where there is no systemd-analyze)',
  () => {
    const { file } = writeUnits(openHome(), folder);
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('[Service]');
    const said = execFileSync('systemd-analyze', ['verify', file], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    expect(said).toBe('');
  },
);
