import type { WireCall } from '@roadbook/chaincode/api';
import { type Answer, proposalOf, reachOf, transactionOf } from './call';
import { atSomePeer, deadlineIn, type Shared } from './failover';
import type { Patience } from './retry';

const decoder = new TextDecoder();

/** Asks one peer, an own one if it answers. */
export async function evaluate(shared: Shared, patience: Patience, call: WireCall): Promise<Answer> {
  const { peers, timeouts } = shared;
  return await atSomePeer(
    shared,
    reachOf(call),
    patience,
    { stage: 'evaluate', call },
    async (peer, named) => {
      const proposal = peer.propose(transactionOf(call), proposalOf(call, peer, peers.mspId));
      named(proposal.getTransactionId());
      return { text: decoder.decode(await proposal.evaluate(deadlineIn(timeouts.evaluate))) };
    },
  );
}
