import { z } from 'zod';
import type { ErrorSpec } from './errors';
import type { EventSpec } from './events';
import type { StepOf } from './life';
import { type AnyLife, nextAnswer, nextRequest } from './next';
import type { AnyRef, Loads, Ref } from './ref';
import type { Caller } from './who';

/**
 * How an operation is sent. `submit` changes the ledger and is endorsed by a majority. `evaluate` only reads. `keep` writes private facts to
 * the collection of the caller's organisation and nothing public, so that organisation alone endorses it and sees it.
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
  /** What it needs of the ledger, which the kit loads and checks before the handler runs. */
  readonly needs?: Needs;
  /** `room.operation` as it was called before it moved: plain clients go on calling it so. */
  readonly formerly?: string;
}

/** Who asks, as far as a key may depend on it. */
export type Asking = Pick<Caller, 'org' | 'member' | 'role'> & { readonly now: string };

/** What an operation states that it needs, as the kit sees it. `Stated` gives the types. */
export interface Needs {
  readonly on?: ((request: never, asking: Asking) => AnyRef) | undefined;
  readonly step?: StepOf<never> | undefined;
  readonly sides?: readonly string[] | undefined;
  readonly creates?: ((request: never, asking: Asking) => AnyRef) | undefined;
  readonly again?: ((made: never, on: never) => unknown) | undefined;
  readonly loads?: ((request: never, on: never, asking: Asking) => Loads) | undefined;
}

interface Stated<B, E, RQ extends z.core.$ZodType, RS extends z.core.$ZodType, N, S, R, Side extends string, C, L> {
  readonly says: string;
  readonly by: B;
  readonly request: RQ;
  readonly response: RS;
  readonly errors?: readonly ErrorSpec[];
  readonly events?: E;
  readonly many?: N;
  readonly secret?: S;
  readonly formerly?: string;
  /** The record that it is about: loaded before the handler runs, NOT_FOUND when there is none. */
  readonly on?: (request: z.output<RQ>, asking: Asking) => Ref<R, Side>;
  /** The step of that record's life: its row says which sides may take it, from which statuses, and where it may lead. */
  readonly step?: StepOf<R>;
  /** Without a step: the sides of that record who may call it. */
  readonly sides?: readonly Side[];
  /** The record that this call makes: who repeats the call is answered with it, whoever contradicts it is refused (EXISTS_DIFFERENTLY). */
  readonly creates?: (request: z.output<RQ>, asking: Asking) => Ref<C>;
  /** The answer to a repeated call, or the record that is answered; if not said otherwise the record that it made. */
  readonly again?: (made: C, on: R) => z.output<RS> | Ref<z.output<RS>>;
  /** All else that is read, from the request and from the record; fetched together. */
  readonly loads?: (request: z.output<RQ>, on: R, asking: Asking) => L;
}

/** What the kit hands to the handler, for the compiler alone: there is no such member. */
export interface Giving<R, L> {
  readonly '~given'?: { readonly on: R; readonly loads: L };
}

export interface Settled<M extends Manner, B, E, RQ, RS> {
  readonly manner: M;
  readonly says: string;
  readonly by: B;
  readonly request: RQ;
  readonly response: RS;
  readonly errors: readonly ErrorSpec[];
  readonly events: E;
  readonly needs?: Needs;
}
export type Optional<N, S> = (N extends number ? { readonly many: N } : unknown) &
  (S extends z.core.$ZodType ? { readonly secret: S } : unknown);

const settle =
  <M extends Manner>(manner: M) =>
  <
    const B extends readonly string[],
    RQ extends z.core.$ZodType,
    RS extends z.core.$ZodType,
    N = undefined,
    S = undefined,
    R = undefined,
    Side extends string = never,
    C = undefined,
    const L extends Loads = Record<never, never>,
    E extends readonly EventSpec[] = readonly never[],
  >({
    on,
    step,
    sides,
    creates,
    again,
    loads,
    ...stated
  }: Stated<B, E, RQ, RS, N, S, R, Side, C, L>): Settled<M, B, NoInfer<E>, RQ, RS> &
    Optional<NoInfer<N>, NoInfer<S>> &
    Giving<R, L> => {
    const needs = on || creates || loads ? { needs: { on, step, sides, creates, again, loads } } : {};
    return { errors: [], events: [], ...stated, manner, ...needs } as never;
  };

export const submit = settle('submit');
export const evaluate = settle('evaluate');
/** Answers the seal of what was kept: the hash that a later public operation quotes. */
export const keep = <
  const B extends readonly string[],
  RQ extends z.core.$ZodType,
  S extends z.core.$ZodType,
  R = undefined,
  Side extends string = never,
  const L extends Loads = Record<never, never>,
>(
  stated: Omit<Stated<B, readonly EventSpec[], RQ, typeof sealed, undefined, S, R, Side, undefined, L>, 'response' | 'secret'> & {
    readonly secret: S;
  },
) =>
  settle('keep')({ ...stated, response: sealed } as Stated<
    B,
    readonly EventSpec[],
    RQ,
    typeof sealed,
    undefined,
    S,
    R,
    Side,
    undefined,
    L
  >);

/** The answer of every `keep`: SHA-256 over the salted private facts, lower-case hexadecimal. */
export const sealed = z.strictObject({ seal: z.string().regex(/^[0-9a-f]{64}$/) });

export interface Api<Room extends string = string, Ops extends Record<string, Operation> = Record<string, Operation>> {
  readonly room: Room;
  readonly says: string;
  readonly operations: Ops;
  readonly lives?: Lives;
}

/** The lives of a room, by the kind of record. */
type Lives = Readonly<Record<string, AnyLife>>;

/** The query that every room with a life has by itself: the steps open to the caller on a record now. */
const nextIn = <L extends Lives>(lives: L, by: readonly string[]) =>
  evaluate({
    says: 'Tell the status of a record, and the steps that are open to the caller now, with the operations that take them.',
    by,
    request: nextRequest(Object.keys(lives) as [keyof L & string, ...(keyof L & string)[]]),
    response: nextAnswer,
  });
export type NextOperation<L extends Lives> = ReturnType<typeof nextIn<L>>;

/** The api of a room is this one value; contract, client, CLI, REST, docs and the matrix test read it. */
export const defineApi = <const Room extends string, const Ops extends Record<string, Operation>>(
  room: Room,
  says: string,
  operations: Ops,
): Api<Room, Ops> => Object.freeze({ room, says, operations });

/** The api of a room with lives, which also has the query `next`, for whoever may call anything in the room. */
export const defineLivingApi = <const Room extends string, const Ops extends Record<string, Operation>, const L extends Lives>(
  room: Room,
  says: string,
  operations: Ops,
  lives: L,
): Api<Room, Ops & { readonly next: NextOperation<L> }> & { readonly lives: L } => {
  const by = [...new Set(Object.values(operations).flatMap((operation) => operation.by))];
  return Object.freeze({ room, says, operations: { ...operations, next: nextIn(lives, by) }, lives });
};

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

/** The operations of an api that were once called in that room, by the name that they had there. */
export const formersOf = ({ operations }: Api, room: string): [former: string, name: string][] =>
  Object.entries(operations).flatMap(([name, { formerly }]) =>
    formerly?.startsWith(`${room}.`) ? [[formerly.slice(room.length + 1), name] as [string, string]] : [],
  );

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
