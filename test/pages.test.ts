import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Api, type ErrorSpec, everyApi } from '@roadbook/chaincode/api';

/**
 * `PAGES=write npx jest --selectProjects=unit --testPathPatterns pages` writes into the pages of the rooms what the
 * api says: the sentence of each operation that has a row, and of each refusal.
 */
const writes = process.env['PAGES'] === 'write';
const pageOf = (room: string): string => join(__dirname, '../chaincode/src', room, 'README.md');
const cell = (text: string): string => text.replaceAll('|', '\\|');

/** Refusals of the room's own, in the order of their file. */
function refusalsOf(room: string): ErrorSpec[] {
  const file = join(__dirname, '../chaincode/src', room, 'errors.ts');
  const found = existsSync(file) ? Object.values(require(file) as Record<string, object>) : [];
  return found.flatMap((all) => Object.values(all) as ErrorSpec[]).filter(({ code }) => code !== undefined);
}

/** The page with the sentences of the api in its tables of operations and refusals. */
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
  'the page of %s says what its api says',
  (room, api) => {
    const page = readFileSync(pageOf(room), 'utf8');
    const right = said(api, page);
    if (writes) writeFileSync(pageOf(room), right);
    else expect(page).toBe(right);
  },
);

test('the page of payment has a row for each refusal of its operations', () => {
  const page = readFileSync(pageOf('payment'), 'utf8');
  const answered = new Set(
    Object.values(everyApi.find(({ room }) => room === 'payment')?.operations ?? {}).flatMap(({ errors }) =>
      errors.map(({ code }) => code),
    ),
  );
  const own = refusalsOf('payment').filter(({ code }) => answered.has(code));
  expect(own.filter(({ code }) => !page.includes(`| \`${code}\` | `))).toEqual([]);
});
