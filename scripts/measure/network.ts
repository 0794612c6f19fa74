import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../fault';
import { type Home, openHome, repository } from '../home';
import { listens, takenPorts } from '../node/ports';
import { allRunning } from '../node/processes';
import { say } from '../say';
import { stop } from '../commands/stop';
import { settle, up } from '../commands/up';

/** A network that exists for one measurement. */
export type Ground = {
  readonly home: Home;
  /** From nothing (programs are built) to the first committed transaction, in seconds. */
  readonly firstCommit: number;
  /** Ends it and leaves nothing behind. */
  readonly lower: () => Promise<void>;
};

/**
 * Raises a network of its own on free ports, in a temporary directory, with another block interval if one is
 * given. Ctrl-C at any time ends it.
 */
export async function raiseGround(keep: boolean, interval?: string): Promise<Ground> {
  const scratch = mkdtempSync(join(tmpdir(), 'roadbook-bench-'));
  const usual = process.env.ROADBOOK_TOPOLOGY;
  process.env.ROADBOOK_TOPOLOGY = topologyWith(interval, scratch);
  const home = await freeHome(join(scratch, 'home'));
  const lower = async () => {
    if (keep) {
      const { portOffset } = home.topology;
      say(
        `the network stays: ROADBOOK_HOME=${home.root} ROADBOOK_PORT_OFFSET=${portOffset} scripts/status (or bench --here, reset)`,
      );
      return;
    }
    while (allRunning(home).length > 0) await stop(home);
    restore(usual);
    rmSync(scratch, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      say(`\n${signal}: the network of the bench is taken down`);
      void lower().finally(() => process.exit(130));
    });
  try {
    const began = performance.now();
    await up(home);
    // The founding is the first transaction; it has committed when this returns.
    await settle(home);
    return { home, firstCommit: (performance.now() - began) / 1000, lower };
  } catch (error) {
    await lower();
    throw error;
  }
}

/** The topology, in a file of its own: without copies of the ledger, and with another block interval if one is given. */
function topologyWith(interval: string | undefined, folder: string): string {
  const text = readFileSync(join(repository, 'network', 'topology.yaml'), 'utf8');
  const file = join(folder, 'topology.yaml');
  const chaincode = join(repository, 'chaincode');
  writeFileSync(
    file,
    text
      .replace(/^batchInterval: .*$/m, (line) =>
        interval === undefined ? line : `batchInterval: ${interval}`,
      )
      .replace(/^\s+copy: true\n/m, '')
      .replace(/^(\s+folder: )\.\.\/chaincode$/m, `$1${chaincode}`),
  );
  return file;
}

function restore(topology: string | undefined): void {
  if (topology === undefined) delete process.env.ROADBOOK_TOPOLOGY;
  else process.env.ROADBOOK_TOPOLOGY = topology;
}

async function freeHome(root: string): Promise<Home> {
  process.env.ROADBOOK_HOME = root;
  for (let attempt = 0; attempt < 40; attempt++) {
    process.env.ROADBOOK_PORT_OFFSET = String(8000 + 500 * ((process.pid + attempt * 7) % 32));
    const home = openHome();
    const chaincode = await Promise.all(home.topology.organisations.map((org) => listens(org.chaincodePort)));
    if ((await takenPorts(home)).length === 0 && !chaincode.some(Boolean)) return home;
  }
  throw new Fault(
    'no free ports for a network of its own',
    'end other networks (scripts/stop), then run this again',
  );
}
