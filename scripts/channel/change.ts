import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { common } from '@hyperledger/fabric-protos';
import type { NetworkNode, Organisation } from '../../network/topology';
import { peerCommand } from './channel';
import { configurationIn, orderingIn, organisationsIn } from './configuration';
import type { Programs } from '../node/fabric';
import { Fault, messageOf } from '../fault';
import { type Home, writePrivate } from '../home';
import { caOf } from '../identity/files';
import { lastConfiguration, type Line, persist } from '../chaincode/lifecycle';

export const majorityOf = (count: number) => Math.floor(count / 2) + 1;
export const addressOf = (node: NetworkNode) => `${node.reach}:${node.port}`;

/**
 * A peer that has just joined knows its own organisation only when it has copied the block that let it in.
 */
export const readConfiguration = (home: Home, org: Organisation, line: Line) =>
  copying(home, org.peers[0], `${org.name} does not say how the channel is configured`, () =>
    lastConfiguration(home, line),
  );

/** Submits a sealed update, and waits until the channel is so. */
export async function change(
  home: Home,
  programs: Programs,
  { line, sponsor }: { readonly line: Line; readonly sponsor: Organisation },
  before: common.Config,
  sealed: Uint8Array,
) {
  const { channel, organisations } = home.topology;
  const file = home.path('channel', 'joining', 'update.pb');
  writePrivate(file, sealed);
  const known = orderingIn(before).orderers;
  const [to] = [...home.here, ...organisations]
    .flatMap((org) => org.orderers.map((node) => ({ org, node })))
    .filter(({ node }) => known.includes(addressOf(node)));
  const [peer] = sponsor.peers;
  if (!to || !peer) throw new Fault('no orderer of the channel is in the topology', 'put them back');
  const orderer = ['-o', addressOf(to.node), '--tls', '--cafile', caOf(home, to.org).tlsCaFile];
  const isSo = async () =>
    configurationIn(await lastConfiguration(home, line)).getSequence() > before.getSequence();
  await persist('the channel did not take the update', async () => {
    if (await isSo()) return;
    try {
      await peerCommand(home, programs, sponsor, peer, [
        'channel',
        'update',
        '-f',
        file,
        '-c',
        channel,
        ...orderer,
      ]);
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

/**
 * A majority of the organisations on the channel, in it a majority of those that order; also whoever grows,
 * because its addresses are its own.
 */
export function signersOf(home: Home, config: common.Config, grows: Organisation): Organisation[] {
  const [all, ordering] = [organisationsIn(config), orderingIn(config).organisations];
  const needed = majorityOf(all.length);
  const able = home.here.filter((org) => all.includes(org.name) && existsSync(adminKey(home, org)));
  const orders = ({ name }: Organisation) => Number(ordering.includes(name));
  const most = [...able].sort((a, b) => orders(b) - orders(a)).slice(0, needed);
  if (most.length < needed)
    throw new Fault(
      `an update of the channel needs ${needed} of ${all.length} organisations to sign; here are the keys of ${able.map(({ name }) => name).join(', ') || 'none'}`,
      `let the others sign it by a file: scripts/join request ${grows.name} <file>; see scripts/join --help`,
    );
  return [...new Set([...most, ...able.filter(({ name }) => name === grows.name)])];
}

const adminKey = (home: Home, org: Organisation) => join(home.user(org.name, 'admin'), 'key.pem');

/** As long as the peer's copy of the ledger grows there is no reason to give up. */
export async function copying<T>(
  home: Home,
  node: NetworkNode | undefined,
  what: string,
  work: () => Promise<T>,
): Promise<T> {
  for (;;) {
    const before = copied(home, node);
    try {
      return await persist(what, work);
    } catch (error) {
      if (copied(home, node) === before) throw error;
    }
  }
}

function copied(home: Home, node: NetworkNode | undefined): number {
  const folder =
    node && join(home.node(node), 'data', 'ledgersData', 'chains', 'chains', home.topology.channel);
  if (!folder || !existsSync(folder)) return 0;
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}
