import { rmSync } from 'node:fs';
import { connect } from '@roadbook/gateway';
import { CopyFault } from '../fault';
import { sourceOver } from '../follow/peer';
import { type CopyHome, whereOf } from '../home';
import { snapshotOf } from '../store/digest';
import { lockOf } from '../store/lock';
import { type Answered, type Question, readOnly } from '../store/reading';
import { Store } from '../store/store';
import type { Health } from './door';
import { remoteCopy } from './remote';
import { type Verified, verifyAgainst } from './verify';

/** How a copy is: who keeps it where, and how far it is. */
export interface CopyStatus extends Health {
  readonly org: string;
  readonly kept: 'PostgreSQL' | 'home';
  readonly lag: string;
}

/** Throws COPY_STOPPED when nobody keeps it. */
export async function statusOf(home: CopyHome, env: NodeJS.ProcessEnv): Promise<CopyStatus> {
  const kept = 'postgres' in whereOf(home, env) ? 'PostgreSQL' : 'home';
  const health = await remoteCopy(home).health();
  const lag = BigInt(health.peerHeight) - BigInt(health.height);
  return { org: home.org, kept, ...health, lag: String(lag > 0n ? lag : 0n) };
}

/** One query that reads, wherever the copy is. */
export async function askCopy(home: CopyHome, env: NodeJS.ProcessEnv, question: Question): Promise<Answered> {
  const where = whereOf(home, env);
  if (!('postgres' in where)) return await remoteCopy(home).query(question);
  const store = await Store.join(where);
  try {
    return await readOnly(store.database, question);
  } finally {
    await store.close();
  }
}

/** Compares every row with what the ledger gives, told by the peers to the service of the organisation. */
export async function verifyCopy(home: CopyHome, env: NodeJS.ProcessEnv): Promise<Verified> {
  const snapshot = await snapshotOf((question) => askCopy(home, env, question));
  await using roadbook = await connect({ profile: home.profile, user: 'service' });
  return await verifyAgainst(snapshot, sourceOver(roadbook), home.chaincode);
}

/**
 * Begins the copy anew: who keeps it does it, and goes on following; where nobody does, its tables are made
 * anew, whatever release made them, and wait for who keeps it next. Answers whether somebody follows.
 */
export async function rebuildCopy(home: CopyHome, env: NodeJS.ProcessEnv): Promise<boolean> {
  try {
    await remoteCopy(home).forget();
    return true;
  } catch (error) {
    if (!(error instanceof CopyFault && error.code === 'COPY_STOPPED')) throw error;
  }
  const where = whereOf(home, env);
  const lock = await lockOf(home, where);
  try {
    if ('folder' in where) rmSync(where.folder, { recursive: true, force: true });
    await (await Store.anew(where)).close();
  } finally {
    await lock.release();
  }
  return false;
}
