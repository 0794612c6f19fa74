import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const readme = read('README.md');

/** What stands in the README between two markers, without the fence. */
const quoted = (marker: string): string =>
  new RegExp(`<!-- ${marker} -->\\n\`\`\`ts\\n([\\s\\S]*?)\`\`\`\\n<!-- /${marker} -->`)
    .exec(readme)?.[1]
    ?.trim() ?? '';

const functionIn = (path: string, name: string): string =>
  new RegExp(`^(?:export )?async function ${name}[\\s\\S]*?^}`, 'm').exec(read(path))?.[0] ?? 'missing';

test('the README quotes the example that the network test runs', () => {
  expect(quoted('example')).toContain(
    "import { asLender, connect, RefusedByContract } from '@roadbook/gateway';",
  );
  expect(quoted('example')).toContain(functionIn('stories/example.ts', 'example'));
});

test('the README quotes the story as it is played', () => {
  expect(quoted('story')).toBe(functionIn('stories/firstcar.ts', 'theClaimIsPaid'));
});

test.each([
  ['loan', 'loanInSixCalls'],
  ['claim', 'claimInFourteenCalls'],
  ['recall', 'recallToTheVin'],
])('the page of the task %s quotes what is played in memory and on the real network', (page, name) => {
  const [, code] =
    /<!-- task -->\n```ts\n([\s\S]*?)\n```\n<!-- \/task -->/.exec(read(`docs/tasks/${page}.md`)) ?? [];
  expect(code).toBe(functionIn('stories/tasks.ts', name));
});

test.each(['deliverTheCar', 'settleTheClaim', 'shipAndInvoice'])(
  'the page of lists quotes %s as it is played in memory and on the real network',
  (name) => {
    const block = new RegExp(`<!-- ${name} -->\\n\`\`\`ts\\n([\\s\\S]*?)\\n\`\`\`\\n<!-- /${name} -->`);
    const [, code] = block.exec(read('docs/tasks/together.md')) ?? [];
    expect(code).toBe(functionIn('stories/together.ts', name));
  },
);

test('every room is on the map of the README', () => {
  const { apis } = require('@roadbook/chaincode/api') as { apis: object };
  expect(Object.keys(apis).filter((room) => !readme.includes(`(chaincode/src/${room}/README.md)`))).toEqual(
    [],
  );
});

test('every relative link of every page leads somewhere', () => {
  const pages = execFileSync('git', ['ls-files', '*.md'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
  const links = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(
      ([, to = '']) => [page, join(dirname(page), to)] as const,
    ),
  );
  expect(links.length).toBeGreaterThan(pages.length);
  expect(links.filter(([, to]) => !existsSync(join(root, to)))).toEqual([]);
});

test('a word stands once in the glossary', () => {
  const words = [...read('GLOSSARY.md').matchAll(/^\| \*\*([^*]+)\*\*/gm)].map(([, word]) => word);
  expect(words.length).toBeGreaterThan(50);
  expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([]);
});
