import { closeSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { CopyFault } from '../fault';
import { type CopyHome, makePrivate } from '../home';
import type { Where } from './database';

/** Kept by one program at a time; let go by `release`, and by the end of the program, however it ends. */
export interface Lock {
  release(): Promise<void>;
  /** Resolves when it is lost: the connection that held it broke. */
  readonly lost: Promise<void>;
}

/** The number under which PostgreSQL keeps the lock: `roadbook` in letters of a telephone. */
const NUMBER = 76_232_665;

/** Takes the lock of a copy. Throws COPY_HELD when another program has it. */
export async function lockOf(home: CopyHome, where: Where): Promise<Lock> {
  return 'postgres' in where ? await advisory(where.postgres, home.org) : ofFile(home);
}

const held = (org: string): CopyFault =>
  new CopyFault(
    'COPY_HELD',
    `Another program keeps the copy of ${org}.`,
    'Ask that one (roadbook copy status), or end it.',
  );

/** The system lets go of a locked file when its program ends. */
function ofFile(home: CopyHome): Lock {
  makePrivate(dirname(home.lock));
  closeSync(openSync(home.lock, 'a', 0o600));
  const database = new DatabaseSync(home.lock);
  try {
    database.exec('PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch {
    database.close();
    throw held(home.org);
  }
  return { release: async () => database.close(), lost: new Promise(() => {}) };
}

async function advisory(address: string, org: string): Promise<Lock> {
  const client = new pg.Client({ connectionString: address, application_name: 'roadbook-copy lock' });
  let lose = () => {};
  const lost = new Promise<void>((done) => {
    lose = done;
  });
  client.on('error', () => lose());
  client.on('end', () => lose());
  try {
    await client.connect();
  } catch (error) {
    throw new CopyFault(
      'DATABASE_UNUSABLE',
      `The database of the copy cannot be used: ${(error as Error).message}.`,
      'Look at its address and whether it runs.',
    );
  }
  const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [
    NUMBER,
  ]);
  if (!rows[0]?.taken) {
    await client.end();
    throw held(org);
  }
  return { release: () => client.end(), lost };
}
