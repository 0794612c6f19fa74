import { setTimeout as sleep } from 'node:timers/promises';
import type { WireCall } from '@roadbook/chaincode/api';
import { type Diagnosis, diagnose } from '../errors/diagnosis';
import { OutcomeUnknown } from '../errors/call';
import { deadlineIn, type Shared } from './failover';
import { ask, type Outcome } from './outcome';
import type { Peer } from '../connection/peers';
import type { Patience } from './retry';
import type { Prepared } from './prepared';
import { failureOf } from '../errors/failure';

/**
 * The part of the time for a commit in which a transaction that may not have reached the orderers is looked
 * for before it is handed in once more.
 */
const LOOK_FOR = 1 / 15;
/** How often it is handed in once more. */
const AGAIN = 2;

/**
 * Hands an endorsed transaction in and waits for its block. A doubtful answer (a time-out, a broken
 * connection, "insufficient number of orderers") says nothing about the outcome, so the ledger is asked for
 * it by transaction id. Only the very same signed transaction is ever handed in again: a channel takes a
 * transaction id once, so that cannot double anything.
 */
export async function order(
  shared: Shared,
  patience: Patience,
  call: WireCall,
  { peer, transaction }: Prepared,
  inDoubt: () => void,
): Promise<Outcome> {
  const txId = transaction.getTransactionId();
  const until = performance.now() + shared.timeouts.commit;
  const left = () => Math.max(0, until - performance.now());
  const fail = (diagnosis: Diagnosis, cause: unknown) => failureOf(diagnosis, 'order', call, txId, cause);
  const request = shared.statusRequest(txId);
  let doubt = await handIn(shared, patience, peer, transaction, fail);
  for (let again = 0; doubt && again < AGAIN && left() > 0; again++) {
    inDoubt();
    const outcome = await ask(shared, request, Math.min(LOOK_FOR * shared.timeouts.commit, left()));
    if (outcome) return outcome;
    const [next = peer] = shared.peers.inOrder('any').filter((one) => one !== peer);
    doubt = await handIn(
      shared,
      patience,
      next,
      next.gateway.newTransaction(transaction.getBytes()),
      fail,
      doubt,
    );
  }
  const outcome = await ask(shared, request, left());
  if (outcome) return outcome;
  throw unknown(txId, doubt);
}

/**
 * `undefined` when the orderers took it; the error when that is in doubt. Throws when they certainly did not.
 */
async function handIn(
  { window, timeouts }: Shared,
  patience: Patience,
  peer: Peer,
  transaction: Prepared['transaction'],
  fail: (diagnosis: Diagnosis, cause: unknown) => Error,
  before?: Error,
): Promise<Error | undefined> {
  for (;;) {
    try {
      await transaction.submit(deadlineIn(timeouts.order));
      return undefined;
    } catch (error) {
      const diagnosis = diagnose(error);
      if (diagnosis.kind === 'unavailable' && !isRefusedByAll(diagnosis)) peer.rest();
      const certain = isCertain(diagnosis);
      if (!certain || before) return error as Error;
      if (diagnosis.kind === 'overloaded') window.shrink();
      const wait =
        diagnosis.kind === 'overloaded' || NOT_SENT.test(diagnosis.message)
          ? patience.next(reasonOf(diagnosis))
          : undefined;
      if (wait === undefined) throw fail(diagnosis, error);
      await sleep(wait);
    }
  }
}

const NOT_SENT = /no orderer nodes available/;
const reasonOf = ({ kind }: Diagnosis) => (kind === 'overloaded' ? 'overloaded' : 'unavailable');

/**
 * Whether the orderers certainly do not have the transaction: the peer did not begin, or found it malformed,
 * or every orderer refused it.
 */
export const isCertain = (diagnosis: Diagnosis): boolean =>
  diagnosis.kind === 'overloaded' ||
  diagnosis.kind === 'denied' ||
  diagnosis.kind === 'large' ||
  NOT_SENT.test(diagnosis.message) ||
  ['INVALID_ARGUMENT', 'FAILED_PRECONDITION', 'NOT_FOUND', 'UNIMPLEMENTED'].includes(diagnosis.code) ||
  isRefusedByAll(diagnosis);

const isRefusedByAll = ({ peers }: Diagnosis): boolean =>
  peers.length > 0 &&
  peers.every(({ message }) =>
    /status=(BAD_REQUEST|FORBIDDEN|REQUEST_ENTITY_TOO_LARGE|NOT_FOUND)/.test(message),
  );

const unknown = (txId: string, cause: unknown): OutcomeUnknown =>
  new OutcomeUnknown({
    stage: 'commit',
    code: 'OUTCOME_UNKNOWN',
    says: 'The transaction was sent, and no peer could tell in time whether it was recorded.',
    cure: `Do not send the call again; ask outcome('${txId}').`,
    txId,
    safeToRetry: false,
    ...(cause !== undefined && { peers: diagnose(cause).peers }),
    cause,
  });
