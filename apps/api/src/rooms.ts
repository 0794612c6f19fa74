import { randomBytes } from 'node:crypto';
import { decoded, entriesOf, type Entry, everyApi, kitErrors, type WireCall } from '@roadbook/chaincode/api';
import type { Context, MiddlewareHandler } from 'hono';
import { z } from 'zod';
import { demandShape, readJson, textOf } from './http/body';
import { type App, type Env, onlyBy } from './http/guard';
import type { Lines } from './organisation/connection';
import { Problem } from './http/problem';
import { bytesOf } from './http/size';

/** Every operation of every room under the name by which it is called; new ones appear by themselves. */
export const everyEntry: readonly Entry[] = everyApi.flatMap(entriesOf);

export const pathOf = ({ room, name }: Pick<Entry, 'room' | 'name'>): string => `/rooms/${room}/${name}`;

/** Under what it is called, and was called before it moved to another room. */
function pathsOf({ room, name, batch, operation: { formerly } }: Entry): string[] {
  const [before, called] = formerly?.split('.') ?? [];
  const former = before && called && !batch ? [pathOf({ room: before, name: called })] : [];
  return [pathOf({ room, name }), ...former];
}

/** Mounts `POST /rooms/{room}/{operation}`, and `GET` where a query asks for flat values only. */
export function mountRooms(app: App, lines: Lines): void {
  for (const entry of everyEntry) {
    const flat = flatFields(entry);
    const most = bytesOf(entry);
    for (const path of pathsOf(entry)) {
      app.post(
        path,
        admitted(lines, entry),
        async (c) => await carry(c, lines, callOf(entry, await readJson(c.req.raw, most))),
      );
      if (flat)
        app.get(
          path,
          admitted(lines, entry),
          async (c) => await carry(c, lines, callOf(entry, fromQuery(flat, c.req.queries()))),
        );
      app.all(path, onlyBy(...(flat ? ['GET', 'POST'] : ['POST'])));
    }
  }
}

/**
 * Before a body is looked at: whose certificate names no role that may do this goes no further, nor who has
 * none that can be used. The ledger decides by its own records afterwards.
 */
export function admitted(
  lines: Lines,
  { room, name, operation }: Pick<Entry, 'room' | 'name' | 'operation'>,
): MiddlewareHandler<Env> {
  return async (c, next) => {
    const user = c.get('user');
    await lines.as(user);
    const role = lines.roleOf(user);
    if (role === undefined && !operation.by.includes('admin'))
      throw new Problem(403, kitErrors.NO_ROLE.code, {
        detail: `The certificate of ${lines.org}/${user} names no role.`,
        cure: kitErrors.NO_ROLE.cure,
        facts: { who: `${lines.org}/${user}` },
      });
    if (role !== undefined && !operation.by.includes(role))
      throw new Problem(403, kitErrors.NOT_ALLOWED.code, {
        detail: `${role} may not call ${room}.${name}.`,
        cure: `It is for: ${operation.by.join(', ')}.`,
        facts: { role, operation: `${room}.${name}`, by: operation.by.join(', ') },
      });
    await next();
  };
}

/**
 * The body is the request; where there are private facts, it holds both apart: `{"request": …, "private":
 * …}`.
 */
function callOf(entry: Entry, body: Record<string, unknown>): WireCall {
  const { room, name, operation } = entry;
  const call = (request: unknown): WireCall => {
    demandShape(entry.request, request, `${room}.${name}`);
    return { manner: operation.manner, room, name, request: textOf(request) };
  };
  if (!operation.secret) return call(body);
  demandShape(withPrivate, body, `${room}.${name}`);
  demandPrivate(operation.secret, body['private'], `${room}.${name}`);
  return {
    ...call(body['request']),
    secret: textOf({ salt: randomBytes(16).toString('hex'), facts: body['private'] }),
  };
}

const withPrivate = z.strictObject({ request: z.looseObject({}), private: z.looseObject({}) });

/**
 * Private facts are quoted in no message: only the place of the first wrong one among the fields of the
 * schema is told.
 */
function demandPrivate(schema: z.core.$ZodType, facts: unknown, operation: string): void {
  const read = decoded(schema, facts);
  if (read.success) return;
  const [issue] = read.issues;
  const field = ['private', ...(issue?.path.map(String) ?? [])].join('.');
  const why =
    issue?.code === 'unrecognized_keys'
      ? 'it holds a field that the schema does not know'
      : 'it does not match';
  throw new Problem(400, 'INVALID_REQUEST', {
    detail: `The field ${field} is not acceptable: ${why}.`,
    cure: `Correct it; the schema of ${operation} in /openapi.json says what it may hold.`,
    facts: { operation, field },
  });
}

async function carry(c: Context<Env>, lines: Lines, call: WireCall): Promise<Response> {
  const line = await lines.as(c.get('user'));
  const { text, receipt } = await line.carry(call);
  if (receipt) {
    c.header('Roadbook-Transaction', receipt.txId);
    c.header('Roadbook-Block', String(receipt.blockNumber));
  }
  return c.body(text, 200, { 'Content-Type': 'application/json' });
}

type Flat = 'string' | 'integer' | 'boolean';
interface Property {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Property[];
}

/**
 * The kind of each field of a request that an address can hold; `undefined` for a request that is nested,
 * private or changes something.
 */
export function flatFields({ operation, request }: Entry): ReadonlyMap<string, Flat> | undefined {
  if (operation.manner !== 'evaluate' || operation.secret) return undefined;
  const { properties = {} } = z.toJSONSchema(request, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Readonly<Record<string, Property>>;
  };
  const kinds = Object.entries(properties).map(([name, property]) => [name, flatKind(property)] as const);
  return kinds.every(([, kind]) => kind !== undefined)
    ? new Map(kinds as (readonly [string, Flat])[])
    : undefined;
}

function flatKind({ type, anyOf }: Property): Flat | undefined {
  if (anyOf) return anyOf.every((one) => flatKind(one) === 'string') ? 'string' : undefined;
  return type === 'string' || type === 'integer' || type === 'boolean' ? type : undefined;
}

function fromQuery(
  flat: ReadonlyMap<string, Flat>,
  query: Readonly<Record<string, readonly string[]>>,
): Record<string, unknown> {
  const fields = Object.entries(query).map(([name, values]) => {
    const [text = '', ...more] = values;
    if (more.length > 0)
      throw new Problem(400, 'INVALID_REQUEST', {
        detail: `The field ${name} is given ${values.length} times.`,
        cure: 'Give it once.',
        facts: { field: name },
      });
    return [name, valueOf(flat.get(name), text)] as const;
  });
  return Object.fromEntries(fields);
}

function valueOf(kind: Flat | undefined, text: string): unknown {
  if (kind === 'integer' && /^-?\d{1,15}$/.test(text)) return Number(text);
  if (kind === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}
