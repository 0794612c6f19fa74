import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Home } from '../home';
import { allRunning, memoryOf, type Running } from '../node/processes';

/** Processes are counted together by what they do. `chaincode` is ours. */
export const kinds = ['client', 'peers', 'orderers', 'chaincode', 'stock chaincode', 'CAs'] as const;
export type Kind = (typeof kinds)[number];
export type ByKind = Readonly<Record<Kind, number>>;

const kindOf = ({ id, what }: Running): Kind => {
  // Who reads the network beside the bench.
  if (id.startsWith('copy.')) return 'client';
  if (what) return /^stock(-b)?\./.test(id) ? 'stock chaincode' : 'chaincode';
  return id.startsWith('peer') ? 'peers' : id.startsWith('orderer') ? 'orderers' : 'CAs';
};

let ticks: number | undefined;
const ticksPerSecond = () => (ticks ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' })));

/** Seconds of CPU that a process has used, in user and in kernel mode (proc(5), fields 14 and 15 of stat). */
function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond();
}

/** The most memory that a process ever had, in MB. */
const peakOf = (pid: number | 'self') =>
  Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

const sumUp = (home: Home, client: number, measure: (pid: number) => number): ByKind => {
  const total: Record<Kind, number> = {
    client,
    peers: 0,
    orderers: 0,
    chaincode: 0,
    'stock chaincode': 0,
    CAs: 0,
  };
  for (const found of allRunning(home)) total[kindOf(found)] += measure(found.pid);
  return total;
};

/** Seconds of CPU used so far, by kind of process. This process is the client. */
export function cpuUsed(home: Home): ByKind {
  const { user, system } = process.cpuUsage();
  return sumUp(home, (user + system) / 1e6, cpuOf);
}

/** Peak memory in MB, by kind. Pages that processes share are counted for each of them. */
export const peaks = (home: Home): ByKind => sumUp(home, peakOf('self'), peakOf);

/**
 * Memory of the whole network now in MB, shared pages counted once; without the client and the stock
 * chaincode.
 */
export const networkNow = (home: Home): number =>
  allRunning(home)
    .filter((found) => kindOf(found) !== 'stock chaincode')
    .reduce((sum, { pid }) => sum + (memoryOf(pid) ?? 0) / 1024 / 1024, 0);

export const howMany = (home: Home): ByKind => sumUp(home, 1, () => 1);

export const perKind = (work: (kind: Kind) => number): ByKind =>
  Object.fromEntries(kinds.map((kind) => [kind, work(kind)])) as ByKind;

/** Bytes of the chain of blocks as the first peer keeps it; the others keep the same. */
export function chainBytes(home: Home): number {
  const [peer] = home.here.flatMap(({ peers }) => peers);
  if (!peer) return 0;
  const folder = join(home.node(peer), 'data', 'ledgersData', 'chains', 'chains', home.topology.channel);
  if (!existsSync(folder)) return 0;
  return readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
}
