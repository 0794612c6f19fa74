import { z } from 'zod';
import type { ErrorSpec } from './errors';
import type { EventSpec } from './events';
import type { NamedStep, StepOf } from './life';
import type { Answered, AnyPlaced, AnyRef, Loads, Placed } from './ref';
import type { Ref } from './table';
import type { Caller } from './who';

/**
 * How an operation is sent. `submit` changes the ledger and is endorsed by a majority. `evaluate` only reads.
 * `keep` writes private facts to the collection of the caller's organisation and nothing public, so that
 * organisation alone endorses it and sees it.
 */
export type Manner = 'submit' | 'evaluate' | 'keep';

/** An operation as contract, clients and pages read it. */
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
  readonly steps?: readonly StepOf<never>[] | undefined;
  readonly takes?: readonly NamedStep[] | undefined;
  readonly sides?: readonly string[] | undefined;
  readonly done?: ((on: never, request: never, asking: Asking) => unknown) | undefined;
  readonly answered?: ((on: never, request: never) => boolean) | undefined;
  readonly creates?: ((request: never, asking: Asking, on: never) => AnyRef | AnyPlaced) | undefined;
  readonly again?: ((made: never, on: never, request: never) => unknown) | undefined;
  readonly loads?: ((request: never, on: never, asking: Asking) => Loads) | undefined;
}

interface Stated<
  B,
  E,
  RQ extends z.core.$ZodType,
  RS extends z.core.$ZodType,
  N,
  S,
  R,
  Side extends string,
  C,
  L,
> {
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
  /**
   * The step of that record's life: its row says which sides may take it, from which statuses, and where it
   * may lead.
   */
  readonly step?: StepOf<R>;
  /**
   * Of several steps those that are due, one after the other, or none: the rule says which. What time has made
   * true is written down so.
   */
  readonly steps?: readonly StepOf<R>[];
  /**
   * Steps of other records that come with this one, or of one that may not be there yet: the rule takes them, and
   * no record of these lives is written but by these rows. Who may is said by the rule.
   */
  readonly takes?: readonly NamedStep[];
  /** Without a step: the sides of that record who may call it. */
  readonly sides?: readonly Side[];
  /**
   * Whether the record shows that this was done before: who may do it is answered, whatever the status by
   * now, and nothing is done. True: the record is the answer; else what is answered, if anything.
   */
  readonly done?: (on: R, request: z.output<RQ>, asking: Asking) => boolean | z.output<RS> | undefined;
  /**
   * Whether the rule itself answers or refuses this call better than the status would: then the step's
   * statuses are not asked for.
   */
  readonly answered?: (on: R, request: z.output<RQ>) => boolean;
  /**
   * The record that this call makes: who repeats the call is answered with it, whoever contradicts it is
   * refused (EXISTS_DIFFERENTLY).
   */
  readonly creates?: (request: z.output<RQ>, asking: Asking, on: R) => Ref<C> | Placed<C>;
  /**
   * The answer to a repeated call, or the records that are answered; if not said otherwise the record that it
   * made.
   */
  readonly again?: (made: C, on: R, request: z.output<RQ>) => Answered<z.output<RS>>;
  /** All else that is read, from the request and from the record; fetched together. */
  readonly loads?: (request: z.output<RQ>, on: R, asking: Asking) => L;
}

/** What the kit hands to the handler, for the compiler alone: there is no such member. */
export interface Giving<R, L> {
  readonly '~given'?: { readonly on: R; readonly loads: L };
}

/** An operation with the types of its manner, roles, events, request and response. */
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
/** What an operation has only when it states it: its batch form, its private facts. */
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
  >(
    operation: Stated<B, E, RQ, RS, N, S, R, Side, C, L>,
  ): Settled<M, B, NoInfer<E>, RQ, RS> & Optional<NoInfer<N>, NoInfer<S>> & Giving<R, L> => {
    const { on, step, steps, takes, sides, done, answered, creates, again, loads, ...stated } = operation;
    const all = { on, step, steps, takes, sides, done, answered, creates, again, loads };
    const needs = on || creates || loads || takes ? { needs: all } : {};
    return { errors: [], events: [], ...stated, manner, ...needs } as never;
  };

type Keeping<B, RQ extends z.core.$ZodType, S, R, Side extends string, L> = Stated<
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
>;

/** States an operation that changes the ledger. */
export const submit = settle('submit');
/** States an operation that only reads. */
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
  stated: Omit<Keeping<B, RQ, S, R, Side, L>, 'response' | 'secret'> & { readonly secret: S },
) => settle('keep')({ ...stated, response: sealed } as Keeping<B, RQ, S, R, Side, L>);

/** The answer of every `keep`: SHA-256 over the salted private facts, lower-case hexadecimal. */
export const sealed = z.strictObject({ seal: z.string().regex(/^[0-9a-f]{64}$/) });

/** What an operation is asked, decoded. */
export type Request<Op extends Operation> = z.output<Op['request']>;
/** What an operation answers, decoded. */
export type Response<Op extends Operation> = z.output<Op['response']>;
/** The private facts that an operation takes; `never` when it takes none. */
export type Secret<Op extends Operation> = Op extends { readonly secret: infer S extends z.core.$ZodType }
  ? z.output<S>
  : never;
