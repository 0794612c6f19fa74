import { execFileSync } from 'node:child_process';
import { Misuse } from '../fault';
import { repository } from '../home';

/** What the page of an earlier commit says of a row. */
export type Before = { readonly rate: string; readonly ratio: string };

/** The figures in the page of a commit, by the name of the row. */
export function pageOf(commit: string): ReadonlyMap<string, Before> {
  const found = figuresIn(textAt(commit));
  if (found.size > 0) return found;
  throw new Misuse(
    `--compare ${commit}: its docs/bench.md holds no figures`,
    'name a commit whose page has them',
  );
}

function textAt(commit: string): string {
  try {
    const what = ['show', '--end-of-options', `${commit}:docs/bench.md`];
    return execFileSync('git', what, {
      cwd: repository,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    throw new Misuse(
      `--compare ${commit}: there is no such commit with a docs/bench.md`,
      'name one of git log',
    );
  }
}

/** Rows of every table that has a column of operations a second; the first that names a row counts. */
export function figuresIn(page: string): ReadonlyMap<string, Before> {
  const found = new Map<string, Before>();
  let columns: readonly string[] = [];
  for (const line of page.split('\n')) {
    const cells = line.startsWith('|')
      ? line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim())
      : [];
    if (cells.includes('operations/s')) columns = cells;
    else if (cells.length === 0) columns = [];
    const name = cells[0]?.split(':')[0] ?? '';
    const [rate, ratio] = ['operations/s', '× stock'].map((title) => cells[columns.indexOf(title)] ?? '–');
    if (columns.length > 0 && /^[\d.,]+$/.test(rate ?? '') && !found.has(name))
      found.set(name, { rate: rate ?? '–', ratio: ratio ?? '–' });
  }
  return found;
}
