import type { common } from '@hyperledger/fabric-protos';
import type { NetworkNode, Organisation } from '../../network/topology';
import { channelStep, ownStep } from '../channel/access';
import { participation } from '../channel/channel';
import { configurationIn, orderingIn, organisationsIn } from '../channel/configuration';
import { namesIn } from '../chaincode/collections';
import { deployments } from '../chaincode/deployed';
import { type Finding, type Look, well } from './finding';
import type { Home } from '../home';
import {
  committedDefinition,
  heightOf,
  isApproved,
  lastConfiguration,
  type Line,
  openLine,
} from '../chaincode/lifecycle';
import { running } from '../node/processes';

/**
 * What can be wrong with who belongs to the channel: a joining that was cut short, a topology that says
 * otherwise.
 */
export const membershipLook: Look = async (home) => {
  const { organisations } = home.topology;
  for (const org of home.here.filter(({ peers: [peer] }) => peer && running(home, peer.id))) {
    const block = await onLine(home, org, (line) => lastConfiguration(home, line)).catch(() => undefined);
    if (!block) continue;
    const config = configurationIn(block);
    const [members, { orderers }] = [organisationsIn(config), orderingIn(config)];
    const unnamed = members.filter((name) => !organisations.some((one) => one.name === name));
    const lost = unnamed.map((name) =>
      fault(`${name} is on the channel, and the topology does not name it`, 'put it back'),
    );
    const found = await Promise.all(organisations.map((one) => lookAt(home, one, members, orderers)));
    const bad = [...lost, ...found.flat(), ...openDoors(home, config)];
    return bad.length > 0
      ? bad
      : [well('channel', `joined by ${members.join(', ')}; ${orderers.length} orderers agree on it`)];
  }
  return [];
};

const fault = (what: string, cure: string): Finding => ({ about: 'channel', state: 'fault', what, cure });

/**
 * Access rules of an older release: what a majority must sign, and what organisations of this machine have
 * not said.
 */
function openDoors(home: Home, config: common.Config): Finding[] {
  const late = home.here.filter(({ name }) => ownStep(config, name)).map(({ name }) => name);
  const own = late.length > 0 ? [fault(`people of ${late.join(', ')} may read blocks`, 'scripts/up')] : [];
  const cure = 'scripts/up; where no machine has a majority of administrators: scripts/agree <file>';
  return channelStep(config)
    ? [...own, fault('the access rules of the channel are of an older release', cure)]
    : own;
}

async function lookAt(
  home: Home,
  org: Organisation,
  members: readonly string[],
  orderers: readonly string[],
): Promise<Finding[]> {
  const joins = 'scripts/up joins it, or goes on where its joining was cut short';
  const elsewhere = !home.here.includes(org);
  const what = `${org.name} is in the topology, and not on the channel`;
  if (!members.includes(org.name))
    return [fault(what, elsewhere ? 'let it join by a file: scripts/join --help' : joins)];
  if (elsewhere) return [];
  const nodes = await Promise.all([
    ...org.orderers.map((node) => ordererFault(home, org, node, orderers)),
    ...org.peers.map((node) => peerFault(home, org, node)),
  ]);
  const unable = await approvalFaults(home, org);
  return [...nodes.flat(), ...unable].map((what) => fault(what, joins));
}

async function ordererFault(
  home: Home,
  org: Organisation,
  node: NetworkNode,
  orderers: readonly string[],
): Promise<string[]> {
  if (!running(home, node.id)) return [];
  if (!orderers.includes(`${node.reach}:${node.port}`))
    return [`${node.id} is in the topology, and not on the channel`];
  const now = await participation(home, org, node).catch(() => undefined);
  return now?.status === 'active'
    ? []
    : [`${node.id} does not take part in the consensus (${now?.status ?? 'it has no channel'})`];
}

async function peerFault(home: Home, org: Organisation, node: NetworkNode): Promise<string[]> {
  if (!running(home, node.id)) return [];
  const height = await onLine(home, org, (line) => heightOf(home, line), node).catch(() => 0);
  return height > 0 ? [] : [`${node.id} has not joined the channel`];
}

async function approvalFaults(home: Home, org: Organisation): Promise<string[]> {
  if (!org.peers[0] || !running(home, org.peers[0].id)) return [];
  const missing = Object.keys(deployments(home)).map(async (name) => {
    const found = await onLine(home, org, async (line) => {
      const definition = await committedDefinition(line, name);
      if (!definition || !(await isApproved(line, org, definition)))
        return `${org.name} has not approved the chaincode ${name}`;
      const own = namesIn(definition.collections).includes(`of_${org.name}`);
      return own ? undefined : `the chaincode ${name} has no collection of ${org.name} yet`;
    }).catch(() => `${org.name} does not say whether it approved the chaincode ${name}`);
    return found ?? [];
  });
  return (await Promise.all(missing)).flat();
}

async function onLine<T>(
  home: Home,
  org: Organisation,
  ask: (line: Line) => Promise<T>,
  node?: NetworkNode,
): Promise<T> {
  const line = openLine(home, org, node);
  try {
    return await ask(line);
  } finally {
    line.close();
  }
}
