import { setTimeout as sleep } from 'node:timers/promises';
import type { NetworkNode, Organisation } from '../../network/topology';
import { forgetShared } from './administration';
import { participation } from '../channel/channel';
import { deployments } from '../chaincode/deployed';
import type { Programs } from './fabric';
import type { Home } from '../home';
import { takesPart } from '../channel/joining';
import { canEndorse, openLine, persist } from '../chaincode/lifecycle';
import { launchNode, ready } from './network';
import { end, running } from './processes';

/**
 * Starts the running nodes of an organisation anew, each when the one before does its part again; chaincode
 * goes on, and its peer finds it. From then on their own doors, which ask no channel, know what their folders
 * say. Answers which were started.
 */
export async function restartNodes(home: Home, programs: Programs, org: Organisation): Promise<string[]> {
  const restarted: string[] = [];
  for (const node of [...org.orderers, ...org.peers])
    if (await restart(home, programs, org, node)) restarted.push(node.id);
  forgetShared(home, org);
  return restarted;
}

/**
 * After five seconds without a word of the leader (LeaderHeartbeatTimeout) the other orderers choose another.
 * One that is back sooner is still their leader and leads nothing: nothing is ordered for 25 seconds, until
 * they complain of a request.
 */
export const AWAY_MS = 8000;

async function restart(
  home: Home,
  programs: Programs,
  org: Organisation,
  node: NetworkNode,
): Promise<boolean> {
  const before = running(home, node.id);
  if (!before) return false;
  const part =
    node.kind === 'orderer' && (await participation(home, org, node).catch(() => undefined)) !== undefined;
  await end(home, before);
  if (part) await sleep(AWAY_MS);
  await launchNode(home, programs, node);
  await ready(home, org, node);
  if (part) await takesPart(home, org, node);
  if (node.kind === 'peer') await endorses(home, org, node);
  return true;
}

/** It has found the others again, and the chaincode of its organisation. */
async function endorses(home: Home, org: Organisation, node: NetworkNode) {
  const line = openLine(home, org, node);
  try {
    for (const name of Object.keys(deployments(home)))
      await persist(`the gateway of ${node.id} finds no endorsers for ${name}`, async () => {
        if (!(await canEndorse(line, name)))
          throw new Error('no combination of peers satisfies the policy yet');
      });
  } finally {
    line.close();
  }
}
