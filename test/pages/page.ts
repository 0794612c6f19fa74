import {
  type Api,
  type ErrorSpec,
  type EventSpec,
  everyApi,
  kitErrors,
  type Operation,
  rolesInWords,
  schemaOf,
} from '@roadbook/chaincode/api';
import { pictureOf, stayingIn } from '../../chaincode/src/kit/describe/picture';
import { type SomeLife, takersOf } from '../../chaincode/src/kit/life';
import type { Sides } from '../../chaincode/src/kit/side';
import type { AnyTable, TableSpec } from '../../chaincode/src/kit/table';
import { eventsOf, livesOf, refusalsOf, tablesOf } from './room';

const cell = (text: string): string => text.replaceAll('|', '\\|');
const row = (...cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(...heads), `|${'---|'.repeat(heads.length)}`, ...rows.map((cells) => row(...cells))].join('\n');
const code = (word: string): string => `\`${word}\``;

/** Whether a side is played by whoever may call: by anybody, or as other records say. */
function isAnybodys(sides: Sides<unknown>, side: string): boolean {
  try {
    const whose = sides[side]?.({});
    return typeof whose === 'object' && 'role' in whose && whose.role === undefined;
  } catch {
    return false;
  }
}

/** Who may call: the roles, and as which sides of the record. */
function whoOf({ by, needs }: Operation): string {
  const roles = rolesInWords(by).replace(/ \([^)]*\)/g, '');
  const taken = [...(needs?.step ? [needs.step] : []), ...(needs?.steps ?? [])].flatMap(takersOf);
  const sides = [...new Set([...taken, ...(needs?.sides ?? [])])];
  const stated = [needs?.step, ...(needs?.steps ?? [])].flatMap((step) => (step ? [step.table.sides] : []));
  const isOpen = sides.every((side) => stated.some((all) => isAnybodys(all as Sides<unknown>, side)));
  if (
    isOpen ||
    sides.includes('anybody') ||
    [...sides].sort().join(', ') === roles.split(', ').sort().join(', ')
  )
    return roles;
  return roles === 'everyone' ? sides.join(', ') : `${roles}; as ${sides.join(', ')}`;
}

const operations = ({ operations: all }: Api): string =>
  table(
    ['operation', 'who', 'what'],
    Object.entries(all).map(([name, operation]) => [
      `${code(name)}${operation.many ? ` (also ${code(`${name}Many`)})` : ''}`,
      whoOf(operation),
      operation.says,
    ]),
  );

/** Who may do what, a line for each who: a newcomer finds itself there and reads what it may. */
function cast({ operations: all }: Api): string {
  const may = new Map<string, string[]>();
  for (const [name, operation] of Object.entries(all)) {
    const who = whoOf(operation);
    may.set(who, [...(may.get(who) ?? []), code(name)]);
  }
  const rows = [...may].map(([who, names]) => [who, names.join(', ')]);
  const isEverybodys = ([who = '']: readonly string[]): boolean => who === 'everyone' || who === 'people';
  return table(
    ['who', 'may'],
    [...rows.filter((one) => !isEverybodys(one)), ...rows.filter((one) => isEverybodys(one))],
  );
}

const inRooms = (found: ReadonlyMap<string, readonly string[]>): string[] =>
  [...found].map(([room, names]) => `of the room ${room} ${names.map(code).join(', ')}`);

/** Names that are not the room's own, under the rooms that state them. */
function elsewhere(names: readonly string[], namesIn: (room: string) => readonly string[]): string[] {
  const found = new Map<string, string[]>();
  for (const { room } of everyApi) {
    const theirs = namesIn(room).filter((name) => names.includes(name));
    if (theirs.length > 0) found.set(room, theirs);
  }
  return inRooms(found);
}

function errors({ room, operations: all }: Api): string {
  const answered = new Map(
    Object.values(all).flatMap((one) => one.errors.map((error) => [error.code, error])),
  );
  const codesOf = (one: string): string[] => refusalsOf(one).map((error) => error.code);
  const elsewhereStated = new Set(
    everyApi.filter((api) => api.room !== room).flatMap((api) => codesOf(api.room)),
  );
  const order = [...codesOf(room), ...answered.keys()];
  const own = [...new Set(order)].flatMap((one) => answered.get(one) ?? []);
  const rows = own
    .filter((error: ErrorSpec) => !elsewhereStated.has(error.code) && !(error.code in kitErrors))
    .map((error) => [code(error.code), error.says]);
  const also = elsewhere(
    [...answered.keys()].filter((one) => elsewhereStated.has(one)),
    codesOf,
  );
  return [table(['code', 'says'], rows), ...(also.length > 0 ? ['', `Also, ${also.join('; ')}.`] : [])].join(
    '\n',
  );
}

function events({ room, operations: all }: Api): string {
  const told = new Set(Object.values(all).flatMap(({ events: facts }) => facts.map(({ name }) => name)));
  const own = eventsOf(room).map(({ name }: EventSpec) => name);
  const foreign = [...told].filter((name) => !own.includes(name));
  const also = elsewhere(foreign, (other) => eventsOf(other).map(({ name }) => name));
  return `${[own.map(code).join(' · '), ...also].join('; ')}.`;
}

/** What a key is made of: the fields that its function reads of a record. */
function keyOf({ id }: TableSpec): string {
  const read = new Set<string>();
  const field = (path: string): object =>
    new Proxy(Object(path) as object, {
      get: (text, name) => {
        const held: unknown = Reflect.get(text, name);
        if (typeof held === 'function') return held.bind(text);
        return typeof name === 'symbol' || held !== undefined ? held : field(name);
      },
    });
  const get = (_: object, name: string | symbol) => field(String(read.add(String(name)) && name));
  try {
    const parts = id(new Proxy({}, { get }));
    return parts.map((part) => part.replace(/^0+(?=.)/, '')).join(', ');
  } catch {
    // It computes with a field, which here is only a name.
    return [...read].join(', ');
  }
}

const fieldsOf = ({ schema }: AnyTable): string => {
  const { properties, anyOf, oneOf } = schemaOf(schema);
  const forms = [{ properties }, ...(anyOf ?? oneOf ?? [])];
  return [...new Set(forms.flatMap((form) => Object.keys(form.properties ?? {})))].join(', ');
};

/** The rows of records on a page as people wrote them: what stands in each cell, by the kind of record. */
const rowsOn = (page: string): Map<string, readonly string[]> =>
  new Map(
    [...page.matchAll(/^\| (\S+)(?: \(private\))? \| ([^|]*) \| ([^|]*) \|$/gm)].map(
      ([, kind = '', key = '', holds = '']) => [kind, [key, holds]],
    ),
  );

/** Kind, key and indexes follow from the table; what a record holds is said by people, and stays. */
function recordOf(spec: AnyTable, page: string): string[] {
  const [key, holds = fieldsOf(spec)] = rowsOn(page).get(spec.kind) ?? [];
  if (spec.store === 'secret')
    return [`${spec.kind} (private)`, key ?? 'in the collection of its organisation', holds];
  const found = Object.keys(spec.indexes).join(', ');
  return [spec.kind, `${keyOf(spec)}${found === '' ? '' : `; found by ${found}`}`, holds];
}

const records = ({ room }: Api, page: string): string =>
  table(
    ['record', 'key', 'holds'],
    tablesOf(room).map((spec) => recordOf(spec, page)),
  );

const dues = ({ dues: rows = [] }: Api): string =>
  table(
    ['due', 'of', 'when'],
    rows.map(({ operation, table: of, when }) => [code(operation), of.kind, when]),
  );

const drawn = (life: SomeLife): string =>
  [`\`\`\`mermaid\n${pictureOf(life)}\n\`\`\``, stayingIn(life)].filter(Boolean).join('\n\n');

/** Everything on the page of a room that follows from its values, by the marker that it stands under. */
export function blocksOf(api: Api, page: string): ReadonlyMap<string, string> {
  const pictures = livesOf(api.room).map((life): [string, string] => [`life ${life.kind}`, drawn(life)]);
  return new Map([
    ['cast', cast(api)],
    ['operations', operations(api)],
    ['records', records(api, page)],
    ['due', dues(api)],
    ['events', events(api)],
    ['errors', errors(api)],
    ...pictures,
  ]);
}

/** The page with what stands between its markers made anew; prose stays as it is. */
export function written(page: string, blocks: ReadonlyMap<string, string>): string {
  return page.replace(/^<!-- ([a-z]+(?: \S+)?) -->\n[\s\S]*?^<!-- \/\1 -->$/gm, (_, marker: string) => {
    const block = blocks.get(marker);
    if (block === undefined)
      throw new Error(`nothing is called ${marker}; there are ${[...blocks.keys()].join(', ')}`);
    return `<!-- ${marker} -->\n${block}\n<!-- /${marker} -->`;
  });
}
