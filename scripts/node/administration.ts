import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { NetworkNode, Organisation } from '../../network/topology';
import type { Credential } from '../identity/ca';
import { type Home, writePrivate } from '../home';
import { adminDirectory } from '../identity/files';
import { newSelfSigned } from '../identity/keys';

/**
 * Who administers a node over its own listeners: the holder of this key and nobody else, whatever its CA
 * certified.
 */
const certFile = (home: Home, node: NetworkNode) => join(home.node(node), 'administration', 'cert.pem');
const keyFile = (home: Home, node: NetworkNode) => join(home.node(node), 'administration', 'key.pem');

/**
 * Made with every start of a node, which knows no other: a key of before is good for nothing from then on.
 */
export async function makeAdministration(home: Home, node: NetworkNode) {
  const { cert, key } = await newSelfSigned(`administration of ${node.id}`);
  writePrivate(keyFile(home, node), key);
  writePrivate(certFile(home, node), cert);
}

/** What releases before had: a TLS certificate of the administrator, for nodes that they started. */
const shared = (home: Home, org: Organisation) => join(adminDirectory(home, org), 'tls');

const hasOwn = (home: Home) => (node: NetworkNode) => existsSync(certFile(home, node));

export function administratorOf(home: Home, org: Organisation, node: NetworkNode): Credential {
  const [cert, key] = hasOwn(home)(node)
    ? [certFile(home, node), keyFile(home, node)]
    : [join(shared(home, org), 'server.crt'), join(shared(home, org), 'server.key')];
  return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
}

/** Nothing asks with that one any more when every node has its own. */
export function forgetShared(home: Home, org: Organisation) {
  if (org.orderers.every(hasOwn(home))) rmSync(shared(home, org), { recursive: true, force: true });
}
