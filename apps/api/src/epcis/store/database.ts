import { DatabaseSync } from 'node:sqlite';
import { makePrivate } from '../../organisation/home';

/** Opens a file of ours, with its tables, for this process alone; `:memory:` for one that is not kept. */
export function openDatabase(file: string, form: number, tables: string): DatabaseSync {
  if (file !== ':memory:') makePrivate(file);
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: true });
  database.exec('PRAGMA busy_timeout = 2000; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;');
  const held = database.prepare('PRAGMA user_version').get()?.['user_version'];
  if (held === 0) within(database, () => database.exec(tables));
  else if (held !== form) throw new FormUnknown(`form ${String(held)}, not ${form}`);
  return database;
}

/** A file that another version of the server made. */
export class FormUnknown extends Error {}

/** Does the work in one transaction of the database: all of it or nothing. */
export function within<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const done = work();
    database.exec('COMMIT');
    return done;
  } catch (error) {
    // When the disk is full, SQLite may have ended the transaction by itself.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
