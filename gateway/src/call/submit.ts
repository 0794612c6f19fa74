import { setTimeout as sleep } from 'node:timers/promises';
import { TOGETHER, type WireCall } from '@roadbook/chaincode/api';
import { type Answer, proposalOf, reachOf, transactionOf } from './call';
import { CommitFailed } from '../errors/call';
import { atSomePeer, deadlineIn, type Shared } from './failover';
import { order } from './order';
import type { Outcome } from './outcome';
import type { Patience } from './retry';
import type { Prepared } from './prepared';

const decoder = new TextDecoder();

/** Gathers the endorsements that the chaincode's policy asks for. Records nothing. */
export async function endorse(shared: Shared, patience: Patience, call: WireCall): Promise<Prepared> {
  const { peers, timeouts } = shared;
  return await atSomePeer(
    shared,
    reachOf(call),
    patience,
    { stage: 'endorse', call },
    async (peer, named) => {
      const proposal = peer.propose(transactionOf(call), proposalOf(call, peer, peers.mspId));
      named(proposal.getTransactionId());
      return { peer, transaction: await proposal.endorse(deadlineIn(timeouts.endorse)) };
    },
  );
}

/**
 * Endorses, orders and waits for the block. A transaction that conflicted with another is proposed anew,
 * because it is certain that it recorded nothing; one whose outcome is not certain never is.
 */
export async function submit(shared: Shared, patience: Patience, call: WireCall): Promise<Answer> {
  let doubts = 0;
  for (let attempts = 1; ; attempts++) {
    const prepared = await endorse(shared, patience, call);
    const text = decoder.decode(prepared.transaction.getResult());
    if (isAllRefused(call, text)) return { text };
    const outcome = await order(shared, patience, call, prepared, () => doubts++);
    const { txId, blockNumber } = outcome;
    if (outcome.valid)
      return {
        text,
        receipt: { txId, blockNumber, attempts, doubts },
      };
    const wait = isConflict(outcome) ? patience.next('conflict') : undefined;
    if (wait === undefined) throw invalid(outcome, attempts);
    await sleep(wait);
  }
}

/** A list of calls that each stand for themselves, none of which writes anything: there is nothing to order. */
const isAllRefused = ({ room, name }: WireCall, text: string): boolean =>
  room === TOGETHER && name === 'each' && !text.includes('"answer":');

const isConflict = ({ code }: Outcome): boolean =>
  code === 'MVCC_READ_CONFLICT' || code === 'PHANTOM_READ_CONFLICT';

function invalid(outcome: Outcome, attempts: number): CommitFailed {
  const { code, txId, blockNumber } = outcome;
  const conflict = isConflict(outcome);
  const says = conflict
    ? `Another transaction changed what this one had read, ${attempts} times.`
    : `Block ${blockNumber} holds the transaction as invalid.`;
  const cure = conflict
    ? 'Nothing was recorded; send it again.'
    : (CURES[code] ?? 'Nothing was recorded; look at the logs of the peers.');
  return new CommitFailed({ stage: 'commit', code, says, cure, txId, blockNumber, safeToRetry: conflict });
}

const CURES: Readonly<Record<string, string>> = {
  ENDORSEMENT_POLICY_FAILURE:
    'Nothing was recorded. The chaincode definition or a member of the channel changed meanwhile: send it ' +
    'again.',
  EXPIRED_CHAINCODE: 'Nothing was recorded. The chaincode was upgraded meanwhile: send it again.',
  DUPLICATE_TXID: 'The ledger holds a transaction with this id already: ask outcome(txId).',
};
