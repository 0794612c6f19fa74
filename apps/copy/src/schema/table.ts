import { schemaOf } from '@roadbook/chaincode/api';
import { everyTable, listsOf, type TableSpec } from '@roadbook/chaincode/tables';
import { z } from 'zod';
import { indexable } from '../follow/storable';
import { derivedOf } from './derived';
import { type Column, columnName, columnsOf, type SqlType, valueOf } from './column';

/** A table of the copy: the current records of one table of one room. */
export interface CopyTable {
  /** The kind of record, as it stands in the keys of the ledger. */
  readonly kind: string;
  /** Its schema in the database: the room. */
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly Column[];
  /** Columns that a rule of the house computes from the record. */
  readonly derived: readonly { readonly name: string; readonly type: SqlType }[];
  /** Indexes of the ledger over columns. */
  readonly over: readonly (readonly string[])[];
  /** Indexes of the ledger whose values are computed: each is a column that holds them. */
  readonly computed: readonly string[];
  /** The row of a record as it is stored on the ledger. Throws when this release does not know its form. */
  readonly row: (stored: unknown) => Row;
}

/** The part of a row that comes from the record. */
export type Row = Readonly<Record<string, unknown>> & { readonly record: object };

/** The schema of what is written on the wire: of a record that is stored short, that of its long form. */
function wireOf(schema: z.core.$ZodType): z.core.$ZodType {
  const { def } = schema._zod as { def: { type: string; out?: z.core.$ZodType } };
  return def.type === 'pipe' && def.out ? def.out : schema;
}

const MARK = '\u0000';
/** A record whose every field is its own name, so that an index tells which fields it is made of. */
const probe = new Proxy({}, { get: (_, field) => `${MARK}${String(field)}` });

/** The fields that an index consists of, if it is nothing but fields of which there are columns. */
function fieldsIn(valuesOf: (record: never) => unknown, columns: readonly Column[]): string[] | undefined {
  let found: unknown;
  try {
    found = valuesOf(probe as never);
  } catch {
    return undefined;
  }
  if (!Array.isArray(found) || found.length === 0) return undefined;
  const names = found.map((one) =>
    typeof one === 'string' && one.startsWith(MARK) ? columnName(one.slice(1)) : '',
  );
  return names.every((name) => columns.some((column) => column.name === name)) ? names : undefined;
}

/** Values of an index as one text each: what a member's name is split into is joined again. */
const joined = (values: readonly string[]): string => indexable(values.join('/'));

function tableOf(room: string, name: string, spec: TableSpec): CopyTable {
  const wire = wireOf(spec.schema);
  const columns = columnsOf(schemaOf(wire));
  const indexes = Object.entries(spec.indexes as Readonly<Record<string, (record: never) => never>>);
  const simple = indexes.map(([index, valuesOf]) => [index, valuesOf, fieldsIn(valuesOf, columns)] as const);
  const computed = simple.flatMap(([index, valuesOf, fields]) =>
    fields ? [] : [[`by_${columnName(index).replace(/^by_/, '')}`, valuesOf] as const],
  );
  const derived = derivedOf(spec.kind);
  return {
    kind: spec.kind,
    schema: room,
    name: columnName(name),
    columns,
    derived: derived.columns,
    over: simple.flatMap(([, , fields]) => (fields ? [[...new Set(fields)]] : [])),
    computed: computed.map(([column]) => column),
    row(stored) {
      const decoded = z.decode(spec.schema, stored as never);
      // Also of one that an earlier release stored: what is copied has the form of today.
      const record = z.encode(wire, decoded as never) as Row['record'];
      const row: Record<string, unknown> = { record };
      for (const column of columns) row[column.name] = valueOf(column, record as never);
      Object.assign(row, derived.values(decoded));
      for (const [column, valuesOf] of computed)
        row[column] = listsOf(valuesOf(decoded as never)).map(joined);
      return row as Row;
    },
  };
}

/** Every table of every room that everybody's peers keep. */
export const copyTables: readonly CopyTable[] = everyTable.flatMap(({ room, name, table }) =>
  table.store === 'public' ? [tableOf(room, name, table)] : [],
);

export const tableOfKind: ReadonlyMap<string, CopyTable> = new Map(copyTables.map((one) => [one.kind, one]));
