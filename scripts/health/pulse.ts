import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NetworkNode, Organisation } from '../../network/topology';
import { type Deployed, deployments } from '../chaincode/deployed';
import { processOf } from '../chaincode/deploy';
import { isHealthy } from '../channel/channel';
import type { Home } from '../home';
import { agendaId, agendaState, keepers } from '../node/agenda';
import { acceptsTls } from '../node/ports';
import { running } from '../node/processes';

/** A process that is to run, by the id that `scripts/status` gives it, and how one hears whether it lives. */
export type Target = {
  readonly id: string;
  readonly org: Organisation;
  readonly beats: () => Promise<boolean>;
} & (
  | { readonly kind: 'node'; readonly node: NetworkNode }
  | { readonly kind: 'chaincode'; readonly deployed: Deployed }
  | { readonly kind: 'agenda' }
);

/**
 * `stopped`: there is no such process. `silent`: there is, and it does not answer in time, as one that hangs.
 * `ill`: it answers that something is wrong.
 */
export type Pulse = 'well' | 'stopped' | 'silent' | 'ill';

/** How long one look may take, whatever hangs. */
export const LOOK_MS = 3_000;
/** An agenda tells its state every two seconds. */
const AGENDA_SILENT_MS = 20_000;

/** What comes first: the answer, or `undefined` when it takes too long. What is late is forgotten. */
export async function within<T>(millis: number, work: () => Promise<T>): Promise<T | undefined> {
  const late = new AbortController();
  try {
    return await Promise.race([work(), sleep(millis, undefined, { signal: late.signal })]);
  } finally {
    late.abort();
  }
}

/** Every process that is to run on this machine. */
export function targetsOf(home: Home): Target[] {
  const deployed = Object.values(deployments(home));
  const nodes = home.here.flatMap((org) =>
    [org.ca, ...org.orderers, ...org.peers].map((node) => nodeTarget(home, org, node)),
  );
  const contracts = deployed.flatMap((one) =>
    home.here.map((org): Target => {
      const { id, port } = processOf(org, one);
      return { kind: 'chaincode', id, org, deployed: one, beats: () => acceptsTls(port) };
    }),
  );
  const agendas = keepers(home).map((org): Target => {
    const beats = async () => agendaState(home, org).silentMs < AGENDA_SILENT_MS;
    return { kind: 'agenda', id: agendaId(org), org, beats };
  });
  return [...nodes, ...contracts, ...agendas];
}

function nodeTarget(home: Home, org: Organisation, node: NetworkNode): Target {
  const beats = () => (node.kind === 'ca' ? acceptsTls(node.port) : isHealthy(home, org, node));
  return { kind: 'node', id: node.id, org, node, beats };
}

/** Whether the process lives and answers, in three seconds at most. */
export async function pulseOf(home: Home, { id, kind, beats }: Target, patience = LOOK_MS): Promise<Pulse> {
  const found = running(home, id);
  if (!found) return 'stopped';
  if (isFrozen(found.pid)) return 'silent';
  const began = performance.now();
  const answer = await within(patience, () => beats().catch(() => false));
  if (answer) return 'well';
  // A door that nobody opens is found by its silence, one that is shut at once is another trouble.
  const quick = answer === false && performance.now() - began < patience / 2;
  return quick && kind !== 'agenda' ? 'ill' : 'silent';
}

/** Whether a process was stopped from outside (SIGSTOP), where the system tells it. */
export function isFrozen(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) === 'T';
  } catch {
    return false;
  }
}
