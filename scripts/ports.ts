import { createConnection } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { NetworkNode } from '../network/topology';
import { Fault } from './fault';
import type { Home } from './home';
import { running } from './processes';

export const nodesOf = (home: Home) => home.topology.organisations.flatMap((org) => [org.ca, ...org.orderers, ...org.peers]);

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
    const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false, ALPNProtocols: ['h2'], timeout: 2000 });
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
  const list = taken.map(({ port, id }) => `${port} (wanted by ${id})`).join(', ');
  throw new Fault(
    `another program listens on port ${list}`,
    'end it (`ss -ltnp` or `lsof -i` names it), or move this network: ROADBOOK_PORT_OFFSET=1000 for a new one',
  );
}
