import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Api, everyApi } from '@roadbook/chaincode/api';
import { invariants, metrics, views } from '@roadbook/copy';
import { blocksOf, written } from './pages/page';
import { livesOf, pageFiles, refusalsOf } from './pages/room';

/**
 * `npm run pages` writes into the pages of the rooms what the rooms state: between markers who may do what, the
 * tables of operations, records, events and refusals and the picture of each life, and in other tables the sentence of
 * each operation and refusal.
 */
const writes = process.env['PAGES'] === 'write';
const cell = (text: string): string => text.replaceAll('|', '\\|');

/** The page with the sentences of the api in tables that people keep. */
function said({ room, operations }: Api, page: string): string {
  const errors = new Map(refusalsOf(room).map((error) => [error.code, error.says]));
  let table = '';
  return page
    .split('\n')
    .map((line) => {
      if (/^\| (operation \| who \| what|code \| says) \|$/.test(line)) table = line;
      if (!line.startsWith('|')) table = '';
      const [, name = ''] = /^\| `(\w+)`/.exec(line) ?? [];
      if (table.includes('what') && operations[name])
        return line.replace(/\| [^|]* \|$/, `| ${cell(operations[name].says)} |`);
      const says = errors.get(name);
      return table.includes('says') && says !== undefined ? `| \`${name}\` | ${cell(says)} |` : line;
    })
    .join('\n');
}

const pagesOf = (room: string): string =>
  pageFiles(room)
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');

test.each(everyApi.map((api) => [api.room, api] as const))(
  'the page of %s says what its room states',
  (room, api) => {
    for (const file of pageFiles(room)) {
      const page = readFileSync(file, 'utf8');
      const right = said(api, written(page, blocksOf(api, page)));
      if (writes) writeFileSync(file, right);
      else expect(page).toBe(right);
    }
  },
);

test.each(everyApi.map(({ room }) => room))('the page of %s shows each life once', (room) => {
  const page = pagesOf(room);
  const shown = [...page.matchAll(/^<!-- life (\S+) -->$/gm)].map(([, kind]) => kind);
  const lives = livesOf(room).map(({ kind }) => kind);
  expect([new Set(shown), shown.length]).toEqual([new Set(lives), lives.length]);
  expect(page.match(/^```mermaid$/gm)?.length ?? 0).toBe(shown.length);
});

test.each(everyApi.filter(({ dues = [] }) => dues.length > 0).map(({ room }) => room))(
  'the page of %s says what falls due',
  (room) => {
    expect(pagesOf(room)).toContain('<!-- due -->');
  },
);

test('the page of payment has a row for each refusal of its operations', () => {
  const page = pagesOf('payment');
  const answered = new Set(
    Object.values(everyApi.find(({ room }) => room === 'payment')?.operations ?? {}).flatMap(({ errors }) =>
      errors.map(({ code }) => code),
    ),
  );
  const own = refusalsOf('payment').filter(({ code }) => answered.has(code));
  expect(own.filter(({ code }) => !page.includes(`| \`${code}\` | `))).toEqual([]);
});

test('a marker that nothing stands for is refused', () => {
  expect(() => written('<!-- nonsense -->\n<!-- /nonsense -->', new Map([['errors', '']]))).toThrow(
    /nothing is called nonsense; there are errors/,
  );
});

test('the page of the copy lists its views, its metrics and what must hold', () => {
  const file = join(__dirname, '../apps/copy/README.md');
  const page = readFileSync(file, 'utf8');
  const rows = (all: readonly (readonly [string, string])[]) =>
    all.map(([name, says]) => `| \`${name}\` | ${cell(says)} |\n`).join('');
  const between = (text: string, marker: string, lines: string) =>
    text.replace(
      new RegExp(`(<!-- ${marker} -->\\n)[\\s\\S]*?(<!-- /${marker} -->)`),
      (_, start: string, end: string) => `${start}${lines}${end}`,
    );
  const listed = views.map(({ name, says }) => [name, says] as const);
  const measured = metrics.map(({ name, help }) => [name, help] as const);
  const kept = invariants.map(({ name, says }) => [name, says] as const);
  const shown = between(between(page, 'views', rows(listed)), 'metrics', rows(measured));
  const right = between(shown, 'invariants', rows(kept));
  if (writes) writeFileSync(file, right);
  else expect(page).toBe(right);
});
