import { sql, type Transaction } from 'kysely';
import { CopyFault } from '../fault';
import { applyChange } from '../follow/apply';
import type { Change } from '../follow/change';
import { everyName, form, READER, schemas, statements } from '../schema/ddl';
import { viewForm, viewStatements } from '../views/view';
import { type Database, openDatabase, type Tables, type Watch, type Where } from './database';

/** How far a copy is: of which ledger, up to which block. */
export interface Position {
  /** The hash of the first block of its ledger; none before there is one. */
  readonly first: string | undefined;
  readonly block: bigint | undefined;
  readonly hash: string | undefined;
}

/** A copy of the ledger in a database. */
export class Store {
  readonly database: Database;

  private constructor(database: Database) {
    this.database = database;
  }

  /**
   * Opens a copy, and makes its tables in an empty database. Throws SCHEMA_CHANGED for the tables of another
   * release, DATABASE_TAKEN where something else lives.
   */
  static async open(where: Where, watch?: Watch): Promise<Store> {
    const store = new Store(await openDatabase(where, watch));
    try {
      await store.#raise();
      return store;
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  /** The same of one that is there, to ask it: nothing is made or changed. */
  static async join(where: Where): Promise<Store> {
    return new Store(await openDatabase(where));
  }

  /** Drops everything of the copy, whatever release made it, and makes its tables anew. */
  static async anew(where: Where, watch?: Watch): Promise<Store> {
    const store = new Store(await openDatabase(where, watch));
    try {
      await store.#demandOurs();
      await store.database.transaction().execute(async (work) => {
        for (const schema of ['views', ...schemas])
          await sql`DROP SCHEMA IF EXISTS ${sql.id(schema)} CASCADE`.execute(work);
        await make(work);
      });
      await grant(store.database);
      return store;
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  async #raise(): Promise<void> {
    if (await hasTable(this.database)) {
      const found = await this.database.selectFrom('ledger.copy').select('form').executeTakeFirst();
      if (found?.form !== form) throw changed();
      // Views hold nothing: those of this release take the place of others.
      if ((await viewsIn(this.database)) !== viewForm) await this.database.transaction().execute(makeViews);
    } else {
      await this.#demandOurs();
      await this.database.transaction().execute(make);
    }
    await grant(this.database);
  }

  /** A database that holds schemas of our names without being a copy is somebody else's. */
  async #demandOurs(): Promise<void> {
    if (await hasTable(this.database)) return;
    const { rows } = await sql<{ name: string }>`
      SELECT schema_name AS name FROM information_schema.schemata WHERE schema_name = ANY(${[...schemas, 'views']})
    `.execute(this.database);
    if (rows.length > 0)
      throw new CopyFault(
        'DATABASE_TAKEN',
        `The database holds ${rows.map(({ name }) => name).join(', ')}, and no copy of the ledger.`,
        'Give the copy a database of its own (createdb roadbook).',
      );
  }

  async position(within: Database | Transaction<Tables> = this.database): Promise<Position> {
    const found = await within.selectFrom('ledger.copy').selectAll().executeTakeFirstOrThrow();
    return {
      first: found.first_hash ?? undefined,
      block: found.block === null ? undefined : BigInt(found.block),
      hash: found.hash ?? undefined,
    };
  }

  /**
   * Writes what some blocks change and how far the copy is with them, in one transaction. Throws COPY_MOVED
   * when another program moved it on or began it anew.
   */
  async apply(change: Change): Promise<void> {
    await this.database.transaction().execute(async (work) => {
      const { rows } = await sql<{ block: string | null; hash: string | null }>`
        SELECT block, hash FROM ledger.copy FOR UPDATE
      `.execute(work);
      const at = rows[0]?.block ?? null;
      const follows = at === null ? change.from === 0n : BigInt(at) === change.from - 1n;
      if (!follows || (rows[0]?.hash ?? '') !== change.before) throw moved();
      await applyChange(work, change);
      const first = change.from === 0n ? (change.blocks[0]?.['hash'] as string) : undefined;
      await sql`
        UPDATE ledger.copy SET block = ${String(change.to)}, hash = ${change.hash},
          first_hash = coalesce(${first ?? null}, first_hash)
      `.execute(work);
    });
  }

  /** Forgets every row: the copy begins again with the first block. */
  async forget(): Promise<void> {
    await this.database.transaction().execute(async (work) => {
      await sql`SELECT 1 FROM ledger.copy FOR UPDATE`.execute(work);
      const filled = await filledIn(work);
      if (filled.length > 0) await sql.raw(`TRUNCATE ${filled.join(', ')}`).execute(work);
      await sql`UPDATE ledger.copy SET block = NULL, hash = NULL, first_hash = NULL`.execute(work);
    });
  }

  async close(): Promise<void> {
    await this.database.destroy();
  }
}

async function hasTable(database: Database): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    SELECT to_regclass('ledger.copy') IS NOT NULL AS found
  `.execute(database);
  return rows[0]?.found ?? false;
}

async function viewsIn(database: Database): Promise<string | null> {
  const { rows } = await sql<{ form: string | null }>`
    SELECT obj_description(to_regnamespace('views')::oid, 'pg_namespace') AS form
  `.execute(database);
  return rows[0]?.form ?? null;
}

/** The tables that hold anything: making a hundred empty ones anew takes longer than asking. */
async function filledIn(work: Transaction<Tables>): Promise<string[]> {
  const each = everyName.map((name) => `SELECT '${name}' AS name WHERE EXISTS (SELECT 1 FROM ${name})`);
  const { rows } = await sql.raw<{ name: string }>(each.join(' UNION ALL ')).execute(work);
  return rows.map(({ name }) => name);
}

async function make(work: Transaction<Tables>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(work);
  await sql`INSERT INTO ledger.copy (form) VALUES (${form})`.execute(work);
  await makeViews(work);
}

async function makeViews(work: Transaction<Tables>): Promise<void> {
  for (const statement of viewStatements) await sql.raw(statement).execute(work);
}

/** Who may read and nothing else. A database whose owner may make no roles goes without; `status` says so. */
async function grant(database: Database): Promise<void> {
  try {
    await database.transaction().execute(async (work) => {
      const { rows } = await sql`SELECT 1 FROM pg_roles WHERE rolname = ${READER}`.execute(work);
      if (rows.length === 0) await sql.raw(`CREATE ROLE ${READER} NOLOGIN`).execute(work);
      for (const schema of ['views', ...schemas]) {
        await sql.raw(`GRANT USAGE ON SCHEMA "${schema}" TO ${READER}`).execute(work);
        await sql.raw(`GRANT SELECT ON ALL TABLES IN SCHEMA "${schema}" TO ${READER}`).execute(work);
      }
    });
  } catch (error) {
    // 42501: insufficient_privilege.
    if ((error as { code?: unknown }).code !== '42501') throw error;
  }
}

const changed = (): CopyFault =>
  new CopyFault(
    'SCHEMA_CHANGED',
    'The tables of the copy are of another release.',
    'roadbook copy rebuild makes them anew from the ledger; views and grants of your own are to be made again.',
  );

const moved = (): CopyFault =>
  new CopyFault(
    'COPY_MOVED',
    'Another program moved the copy on, or began it anew.',
    'Nothing to do: it goes on from where the copy is.',
  );
