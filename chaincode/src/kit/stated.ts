import type { StepOf } from './life';
import type { AnyRef, Loads } from './ref';
import type { Caller } from './who';

/** Who asks, as far as a key may depend on it. */
export type Asking = Pick<Caller, 'org' | 'member' | 'role'> & { readonly now: string };

/** What an operation states that it needs, as the kit sees it. `Stated` gives the types. */
export interface Needs {
  readonly on?: ((request: never, asking: Asking) => AnyRef) | undefined;
  readonly step?: StepOf<never> | undefined;
  readonly answered?: ((on: never, request: never) => boolean) | undefined;
  readonly sides?: readonly string[] | undefined;
  readonly creates?: ((request: never, asking: Asking) => AnyRef) | undefined;
  readonly again?: ((made: never, on: never) => unknown) | undefined;
  readonly loads?: ((request: never, on: never, asking: Asking) => Loads) | undefined;
}
