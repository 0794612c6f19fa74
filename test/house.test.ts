import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { rooms } from '../chaincode/src/rooms';

const root = join(__dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const sources = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx'],
  {
    cwd: root,
    encoding: 'utf8',
  },
)
  .split('\n')
  .filter(
    (path) => path && !path.startsWith('test/') && !path.endsWith('.d.ts') && existsSync(join(root, path)),
  );
const known = new Set(sources);
const order = rooms.map(({ api }) => api.room);
const roomOf = (path: string): string | undefined =>
  order.find((room) => path.startsWith(`chaincode/src/${room}/`));

/** What a file imports of this repository, types counted. */
const importsOf = new Map(
  sources.map((path) => {
    const found = [...read(path).matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].flatMap(([, to = '']) => {
      const target = normalize(join(dirname(path), to));
      return [`${target}.ts`, `${target}.tsx`, `${target}/index.ts`].find((one) => known.has(one)) ?? [];
    });
    return [path, found] as const;
  }),
);
const arrows = [...importsOf].flatMap(([from, all]) => all.map((to) => [from, to] as const));
const between = arrows.flatMap(([from, to]) => {
  const [here, there] = [roomOf(from), roomOf(to)];
  return here && there && here !== there ? [{ from, to, here, there }] : [];
});

/** Those of a graph that reach themselves. */
function circles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const reached = (start: string): Set<string> => {
    const [seen, next] = [new Set<string>(), [...(graph.get(start) ?? [])]];
    for (let one = next.pop(); one !== undefined; one = next.pop())
      if (!seen.has(one)) {
        seen.add(one);
        next.push(...(graph.get(one) ?? []));
      }
    return seen;
  };
  return [...graph.keys()].filter((one) => reached(one).has(one));
}

test('other rooms are entered by their door; their records, events and errors may be named', () => {
  const past = between.filter(
    ({ to, there }) =>
      !/^(records|events|errors|door)(\/|\.ts$)/.test(to.slice(`chaincode/src/${there}/`.length)),
  );
  expect(past.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
});

test('no room imports one that stands above it', () => {
  const up = between.filter(({ here, there }) => order.indexOf(there) > order.indexOf(here));
  expect(up.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
});

test('no file reaches itself', () => {
  expect(circles(importsOf)).toEqual([]);
});

test('a folder has at most sixteen files', () => {
  const count = new Map<string, number>();
  for (const path of sources) count.set(dirname(path), (count.get(dirname(path)) ?? 0) + 1);
  expect([...count].filter(([, files]) => files > 16)).toEqual([]);
});

const FLOORS = ['records', 'rules', 'handlers'];
/**
 * How high a file stands in its room; what is on no floor (a foreign language, the contract) is not judged.
 */
const floorOf = (path: string): number => FLOORS.indexOf(path.split('/')[3]?.replace(/\.ts$/, '') ?? '');

test('inside a room imports run down: handlers, rules, records', () => {
  const up = arrows.filter(([from, to]) => {
    const same = roomOf(from) !== undefined && roomOf(from) === roomOf(to);
    return same && floorOf(from) >= 0 && floorOf(to) > floorOf(from);
  });
  expect(up.map(([from, to]) => `${from} → ${to}`)).toEqual([]);
});

test('what may be asked, what is kept, told and refused needs no rule, handler or door', () => {
  const words = /^chaincode\/src\/[a-z]+\/(api|records|events|errors)(\/|\.ts$)/;
  const work = /^chaincode\/src\/[a-z]+\/(rules|handlers|door|tables|contract)(\/|\.ts$)/;
  const guilty = arrows.filter(
    ([from, to]) => words.test(from) && roomOf(from) && roomOf(to) && work.test(to),
  );
  expect(guilty.map(([from, to]) => `${from} → ${to}`)).toEqual([]);
});

test.each(order)('in the room %s one noun names what is asked and what carries it out', (room) => {
  const nouns = (floor: string) =>
    sources.flatMap((path) => {
      const found = new RegExp(`^chaincode/src/${room}/${floor}/(?:[a-z0-9]+/)*([a-z0-9]+)\\.ts$`).exec(path);
      return found?.[1] && !['index', 'common', 'shape'].includes(found[1]) ? [found[1]] : [];
    });
  const handlers = new Set(nouns('handlers'));
  expect(nouns('api').filter((noun) => !handlers.has(noun))).toEqual([]);
});

test.each(order)('the room %s has a door and a README', (room) => {
  const has = (file: string) => existsSync(join(root, 'chaincode/src', room, file));
  expect(has('README.md')).toBe(true);
  // Nobody stands above the highest room.
  expect(has('door.ts') || room === order.at(-1)).toBe(true);
});

test.each(order)(
  'the room %s only reads the tables of others, and only doors enter with their own',
  (room) => {
    const path = `chaincode/src/${room}/tables.ts`;
    const text = known.has(path) ? read(path) : '';
    const foreign = [...text.matchAll(/^import \{([^}]*)\} from '\.\.\/(\w+)\/(?:records|door)[^']*';/gm)]
      .filter(([, , from]) => order.includes(from ?? ''))
      .flatMap(([, names = '']) => names.split(',').map((name) => name.trim()))
      .filter((name) => name !== '' && !name.startsWith('type '));
    const within = [...text.matchAll(/reading\(([\s\S]*?)\)/g)].map(([, names = '']) => names).join(' ');
    expect(foreign.filter((name) => !new RegExp(`\\b${name}\\b`).test(within))).toEqual([]);
    const entering = sources.filter(
      (one) => roomOf(one) === room && !one.endsWith('/door.ts') && /\.enter\(/.test(read(one)),
    );
    expect(entering).toEqual([]);
  },
);

test('no product code imports a test', () => {
  const text = /from '[^']*(?:^|\/)test\//;
  expect(sources.filter((path) => text.test(read(path)))).toEqual([]);
});

test('lines are short enough to be read', () => {
  const lines = sources.flatMap((path) => read(path).split('\n'));
  expect(lines.filter((line) => line.length > 110).length / lines.length).toBeLessThan(0.005);
});
