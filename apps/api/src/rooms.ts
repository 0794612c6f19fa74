import { entriesOf, type Entry, everyApi } from '@roadbook/chaincode/api';
import { z } from 'zod';
import { admitted, callOf, carry } from './call';
import { readJson } from './http/body';
import { type App, onlyBy } from './http/guard';
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
