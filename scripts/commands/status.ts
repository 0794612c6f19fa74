import { existsSync, readdirSync } from 'node:fs';
import { processOf } from '../chaincode/deploy';
import { deployments } from '../chaincode/deployed';
import { type Home, isFounded } from '../home';
import { copiesOf } from '../node/copy';
import { agendaId, keepers } from '../node/agenda';
import { nodesOf } from '../node/ports';
import { type Revived, revivedIn, WATCH } from '../node/watch';
import { allRunning, memoryOf } from '../node/processes';
import { green, red } from '../say';

export type Status = {
  readonly founded: boolean;
  readonly home: string;
  readonly channel: string;
  readonly processes: readonly {
    id: string;
    state: 'running' | 'stopped';
    port?: number;
    pid?: number;
    memoryMb?: number;
    revived?: Revived;
  }[];
  readonly chaincodes: readonly { name: string; version: number; packageId: string; processes: number }[];
  readonly identities: Readonly<Record<string, readonly string[]>>;
  readonly memoryMb: number;
};

const megabytes = (bytes: number | undefined) => Math.round((bytes ?? 0) / 1024 / 1024);

export async function status(home: Home): Promise<Status> {
  const revived = revivedIn(home);
  const alive = new Map(allRunning(home).map((found) => [found.id, found]));
  const deployed = deployments(home);
  const expected: readonly { id: string; port?: number }[] = [
    ...nodesOf(home),
    ...Object.values(deployed).flatMap((one) => home.here.map((org) => processOf(org, one))),
    ...(isFounded(home) ? copiesOf(home) : []),
    ...keepers(home).map((org) => ({ id: agendaId(org) })),
    ...(home.topology.watch ? [{ id: WATCH }] : []),
  ];
  const processes = expected.map(({ id, port }) => {
    const found = alive.get(id);
    const again = revived[id];
    const named = { id, ...(port !== undefined && { port }), ...(again && { revived: again }) };
    if (!found) return { ...named, state: 'stopped' as const };
    return { ...named, state: 'running' as const, pid: found.pid, memoryMb: megabytes(memoryOf(found.pid)) };
  });
  return {
    founded: isFounded(home),
    home: home.root,
    channel: home.topology.channel,
    processes,
    chaincodes: Object.entries(deployed).map(([name, { packed, sequence }]) => ({
      name,
      version: sequence,
      packageId: packed.packageId,
      processes: [...alive.values()].filter((found) => found.what === packed.packageId).length,
    })),
    identities: Object.fromEntries(home.here.map((org) => [org.name, usersOf(home, org.name)])),
    memoryMb: [...alive.values()].reduce((sum, found) => sum + megabytes(memoryOf(found.pid)), 0),
  };
}

const usersOf = (home: Home, org: string) =>
  existsSync(home.path('users', org)) ? readdirSync(home.path('users', org)).sort() : [];

export function describeStatus(home: Home, now: Status): string {
  if (!now.founded) return `There is no network in ${now.home} yet: scripts/start`;
  const mark = (state: string) => (state === 'running' ? green('●') : red('○'));
  return [
    `channel ${now.channel}, kept in ${now.home}, ${now.memoryMb} MB of memory`,
    ...now.processes.map((one) => {
      const state =
        one.state === 'running'
          ? `pid ${String(one.pid).padEnd(8)}${String(one.memoryMb).padStart(4)} MB`
          : 'stopped: scripts/up brings it back';
      const again = one.revived
        ? `, started again ${one.revived.times === 1 ? 'once' : `${one.revived.times} times`}, last ${one.revived.last}: ${one.revived.why}`
        : '';
      const place = one.port === undefined ? 'no port' : `port ${one.port}`;
      return `  ${mark(one.state)} ${one.id.padEnd(28)} ${place.padEnd(11)} ${state}${again}`;
    }),
    ...now.chaincodes.map(
      (one) =>
        `  chaincode ${one.name}, version ${one.version}, ${one.processes} of ${home.here.length} processes, package ${one.packageId.slice(0, 40)}…`,
    ),
    ...Object.entries(now.identities).map(
      ([org, users]) => `  identities of ${org}: ${users.join(', ') || 'none'}`,
    ),
  ].join('\n');
}
