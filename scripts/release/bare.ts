import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from '../home';
import { answer, say, seconds } from '../say';
import { hindrance, suite, inBareRoot } from './root';
import { mustFind, says, settings, type Played, script, play, tools } from './play';

/**
 * In a PATH of a few programs, as this user; Fabric is built anew, out of what Go has already compiled for
 * this user.
 */
async function inBarePath(place: string): Promise<Played[]> {
  const bin = join(place, 'bin');
  mkdirSync(bin);
  for (const tool of tools) symlinkSync(mustFind(tool), join(bin, tool));
  says('git', 'clone', '--quiet', '--no-local', repository, join(place, 'tree'));
  const caches = Object.fromEntries(
    ['GOCACHE', 'GOMODCACHE'].map((name) => [name, says(mustFind('go'), 'env', name)]),
  );
  const home = join(place, 'user');
  mkdirSync(home);
  const own = { HOME: home, PATH: bin, TMPDIR: place, ...caches, ...settings() };
  return await play(join(bin, 'sh'), ['-c', script(join(place, 'tree'), false)], own, false);
}

/**
 * Whether the first command keeps its promise on a machine without a compiler. What cannot be tried here is
 * said, and is no failure.
 */
export async function bare(json: boolean, short: boolean) {
  const began = performance.now();
  const skipped = short ? undefined : hindrance();
  if (skipped)
    return answer(
      json,
      { ok: true, skipped },
      () => `skipped: ${skipped}; --short tries it with a bare PATH`,
    );
  if (says('git', '-C', repository, 'status', '--porcelain'))
    say('what is not committed is not in the clone');
  const place = mkdtempSync(join(tmpdir(), 'roadbook-bare-'));
  // Another user reads what is made there.
  process.umask(0o022);
  try {
    const played = await (short ? inBarePath(place) : inBareRoot(place));
    const lines = played.map(({ step, seconds: taken }) => `${String(taken).padStart(5)} s  ${step}`);
    answer(
      json,
      { ok: true, root: short ? 'PATH' : suite(), played },
      () => `${lines.join('\n')}\nwell, in ${seconds(began)}`,
    );
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
