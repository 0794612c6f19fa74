import { existsSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { identityCaFile, caOf } from './files';
import { type Home, writePrivate } from '../home';
import type { NetworkNode, Organisation } from '../../network/topology';

/** Where the files are that a profile names, seen from the profile. */
export interface Places {
  readonly users: string;
  readonly identityCa: string;
  tlsCa(owner: Organisation): string;
}

/** One file from which a gateway client of this organisation learns all it needs. */
export function profileNaming({ users, identityCa, tlsCa }: Places, home: Home, org: Organisation) {
  const { topology } = home;
  const describe = (owner: Organisation) => (node: NetworkNode) => ({
    org: owner.name,
    name: node.host,
    address: `${topology.endpoints === 'loopback' ? '127.0.0.1' : node.host}:${node.port}`,
    serverName: node.host,
    tlsCaFile: tlsCa(owner),
  });
  return {
    version: 1,
    org: org.name,
    mspId: org.name,
    channel: topology.channel,
    chaincode: topology.chaincodes[0]?.name ?? 'roadbook',
    peers: reachableFrom(home, org).flatMap((owner) => owner.peers.map(describe(owner))),
    users,
    ca: { url: caOf(home, org).url, name: 'identity', tlsCaFile: tlsCa(org), certificateFile: identityCa },
  };
}

/** The organisation, and the others whose roots are here. */
export const reachableFrom = (home: Home, org: Organisation): Organisation[] => [
  org,
  ...home.topology.organisations.filter(
    (other) => other.name !== org.name && existsSync(caOf(home, other).tlsCaFile),
  ),
];

/** Files are named from where the profile stands, so a home that is copied or moved goes on reading its own. */
export function profileOf(home: Home, org: Organisation) {
  const beside = (file: string) => relative(dirname(profileFile(home, org)), file);
  const places: Places = {
    users: beside(home.path('users', org.name)),
    identityCa: beside(identityCaFile(home, org)),
    tlsCa: (owner) => beside(caOf(home, owner).tlsCaFile),
  };
  return profileNaming(places, home, org);
}

export const profileFile = (home: Home, org: Organisation) => home.path('profiles', `${org.name}.json`);

export function writeProfiles(home: Home) {
  for (const org of home.here)
    writePrivate(profileFile(home, org), `${JSON.stringify(profileOf(home, org), null, 2)}\n`);
}
