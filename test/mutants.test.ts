import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { SomeLife } from '../chaincode/src/kit/life';
import { rooms } from '../chaincode/src/rooms';

/**
 * `npm run mutate -- loan` tries every mutant of a room, `npm run mutate -- all` those of all rooms;
 * otherwise a sample is tried.
 */
const wanted = process.env['MUTATE'];
const SAMPLE = 30;

type Row = { by: string | readonly string[]; from: readonly string[]; to: string | readonly string[] };
type Tabled = SomeLife & { readonly table?: { readonly sides: Record<string, unknown> } };
interface Mutant {
  readonly room: string;
  readonly name: string;
  /** Changes the table in place; answers what changes it back. */
  readonly put: () => () => void;
}

const listOf = (value: string | readonly string[]): readonly string[] => [value].flat();
const isLife = (value: unknown): value is Tabled =>
  typeof value === 'object' && value !== null && 'steps' in value;
const testOf = (room: string): string => join(__dirname, 'chaincode', room, 'life.test.ts');
const lifeOf = (room: string): string => join(__dirname, '../chaincode/src', room, 'life.ts');
const living = rooms.map(({ api }) => api.room).filter((room) => existsSync(lifeOf(room)));

/** Puts something else in the place of a member of a table, and answers what puts it back. */
function swap<T extends object, K extends keyof T>(table: T, key: K, other: T[K]): () => void {
  const before = table[key];
  table[key] = other;
  return () => {
    table[key] = before;
  };
}

function mutantsOfRow(room: string, life: Tabled, step: string, sides: readonly string[]): Mutant[] {
  const row = life.steps[step] as Row;
  const of = (what: string, key: 'by' | 'from', other: readonly string[]): Mutant => ({
    room,
    name: `${life.kind}.${step}: ${what}`,
    put: () => swap(row, key, other),
  });
  const by = listOf(row.by);
  const flips = (key: 'by' | 'from', all: readonly string[], present: readonly string[]) => [
    ...present.map((one) =>
      of(
        `${key} without ${one}`,
        key,
        present.filter((other) => other !== one),
      ),
    ),
    ...all
      .filter((one) => !present.includes(one))
      .map((one) => of(`${key} with ${one}`, key, [...present, one])),
  ];
  return [...flips('by', sides, by), ...flips('from', life.statuses, row.from)];
}

/**
 * Whether everybody who plays the side may also act as one that no field of the record names: then a wrong
 * one changes nothing.
 */
function isSpare(life: Tabled, table: Readonly<Record<string, unknown>>, side: string): boolean {
  const open = Object.keys(table).filter((one) => {
    try {
      const whose = (table[one] as (record: unknown) => unknown)({});
      return typeof whose === 'object' && whose !== null && 'role' in whose;
    } catch {
      return false;
    }
  });
  const naming = Object.values(life.steps).filter(({ by }) => listOf(by).includes(side));
  return !open.includes(side) && naming.every(({ by }) => listOf(by).some((one) => open.includes(one)));
}

function mutantsOf(room: string): Mutant[] {
  const lives = Object.values(require(lifeOf(room)) as object).filter(isLife);
  return lives.flatMap((life) => {
    const rows = Object.values(life.steps).flatMap(({ by }) => listOf(by));
    const table = life.table?.sides ?? {};
    const sides = [...new Set([...Object.keys(table), ...rows])];
    const used = Object.keys(table).filter((side) => rows.includes(side) && !isSpare(life, table, side));
    return [
      ...Object.keys(life.steps).flatMap((step) => mutantsOfRow(room, life, step, sides)),
      ...used.map((side) => ({
        room,
        name: `${life.kind}: nobody is the ${side}`,
        put: () => swap(table, side, () => undefined),
      })),
      ...used.flatMap((side) => {
        const other = Object.keys(table).find(
          (one) => one !== side && String(table[one]) !== String(table[side]),
        );
        return other === undefined
          ? []
          : [
              {
                room,
                name: `${life.kind}: the ${other} is the ${side}`,
                put: () => swap(table, side, table[other]),
              },
            ];
      }),
    ];
  });
}

type Case = () => unknown;

/** The tests of a file, not run: what `test` and `describe` are given while it is read. */
function casesIn(file: string): Case[] {
  const cases: Case[] = [];
  const test = Object.assign((_: string, run: Case) => void cases.push(run), {
    each: (table: readonly unknown[]) => (_: string, run: (...args: unknown[]) => unknown) => {
      for (const row of table) cases.push(() => run(...[row].flat()));
    },
  });
  const describe = Object.assign((_: string, body: () => void) => body(), {
    each: (table: readonly unknown[]) => (_: string, body: (...args: unknown[]) => void) => {
      for (const row of table) body(...[row].flat());
    },
  });
  const globals = globalThis as unknown as Record<string, unknown>;
  const before = { test: globals['test'], it: globals['it'], describe: globals['describe'] };
  Object.assign(globals, { test, it: test, describe });
  try {
    require(file);
  } finally {
    Object.assign(globals, before);
  }
  return cases;
}

async function isKilled(cases: readonly Case[], { put }: Mutant): Promise<boolean> {
  const back = put();
  try {
    for (const run of cases) await run();
    return false;
  } catch {
    return true;
  } finally {
    back();
  }
}

const chosen = wanted === undefined || wanted === 'all' ? living : living.filter((room) => room === wanted);
const mutants = chosen.flatMap(mutantsOf);
const tried =
  wanted === undefined
    ? (fc.sample(fc.shuffledSubarray(mutants, { minLength: SAMPLE, maxLength: SAMPLE }), 1)[0] ?? [])
    : mutants;
const cases = new Map(
  chosen.filter((room) => existsSync(testOf(room))).map((room) => [room, casesIn(testOf(room))]),
);

test.each(chosen)('the life of %s has a test that passes', async (room) => {
  expect(cases.get(room)?.length).toBeGreaterThan(0);
  for (const run of cases.get(room) ?? []) await run();
});

const byRoom = [...Map.groupBy(tried, ({ room }) => room)].map(
  ([room, some]) => [some.length, room, some] as const,
);
test.each(byRoom)(
  'each of %i wrong rows or sides of %s makes a test of the room fail',
  async (_count, _room, some) => {
    const alive: string[] = [];
    for (const mutant of some)
      if (!(await isKilled(cases.get(mutant.room) ?? [], mutant))) alive.push(mutant.name);
    expect(alive).toEqual([]);
  },
);
