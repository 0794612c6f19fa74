import { existsSync } from 'node:fs';
import { identityCaFile, caOf } from './files';
import { type Home, writePrivate } from '../home';
import type { NetworkNode, Organisation } from '../../network/topology';

/** One file from which a gateway client of this organisation learns all it needs. */
export function profileOf(home: Home, org: Organisation) {
  const { topology } = home;
  const describe = (owner: Organisation) => (node: NetworkNode) => ({
    org: owner.name,
    name: node.host,
    address: `${topology.endpoints === 'loopback' ? '127.0.0.1' : node.host}:${node.port}`,
    serverName: node.host,
    tlsCaFile: caOf(home, owner).tlsCaFile,
  });
  const others = topology.organisations.filter(
    (other) => other.name !== org.name && existsSync(caOf(home, other).tlsCaFile),
  );
  return {
    version: 1,
    org: org.name,
    mspId: org.name,
    channel: topology.channel,
    chaincode: topology.chaincodes[0]?.name ?? 'roadbook',
    peers: [org, ...others].flatMap((owner) => owner.peers.map(describe(owner))),
    users: home.path('users', org.name),
    ca: {
      url: caOf(home, org).url,
      name: 'identity',
      tlsCaFile: caOf(home, org).tlsCaFile,
      certificateFile: identityCaFile(home, org),
    },
  };
}

export const profileFile = (home: Home, org: Organisation) => home.path('profiles', `${org.name}.json`);

export function writeProfiles(home: Home) {
  for (const org of home.here)
    writePrivate(profileFile(home, org), `${JSON.stringify(profileOf(home, org), null, 2)}\n`);
}
