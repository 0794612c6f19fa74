import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Api, apis, kitErrors, namesOf, roleNames } from '@roadbook/chaincode/api';
import { z } from 'zod';
import { rooms } from '../chaincode/src/rooms';

const root = join(__dirname, '..');
const src = join(root, 'chaincode/src');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path && existsSync(join(root, path)));
const sources = tracked.filter((path) =>
  /^(chaincode|gateway|ledger|apps\/[a-z]+)\/src\/.*\.tsx?$|^(scripts|network|stories)\/.*\.ts$/.test(path),
);
const tests = tracked.filter((path) => path.startsWith('test/') && path.endsWith('.ts'));
const testText = tests.map((path) => read(path)).join('\n');
const all = Object.values(apis) as Api[];
const folders = readdirSync(src, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() && !['kit', 'words'].includes(entry.name) ? [entry.name] : [],
);

const HEADINGS = ['## Cast', '## Life', '## Not here'];
const MORE = ['## Records and keys', '## Events', '## Errors'];
/** A page, which is read in a minute: its lines and words beside pictures, and all of its lines. */
const PAGE = { lines: 100, words: 900, drawn: 175 };
const onPaper = (room: string, file: string) =>
  existsSync(join(src, room, file)) ? read('chaincode/src', room, file) : '';
const plateOf = (room: string) => onPaper(room, 'README.md');
const pagesOf = (room: string) => plateOf(room) + onPaper(room, 'reference.md');
const plates = folders.map(pagesOf).join('\n');

describe.each(folders)('the room %s', (room) => {
  const readme = plateOf(room);
  const api = all.find((one) => one.room === room);

  test('is in the house and in the api', () => {
    expect(api).toBeDefined();
    expect(rooms.map((one) => one.api.room)).toContain(room);
  });

  test('has a README with every heading', () => {
    expect(HEADINGS.filter((heading) => !readme.includes(`\n${heading}\n`))).toEqual([]);
    expect(MORE.filter((heading) => !pagesOf(room).includes(`\n${heading}\n`))).toEqual([]);
  });

  test('has a README of one page', () => {
    const prose = readme.replace(/^```mermaid\n[\s\S]*?^```$/gm, '');
    expect(prose.split('\n').length).toBeLessThanOrEqual(PAGE.lines);
    expect(prose.split(/\s+/).length).toBeLessThanOrEqual(PAGE.words);
    expect(readme.split('\n').length).toBeLessThanOrEqual(PAGE.drawn);
    if (onPaper(room, 'reference.md')) expect(readme).toContain('](reference.md)');
  });

  test('names every operation in its README; errors and events there or in the room they come from', () => {
    const operations = Object.entries(api?.operations ?? {});
    expect(operations.map(([name]) => name).filter((word) => !readme.includes(`\`${word}\``))).toEqual([]);
    const words = operations.flatMap(([, { errors, events }]) => [
      ...errors.map(({ code }) => code),
      ...events.map((event) => event.name),
    ]);
    expect([...new Set(words)].filter((word) => !plates.includes(`\`${word}\``))).toEqual([]);
  });

  test('names in its cures only operations that there are', () => {
    const cures = Object.values(api?.operations ?? {}).flatMap(({ errors }) =>
      errors.map(({ cure }) => cure),
    );
    const named = cures.flatMap((cure) => [...cure.matchAll(/\b([a-z]+)\.([a-z][A-Za-z]+)\b/g)]);
    const missing = named.filter(([, of = '', operation = '']) => {
      const operations = all.find((one) => one.room === of)?.operations;
      return operations !== undefined && !(operation in operations);
    });
    expect(missing.map(([name]) => name)).toEqual([]);
  });

  test('has every error code in a test', () => {
    const codes = Object.values(api?.operations ?? {}).flatMap(({ errors }) =>
      errors.map(({ code }) => code),
    );
    expect([...new Set(codes)].filter((code) => !testText.includes(code))).toEqual([]);
  });
});

test('no two rooms share an error code, an event name or a kind of record', () => {
  const meaning = new Map<string, Set<unknown>>();
  const note = (name: string, value: unknown) =>
    meaning.set(name, (meaning.get(name) ?? new Set()).add(value));
  for (const error of Object.values(kitErrors)) note(`error ${error.code}`, error);
  for (const { operations } of all)
    for (const { errors, events } of Object.values(operations)) {
      for (const error of errors) note(`error ${error.code}`, error);
      for (const event of events) note(`event ${event.name}`, event);
    }
  for (const { tables } of rooms)
    for (const table of Object.values(tables)) note(`kind ${table.kind}`, table);
  expect([...meaning].filter(([, values]) => values.size > 1).map(([name]) => name)).toEqual([]);
});

test('every operation is for roles that exist', () => {
  const known = new Set<string>([...roleNames, 'admin', 'timekeeper']);
  for (const { operations } of all)
    for (const { by } of Object.values(operations)) expect(by.filter((role) => !known.has(role))).toEqual([]);
});

type Schema = { [name: string]: unknown };

/** Paths in a JSON Schema at which something has no bound. */
function unbounded(schema: Schema, path: string): string[] {
  const children = ['properties', '$defs'].flatMap((key) =>
    Object.entries((schema[key] ?? {}) as Record<string, Schema>),
  );
  const listed = ['anyOf', 'oneOf', 'allOf', 'prefixItems'].flatMap(
    (key) => (schema[key] as Schema[] | undefined)?.map((one, at) => [`${key}${at}`, one] as const) ?? [],
  );
  const inner = [
    ...children,
    ...listed,
    ...(schema['items'] ? [['[]', schema['items'] as Schema] as const] : []),
  ];
  const own = [
    schema['type'] === 'string' &&
      !(
        'maxLength' in schema ||
        'pattern' in schema ||
        'enum' in schema ||
        'const' in schema ||
        'format' in schema
      ),
    schema['type'] === 'array' && !('maxItems' in schema || 'prefixItems' in schema),
    (schema['type'] === 'integer' || schema['type'] === 'number') &&
      !('maximum' in schema || 'exclusiveMaximum' in schema || 'const' in schema),
    schema['type'] === 'object' && 'properties' in schema && schema['additionalProperties'] !== false,
  ];
  return [
    ...(own.some(Boolean) ? [path] : []),
    ...inner.flatMap(([name, one]) => unbounded(one, `${path}.${name}`)),
  ];
}

test('every text, list, number and object that comes in has a bound', () => {
  const holes = all.flatMap(({ room, operations }) =>
    Object.entries(operations).flatMap(([name, operation]) => {
      const schemas = [operation.request, ...(operation.secret ? [operation.secret] : [])];
      return schemas.flatMap((schema) =>
        unbounded(
          z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema,
          `${room}.${name}`,
        ),
      );
    }),
  );
  expect(holes).toEqual([]);
});

const BANS: readonly [RegExp, string, RegExp?][] = [
  [/\bas any\b|: any\b|@ts-ignore|@ts-expect-error/, 'say the type'],
  [/\b(TODO|FIXME|XXX)\b/, 'do it, or name it in the README under Not here'],
  [/\bexport default\b/, 'export by name'],
  [/\benum \w+ \{/, 'use z.enum or a union'],
  [/\blocaleCompare\b|\.toLocale/, 'compare with < and >'],
  [
    /\b(new Date\(|Date\.now|Math\.random|parseFloat|process\.)/,
    'use the kit: tx.now, kit/time, money',
    /^chaincode\/src\//,
  ],
  [/console\.(log|error|warn)/, 'use scripts/say or the CLI output', /^(chaincode|gateway)\/src\//],
  [/from 'fabric-/, 'api, records and rules must not need Fabric', /^chaincode\/src\/(?!kit\/)[a-z]+\//],
];

test.each(BANS.map(([pattern, cure, where]) => [pattern.source, cure, pattern, where] as const))(
  'no %s: %s',
  (_, __, pattern, where) => {
    const guilty = sources.filter((path) => (!where || where.test(path)) && pattern.test(read(path)));
    expect(guilty).toEqual([]);
  },
);

test('files stay small enough to be read at once', () => {
  const lengths = sources.map((path) => [read(path).split('\n').length, path] as const);
  expect(lengths.filter(([lines]) => lines > 250)).toEqual([]);
  const sorted = lengths.map(([lines]) => lines).sort((left, right) => left - right);
  expect(sorted[Math.floor(sorted.length * 0.9)]).toBeLessThan(200);
});

const DOORS = [
  /^chaincode\/src\/(main|api)\.ts$/,
  /^gateway\/src\/index\.ts$/,
  /^apps\/[a-z]+\/src\/main\.ts$/,
  /^ledger\/src\/index\.ts$/,
  /^scripts\/main\.ts$/,
  /^stories\/example\.ts$/,
  /commands\//,
];

test('no file is left that nothing imports', () => {
  const everything = [...sources, ...tests].map((path) => read(path)).join('\n');
  const orphans = sources.filter((path) => {
    // An index is imported by the name of its folder.
    const name = path
      .replace(/\/index\.ts$/, '')
      .replace(/.*\//, '')
      .replace(/\.tsx?$/, '');
    return (
      !DOORS.some((door) => door.test(path)) &&
      !new RegExp(`['"](\\.{1,2}/|@roadbook/)[^'"]*\\b${name}['"]`).test(everything)
    );
  });
  expect(orphans).toEqual([]);
});

test('the project speaks of itself alone', () => {
  const text = tracked
    .filter((path) => !/package-lock\.json|go\.sum|LICENSE|style\.test\.ts/.test(path))
    .map((path) => [path, read(path)] as const);
  const guilty = text
    .filter(([, body]) => /\/work\/(main|shared)|\/root\/|registry\.npmjs|proxy\.golang/.test(body))
    .map(([path]) => path);
  expect(guilty).toEqual([]);
});

test('every operation name is a verb that a person would say', () => {
  const stiff = all.flatMap((api) =>
    namesOf(api).filter((name) => /^(get|update|manage|handle|process|do)|(Data|Info|Util)$/.test(name)),
  );
  expect(stiff).toEqual([]);
});
