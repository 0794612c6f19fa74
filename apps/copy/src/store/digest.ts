import { sql, type Transaction } from 'kysely';
import { everyName } from '../schema/ddl';
import type { Database, Tables } from './database';

/** What a table holds, as one hash, and how many rows. */
export interface Digest {
  readonly rows: number;
  readonly hash: string;
}

/** Every table with what it holds; two copies are equal to the byte when these are equal. */
export async function digestsOf(within: Database | Transaction<Tables>): Promise<Map<string, Digest>> {
  const found = new Map<string, Digest>();
  for (const name of everyName) {
    const { rows } = await sql<{ rows: string; hash: string }>`
      SELECT count(*) AS rows, md5(coalesce(string_agg(one, '' ORDER BY one), '')) AS hash
      FROM (SELECT md5(held::text) COLLATE "C" AS one FROM ${sql.raw(name)} AS held) AS hashed
    `.execute(within);
    found.set(name.replaceAll('"', ''), { rows: Number(rows[0]?.rows), hash: rows[0]?.hash ?? '' });
  }
  return found;
}
