import { mkdirSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, type LogEvent, PGliteDialect, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { CopyFault, sentenceOf } from '../fault';

/** The tables that queries of ours name; those of the rooms are made from their schemas. */
export interface Tables {
  'ledger.copy': { form: string; first_hash: string | null; block: string | null; hash: string | null };
  'ledger.blocks': { number: string; hash: string; previous_hash: string; transactions: number };
  'ledger.transactions': { block: string; position: number; tx_id: string; valid: boolean };
}

export type Database = Kysely<Tables>;

/** Where a copy is kept: in a database of one's own, in a folder of the home, or in memory for a test. */
export type Where = { readonly postgres: string } | { readonly folder: string } | { readonly memory: true };

/** Told of every statement when it is done. */
export type Watch = (event: LogEvent) => void;

/** The embedded one serves one program: of what PostgreSQL takes for hundreds it needs little. */
const SMALL = ['shared_buffers = 16MB', 'max_connections = 3', 'min_wal_size = 32MB', 'max_wal_size = 128MB'];

/** Text as the server writes it: whole numbers of 64 bits, days and instants are no numbers or dates here. */
const AS_TEXT = [
  pg.types.builtins.INT8,
  pg.types.builtins.NUMERIC,
  pg.types.builtins.DATE,
  pg.types.builtins.TIMESTAMPTZ,
];
const asText = (text: string): string => text;

/** Most connections to a database of one's own. */
const CONNECTIONS = 5;
/** Milliseconds until a connection counts as refused. */
const CONNECT_MS = 10_000;

/** Opens a database. Throws DATABASE_UNUSABLE; the address, which holds a password, is in no message. */
export async function openDatabase(where: Where, watch?: Watch): Promise<Database> {
  const log = watch ? { log: watch } : {};
  if ('postgres' in where) {
    const pool = new pg.Pool({
      connectionString: where.postgres,
      ...{ max: CONNECTIONS, connectionTimeoutMillis: CONNECT_MS, application_name: 'roadbook-copy' },
      types: { getTypeParser: parserOf },
    });
    // A connection that breaks while nobody uses it is replaced; who uses one is told by its query.
    pool.on('error', () => undefined);
    pool.on('connect', (client) => void client.query("SET TIME ZONE 'UTC'").catch(() => undefined));
    return await reached(new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), ...log }));
  }
  if ('folder' in where) mkdirSync(where.folder, { recursive: true, mode: 0o700 });
  try {
    const pglite = await PGlite.create({
      ...('folder' in where && { dataDir: where.folder }),
      postgresqlconf: SMALL,
      parsers: Object.fromEntries(AS_TEXT.map((type) => [type, asText])),
    });
    return new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }), ...log });
  } catch (error) {
    throw unusable('folder' in where ? `in ${where.folder} ` : '', error);
  }
}

const parserOf: pg.CustomTypesConfig['getTypeParser'] = ((type: number, format?: 'text' | 'binary') =>
  AS_TEXT.includes(type) ? asText : pg.types.getTypeParser(type, format as 'text')) as never;

async function reached(database: Database): Promise<Database> {
  try {
    const { rows } = await sql<{ version: string }>`SHOW server_version_num`.execute(database);
    const version = Math.floor(Number(Object.values(rows[0] ?? {})[0]) / 10_000);
    if (version < OLDEST)
      throw new Error(`it is PostgreSQL ${version}, and ${OLDEST} is the oldest that is known to do`);
    return database;
  } catch (error) {
    await database.destroy();
    throw unusable('', error);
  }
}

/** The oldest PostgreSQL. */
const OLDEST = 15;

const unusable = (which: string, error: unknown): CopyFault =>
  new CopyFault(
    'DATABASE_UNUSABLE',
    `The database of the copy ${which}cannot be used: ${sentenceOf(error)}.`,
    'Look at its address and whether it runs; one in the home may be removed, and is made again.',
  );
