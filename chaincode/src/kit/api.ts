import { z } from 'zod';
import type { ErrorSpec } from './errors';
import type { EventSpec } from './events';

/**
 * How an operation is sent. `submit` changes the ledger and is endorsed by a majority. `evaluate` only reads. `keep` writes private facts to
 * the implicit collection of the caller's organisation and nothing public, so that organisation alone endorses it and sees it.
 */
export type Manner = 'submit' | 'evaluate' | 'keep';

export interface Operation {
  readonly manner: Manner;
  readonly says: string;
  /** Roles that may call it. */
  readonly by: readonly string[];
  readonly request: z.core.$ZodType;
  readonly response: z.core.$ZodType;
  /** Refusals of the room, in order of precedence; those of the kit come by themselves. */
  readonly errors: readonly ErrorSpec[];
  readonly events: readonly EventSpec[];
  /** Most items of one batch; with it the operation also exists as `<name>Many`, all or nothing. */
  readonly many?: number;
  /** Private facts that travel as transient data. */
  readonly secret?: z.core.$ZodType;
}

type Stated = Omit<Operation, 'manner' | 'errors' | 'events'> & {
  readonly errors?: readonly ErrorSpec[];
  readonly events?: readonly EventSpec[];
};
type Settled<M extends Manner, T> = T & {
  readonly manner: M;
  readonly errors: readonly ErrorSpec[];
  readonly events: readonly EventSpec[];
};

const settle =
  <M extends Manner>(manner: M) =>
  <const T extends Stated>(stated: T): Settled<M, T> => ({ errors: [], events: [], ...stated, manner });

export const submit = settle('submit');
export const evaluate = settle('evaluate');
/** Answers the seal of what was kept: the hash that a later public operation quotes. */
export const keep = <const T extends Omit<Stated, 'response'> & { readonly secret: z.core.$ZodType }>(stated: T) =>
  settle('keep')({ ...stated, response: sealed });

/** The answer of every `keep`: SHA-256 over the salted private facts, lower-case hexadecimal. */
export const sealed = z.strictObject({ seal: z.string().regex(/^[0-9a-f]{64}$/) });

export interface Api<Room extends string = string, Ops extends Record<string, Operation> = Record<string, Operation>> {
  readonly room: Room;
  readonly says: string;
  readonly operations: Ops;
}

/** The api of a room is this one value; contract, client, CLI, REST, docs and the matrix test read it. */
export const defineApi = <const Room extends string, const Ops extends Record<string, Operation>>(
  room: Room,
  says: string,
  operations: Ops,
): Api<Room, Ops> => Object.freeze({ room, says, operations });

export type Request<Op extends Operation> = z.output<Op['request']>;
export type Response<Op extends Operation> = z.output<Op['response']>;
export type Secret<Op extends Operation> = Op extends { readonly secret: infer S extends z.core.$ZodType } ? z.output<S> : never;

/** A page asked for: how many, and after which bookmark. */
export const page = z.strictObject({
  size: z.int().min(1).max(100).optional().meta({ description: 'items a page, 1 to 100; 20 if not given' }),
  after: z.string().max(2048).optional().meta({ description: 'the `next` of the page before' }),
});
export type Page = z.output<typeof page>;

/** A page answered: the items and, if there are more, the bookmark of the next page. */
export const pageOf = <T extends z.core.$ZodType>(item: T) =>
  z.strictObject({ items: z.array(item).max(100), next: z.string().max(2048).optional() });

/** The operation behind a name on the wire, and whether the name is its batch form. */
export function operationNamed(api: Api, name: string): { operation: Operation; batch: boolean } | undefined {
  const operation = Object.hasOwn(api.operations, name) ? api.operations[name] : undefined;
  if (operation) return { operation, batch: false };
  const single = name.endsWith('Many') ? name.slice(0, -4) : '';
  const many = Object.hasOwn(api.operations, single) ? api.operations[single] : undefined;
  return many?.many ? { operation: many, batch: true } : undefined;
}

/** Every name that may be called: the operations and their batch forms. */
export const namesOf = (api: Api): string[] =>
  Object.entries(api.operations).flatMap(([name, operation]) => (operation.many ? [name, `${name}Many`] : [name]));

/** An operation under the name by which it is called: itself, or its batch form. */
export interface Entry {
  readonly room: string;
  readonly name: string;
  readonly operation: Operation;
  readonly batch: boolean;
  readonly request: z.core.$ZodType;
  readonly response: z.core.$ZodType;
}

/** What may be called under a name, with the schemas of that form. */
export function entryOf(api: Api, name: string): Entry | undefined {
  const found = operationNamed(api, name);
  if (!found) return undefined;
  const { operation, batch } = found;
  const most = operation.many ?? 1;
  return {
    room: api.room,
    name,
    operation,
    batch,
    request: batch ? z.strictObject({ items: z.array(operation.request).min(1).max(most) }) : operation.request,
    response: batch ? z.strictObject({ results: z.array(operation.response).max(most) }) : operation.response,
  };
}

export const entriesOf = (api: Api): Entry[] => namesOf(api).flatMap((name) => entryOf(api, name) ?? []);
