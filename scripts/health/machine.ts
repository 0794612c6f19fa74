import { lookup } from 'node:dns/promises';
import { existsSync, readFileSync, statfsSync } from 'node:fs';
import { freemem } from 'node:os';
import { dirname, join } from 'node:path';
import { addressTrouble, goTrouble, roomTrouble } from '../before/door';
import { programsFound } from '../node/fabric';
import { Fault } from '../fault';
import { type Look, well } from './finding';
import { repository } from '../home';
import { holderOf, nodesOf, takenPorts } from '../node/ports';
import { running } from '../node/processes';

const gigabytes = (bytes: number) => `${(bytes / 1024 ** 3).toFixed(1)} GB`;

/** What no node could start on, before anything is begun. */
export function refuseMachine() {
  const trouble = addressTrouble();
  if (trouble) throw new Fault(trouble.what, trouble.cure);
}

/** What can be wrong with the machine, whether a network exists or not. */
export const machineLooks: Readonly<Record<string, Look>> = {
  versions: () => {
    const found = programsFound();
    const built = found.map(
      ({ title, version, directory }) =>
        `${title} ${version} ${directory ? `in ${directory}` : 'not built yet'}`,
    );
    const what = `Node ${process.version}; ${built.join('; ')}`;
    const trouble = found.every((one) => one.directory)
      ? undefined
      : (goTrouble(repository) ?? roomTrouble(repository));
    if (trouble)
      return [{ about: 'versions', state: 'fault', what: `${what}; ${trouble.what}`, cure: trouble.cure }];
    return [well('versions', what)];
  },
  dependencies: () => {
    const [lock, stamp] = [
      join(repository, 'package-lock.json'),
      join(repository, 'node_modules', '.installed-lock.json'),
    ];
    const same = existsSync(stamp) && readFileSync(lock).equals(readFileSync(stamp));
    return [
      same
        ? well('dependencies', 'as the lock file says')
        : {
            about: 'dependencies',
            state: 'warning',
            what: 'the lock file changed since they were installed',
            cure: 'scripts/up installs them',
          },
    ];
  },
  ports: async (home) => {
    const taken = await takenPorts(home);
    if (taken.length === 0) return [well('ports', 'free, or held by our own processes')];
    return taken.map(({ port, id }) => ({
      about: 'ports',
      state: 'fault' as const,
      what: `port ${port} of ${id} is held by ${holderOf(port)}`,
      cure: 'end it; or use another ROADBOOK_PORT_OFFSET and ROADBOOK_HOME',
    }));
  },
  address: () => {
    const trouble = addressTrouble();
    if (trouble) return [{ about: 'address', state: 'fault', ...trouble }];
    return [well('address', 'an IPv4 address that Fabric takes')];
  },
  names: async (home) => {
    const names =
      home.topology.endpoints === 'loopback' ? ['localhost'] : nodesOf(home).map((node) => node.host);
    const lost = await Promise.all(
      names.map((name) =>
        lookup(name).then(
          () => [],
          () => [name],
        ),
      ),
    );
    if (lost.flat().length === 0)
      return [well('names', names.length === 1 ? 'localhost is known' : 'every node is known to the DNS')];
    return [
      {
        about: 'names',
        state: 'fault',
        what: `not known: ${lost.flat().join(', ')}`,
        cure: 'give the names to the DNS or /etc/hosts',
      },
    ];
  },
  disk: (home) => {
    let place = home.root;
    while (!existsSync(place)) place = dirname(place);
    const { bavail, bsize } = statfsSync(place);
    const free = bavail * bsize;
    const what = `${gigabytes(free)} free where ${home.root} is`;
    return [
      free > 2 * 1024 ** 3
        ? well('disk', what)
        : {
            about: 'disk',
            state: free > 0.5 * 1024 ** 3 ? 'warning' : 'fault',
            what,
            cure: 'make room; peers and orderers stop when a disk is full',
          },
    ];
  },
  memory: (home) => {
    const idle = !nodesOf(home).some((node) => running(home, node.id));
    const available = process.availableMemory?.() ?? freemem();
    const what = `${gigabytes(available)} available`;
    return [
      !idle || available > 1024 ** 3
        ? well('memory', what)
        : {
            about: 'memory',
            state: 'warning',
            what,
            cure: 'a network of four organisations takes about 1 GB',
          },
    ];
  },
};
