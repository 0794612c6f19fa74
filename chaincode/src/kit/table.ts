import type { z } from 'zod';
import type { Sides, Whose } from './side';

/**
 * A table of the ledger: the kind of record, its schema, what identifies one, and indexes kept as keys of
 * their own.
 */
export interface TableSpec<R = unknown, Index extends string = string, Side extends string = never> {
  readonly store: 'public';
  readonly kind: string;
  readonly v: number;
  readonly schema: z.core.$ZodType<R>;
  id(record: R): readonly string[];
  readonly indexes: Readonly<Record<Index, IndexOf<R>['values']>>;
  /** Who has a part in a record, stated once: lives and operations name these. */
  readonly sides: { readonly [S in Side]: SideOf<R>['whose'] };
  /** Refuses a record that must be there and is not; NOT_FOUND if the table says nothing else. */
  absent?(id: readonly string[]): never;
  /** The record with this id, for an operation to state that it needs it. */
  at(...id: readonly string[]): Ref<R, Side>;
}

/** Method form, so that a table of one record counts as a table of any. */
interface IndexOf<R> {
  values(record: R): Indexed;
}

/** The values to find a record by, several lists of them where it is found by each, or none. */
export type Indexed = readonly string[] | readonly (readonly string[])[] | undefined;

/** What an index answers: the values of one key, of several, or none. */
export function listsOf(values: Indexed): readonly (readonly string[])[] {
  if (values === undefined || values.length === 0) return [];
  return typeof values[0] === 'string' ? [values as readonly string[]] : (values as readonly string[][]);
}

interface SideOf<R> {
  whose(record: R): Whose;
}

/** Private facts of an organisation, in its collection `of_<org>`; the public side sees only the seal. */
export interface SecretSpec<R = unknown> {
  readonly store: 'secret';
  readonly kind: string;
  readonly v: number;
  readonly schema: z.core.$ZodType<R>;
}

/** An index answers the values to find a record by, several lists of them, or `undefined` to leave it out. */
export function table<
  S extends z.core.$ZodType,
  Index extends string = never,
  Side extends string = never,
>(spec: {
  readonly kind: string;
  readonly v: number;
  readonly schema: S;
  readonly id: (record: z.output<S>) => readonly string[];
  readonly indexes?: Readonly<Record<Index, (record: z.output<S>) => Indexed>>;
  readonly sides?: Sides<z.output<S>, Side>;
  readonly absent?: (id: readonly string[]) => never;
}): TableSpec<z.output<S>, Index, Side> {
  const at = (...id: readonly string[]): unknown => ({ table: made, id });
  const made = { store: 'public', ...spec, indexes: spec.indexes ?? {}, sides: spec.sides ?? {}, at };
  return made as never;
}

/** Private facts of a kind; `v` counts the versions of their schema. */
export const secretTable = <S extends z.core.$ZodType>(spec: {
  readonly kind: string;
  readonly v: number;
  readonly schema: S;
}): SecretSpec<z.output<S>> => ({ store: 'secret', ...spec }) as never;

/** A table of public records or of private facts. */
export type AnyTable = TableSpec | SecretSpec;
/** Tables by the names that a room calls them. */
export type Tables = Readonly<Record<string, AnyTable>>;

/** A record named by its key: what the kit fetches, all of one step in one message. */
export interface Ref<R, Side extends string = never> {
  readonly table: TableSpec<R, never>;
  readonly id: readonly string[];
  /** For the compiler alone: the record, and the sides that its table knows. */
  readonly '~record'?: R;
  readonly '~sides'?: (side: Side) => void;
}

/** Of another room: its records are read here, and what changes them is an act of the door of that room. */
export interface Foreign {
  readonly '~foreign': true;
}

/** Tables of other rooms, as a room may use them: to read. */
export const reading = <const T extends Tables>(tables: T) =>
  tables as { readonly [K in keyof T]: T[K] & Foreign };
