import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { common } from '@hyperledger/fabric-protos';
import type { Organisation } from '../../network/topology';
import { channelStep } from './access';
import { genesisOf } from './channel';
import {
  configurationIn,
  orderingIn,
  organisationsIn,
  stepTowards,
  tlsRootIn,
  updateBetween,
} from './configuration';
import type { Programs } from '../node/fabric';
import { Fault } from '../fault';
import { fixNodes, type Home, isFounded, keepPromise, writePrivate } from '../home';
import { adminOf } from '../identity/files';
import { define } from './joining';
import { change, majorityOf, readConfiguration } from './change';
import { type Line, openLine } from '../chaincode/lifecycle';
import { certify } from '../node/network';
import { running } from '../node/processes';
import {
  fingerprintOf,
  keepCertificates,
  type JoinRequest,
  readRequest,
  requestOf,
  writeRequest,
} from './request';
import { sealUpdate, signUpdate } from './update';

const encode = (content: Uint8Array) => Buffer.from(content).toString('base64');
const decode = (text: string) => Buffer.from(text, 'base64');
const hashOf = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');

function orgHere(home: Home, name: string): Organisation {
  const org = home.here.find((one) => one.name === name);
  if (org) return org;
  throw new Fault(
    `${name} is no organisation of this machine`,
    `one of ${home.here.map((one) => one.name).join(', ')}`,
  );
}

/**
 * On the machine of the organisation that joins: its certificates are made, and what others must know of it
 * is written.
 */
export async function request(home: Home, programs: Programs, name: string, file: string) {
  const org = orgHere(home, name);
  keepPromise(home);
  await certify(home, programs, [org]);
  const asked = requestOf(home, org);
  writeRequest(file, asked);
  return { file, fingerprint: fingerprintOf(asked) };
}

/**
 * What the channel must be asked for now, if anything. Computed on every machine: nobody signs or sends bytes
 * that another made.
 */
async function nextUpdate(
  home: Home,
  programs: Programs,
  line: Line,
  member: Organisation,
  asked: JoinRequest,
) {
  const before = configurationIn(await readConfiguration(home, member, line));
  if (channelStep(before))
    throw new Fault(
      'the access rules of the channel are of an older release',
      'scripts/up, or scripts/agree <file>, first',
    );
  const root = tlsRootIn(before, asked.org);
  if (root && !Buffer.from(root).equals(Buffer.from(asked.roots.tls)))
    throw new Fault(
      `the channel knows ${asked.org} by other certificates than the request`,
      'do not sign it',
    );
  keepCertificates(home, asked);
  const definition = await define(home, programs, asked.organisation);
  const after = stepTowards(before, definition);
  const update = after && updateBetween(home.topology.channel, before, after);
  const same = update && asked.update !== undefined && decode(asked.update).equals(update);
  return { before, update, signatures: same ? asked.signatures : {} };
}

async function onLine<T>(home: Home, work: (line: Line, member: Organisation) => Promise<T>): Promise<T> {
  const member = home.here.find(({ peers: [peer] }) => peer && running(home, peer.id));
  if (!isFounded(home) || !member)
    throw new Fault('no member of the channel runs on this machine', 'scripts/up first');
  const line = openLine(home, member);
  try {
    return await work(line, member);
  } finally {
    line.close();
  }
}

/**
 * On the machine of a member: its administrator agrees. Signatures under an update that no longer fits the
 * channel are dropped.
 */
export async function sign(home: Home, programs: Programs, file: string, name?: string) {
  const asked = readRequest(home, file);
  const willing = name === undefined ? home.here : [orgHere(home, name)];
  return await onLine(home, async (line, member) => {
    const { before, update, signatures } = await nextUpdate(home, programs, line, member, asked);
    if (!update)
      throw new Fault(
        `${asked.org} is on the channel with all that it asks for`,
        `scripts/join submit ${file}`,
      );
    const signers = willing.filter((org) => organisationsIn(before).includes(org.name));
    if (signers.length === 0)
      throw new Fault(
        `${willing.map((org) => org.name).join(', ')}: not on the channel`,
        'let its members sign',
      );
    const fresh = signers.map((org) => [
      org.name,
      encode(signUpdate(update, org.name, adminOf(home, org)).serializeBinary()),
    ]);
    const all = { ...signatures, ...(Object.fromEntries(fresh) as Record<string, string>) };
    writeRequest(file, { ...asked, update: encode(update), signatures: all });
    const signed = Object.keys(all);
    return { file, fingerprint: fingerprintOf(asked), signed, missing: missingOf(before, signed, asked.org) };
  });
}

/** Whose signatures are still needed, in words; empty when there are enough. */
function missingOf(config: common.Config, signed: readonly string[], org: string): string {
  const [all, ordering] = [organisationsIn(config), orderingIn(config).organisations];
  const more = (of: readonly string[]) =>
    majorityOf(of.length) - of.filter((name) => signed.includes(name)).length;
  const parts = [
    ...(more(all) > 0
      ? [`${more(all)} more of ${all.filter((name) => !signed.includes(name)).join(', ')}`]
      : []),
    ...(more(ordering) > 0 ? [`${more(ordering)} of them with orderers`] : []),
    ...(all.includes(org) && !signed.includes(org) ? [`${org} itself`] : []),
  ];
  return parts.join('; ');
}

/**
 * On the machine of a member, when enough have signed: the channel takes the organisation in, and the file
 * gets its first block, also when repeated.
 */
export async function submit(home: Home, programs: Programs, file: string) {
  const asked = readRequest(home, file);
  return await onLine(home, async (line, sponsor) => {
    const { before, update, signatures } = await nextUpdate(home, programs, line, sponsor, asked);
    const genesis = readFileSync(genesisOf(home));
    const entered = { ...asked, update: undefined, signatures: {}, genesis: encode(genesis) };
    if (update) {
      // A submission that was cut short before its file was written is made good by the next.
      if (organisationsIn(before).includes(asked.org))
        writeRequest(file, { ...asked, genesis: entered.genesis });
      const missing = missingOf(before, Object.keys(signatures), asked.org);
      if (missing)
        throw new Fault(`signatures are missing: ${missing}`, `on their machines: scripts/join sign ${file}`);
      fixNodes(home, asked.organisation);
      const signed = Object.values(signatures).map((one) =>
        common.ConfigSignature.deserializeBinary(decode(one)),
      );
      await change(
        home,
        programs,
        { line, sponsor },
        before,
        sealUpdate(home.topology.channel, update, signed),
      );
    }
    writeRequest(file, entered);
    return { file, firstBlock: hashOf(genesis) };
  });
}

function foundersIn(block: Uint8Array, file: string): readonly string[] {
  try {
    return organisationsIn(configurationIn(block));
  } catch {
    throw new Fault(`what ${file} holds is no first block of a channel`, 'let a member submit it again');
  }
}

/** On the machine of the organisation that joined: from now on `up` brings its nodes to the channel. */
export function enter(home: Home, file: string) {
  const { genesis, org } = readRequest(home, file);
  orgHere(home, org);
  if (!genesis)
    throw new Fault(
      `${file} holds no first block: it was not submitted yet`,
      'a member runs scripts/join submit',
    );
  const block = decode(genesis);
  const unknown = foundersIn(block, file).filter(
    (name) => !home.topology.organisations.some((one) => one.name === name),
  );
  if (unknown.length > 0)
    throw new Fault(
      `${unknown.join(', ')} founded that channel; the topology here does not name them`,
      'bring network/topology.yaml to what all have agreed',
    );
  if (isFounded(home) && !readFileSync(genesisOf(home)).equals(block))
    throw new Fault(`${home.root} belongs to another channel`, 'use a ROADBOOK_HOME of its own');
  keepPromise(home);
  writePrivate(genesisOf(home), block);
  return { file, firstBlock: hashOf(block) };
}
