import { stamped } from './clock';
import { diagnose } from '../errors/diagnosis';
import { deadlineIn, type Shared } from '../call/failover';
import type { Peer } from './peers';

/** What the clock of a peer shows. */
export interface PeerClock {
  readonly peer: string;
  readonly org: string;
  /**
   * Seconds by which it is ahead of the clock of this machine, negative when it is behind, exact to one;
   * absent when the peer does not answer.
   */
  readonly ahead?: number;
}

const PATIENCE = 3_000;
/** A peer tells its time in whole seconds. */
const HALF = 500;

/**
 * Asks every peer of the profile for its time: a query with a stamp of 1970, which a peer refuses before all
 * else and says its own.
 */
export const clocksOf = (shared: Shared): Promise<PeerClock[]> =>
  Promise.all(shared.peers.inOrder('any').map((peer) => clockOf(peer)));

async function clockOf(peer: Peer): Promise<PeerClock> {
  const { name, org, gateway, network } = peer;
  const unstamped = network
    .getContract('qscc')
    .newProposal('GetChainInfo', { endorsingOrganizations: [org] });
  const from = Date.now();
  try {
    await gateway.newProposal(stamped(unstamped.getBytes(), 0)).evaluate(deadlineIn(PATIENCE));
  } catch (error) {
    const diagnosis = diagnose(error);
    const middle = (from + Date.now()) / 2;
    if (diagnosis.kind === 'mistimed')
      return { peer: name, org, ahead: Math.round((diagnosis.mistimed.peerTime + HALF - middle) / 1000) };
  }
  return { peer: name, org };
}
