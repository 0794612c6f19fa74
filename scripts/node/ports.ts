import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createConnection } from 'node:net';
import { basename } from 'node:path';
import { connect as connectTls } from 'node:tls';
import type { NetworkNode } from '../../network/topology';
import { Fault } from '../fault';
import type { Home } from '../home';
import { running } from './processes';

export const nodesOf = (home: Home) => home.here.flatMap((org) => [org.ca, ...org.orderers, ...org.peers]);

export const listens = (port: number, host = '127.0.0.1'): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection({ port, host, timeout: 1000 });
    const say = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket
      .on('connect', () => say(true))
      .on('error', () => say(false))
      .on('timeout', () => say(false));
  });

/** Whether a node accepts TLS there; unlike a bare connection this leaves no complaint in its log. */
export const acceptsTls = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connectTls({
      port,
      host: '127.0.0.1',
      rejectUnauthorized: false,
      ALPNProtocols: ['h2'],
      timeout: 2000,
    });
    const say = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket
      .on('secureConnect', () => say(true))
      .on('error', () => say(false))
      .on('timeout', () => say(false));
  });

const portsOf = (node: NetworkNode) =>
  node.kind === 'ca' ? [node.port, node.opsPort] : [node.port, node.opsPort, node.adminPort];

/** Ports of nodes that do not run although somebody listens there. */
export async function takenPorts(home: Home): Promise<{ port: number; id: string }[]> {
  const wanted = nodesOf(home)
    .filter((node) => !running(home, node.id))
    .flatMap((node) => portsOf(node).map((port) => ({ port, id: node.id })));
  const open = await Promise.all(wanted.map(({ port }) => listens(port)));
  return wanted.filter((_, index) => open[index]);
}

export async function refuseTakenPorts(home: Home) {
  const taken = await takenPorts(home);
  if (taken.length === 0) return;
  const list = taken
    .slice(0, 4)
    .map(({ port, id }) => `port ${port} (wanted by ${id}) is held by ${holderOf(port)}`);
  const more = taken.length > 4 ? `, and ${taken.length - 4} more` : '';
  throw new Fault(
    `${list.join(', ')}${more}`,
    'end it, or put this network elsewhere: a ROADBOOK_HOME of its own and ROADBOOK_PORT_OFFSET=1000',
  );
}

/** The program that listens on a port, as far as this user may know it. */
export function holderOf(port: number): string {
  const unknown = `another program (find it with: ss -ltnp 'sport = :${port}', or lsof -i :${port})`;
  try {
    const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
    const lines = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) =>
      readFileSync(file, 'utf8').split('\n'),
    );
    const row = lines
      .map((line) => line.trim().split(/\s+/))
      .find((cells) => cells[1]?.endsWith(wanted) && cells[3] === '0A');
    const socket = `socket:[${row?.[9]}]`;
    const pid = readdirSync('/proc').find((name) => /^\d+$/.test(name) && holds(name, socket));
    if (!row || !pid) return unknown;
    const [command = '', ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return `process ${pid} (${[basename(command), ...args].join(' ').trim().slice(0, 60)})`;
  } catch {
    return unknown;
  }
}

function holds(pid: string, socket: string): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => linkOf(`/proc/${pid}/fd/${fd}`) === socket);
  } catch {
    return false;
  }
}

function linkOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
