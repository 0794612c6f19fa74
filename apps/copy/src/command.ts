import { setTimeout as sleep } from 'node:timers/promises';
import { CopyFault, sentenceOf } from './fault';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { copyHome, type CopyHome, whereOf } from './home';
import { keepCopy } from './service/keeper';

export interface Serving {
  /** The home of the network. */
  readonly root: string;
  readonly org: string;
  /** Where it answers; with 0 the system chooses. */
  readonly port: number;
  readonly env: NodeJS.ProcessEnv;
  /** A line for people. */
  readonly say: (line: string) => void;
}

/** The program of this package. */
const PROGRAM = join(__dirname, '..', 'bin', 'roadbook-copy.js');

/** What comes right by itself: the database is started, the other program ends. */
const PASSING: readonly string[] = ['DATABASE_UNUSABLE', 'COPY_HELD'];
const WAIT_MS = 5_000;

/** Keeps the copy of an organisation until the program is told to stop. Throws what does not mend by itself. */
export async function keepUntilStopped({ root, org, port, env, say }: Serving): Promise<void> {
  const ended = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ended.abort());
  const stopped = new Promise<void>((done) => ended.signal.addEventListener('abort', () => done()));
  let said: string | undefined;
  while (!ended.signal.aborted) {
    try {
      await prepare(copyHome(root, org), env);
      const kept = await keepCopy({ home: copyHome(root, org), env, port, warn: say });
      said = undefined;
      say(`the copy of ${org} is kept; figures: http://127.0.0.1:${kept.door?.port}/metrics`);
      await Promise.race([stopped, kept.lost]);
      await kept.close();
    } catch (error) {
      if (!(error instanceof CopyFault) || !PASSING.includes(error.code)) throw error;
      const line = `${sentenceOf(error)} ${error.cure}`;
      if (line !== said) say(line);
      said = line;
      await Promise.race([stopped, sleep(WAIT_MS)]);
    }
  }
}

/**
 * Makes an embedded database in a process of its own: what that takes of memory is then given back, four
 * hundred megabytes of it.
 */
async function prepare(home: CopyHome, env: NodeJS.ProcessEnv): Promise<void> {
  const where = whereOf(home, env);
  if (!('folder' in where) || existsSync(join(where.folder, 'PG_VERSION'))) return;
  const maker = spawn(process.execPath, [PROGRAM, '--make', where.folder], { stdio: 'ignore' });
  await once(maker, 'exit');
}
