import type { z } from 'zod';

/** A table of the ledger: the kind of record, its schema, what identifies one, and indexes kept as keys of their own. */
export interface TableSpec<R = unknown, Index extends string = string> {
  readonly store: 'public';
  readonly kind: string;
  readonly v: number;
  readonly schema: z.core.$ZodType<R>;
  id(record: R): readonly string[];
  readonly indexes: Readonly<Record<Index, IndexOf<R>['values']>>;
}

/** Method form, so that a table of one record counts as a table of any. */
interface IndexOf<R> {
  values(record: R): readonly string[] | undefined;
}

/** Private facts of an organisation, in its implicit collection; the public side sees only the seal. */
export interface SecretSpec<R = unknown> {
  readonly store: 'secret';
  readonly kind: string;
  readonly v: number;
  readonly schema: z.core.$ZodType<R>;
}

/** An index answers the values to find a record by, or `undefined` to leave it out. */
export function table<S extends z.core.$ZodType, Index extends string = never>(spec: {
  readonly kind: string;
  readonly v: number;
  readonly schema: S;
  readonly id: (record: z.output<S>) => readonly string[];
  readonly indexes?: Readonly<Record<Index, (record: z.output<S>) => readonly string[] | undefined>>;
}): TableSpec<z.output<S>, Index> {
  return { store: 'public', ...spec, indexes: spec.indexes ?? {} } as never;
}

export const secretTable = <S extends z.core.$ZodType>(spec: {
  readonly kind: string;
  readonly v: number;
  readonly schema: S;
}): SecretSpec<z.output<S>> => ({ store: 'secret', ...spec }) as never;

export type AnyTable = TableSpec | SecretSpec;
export type Tables = Readonly<Record<string, AnyTable>>;
