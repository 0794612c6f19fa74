import { X509Certificate } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Member, NetworkNode, Organisation } from '../../network/topology';
import { TIMEKEEPER } from '@roadbook/chaincode/api';
import { SERVICE } from '../channel/access';
import { type CaName, type Credential, enrol, enrolAgain, identityOf, reenrol, register } from './ca';
import { AGENDA } from '../node/agenda';
import { fill, writeConfig } from '../node/config';
import { Fault } from '../fault';
import { type Home, makeDirectory, writePrivate } from '../home';
import { mustBeFree } from './names';
import {
  caOf,
  identityCaFile,
  crlFile,
  freshSecret,
  registrarOf,
  adminDirectory,
  once,
  plainPair,
  mspPair,
  tlsPair,
} from './files';

/** The attribute of a certificate that says what its holder is to the ledger. */
export const roleAttribute = 'roadbook.role';

interface Holder {
  readonly id: string;
  readonly type: 'client' | 'peer' | 'orderer' | 'admin';
  readonly hosts?: readonly string[];
  readonly attributes?: Readonly<Record<string, string>>;
  readonly affiliation?: string;
  /** What must hold of an identity of that name which the CA knows already; anything unless given. */
  readonly again?: (known: Known) => void;
}
export type Known = NonNullable<Awaited<ReturnType<typeof identityOf>>>;

/**
 * Whoever has a certificate renews it by itself; whoever is new gets a secret for one enrolment, which nobody
 * keeps.
 */
async function issue(
  home: Home,
  org: Organisation,
  name: CaName,
  who: Holder,
  before?: Credential,
): Promise<Credential> {
  const ca = caOf(home, org);
  const { id, type, attributes = {}, affiliation, hosts } = who;
  const profile = name === 'tls' || type === 'peer' || type === 'orderer' ? 'tls' : '';
  const wanted = { id, profile, hosts };
  if (before) return await reenrol(ca, name, before, wanted);
  const [secret, registrar] = [freshSecret(), await registrarOf(home, org, name)];
  if (await register(ca, name, registrar, { id, secret, type, attributes, affiliation }))
    return await enrol(ca, name, id, secret, profile, hosts);
  const known = await identityOf(ca, name, registrar, id);
  if (known) who.again?.(known);
  return await enrolAgain(ca, name, registrar, secret, wanted);
}

const loopback = ['localhost', '127.0.0.1'];

/** What says who belongs to the organisation: its two roots, and the meaning of the OUs. */
export function writeMsp(
  home: Home,
  org: Organisation,
  msp: string,
  units: 'nodeous.yaml' | 'peerous.yaml' = 'nodeous.yaml',
) {
  for (const [folder, file] of [
    ['cacerts', identityCaFile(home, org)],
    ['tlscacerts', caOf(home, org).tlsCaFile],
  ] as const) {
    makeDirectory(join(msp, folder));
    copyFileSync(file, join(msp, folder, 'ca.pem'));
  }
  if (existsSync(crlFile(home, org))) {
    makeDirectory(join(msp, 'crls'));
    copyFileSync(crlFile(home, org), join(msp, 'crls', 'ca.pem'));
  }
  writeConfig(join(msp, 'config.yaml'), fill(units, {}));
}

type Signer = { readonly id: string; readonly type: 'peer' | 'orderer' | 'admin'; readonly renew: boolean };

async function enrolSigner(home: Home, org: Organisation, directory: string, { id, type, renew }: Signer) {
  const msp = join(directory, 'msp');
  writeMsp(home, org, msp, type === 'peer' ? 'peerous.yaml' : 'nodeous.yaml');
  await once(msp, mspPair, (before) => issue(home, org, 'identity', { id, type }, before), renew);
}

async function enrolTls(
  home: Home,
  org: Organisation,
  directory: string,
  id: string,
  hosts: readonly string[],
  renew = true,
) {
  makeDirectory(directory);
  copyFileSync(caOf(home, org).tlsCaFile, join(directory, 'ca.crt'));
  return await once(
    directory,
    tlsPair,
    (before) => issue(home, org, 'tls', { id, type: 'client', hosts }, before),
    renew,
  );
}

/** An orderer's certificates are on the ledger (its consenter mapping), so a start must not replace them. */
const enrolNode = async (home: Home, org: Organisation, node: NetworkNode) => {
  const [type, renew] = node.kind === 'peer' ? (['peer', true] as const) : (['orderer', false] as const);
  await enrolSigner(home, org, home.node(node), { id: node.name, type, renew });
  await enrolTls(home, org, join(home.node(node), 'tls'), node.name, [node.host, ...loopback], renew);
};

/** The administrator stands among the users too. */
function showAdmin(home: Home, org: Organisation) {
  const admin = adminDirectory(home, org);
  const user = home.user(org.name, 'admin');
  for (const [from, to] of [
    ['keystore/key.pem', 'key.pem'],
    ['signcerts/cert.pem', 'cert.pem'],
  ] as const)
    writePrivate(join(user, to), readFileSync(join(admin, 'msp', from)));
}

/** Another key for the administrator, whose key of before stays good until it is revoked. */
export async function renewAdmin(home: Home, org: Organisation): Promise<Credential> {
  const msp = join(adminDirectory(home, org), 'msp');
  const made = await issue(home, org, 'identity', { id: 'admin', type: 'admin' });
  writePrivate(join(msp, mspPair.key), made.key);
  writePrivate(join(msp, mspPair.cert), made.cert);
  showAdmin(home, org);
  return made;
}

/** Every certificate that the organisation's own machines need. */
export async function enrolOrganisation(home: Home, org: Organisation) {
  writeMsp(home, org, join(home.organisation(org.name), 'msp'));
  const admin = adminDirectory(home, org);
  await enrolSigner(home, org, admin, { id: 'admin', type: 'admin', renew: true });
  for (const node of [...org.orderers, ...org.peers]) await enrolNode(home, org, node);
  showAdmin(home, org);
  await enrolService(home, org, SERVICE);
  await enrolService(home, org, AGENDA, TIMEKEEPER);
}

/** TLS for one chaincode process (server) and for the peers that call it (client). */
export async function enrolChaincode(home: Home, org: Organisation, name: string, directory: string) {
  const server = await enrolTls(home, org, join(directory, 'server'), `chaincode-${name}`, [
    `${name}.${org.name}`,
    ...loopback,
  ]);
  const client = await enrolTls(home, org, join(directory, 'client'), `chaincode-${name}-caller`, []);
  return { server, client };
}

/** Whether a certificate says that its holder is a service of its organisation. */
export const isService = (cert: string | Uint8Array) =>
  new X509Certificate(cert).subject.split(/\n| \+ /).includes(`OU=${SERVICE}`);

/**
 * A program of the organisation that reads blocks and listens: it has the unit `service`. Without a role the
 * rooms refuse it; that of an agenda may write down what is due. True when enrolled now, false when it was before.
 */
export async function enrolService(
  home: Home,
  org: Organisation,
  name: string,
  role?: typeof TIMEKEEPER,
): Promise<boolean> {
  const directory = home.user(org.name, name);
  const fresh = !existsSync(join(directory, 'cert.pem'));
  const demand = (cert: string) => {
    if (isService(cert)) return;
    throw new Fault(
      `${org.name}/${name} is enrolled as a person and cannot become a service`,
      'choose another name for the service',
    );
  };
  mustBeFree(org, name, role === undefined ? SERVICE : AGENDA);
  const { cert } = await once(directory, plainPair, async (before) => {
    const who = {
      id: name,
      type: 'client',
      affiliation: SERVICE,
      ...(role !== undefined && { attributes: { [roleAttribute]: role } }),
      again: takenUnless(directory, name, role),
    } as const;
    const made = await issue(home, org, 'identity', who, before);
    demand(made.cert);
    return made;
  });
  demand(cert);
  return fresh;
}

/** A person or small business of the organisation; true when enrolled now, false when it was before. */
export async function enrolMember(home: Home, org: Organisation, { name, role }: Member): Promise<boolean> {
  mustBeFree(org, name);
  const directory = home.user(org.name, name);
  const fresh = !existsSync(join(directory, 'cert.pem'));
  const again = takenUnless(directory, name, role);
  const who = { id: name, type: 'client', attributes: { [roleAttribute]: role }, again } as const;
  await once(directory, plainPair, (before) => issue(home, org, 'identity', who, before));
  return fresh;
}

/**
 * A name that the CA knows is another's: a node, or somebody whose key is elsewhere, and whoever asked would
 * get its certificate. Unless an enrolment here was cut short, or its key was revoked here, and it is the
 * same person.
 */
function takenUnless(directory: string, name: string, role?: string): (known: Known) => void {
  const begun = existsSync(directory);
  makeDirectory(directory);
  return ({ type, attrs = [] }) => {
    const same = type === 'client' && attrs.find((one) => one.name === roleAttribute)?.value === role;
    if (begun && same) return;
    if (!begun) rmdirSync(directory);
    throw new Fault(`${name} is known to the certificate authority already`, 'choose another name');
  };
}
