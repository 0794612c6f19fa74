import type { TableSpec } from '../table';
import type { Instant } from '../value/time';

/** What is known when something is sent: when, and a payment id that nobody used. */
export interface Sending {
  readonly now: Instant;
  readonly paymentId: string;
}

/** One call that falls due. */
export interface Act {
  /**
   * The exclusive end of what must happen before it, as it was agreed: the call is taken from two windows
   * later on (`opensAfter`). Without one it is due at once.
   */
  readonly after?: Instant | undefined;
  request(sending: Sending): object;
}

/** Records that rows of other tables look at; they are kept while they may still matter. */
export interface Kept<R = never> {
  readonly table: TableSpec<R>;
  while(record: R): boolean;
}

/** Finds records that are kept. */
export interface Look {
  find<R>(table: TableSpec<R>, ...id: readonly string[]): R | undefined;
  /** Those whose id begins with the parts given. */
  list<R>(table: TableSpec<R>, ...prefix: readonly string[]): readonly R[];
}

/** A row of the table of what falls due: which operation of the room, of which records, when. */
export interface Due {
  readonly operation: string;
  /** From when it is due, in words. */
  readonly when: string;
  readonly table: TableSpec<never>;
  readonly looks: readonly Kept[];
  /** The organisation whose agenda alone sends it; anybody's, if not given. */
  own?(record: never): string;
  acts(record: never, look: Look): readonly Act[];
}

interface Stated<R> {
  readonly operation: string;
  readonly when: string;
  readonly looks?: readonly Kept[];
  readonly own?: (record: R) => string;
}

/** A row by which a record makes calls due, as other records are. */
export const dueOf = <R>(
  table: TableSpec<R, never>,
  { looks = [], ...stated }: Stated<R> & { readonly acts: (record: R, look: Look) => readonly Act[] },
): Due => ({ table, looks, ...stated }) as unknown as Due;

/** A row by which a record makes one call due, after a moment that it says itself; none without a moment. */
export const dueAfter = <R>(
  table: TableSpec<R, never>,
  {
    after,
    request,
    ...stated
  }: Stated<R> & {
    readonly after: (record: R, look: Look) => Instant | undefined;
    readonly request: (record: R, sending: Sending) => object;
  },
): Due =>
  dueOf(table, {
    ...stated,
    acts: (record, look) => {
      const moment = after(record, look);
      return moment === undefined ? [] : [{ after: moment, request: (sending) => request(record, sending) }];
    },
  });

/** Records of a table that rows look at. */
export const kept = <R>(table: TableSpec<R, never>, during: (record: R) => boolean): Kept =>
  ({ table, while: during }) as unknown as Kept;
