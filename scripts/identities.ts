import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Member, NetworkNode, Organisation } from '../network/topology';
import { type Ca, type CaName, type Credential, enrol, register } from './ca';
import { fill, writeConfig } from './config';
import { Fault } from './fault';
import { type Home, makeDirectory, readJson, writePrivate } from './home';

/** The attribute of a certificate that says what its holder is to the ledger. */
export const roleAttribute = 'roadbook.role';

export const caOf = (home: Home, org: Organisation): Ca => ({
  url: `https://${home.topology.endpoints === 'loopback' ? '127.0.0.1' : org.ca.host}:${org.ca.port}`,
  tlsCaFile: join(home.node(org.ca), 'ca-cert.pem'),
});

export const identityCaFile = (home: Home, org: Organisation) => join(home.node(org.ca), 'identity', 'ca-cert.pem');

/** The random secrets of one organisation's CA, in one private file. */
export function secretOf(home: Home, org: Organisation, id: string): string {
  const file = join(home.node(org.ca), 'secrets.json');
  const secrets = readJson<Record<string, string>>(file) ?? {};
  const known = secrets[id];
  if (known) return known;
  const secret = randomBytes(24).toString('base64url');
  writePrivate(file, JSON.stringify({ ...secrets, [id]: secret }));
  return secret;
}

async function registrarOf(home: Home, org: Organisation, name: CaName): Promise<Credential> {
  const directory = join(home.node(org.ca), `registrar-${name}`);
  return await once(directory, 'cert.pem', 'key.pem', () =>
    enrol(caOf(home, org), name, 'ca-registrar', secretOf(home, org, 'ca-registrar')),
  );
}

/** The certificate is written last: it stands for the pair, so a start that was cut short is made good by the next. */
async function once(directory: string, cert: string, key: string, make: () => Promise<Credential>): Promise<Credential> {
  const [certFile, keyFile] = [join(directory, cert), join(directory, key)];
  if (!existsSync(certFile)) {
    const made = await make();
    writePrivate(keyFile, made.key);
    writePrivate(certFile, made.cert);
  }
  return { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
}

async function issue(
  home: Home,
  org: Organisation,
  name: CaName,
  who: {
    id: string;
    type: 'client' | 'peer' | 'orderer' | 'admin';
    hosts?: readonly string[];
    attributes?: Record<string, string>;
  },
): Promise<Credential> {
  const secret = secretOf(home, org, `${name}/${who.id}`);
  const registrar = await registrarOf(home, org, name);
  const ca = caOf(home, org);
  await register(ca, name, registrar, { id: who.id, secret, type: who.type, attributes: who.attributes ?? {} });
  return await enrol(ca, name, who.id, secret, who.hosts);
}

const loopback = ['localhost', '127.0.0.1'];

/** What says who belongs to the organisation: its two roots, and the meaning of the OUs. */
function writeRoots(home: Home, org: Organisation, msp: string) {
  for (const [folder, file] of [
    ['cacerts', identityCaFile(home, org)],
    ['tlscacerts', caOf(home, org).tlsCaFile],
  ] as const) {
    makeDirectory(join(msp, folder));
    copyFileSync(file, join(msp, folder, 'ca.pem'));
  }
  writeConfig(join(msp, 'config.yaml'), fill('nodeous.yaml', {}));
}

async function enrolSigner(home: Home, org: Organisation, directory: string, id: string, type: 'peer' | 'orderer' | 'admin') {
  const msp = join(directory, 'msp');
  writeRoots(home, org, msp);
  await once(msp, join('signcerts', 'cert.pem'), join('keystore', 'key.pem'), () => issue(home, org, 'identity', { id, type }));
}

async function enrolTls(home: Home, org: Organisation, directory: string, id: string, hosts: readonly string[]) {
  makeDirectory(directory);
  copyFileSync(caOf(home, org).tlsCaFile, join(directory, 'ca.crt'));
  return await once(directory, 'server.crt', 'server.key', () => issue(home, org, 'tls', { id, type: 'client', hosts }));
}

const enrolNode = async (home: Home, org: Organisation, node: NetworkNode) => {
  await enrolSigner(home, org, home.node(node), node.name, node.kind === 'peer' ? 'peer' : 'orderer');
  await enrolTls(home, org, join(home.node(node), 'tls'), node.name, [node.host, ...loopback]);
};

export const adminDirectory = (home: Home, org: Organisation) => join(home.organisation(org.name), 'admin');

/** Every certificate that the organisation's own machines need. */
export async function enrolOrganisation(home: Home, org: Organisation) {
  writeRoots(home, org, join(home.organisation(org.name), 'msp'));
  const admin = adminDirectory(home, org);
  await enrolSigner(home, org, admin, 'admin', 'admin');
  await enrolTls(home, org, join(admin, 'tls'), 'admin', []);
  for (const node of [...org.orderers, ...org.peers]) await enrolNode(home, org, node);
  const user = home.user(org.name, 'admin');
  if (!existsSync(join(user, 'cert.pem')))
    for (const [from, to] of [
      ['keystore/key.pem', 'key.pem'],
      ['signcerts/cert.pem', 'cert.pem'],
    ] as const)
      writePrivate(join(user, to), readFileSync(join(admin, 'msp', from)));
}

/** TLS for one chaincode process (server) and for the peers that call it (client). */
export async function enrolChaincode(home: Home, org: Organisation, name: string, directory: string) {
  const server = await enrolTls(home, org, join(directory, 'server'), `chaincode-${name}`, [`${name}.${org.name}`, ...loopback]);
  const client = await enrolTls(home, org, join(directory, 'client'), `chaincode-${name}-caller`, []);
  return { server, client };
}

/** A person or small business of the organisation; true when enrolled now, false when it was before. */
export async function enrolMember(home: Home, org: Organisation, { name, role }: Member): Promise<boolean> {
  if (name === 'admin') throw new Fault('admin is the organisation itself', 'choose another name');
  const directory = home.user(org.name, name);
  const fresh = !existsSync(join(directory, 'cert.pem'));
  await once(directory, 'cert.pem', 'key.pem', () =>
    issue(home, org, 'identity', { id: name, type: 'client', attributes: { [roleAttribute]: role } }),
  );
  return fresh;
}
