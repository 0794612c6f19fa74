import { sql, type Transaction } from 'kysely';
import { recordEvents } from '../epcis/record';
import { nameOf, quoted } from '../schema/ddl';
import type { CopyTable } from '../schema/table';
import type { Tables } from '../store/database';
import type { Change } from './change';
import { storableText } from './storable';

type Work = Transaction<Tables>;

/** Rows of one statement, in characters of JSON: some megabytes are sent at once, and never hundreds. */
const MOST_CHARACTERS = 8_000_000;

/** Writes the rows of a change. The order of statements is the same whenever the change is the same. */
export async function applyChange(work: Work, change: Change): Promise<void> {
  await insert(work, 'ledger.blocks', change.blocks);
  await insert(work, 'ledger.transactions', change.transactions);
  await insert(work, 'ledger.facts', change.facts);
  await replaceSecrets(work, [...change.secrets.values()]);
  for (const [table, rows] of change.records) {
    const gone = [...rows].flatMap(([key, row]) => (row ? [] : [key]));
    const kept = [...rows].flatMap(([key, row]) => (row ? [{ key, ...row }] : []));
    if (gone.length > 0)
      await sql`DELETE FROM ${sql.raw(nameOf(table))} WHERE key = ANY(${gone})`.execute(work);
    await replace(work, table, kept);
  }
  await recordEvents(work, change);
}

/** The rows in portions that one statement can take. */
function* portionsOf(rows: readonly object[]): Generator<string> {
  let portion: string[] = [];
  let size = 0;
  for (const row of rows) {
    const text = storableText(row);
    if (portion.length > 0 && size + text.length > MOST_CHARACTERS) {
      yield `[${portion.join(',')}]`;
      [portion, size] = [[], 0];
    }
    portion.push(text);
    size += text.length;
  }
  if (portion.length > 0) yield `[${portion.join(',')}]`;
}

async function insert(work: Work, table: string, rows: readonly object[]): Promise<void> {
  const name = sql.raw(table);
  for (const portion of portionsOf(rows))
    await sql`
      INSERT INTO ${name} SELECT * FROM jsonb_populate_recordset(NULL::${name}, ${portion}::jsonb)
    `.execute(work);
}

async function replace(work: Work, table: CopyTable, rows: readonly object[]): Promise<void> {
  const name = sql.raw(nameOf(table));
  const columns = [
    ...table.columns.map((column) => column.name),
    ...table.derived.map((column) => column.name),
    ...table.computed,
    ...['record', 'ledger_block', 'ledger_tx', 'ledger_time'],
  ];
  const set = sql.raw(columns.map((column) => `${quoted(column)} = excluded.${quoted(column)}`).join(', '));
  for (const portion of portionsOf(rows))
    await sql`
      INSERT INTO ${name} SELECT * FROM jsonb_populate_recordset(NULL::${name}, ${portion}::jsonb)
      ON CONFLICT (key) DO UPDATE SET ${set}
    `.execute(work);
}

async function replaceSecrets(work: Work, all: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
  const name = sql.raw('ledger.private_hashes');
  for (const portion of portionsOf(all)) {
    await sql`
      DELETE FROM ${name} AS held USING jsonb_populate_recordset(NULL::${name}, ${portion}::jsonb) AS given
      WHERE held.collection = given.collection AND held.key_hash = given.key_hash
    `.execute(work);
    await sql`
      INSERT INTO ${name} SELECT * FROM jsonb_populate_recordset(NULL::${name}, ${portion}::jsonb) AS given
      WHERE given.value_hash IS NOT NULL
    `.execute(work);
  }
}
