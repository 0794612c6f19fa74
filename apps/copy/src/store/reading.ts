import { CompiledQuery, sql } from 'kysely';
import { CopyFault, sentenceOf } from '../fault';
import { READER } from '../schema/ddl';
import type { Database } from './database';

/** A query with its values apart. */
export interface Question {
  readonly text: string;
  readonly values: readonly unknown[];
}

export type Answered = readonly Readonly<Record<string, unknown>>[];

/** Longest that a question may take, in milliseconds. */
const LONGEST_MS = 60_000;
/** Thrown to take back whatever a question changed of its session. */
const done = new Error('read');

/**
 * Answers one query that changes nothing, as somebody who may read the copy and nothing else. Throws
 * QUERY_REFUSED with what PostgreSQL says.
 */
export async function readOnly(database: Database, { text, values }: Question): Promise<Answered> {
  let found: Answered | undefined;
  try {
    await database.transaction().execute(async (work) => {
      await sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`.execute(work);
      await sql.raw(`SET LOCAL statement_timeout = ${LONGEST_MS}`).execute(work);
      const { rows } = await sql`SELECT 1 FROM pg_roles WHERE rolname = ${READER}`.execute(work);
      if (rows.length > 0) await sql.raw(`SET LOCAL ROLE ${READER}`).execute(work);
      found = (await work.executeQuery(CompiledQuery.raw(text, [...values]))).rows as Answered;
      throw done;
    });
  } catch (error) {
    if (error !== done || !found)
      throw new CopyFault(
        'QUERY_REFUSED',
        `The query was refused: ${sentenceOf(error)}`,
        'Ask one query that reads; roadbook copy views lists what there is.',
      );
  }
  return found ?? [];
}
