import {
  type Api,
  type Entry,
  entriesOf,
  isMoney,
  resolveSchema,
  type Schema,
  schemaOf,
} from '@roadbook/chaincode/api';
import type { z } from 'zod';
import { comment, fieldSays, operationSays } from './comment';

const DEEPEST = 3;
const capital = (word: string): string => `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`;
const memberName = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

/** A value as its schema describes it for people, and as the schema library has it. */
interface Described {
  readonly schema: Schema;
  readonly whole: Schema;
  readonly type: z.core.$ZodType | undefined;
}

/** Without what says that it may be absent. */
function within(type: z.core.$ZodType | undefined): z.core.$ZodTypes | undefined {
  const known = type as z.core.$ZodTypes | undefined;
  const { def } = known?._zod ?? {};
  return def && 'innerType' in def ? within(def.innerType as z.core.$ZodType) : known;
}
const elementOf = (type: z.core.$ZodType | undefined): z.core.$ZodType | undefined => {
  const def = within(type)?._zod.def;
  return def?.type === 'array' ? def.element : undefined;
};
const fieldOf = (type: z.core.$ZodType | undefined, name: string): z.core.$ZodType | undefined => {
  const def = within(type)?._zod.def;
  return def?.type === 'object' ? def.shape[name] : undefined;
};
/** Whether a field that may be absent may also be there as `undefined`. */
const isLoose = (type: z.core.$ZodType | undefined): boolean => !type?._zod.traits.has('ZodExactOptional');

/**
 * The type of a value, whose name in the derived types is `path`: an object is written out, so that each of
 * its fields has its sentence; everything else is named by its path, so that it is what the schema says.
 */
function typeOf({ schema, whole, type }: Described, path: string, depth: number, indent: string): string {
  const held = resolveSchema(schema, whole);
  if (held.type === 'array' && held.items) {
    const each = { schema: held.items, whole, type: elementOf(type) };
    const item = typeOf(each, `${path}[number]`, depth, indent);
    return item === `${path}[number]` ? path : `${item}[]`;
  }
  const { properties, additionalProperties, required = [] } = held;
  if (!properties || additionalProperties !== false || isMoney(held) || depth >= DEEPEST) return path;
  const fields = Object.entries(properties).map(([name, inner]) => {
    const described = { schema: inner, whole, type: fieldOf(type, name) };
    const own = `${path}['${name}']`;
    const isThere = required.includes(name);
    const there = isThere ? own : `NonNullable<${own}>`;
    const plain = typeOf(described, there, depth + 1, `${indent}  `);
    const absent = isThere ? '' : isLoose(described.type) ? ' | undefined' : '';
    const says = comment([fieldSays(inner, whole)], `${indent}  `);
    return `${says}\n${indent}  ${memberName(name)}${isThere ? '' : '?'}: ${plain}${absent};`;
  });
  return fields.length === 0 ? path : `{\n${fields.join('\n')}\n${indent}}`;
}

/** The names under which schemas stand already: what many operations answer is written out once. */
type Named = Map<z.core.$ZodType, string>;

function aliasOf(name: string, of: z.core.$ZodType, derived: string, named: Named): string {
  const before = named.get(of);
  if (before !== undefined) return `export type ${name} = ${before};`;
  named.set(of, name);
  const schema = schemaOf(of);
  const type = typeOf({ schema, whole: schema, type: of }, `${name}$`, 0, '');
  return `type ${name}$ = ${derived};\nexport type ${name} = ${type};`;
}

const stemOf = ({ room, name, batch }: Entry): string =>
  capital(room) + capital(batch ? name.replace(/Many$/, '') : name);

function typesOf(entry: Entry, named: Named): string[] {
  const { room, name, operation, request, response } = entry;
  const stated = `Operations<'${room}'>['${name}']`;
  const stem = stemOf(entry);
  return [
    aliasOf(`${stem}Request`, request, `RequestOf<${stated}>`, named),
    aliasOf(`${stem}Answer`, response, `ResponseOf<${stated}>`, named),
    ...(operation.secret ? [aliasOf(`${stem}Private`, operation.secret, `SecretOf<${stated}>`, named)] : []),
  ];
}

function methodOf(entry: Entry): string {
  const stem = stemOf(entry);
  const [request, answer] = entry.batch
    ? [
        `request: { readonly items: readonly ${stem}Request[] }`,
        `{ readonly results: readonly ${stem}Answer[] }`,
      ]
    : [`request: ${stem}Request`, `${stem}Answer`];
  const secret = entry.operation.secret && !entry.batch ? `, secret: ${stem}Private` : '';
  return `${comment(operationSays(entry), '  ')}\n  ${entry.name}(${request}${secret}, how?: How): Promise<${answer}>;`;
}

const MOST_NAMED = 3;

/** Operations that the same roles may call. */
interface Group {
  readonly name: string;
  readonly by: readonly string[];
  readonly entries: readonly Entry[];
}

function groupsOf({ room }: Api, entries: readonly Entry[]): Group[] {
  const groups = Map.groupBy(entries, ({ operation }) => operation.by.toSorted().join());
  return [...groups.values()].map((some, at) => {
    const by = some[0]?.operation.by ?? [];
    const roles = by.length > MOST_NAMED ? `${by.length}Roles${at + 1}` : by.map(capital).join('Or');
    return { name: `${capital(room)}For${roles}`, by, entries: some };
  });
}

/** A room in the declaration: its types, and the client of whoever calls it. */
export interface Declared {
  readonly room: string;
  readonly says: string;
  readonly client: string;
  readonly groups: readonly Group[];
  readonly text: string;
}

/** The client of a room with every sentence of its api, and its parts by who may call them. */
export function declared(api: Api): Declared {
  const entries = entriesOf(api);
  const named: Named = new Map();
  const types = entries.filter(({ batch }) => !batch).flatMap((entry) => typesOf(entry, named));
  const groups = groupsOf(api, entries);
  const client = `${capital(api.room)}Client`;
  const parts = groups.map(
    ({ name, entries: some }) => `interface ${name} {\n${some.map(methodOf).join('\n')}\n}`,
  );
  const whole = `${comment([api.says], '')}\nexport interface ${client} extends ${groups.map(({ name }) => name).join(', ')} {}`;
  return { room: api.room, says: api.says, client, groups, text: [...types, ...parts, whole].join('\n') };
}

/** The client of a role: of each room the parts that it may call. */
export function roleOf(role: string, rooms: readonly Declared[], plural: (room: string) => string): string {
  const own = rooms.flatMap(({ room, says, groups }) => {
    const names = groups.filter(({ by }) => by.includes(role)).map(({ name }) => name);
    return names.length > 0
      ? [{ room, says, names, name: `As${capital(role)}${capital(plural(room))}` }]
      : [];
  });
  const parts = own.map(({ name, names }) => `interface ${name} extends ${names.join(', ')} {}`);
  const members = own.map(
    ({ room, says, name }) => `${comment([says], '  ')}\n  readonly ${plural(room)}: ${name};`,
  );
  return [...parts, `interface ${clientOfRole(role)} {\n${members.join('\n')}\n}`].join('\n');
}

export const clientOfRole = (role: string): string => `As${capital(role)}`;
