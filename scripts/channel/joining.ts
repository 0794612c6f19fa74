import { readFileSync, rmSync } from 'node:fs';
import { common } from '@hyperledger/fabric-protos';
import type { NetworkNode, Organisation } from '../../network/topology';
import { genesisOf, joinOrderer, joinPeer, makeBlock, participation } from './channel';
import { consenterOf } from '../node/config';
import {
  configurationIn,
  type Definition,
  groupIn,
  orderingIn,
  organisationsIn,
  stepTowards,
  tlsRootIn,
  updateBetween,
} from './configuration';
import type { Programs } from '../node/fabric';
import { fixNodes, type Home, writePrivate } from '../home';
import { adminOf, caOf } from '../identity/files';
import { heightOf, openLine, persist } from '../chaincode/lifecycle';
import { forAll, step } from '../say';
import { sealUpdate, signUpdate } from './update';
import { addressOf, readConfiguration, change, signersOf, copying } from './change';

/**
 * Everybody of this machine on the channel: the founders with its first block; whoever came later by an
 * update that a majority signed.
 */
export async function joinChannel(home: Home, programs: Programs) {
  const { here, topology } = home;
  const genesis = readFileSync(genesisOf(home));
  const first = configurationIn(genesis);
  const [founders, orderers] = [organisationsIn(first), orderingIn(first).orderers];
  const founding = here.filter(({ name }) => founders.includes(name));
  const began = (node: NetworkNode) => orderers.includes(addressOf(node));
  if (founding.length > 0)
    await step(`channel ${topology.channel} joined by its founders`, async () => {
      await forAll(founding, (org) =>
        forAll(org.orderers.filter(began), (node) => joinOrderer(home, org, node, genesis)),
      );
      await forAll(founding, (org) => forAll(org.peers, (node) => joinPeer(home, programs, org, node)));
    });
  for (const org of here) {
    if (!founders.includes(org.name) || !org.orderers.every(began))
      await step(`channel ${topology.channel} joined by ${org.name}`, () =>
        joinLate(home, programs, founding[0] ?? org, org),
      );
    fixNodes(home, org);
  }
  await meetOthers(home);
}

/**
 * Step by step, each of which may be the first after a kill: what is on the channel already is not asked for
 * again.
 */
async function joinLate(
  home: Home,
  programs: Programs,
  sponsor: Organisation,
  org: Organisation,
): Promise<string> {
  const definition = await define(home, programs, org);
  // Whoever is alone on its machine has been let in before, and learns the rest from its own peer.
  if (sponsor === org) await forAll(org.peers, (node) => joinPeer(home, programs, org, node));
  const line = openLine(home, sponsor);
  let steps = 0;
  try {
    for (let done = false; !done; ) {
      const block = await readConfiguration(home, sponsor, line);
      const before = configurationIn(block);
      const { orderers } = orderingIn(before);
      for (const node of org.orderers.filter((one) => orderers.includes(addressOf(one))))
        await order(home, org, node, block);
      const after = stepTowards(before, definition);
      if (after) {
        fixNodes(home, org);
        const update = updateBetween(home.topology.channel, before, after);
        const signatures = signersOf(home, before, org).map((one) =>
          signUpdate(update, one.name, adminOf(home, one)),
        );
        await change(
          home,
          programs,
          { line, sponsor },
          before,
          sealUpdate(home.topology.channel, update, signatures),
        );
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

/**
 * The TLS roots of organisations on other machines, from the channel: profiles and orderers' addresses need
 * them.
 */
async function meetOthers(home: Home) {
  const [first] = home.here;
  const others = home.topology.organisations.filter((org) => !home.here.includes(org));
  if (!first || others.length === 0) return;
  const line = openLine(home, first);
  try {
    const config = configurationIn(await readConfiguration(home, first, line));
    for (const org of others) {
      const root = tlsRootIn(config, org.name);
      if (root) writePrivate(caOf(home, org).tlsCaFile, root);
      else rmSync(caOf(home, org).tlsCaFile, { force: true });
    }
  } finally {
    line.close();
  }
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
  return {
    org: org.name,
    application,
    ordering: groupIn(config, 'Orderer').getGroupsMap().get(org.name),
    consenters,
  };
}

/** The orderer has the channel and takes part in the consensus. */
async function order(home: Home, org: Organisation, node: NetworkNode, block: Uint8Array) {
  await joinOrderer(home, org, node, block);
  await takesPart(home, org, node);
}

export const takesPart = (home: Home, org: Organisation, node: NetworkNode) =>
  persist(`${node.id} does not take part in the consensus`, async () => {
    const now = await participation(home, org, node);
    if (now?.status !== 'active' || now.consensusRelation !== 'consenter')
      throw new Error(
        `it is ${now ? `${now.status}, ${now.consensusRelation}, at block ${now.height}` : 'not on the channel'}`,
      );
  });

async function catchUp(home: Home, org: Organisation, node: NetworkNode, height: number) {
  const line = openLine(home, org, node);
  const look = async () => {
    const now = await heightOf(home, line);
    if (now < height) throw new Error(`it has ${now} of ${height} blocks`);
  };
  await copying(home, node, `${node.id} does not catch up`, look).finally(() => line.close());
}
