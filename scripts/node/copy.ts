import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Organisation } from '../../network/topology';
import { type Home, repository } from '../home';
import { end, launch, running } from './processes';

/** The process that keeps a copy of the ledger, under the names that every process has. */
export interface CopyProcess {
  readonly id: string;
  readonly org: Organisation;
  readonly port: number;
}

/** The copies that are kept on this machine. */
export const copiesOf = (home: Home): CopyProcess[] =>
  home.topology.founding
    ? home.here.filter((org) => org.copy).map((org) => ({ id: `copy.${org.name}`, org, port: org.copyPort }))
    : [];

/** Where a database of one's own is named; see apps/copy. */
const ADDRESS = 'ROADBOOK_COPY_DATABASE';

/**
 * Begins to keep the copies, and those of an older release anew. Nobody waits for them: they catch up by
 * themselves, and what they say is in their logs.
 */
export async function launchCopies(home: Home): Promise<void> {
  const program = join(repository, 'apps', 'copy', 'bin', 'roadbook-copy.js');
  const what = releaseOf();
  for (const { id, org, port } of copiesOf(home)) {
    const before = running(home, id);
    if (before && before.what !== what) await end(home, before);
    const address = process.env[ADDRESS];
    launch(home, {
      ...{ id, what, command: process.execPath, cwd: home.root },
      args: [program, '--org', org.name, '--port', String(port)],
      env: {
        ...{ PATH: process.env.PATH ?? '/usr/bin:/bin', TZ: 'UTC', ROADBOOK_HOME: home.root },
        ...(address !== undefined && { [ADDRESS]: address }),
      },
    });
  }
}

/** Tells what is built now from what was built before. */
function releaseOf(): string {
  const hash = createHash('sha256');
  for (const part of ['chaincode', 'gateway', 'apps/copy']) {
    const file = join(repository, part, 'dist', '.tsbuildinfo');
    if (existsSync(file)) hash.update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 16);
}
