import type { z } from 'zod';
import type { Manner } from './operation';
import type { Question } from './question';
import { demand, kitErrors } from './errors';
import type { EventSpec } from './events';
import type { StepOf } from './life';
import type { Found, ReadRows, WriteRows } from './ledger/rows';
import type { Foreign, SecretSpec, Tables, TableSpec } from './table';
import type { KeepRows, RevealRows, SealedRows } from './ledger/vault';
import { isParty } from './side';
import type { Caller } from './who';

/** What every operation has in hand. */
export interface Tx {
  /** The client's claim of the time, which peers hold to within `WINDOW_MS`; the only clock. */
  readonly now: string;
  /** The transaction id. */
  readonly id: string;
  /** The channel on which all this is recorded. */
  readonly channel: string;
  readonly caller: Caller;
  /** The public key of the certificate that signed the transaction: SubjectPublicKeyInfo in DER. */
  callerKey(): Uint8Array;
  /** Whether the caller is this party: a member (`org/name`) itself, or staff of this organisation. */
  is(party: string): boolean;
  /**
   * NOT_YOURS unless the caller is one of the parties. `as` names the part that is needed, for the message:
   * `the borrower`.
   */
  mustBe(as: string, ...parties: readonly string[]): void;
  /**
   * Refuses unless the caller may take the step on the record now, as its row says: NOT_YOURS, WRONG_SIDE,
   * WRONG_STATUS. For doors.
   */
  take<R>(step: StepOf<R>, record: R): void;
}

/** What an operation that only reads has beside. */
export interface Looking {
  /** What only a higher room knows. */
  ask<A extends readonly unknown[], R>(
    question: Question<'finds' | 'lists', A, R>,
    ...about: NoInfer<A>
  ): Promise<R>;
}

/** What an operation that writes has beside. */
export interface Telling {
  /** Tells a fact; all facts of a transaction travel in one event. */
  tell<F extends z.core.$ZodType>(event: EventSpec<F>, fact: z.output<F>): void;
  /**
   * The same transaction with the tables of the room whose door is passed. Only a `door.ts` calls it, with
   * its own tables.
   */
  enter<T extends Tables>(tables: T): TxOf<'submit', T>;
  /** What only a higher room knows, by records that have a key. */
  ask<A extends readonly unknown[], R>(question: Question<'finds', A, R>, ...about: NoInfer<A>): Promise<R>;
}

/** Public and private tables as each manner of operation may use them; those of other rooms are read. */
type Of<M extends Manner, T> =
  T extends TableSpec<infer R, infer I>
    ? {
        submit: T extends Foreign ? Found<R> : WriteRows<R>;
        evaluate: ReadRows<R, I>;
        keep: Found<R>;
      }[M]
    : T extends SecretSpec<infer R>
      ? { submit: SealedRows; evaluate: RevealRows<R>; keep: KeepRows<R> }[M]
      : never;

interface Beside {
  readonly submit: Telling;
  readonly evaluate: Looking;
  readonly keep: unknown;
}
/** What a handler has in hand: the transaction, and its tables as its manner of operation may use them. */
export type TxOf<M extends Manner, T extends Tables> = Tx & {
  readonly [K in keyof T]: Of<M, T[K]>;
} & Beside[M];

/** Refuses with NOT_YOURS whoever is none of the parties; `as` names the part that is needed. */
export function mustBeParty(caller: Caller, as: string, parties: readonly string[]): void {
  demand(
    parties.some((party) => isParty(caller, party)),
    kitErrors.NOT_YOURS,
    { who: caller.member, as, needed: as },
  );
}
