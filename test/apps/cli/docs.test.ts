import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Api, apis } from '@roadbook/chaincode/api';
import { type } from './screen';

const folder = mkdtempSync(join(tmpdir(), 'docs-'));
afterAll(() => rmSync(folder, { recursive: true }));
const read = (page: string): string => readFileSync(join(folder, page), 'utf8');

test('a page a room tells every operation, whom it is for, what it takes and how it refuses', async () => {
  const { exit, out } = await type(['docs', folder], { columns: 2000 });
  expect(exit).toBe(0);
  expect(out).toContain(join(folder, 'index.html'));
  const rooms = Object.values(apis) as unknown as Api[];
  expect(readdirSync(folder).sort()).toEqual(
    ['index.html', ...rooms.map(({ room }) => `${room}.html`)].sort(),
  );
  for (const { room, operations } of rooms)
    for (const name of Object.keys(operations))
      expect(read(`${room}.html`)).toContain(`<h2 id="${name}">${room}.${name}</h2>`);
  const loan = read('loan.html');
  expect(loan).toMatch(
    /Takes the step <code>repay<\/code> of a loan: by lender, from active, defaulted[a-z, ]*\./,
  );
  const sale = read('sale.html');
  expect(sale).toContain('the step <code>reserve</code> of a listing: by trade, from listed');
  expect(loan).toContain('<code>repayMany</code>');
});

test('nothing that a room says becomes markup', async () => {
  await type(['docs', folder]);
  for (const page of readdirSync(folder))
    expect(read(page)).not.toMatch(
      /<(?!\/?(?:html|head|meta|title|style|body|p|h1|h2|h4|nav|a|table|tr|td|code|pre|span|!doctype)\b)/i,
    );
});

test('a folder that cannot be written is said, with its cure', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const { exit, err } = await type(['docs', join(file, 'below')]);
  expect(exit).toBe(2);
  expect(err).toContain('Name a folder that you may write to.');
});
