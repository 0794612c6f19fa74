import { readFileSync, writeFileSync } from 'node:fs';
import { type Api, everyApi } from '@roadbook/chaincode/api';
import { blocksOf, written } from './pages/page';
import { livesOf, pageFile, refusalsOf } from './pages/room';

/**
 * `npm run pages` writes into the pages of the rooms what the rooms state: between markers the tables of
 * operations, records, events and refusals and the picture of each life, and in other tables the sentence of
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

test.each(everyApi.map((api) => [api.room, api] as const))(
  'the page of %s says what its room states',
  (room, api) => {
    const page = readFileSync(pageFile(room), 'utf8');
    const right = said(api, written(page, blocksOf(api, page)));
    if (writes) writeFileSync(pageFile(room), right);
    else expect(page).toBe(right);
  },
);

test.each(everyApi.map(({ room }) => room))('the page of %s shows each life once', (room) => {
  const page = readFileSync(pageFile(room), 'utf8');
  const shown = [...page.matchAll(/^<!-- life (\S+) -->$/gm)].map(([, kind]) => kind);
  const lives = livesOf(room).map(({ kind }) => kind);
  expect([new Set(shown), shown.length]).toEqual([new Set(lives), lives.length]);
  expect(page.match(/^```mermaid$/gm)?.length ?? 0).toBe(shown.length);
});

test.each(everyApi.filter(({ dues = [] }) => dues.length > 0).map(({ room }) => room))(
  'the page of %s says what falls due',
  (room) => {
    expect(readFileSync(pageFile(room), 'utf8')).toContain('<!-- due -->');
  },
);

test('the page of payment has a row for each refusal of its operations', () => {
  const page = readFileSync(pageFile('payment'), 'utf8');
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
