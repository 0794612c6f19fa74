import type { Ref } from './table';

/**
 * A record that may be absent: the handler then gets `undefined`. A plain reference refuses with NOT_FOUND.
 */
export interface Maybe<R> {
  readonly maybe: Ref<R>;
}

/** A record that may be there or not. */
export const maybe = <R>(ref: Ref<R>): Maybe<R> => ({ maybe: ref });

/**
 * Where a record stands whose id several parties may use, each once: at `first`, or `apart`, under its party
 * too, when the one at `first` is not `mine`. So whoever saw an id in a proposal and was faster took nothing
 * from its owner.
 */
export interface Placed<R> {
  readonly first: Ref<R>;
  readonly apart: Ref<R>;
  mine(record: R): boolean;
}

/** An answer, or what it is read from: as a whole, or field by field. */
export type Answered<A> =
  | A
  | Ref<A>
  | Placed<A>
  | { readonly [K in keyof A]: A[K] | Ref<A[K]> | Placed<A[K]> };

/** A reference whose record nobody needs to know. */
export interface AnyRef {
  readonly table: { readonly kind: string };
  readonly id: readonly string[];
}
/** The same of one that may stand apart. */
export interface AnyPlaced {
  readonly first: AnyRef;
  readonly apart: AnyRef;
  mine(record: never): boolean;
}
type AnyMaybe = { readonly maybe: AnyRef };

/**
 * What an operation loads, by the name under which its handler gets it: a record, one that may be absent, or
 * a bounded list of either.
 */
export type Loads = Readonly<
  Record<string, AnyRef | AnyMaybe | readonly AnyRef[] | readonly AnyMaybe[] | undefined>
>;

type One<L> = L extends Ref<infer R> ? R : L extends Maybe<infer R> ? R | undefined : never;
/**
 * What the handler gets for what was stated. A reference that the request did not call for (`undefined`)
 * gives `undefined`.
 */
export type Loaded<L> = {
  readonly [K in keyof L]: L[K] extends readonly (infer Each)[]
    ? readonly One<Each>[]
    : undefined extends L[K]
      ? One<Exclude<L[K], undefined>> | undefined
      : One<L[K]>;
};
