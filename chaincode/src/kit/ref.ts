import type { Ref } from './table';

/** A record that may be absent: the handler then gets `undefined`. A plain reference refuses with NOT_FOUND. */
export interface Maybe<R> {
  readonly maybe: Ref<R>;
}

export const maybe = <R>(ref: Ref<R>): Maybe<R> => ({ maybe: ref });

/** A reference whose record nobody needs to know. */
export interface AnyRef {
  readonly table: { readonly kind: string };
  readonly id: readonly string[];
}
type AnyMaybe = { readonly maybe: AnyRef };

/** What an operation loads, by the name under which its handler gets it: a record, one that may be absent, or a bounded list of either. */
export type Loads = Readonly<Record<string, AnyRef | AnyMaybe | readonly AnyRef[] | readonly AnyMaybe[] | undefined>>;

type One<L> = L extends Ref<infer R> ? R : L extends Maybe<infer R> ? R | undefined : never;
/** What the handler gets for what was stated. A reference that the request did not call for (`undefined`) gives `undefined`. */
export type Loaded<L> = {
  readonly [K in keyof L]: L[K] extends readonly (infer Each)[]
    ? readonly One<Each>[]
    : undefined extends L[K]
      ? One<Exclude<L[K], undefined>> | undefined
      : One<L[K]>;
};
