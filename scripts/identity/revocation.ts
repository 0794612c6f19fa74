import 'reflect-metadata';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { common, msp } from '@hyperledger/fabric-protos';
import { X509Crl } from '@peculiar/x509';
import type { Organisation } from '../../network/topology';
import { revocationList, revokeAll } from './authority';
import { type Credential, identityOf } from './ca';
import { configurationIn, groupIn, updateBetween } from '../channel/configuration';
import type { Programs } from '../node/fabric';
import { Fault, Misuse } from '../fault';
import { type Finding, type Look, well } from '../health/finding';
import { type Home, writePrivate } from '../home';
import { enrolOrganisation, type Known, renewAdmin } from './identities';
import { adminOf, caOf, crlFile, freshSecret, registrarOf } from './files';
import { change, readConfiguration } from '../channel/change';
import { type Line, openLine } from '../chaincode/lifecycle';
import { running } from '../node/processes';
import { restartNodes } from '../node/restart';
import { sealUpdate, signUpdate } from '../channel/update';

/** Serial numbers in the lists, as hexadecimal digits without leading zeros. */
const bare = (serial: string) => serial.toLowerCase().replace(/^0+/, '');
const serialsIn = (lists: readonly Uint8Array[]): string[] =>
  lists.flatMap((list) =>
    new X509Crl(Buffer.from(list).toString('utf8')).entries.map(({ serialNumber }) => bare(serialNumber)),
  );

/** An organisation's definition stands twice where it runs orderers, and Fabric wants both to be the same. */
function definitionsOf(config: common.Config, org: string): common.ConfigValue[] {
  return (['Application', 'Orderer'] as const).flatMap((group) => {
    const value = groupIn(config, group).getGroupsMap().get(org)?.getValuesMap().get('MSP');
    return value ? [value] : [];
  });
}

const definitionIn = (value: common.ConfigValue) => {
  const outer = msp.MSPConfig.deserializeBinary(value.getValue_asU8());
  return { outer, inner: msp.FabricMSPConfig.deserializeBinary(outer.getConfig_asU8()) };
};

/** What the channel knows to be revoked of an organisation. */
export const revokedIn = (config: common.Config, org: string): string[] =>
  definitionsOf(config, org)
    .slice(0, 1)
    .flatMap((value) => serialsIn(definitionIn(value).inner.getRevocationListList_asU8()));

/** The configuration in which the organisation's list is this one, or undefined when all of it is there. */
export function withList(config: common.Config, org: string, list: Uint8Array): common.Config | undefined {
  const known = new Set(revokedIn(config, org));
  if (serialsIn([list]).every((serial) => known.has(serial))) return undefined;
  const after = common.Config.deserializeBinary(config.serializeBinary());
  for (const value of definitionsOf(after, org)) {
    const { outer, inner } = definitionIn(value);
    inner.setRevocationListList([list]);
    outer.setConfig(inner.serializeBinary());
    value.setValue(outer.serializeBinary());
  }
  return after;
}

export interface Revoked {
  readonly member: string;
  /** Serial numbers of the certificates that were revoked now. */
  readonly serials: readonly string[];
  /** Whether the channel was told now, or knew it before. */
  readonly told: boolean;
  /** The organisation's own nodes, started anew: doors that ask no channel ask their folders. */
  readonly restarted: readonly string[];
}

/**
 * Takes the keys of somebody, of a service or of the administrator out of the world: its CA revokes every
 * certificate that it gave, and the channel's configuration says so, signed by the administrator of the
 * organisation, which decides that alone. From that block on every peer and orderer refuses them. An
 * administrator also opens doors of the organisation's own nodes that ask no channel, so these are started
 * anew. Each step does only what is not yet done.
 */
export async function revoke(
  home: Home,
  programs: Programs,
  org: Organisation,
  id: string,
): Promise<Revoked> {
  const [peer] = org.peers;
  if (!peer || !running(home, peer.id)) throw new Fault(`the peer of ${org.name} does not run`, 'scripts/up');
  const [ca, registrar] = [caOf(home, org), await registrarOf(home, org, 'identity')];
  const known = await identityOf(ca, 'identity', registrar, id);
  if (!known)
    throw new Misuse(
      `the certificate authority of ${org.name} knows no ${id}`,
      `scripts/status lists who is enrolled`,
    );
  mustBeRevocable(org, id, known);
  const signer = adminOf(home, org);
  // Whoever looks whether the channel was told must not be whom it was told of.
  const heir = id === ADMIN ? await renewAdmin(home, org) : undefined;
  const serials = await revokeAll(ca, 'identity', registrar, { id, secret: freshSecret(), but: heir?.cert });
  const list = await revocationList(ca, 'identity', registrar);
  writePrivate(crlFile(home, org), list);
  const line = openLine(home, org, peer);
  const told = await tell(home, programs, { line, sponsor: org }, signer, Buffer.from(list)).finally(() =>
    line.close(),
  );
  if (id !== ADMIN) putAway(home.user(org.name, id));
  // The MSPs of the nodes know it from their next start on, and a service has another key.
  await enrolOrganisation(home, org);
  const restarted = id === ADMIN ? await restartNodes(home, programs, org) : [];
  return { member: `${org.name}/${id}`, serials, told, restarted };
}

export function describeRevoked({ member, serials, told, restarted }: Revoked, tokens: number): string {
  const certificates =
    serials.length > 0 ? `revoked ${serials.length} of its certificates` : 'nothing was left to revoke';
  const channel = told ? 'every peer refuses them from the next block on' : 'the channel knew it before';
  const next =
    restarted.length > 0
      ? `started anew, so that their own doors refuse them too: ${restarted.join(', ')}; the key of their administration is another`
      : 'scripts/enrol gives the same person another key';
  return `${member}: ${certificates}; ${channel}; ${tokens} tokens ended\n  ${next}`;
}

const ADMIN = 'admin';

function mustBeRevocable(org: Organisation, id: string, { type }: Known) {
  const isNode = type === 'peer' || type === 'orderer' || id === 'ca-registrar';
  if (!isNode) return;
  throw new Misuse(
    `${org.name}/${id} is a node, or the registrar of the certificate authority`,
    'a peer gets another certificate by scripts/up when its files are moved away; an orderer’s is on the ' +
      'ledger',
  );
}

/**
 * The organisation's administrator alone decides what its definition says; this is asked of the channel if it
 * does not know it yet.
 */
async function tell(
  home: Home,
  programs: Programs,
  at: { readonly line: Line; readonly sponsor: Organisation },
  signer: Credential,
  list: Uint8Array,
): Promise<boolean> {
  const { channel } = home.topology;
  const { name } = at.sponsor;
  const before = configurationIn(await readConfiguration(home, at.sponsor, at.line));
  const after = withList(before, name, list);
  if (!after) return false;
  const update = updateBetween(channel, before, after);
  await change(home, programs, at, before, sealUpdate(channel, update, [signUpdate(update, name, signer)]));
  return true;
}

/**
 * The key is gone from here, and what remains says whose certificate it was; an enrolment by hand makes
 * another one.
 */
function putAway(directory: string) {
  rmSync(join(directory, 'key.pem'), { force: true });
  if (existsSync(join(directory, 'cert.pem')))
    renameSync(join(directory, 'cert.pem'), join(directory, PUT_AWAY));
}

const PUT_AWAY = 'revoked.pem';

/** Whether somebody's key was revoked and nobody enrolled it anew: then a start does not. */
export const isPutAway = (home: Home, org: Organisation, name: string) =>
  existsSync(join(home.user(org.name, name), PUT_AWAY)) &&
  !existsSync(join(home.user(org.name, name), 'cert.pem'));

/** Whose certificates were revoked, and whether the channel knows it. */
export const revocationLook: Look = async (home) => {
  const up = home.here.filter(
    ({ ca, peers: [peer] }) => running(home, ca.id) && peer && running(home, peer.id),
  );
  const found = await Promise.all(up.map((org) => lookAt(home, org)));
  const all = found.flat();
  return all.length > 0 || up.length === 0 ? all : [well('revocations', 'none')];
};

async function lookAt(home: Home, org: Organisation): Promise<Finding[]> {
  const list = await revocationList(caOf(home, org), 'identity', await registrarOf(home, org, 'identity'));
  const revoked = serialsIn([Buffer.from(list)]);
  const line = openLine(home, org);
  const known = await readConfiguration(home, org, line)
    .then((block) => revokedIn(configurationIn(block), org.name))
    .finally(() => line.close());
  const names = namesOf(home, org);
  const say = (serials: readonly string[]) => serials.map((serial) => names.get(serial) ?? serial).join(', ');
  const missing = revoked.filter((serial) => !known.includes(serial));
  const there = revoked.filter((serial) => known.includes(serial));
  const what = `${org.name} revoked ${say(missing)}, and the channel does not know it`;
  const cure = `scripts/revoke ${org.name}/${names.get(missing[0] ?? '') ?? '<user>'}`;
  return [
    ...(there.length > 0 ? [well('revocations', `of ${org.name}, on the channel: ${say(there)}`)] : []),
    ...(missing.length > 0 ? [{ about: 'revocations', state: 'fault' as const, what, cure }] : []),
  ];
}

/** Of whom a certificate was, as far as it lies here. */
function namesOf(home: Home, org: Organisation): Map<string, string> {
  const users = home.path('users', org.name);
  if (!existsSync(users)) return new Map();
  const files = readdirSync(users).map((name) => [name, join(users, name, PUT_AWAY)] as const);
  return new Map(
    files
      .filter(([, file]) => existsSync(file))
      .map(([name, file]) => [bare(new X509Certificate(readFileSync(file)).serialNumber), name]),
  );
}
