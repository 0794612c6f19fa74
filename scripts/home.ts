import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type NetworkNode, type Organisation, readTopology, type Topology } from '../network/topology';
import { rename, writeFlushed } from './disk';
import { Fault, messageOf } from './fault';

/** The repository: this file runs as dist/scripts/home.js, in tests as scripts/home.ts. */
export const repository = resolve(
  __dirname,
  existsSync(resolve(__dirname, '..', 'package-lock.json')) ? '..' : '../..',
);

/** Above it are the ports that the system hands out to outgoing connections (from 32768). */
const highestOffset = 25_000;

/** Where a network keeps everything that it owns. */
export type Home = {
  readonly root: string;
  readonly topology: Topology;
  /** The organisations whose nodes run on this machine. */
  readonly here: readonly Organisation[];
  readonly organisation: (org: string) => string;
  readonly node: (node: NetworkNode) => string;
  readonly user: (org: string, user: string) => string;
  readonly path: (...parts: string[]) => string;
};

export function openHome(): Home {
  const env = process.env;
  const root = resolve(env.ROADBOOK_HOME || join(repository, '.roadbook'));
  const offset = Number(env.ROADBOOK_PORT_OFFSET || 0);
  if (!Number.isInteger(offset) || offset < 0 || offset > highestOffset)
    throw new Fault(
      `ROADBOOK_PORT_OFFSET is ${env.ROADBOOK_PORT_OFFSET}`,
      `give a whole number from 0 to ${highestOffset}`,
    );
  const path = (...parts: string[]) => join(root, ...parts);
  const organisation = (org: string) => path('organisations', org);
  const topology = topologyOf(
    resolve(env.ROADBOOK_TOPOLOGY || join(repository, 'network', 'topology.yaml')),
    offset,
  );
  return {
    root,
    topology,
    here: hereOf(topology, (env.ROADBOOK_ORGANISATIONS ?? '').split(',').filter(Boolean)),
    organisation,
    node: (node) => join(organisation(node.org), node.name),
    user: (org, user) => path('users', org, user),
    path,
  };
}

function hereOf({ organisations }: Topology, names: readonly string[]): readonly Organisation[] {
  const unknown = names.find((name) => !organisations.some((org) => org.name === name));
  if (unknown)
    throw new Fault(
      `ROADBOOK_ORGANISATIONS names ${unknown}, which is not in the topology`,
      `some of ${organisations.map(({ name }) => name).join(',')}; unset, all of them run here`,
    );
  return names.length === 0 ? organisations : organisations.filter(({ name }) => names.includes(name));
}

function topologyOf(path: string, offset: number): Topology {
  if (!existsSync(path))
    throw new Fault(
      `there is no topology at ${path}`,
      'set ROADBOOK_TOPOLOGY to an existing file, or unset it',
    );
  try {
    return readTopology(path, offset);
  } catch (error) {
    throw new Fault(messageOf(error), 'correct the file');
  }
}

export const isFounded = (home: Home) => existsSync(home.path('channel', 'genesis.block'));

const promiseFile = (home: Home) => home.path('network.json');
const namesOf = (org: Organisation) =>
  [...org.orderers, ...org.peers].map((node) => `${node.id}:${node.port}`);

/**
 * What is fixed by the first start, because it is on the ledger or in certificates. Organisations and nodes
 * may be added, none may go or move.
 */
export function keepPromise(home: Home) {
  const { topology } = home;
  const { channel, domain, endpoints, portOffset, batchInterval, policies } = topology;
  const nodes = topology.organisations.flatMap(namesOf);
  const promise = { channel, domain, endpoints, portOffset, batchInterval, policies, nodes };
  if (!isFounded(home)) {
    writePrivate(promiseFile(home), `${JSON.stringify(promise, null, 2)}\n`);
    return;
  }
  const kept = readJson<Partial<typeof promise>>(promiseFile(home)) ?? {};
  for (const [key, value] of Object.entries({ ...promise, nodes: undefined }))
    if (value !== undefined && JSON.stringify(kept[key as keyof typeof promise]) !== JSON.stringify(value))
      throw new Fault(
        `the network in ${home.root} was founded with ${key} ${JSON.stringify(kept[key as keyof typeof promise])}; the topology now says ${JSON.stringify(value)}`,
        'put the old value back, or begin a new ledger with scripts/reset --yes, or use another ' +
          'ROADBOOK_HOME',
      );
  for (const node of kept.nodes ?? []) if (!nodes.includes(node)) throw lost(home, node);
}

/** Written before the channel learns of them: from then on they stay. */
export function fixNodes(home: Home, org: Organisation) {
  const kept = readJson<{ nodes: string[] }>(promiseFile(home));
  if (!kept) return;
  const nodes = [...new Set([...kept.nodes, ...namesOf(org)])];
  if (nodes.length > kept.nodes.length)
    writePrivate(promiseFile(home), `${JSON.stringify({ ...kept, nodes }, null, 2)}\n`);
}

function lost({ topology }: Home, node: string): Fault {
  const [id = '', port] = node.split(':');
  const name = id.slice(id.indexOf('.') + 1);
  const org = topology.organisations.find((one) => one.name === name);
  if (!org)
    return new Fault(
      `${name} is an organisation of the running channel, and the topology no longer names it`,
      `put it back; an organisation is not removed, but the registrar can suspend it: npx roadbook call member.suspend '{"party":"${name}"}'`,
    );
  const moved = [...org.orderers, ...org.peers].find((one) => one.id === id);
  return moved
    ? new Fault(
        `${id} is on the channel with port ${port}; the topology now says ${moved.port}`,
        `put back the ports of ${name}: others find it there`,
      )
    : new Fault(
        `${id} is on the channel, and the topology no longer has it`,
        `give ${name} as many nodes as before`,
      );
}

export function makeDirectory(path: string) {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return path;
}

/** Whole or not at all, readable by its owner only. */
export function writePrivate(path: string, content: string | Uint8Array) {
  makeDirectory(dirname(path));
  const draft = `${path}.${process.pid}.draft`;
  writeFlushed(draft, content);
  rename(draft, path);
}

/** Throws a fault that names the file when it is not whole, as older releases left one after a power cut. */
export function readJson<T>(path: string): T | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch {
    throw new Fault(`${path} is not whole: it holds no JSON document`, cureOf(path));
  }
}

/** What can be made anew may be removed; the rest is nowhere else. */
const cureOf = (path: string): string =>
  basename(path) === 'chaincodes.json'
    ? 'remove it, then scripts/up: it deploys again what the topology names'
    : 'put back a copy of it';
