import { setTimeout as sleep } from 'node:timers/promises';
import type { Status } from '@hyperledger/fabric-gateway';
import { gateway, msp } from '@hyperledger/fabric-protos';
import { codeName } from '../errors/codes';
import { diagnose } from '../errors/diagnosis';
import type { Shared } from './failover';
import type { Identity } from '../connection/identity';

/** What became of a transaction: where it is, and whether it counts. */
export interface Outcome {
  readonly txId: string;
  readonly blockNumber: bigint;
  /** Fabric's validation code: `VALID`, `MVCC_READ_CONFLICT`, … */
  readonly code: string;
  readonly valid: boolean;
}

export const outcomeOf = ({ transactionId, blockNumber, code }: Status): Outcome => {
  const name = codeName(code);
  return { txId: transactionId, blockNumber, code: name, valid: name === 'VALID' };
};

/** An unsigned question for the status of a transaction, in the form that the gateway library takes. */
export function statusRequest({ mspId, certificate }: Identity, channel: string, txId: string): Uint8Array {
  const creator = new msp.SerializedIdentity();
  creator.setMspid(mspId);
  creator.setIdBytes(certificate);
  const request = new gateway.CommitStatusRequest();
  request.setChannelId(channel);
  request.setTransactionId(txId);
  request.setIdentity(creator.serializeBinary());
  const signed = new gateway.SignedCommitStatusRequest();
  signed.setRequest(request.serializeBinary());
  return signed.serializeBinary();
}

/**
 * The part of the time that one peer of several may take: it may live and get no blocks, while another has
 * them.
 */
const TURN = 1 / 4;

/**
 * Asks the peers, one after the other and again, what became of a transaction; each waits for its block for a
 * part of the time. `undefined` when none could tell in time, or none would. `request` comes from {@link
 * statusRequest}.
 */
export async function ask(
  { peers }: Shared,
  request: Uint8Array,
  milliseconds: number,
): Promise<Outcome | undefined> {
  const until = performance.now() + milliseconds;
  const left = () => until - performance.now();
  for (let pause = 100; left() > 0; pause = Math.min(pause * 2, 1_000)) {
    let denied = true;
    const order = peers.inOrder('any');
    const turn = order.length > 1 ? milliseconds * TURN : milliseconds;
    for (const peer of order) {
      if (left() <= 0) return undefined;
      try {
        const outcome = outcomeOf(await peers.statusAt(peer, request, Math.min(turn, left())));
        peer.wake();
        return outcome;
      } catch (error) {
        const { kind } = diagnose(error);
        if (kind !== 'denied') denied = false;
        if (kind === 'unavailable' && left() > 0) peer.rest();
      }
    }
    if (denied) return undefined;
    await sleep(Math.max(0, Math.min(pause, left())));
  }
  return undefined;
}
