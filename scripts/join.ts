import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { common } from '@hyperledger/fabric-protos';
import type { NetworkNode, Organisation } from '../network/topology';
import { genesisOf, joinOrderer, joinPeer, makeBlock, participation, peerCommand } from './channel';
import { consenterOf } from './config';
import {
  configurationIn,
  type Definition,
  groupIn,
  orderingIn,
  organisationsIn,
  stepTowards,
  updateBetween,
} from './configuration';
import type { Programs } from './fabric';
import { Fault, messageOf } from './fault';
import { fixNodes, type Home, writePrivate } from './home';
import { adminOf, caOf } from './identities';
import { heightOf, lastConfiguration, type Line, openLine, persist } from './lifecycle';
import { forAll, step } from './say';
import { sealUpdate, signUpdate } from './update';

const addressOf = (node: NetworkNode) => `${node.reach}:${node.port}`;

/** Everybody on the channel: the founders with its first block; whoever came later by an update that a majority signed. */
export async function joinChannel(home: Home, programs: Programs) {
  const { organisations, channel } = home.topology;
  const genesis = readFileSync(genesisOf(home));
  const first = configurationIn(genesis);
  const [founders, orderers] = [organisationsIn(first), orderingIn(first).orderers];
  const founding = organisations.filter(({ name }) => founders.includes(name));
  const began = (node: NetworkNode) => orderers.includes(addressOf(node));
  await step(`channel ${channel} joined by its founders`, async () => {
    await forAll(founding, (org) => forAll(org.orderers.filter(began), (node) => joinOrderer(home, org, node, genesis)));
    await forAll(founding, (org) => forAll(org.peers, (node) => joinPeer(home, programs, org, node)));
  });
  const [sponsor] = founding;
  if (!sponsor) throw new Fault('the topology names no founder of the channel', 'put them back');
  for (const org of organisations)
    if (!founders.includes(org.name) || !org.orderers.every(began))
      await step(`channel ${channel} joined by ${org.name}`, () => joinLate(home, programs, sponsor, org));
  for (const org of organisations) fixNodes(home, org);
}

/** Step by step, each of which may be the first after a kill: what is on the channel already is not asked for again. */
async function joinLate(home: Home, programs: Programs, sponsor: Organisation, org: Organisation): Promise<string> {
  const definition = await define(home, programs, org);
  const line = openLine(home, sponsor);
  let steps = 0;
  try {
    for (let done = false; !done; ) {
      const block = await persist(`${sponsor.name} does not say how the channel is configured`, () =>
        lastConfiguration(home, line),
      );
      const before = configurationIn(block);
      const { orderers } = orderingIn(before);
      for (const node of org.orderers.filter((one) => orderers.includes(addressOf(one)))) await order(home, org, node, block);
      const after = stepTowards(before, definition);
      if (after) {
        fixNodes(home, org);
        await change(home, programs, { line, sponsor, org }, before, after);
        steps++;
      } else done = true;
    }
    const height = await heightOf(home, line);
    await forAll(org.peers, async (node) => {
      await joinPeer(home, programs, org, node);
      await catchUp(home, org, node, height);
    });
  } finally {
    line.close();
  }
  return steps > 0 ? 'agreed by a majority' : 'as before';
}

/** Made of public certificates only. */
export async function define(home: Home, programs: Programs, org: Organisation): Promise<Definition> {
  const file = home.path('channel', 'joining', org.name, 'definition.block');
  await makeBlock(home, programs, [org], file, false);
  const config = configurationIn(readFileSync(file));
  const application = groupIn(config, 'Application').getGroupsMap().get(org.name);
  if (!application) throw new Error(`configtxgen left out ${org.name}`);
  const consenters = org.orderers.map((node) => {
    const { Host, Port, MSPID, Identity, ClientTLSCert, ServerTLSCert } = consenterOf(home, node);
    const consenter = new common.Consenter();
    consenter.setHost(Host);
    consenter.setPort(Port);
    consenter.setMspId(MSPID);
    consenter.setIdentity(readFileSync(Identity));
    consenter.setClientTlsCert(readFileSync(ClientTLSCert));
    consenter.setServerTlsCert(readFileSync(ServerTLSCert));
    return consenter;
  });
  return { org: org.name, application, ordering: groupIn(config, 'Orderer').getGroupsMap().get(org.name), consenters };
}

/** The orderer has the channel and takes part in the consensus. */
async function order(home: Home, org: Organisation, node: NetworkNode, block: Uint8Array) {
  await joinOrderer(home, org, node, block);
  await persist(`${node.id} does not take part in the consensus`, async () => {
    const now = await participation(home, org, node);
    if (now?.status !== 'active' || now.consensusRelation !== 'consenter')
      throw new Error(`it is ${now ? `${now.status}, ${now.consensusRelation}, at block ${now.height}` : 'not on the channel'}`);
  });
}

async function catchUp(home: Home, org: Organisation, node: NetworkNode, height: number) {
  const line = openLine(home, org, node);
  const patience = 15 * 60_000;
  try {
    await persist(
      `${node.id} does not catch up`,
      async () => {
        const now = await heightOf(home, line);
        if (now < height) throw new Error(`it has ${now} of ${height} blocks`);
      },
      patience,
    );
  } finally {
    line.close();
  }
}

/** Submits the update with the signatures of a majority, and waits until the channel is so. */
async function change(
  home: Home,
  programs: Programs,
  { line, sponsor, org }: { readonly line: Line; readonly sponsor: Organisation; readonly org: Organisation },
  before: common.Config,
  after: common.Config,
) {
  const { channel, organisations } = home.topology;
  const update = updateBetween(channel, before, after);
  const file = home.path('channel', 'joining', 'update.pb');
  const signatures = signersOf(home, before, org).map((one) => signUpdate(update, one.name, adminOf(home, one)));
  writePrivate(file, sealUpdate(channel, update, signatures));
  const known = orderingIn(before).orderers;
  const [to] = organisations
    .flatMap((org) => org.orderers.map((node) => ({ org, node })))
    .filter(({ node }) => known.includes(addressOf(node)));
  const peer = sponsor.peers[0];
  if (!to || !peer) throw new Fault('no orderer and peer of a founder is in the topology', 'put them back');
  const args = [
    'channel',
    'update',
    '-f',
    file,
    '-c',
    channel,
    '-o',
    addressOf(to.node),
    '--tls',
    '--cafile',
    caOf(home, to.org).tlsCaFile,
  ];
  const isSo = async () => configurationIn(await lastConfiguration(home, line)).getSequence() > before.getSequence();
  await persist('the channel did not take the update', async () => {
    if (await isSo()) return;
    try {
      await peerCommand(home, programs, sponsor, peer, args);
    } catch (error) {
      if (/BAD_REQUEST|FORBIDDEN/.test(messageOf(error)) && !(await isSo())) throw refused(to.node, error);
      throw error;
    }
    await persist('the update is sent and not yet in a block', async () => {
      if (!(await isSo())) throw new Error('no block with it');
    });
  });
}

const refused = (node: NetworkNode, error: unknown) =>
  new Fault(
    `the orderers refused the update: ${messageOf(error).split('\n').slice(-3).join(' ').trim()}`,
    `scripts/logs ${node.id} shows why`,
  );

/** A majority of the organisations on the channel, in it a majority of those that order; also whoever grows, because its addresses are its own. */
function signersOf(home: Home, config: common.Config, grows: Organisation): Organisation[] {
  const [all, ordering] = [organisationsIn(config), orderingIn(config).organisations];
  const needed = Math.floor(all.length / 2) + 1;
  const able = home.topology.organisations.filter((org) => all.includes(org.name) && existsSync(adminKey(home, org)));
  const orders = ({ name }: Organisation) => Number(ordering.includes(name));
  const most = [...able].sort((a, b) => orders(b) - orders(a)).slice(0, needed);
  if (most.length < needed)
    throw new Fault(
      `an update of the channel needs ${needed} of ${all.length} organisations to sign; here are the keys of ${able.map(({ name }) => name).join(', ') || 'none'}`,
      'run this where more of them are',
    );
  return [...new Set([...most, ...able.filter(({ name }) => name === grows.name)])];
}

const adminKey = (home: Home, org: Organisation) => join(home.user(org.name, 'admin'), 'key.pem');
