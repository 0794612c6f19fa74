import { resolveSchema, type Schema } from '@roadbook/chaincode/api';

/** What a column of PostgreSQL may hold here. */
export type SqlType =
  | 'text'
  | 'bigint'
  | 'numeric'
  | 'double precision'
  | 'boolean'
  | 'date'
  | 'timestamptz'
  | 'text[]';

/** A column that is read from the JSON of a record. */
export interface Column {
  readonly name: string;
  readonly type: SqlType;
  /** The field of the record, and the member of it for an amount. */
  readonly path: readonly string[];
}

/** `loanId` is `loan_id`; what every table has beside its record is left free. */
export function columnName(field: string): string {
  const name = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return RESERVED.has(name) ? `${name}_field` : name;
}

/** Columns that every table has; see `tables.ts`. */
const RESERVED = new Set(['key', 'record', 'ledger_block', 'ledger_tx', 'ledger_time']);

/** Whole numbers as text: up to 18 digits fit 64 bits. */
const SHORT_NUMBER = /^\^\(?(?:0\|)?-?\(?(?:0\|)?-?\[1-9\]\[0-9\]\{0,17\}\)?\$$/;
const LONG_NUMBER = /^\^\(0\|\[1-9\]\[0-9\]\{0,\d+\}\)\$$/;

/** The columns of a schema: its scalars, and its amounts as two columns each. */
export function columnsOf(schema: Schema): Column[] {
  return Object.entries(schema.properties ?? {}).flatMap(([field, inner]): Column[] => {
    const held = resolveSchema(inner, schema);
    const name = columnName(field);
    const { amount, currency, ...more } = held.properties ?? {};
    if (amount && currency && Object.keys(more).length === 0)
      return [
        { name: `${name}_amount`, type: 'bigint', path: [field, 'amount'] },
        { name: `${name}_currency`, type: 'text', path: [field, 'currency'] },
      ];
    const type = typeOf(held, schema);
    return type ? [{ name, type, path: [field] }] : [];
  });
}

function typeOf(schema: Schema, whole: Schema): SqlType | undefined {
  const forms = schema.anyOf ?? schema.oneOf;
  if (forms) {
    const types = new Set(forms.map((form) => typeOf(resolveSchema(form, whole), whole)));
    return types.size === 1 ? [...types][0] : undefined;
  }
  const { type, format, pattern = '' } = schema;
  if (type === 'integer') return 'bigint';
  if (type === 'number') return schema.enum ? 'numeric' : 'double precision';
  if (type === 'boolean') return 'boolean';
  if (type !== 'string') return undefined;
  if (format === 'date') return 'date';
  if (format === 'date-time') return 'timestamptz';
  if (SHORT_NUMBER.test(pattern)) return 'bigint';
  return LONG_NUMBER.test(pattern) ? 'numeric' : 'text';
}

/** The value of a column; `null` where the record has none. */
export function valueOf(
  { path: [field = '', member] }: Column,
  record: Readonly<Record<string, unknown>>,
): unknown {
  const held = record[field];
  if (member === undefined || held === undefined) return held ?? null;
  return (held as Readonly<Record<string, unknown>>)[member] ?? null;
}
