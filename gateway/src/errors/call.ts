import type { ContractError, Facts, Retry } from '@roadbook/chaincode/api';
import { RoadbookError } from './family';

/** How far a call had come when it failed; `request`: nothing was sent. */
export type Stage = 'request' | 'evaluate' | 'endorse' | 'order' | 'commit';

/** What one peer or orderer said. */
export interface PeerDetail {
  readonly org: string;
  readonly address: string;
  readonly message: string;
  /** The code of the contract, if the message carries one. */
  readonly code?: string;
}

/** What every failed call tells. */
export interface Told {
  readonly stage: Stage;
  /**
   * Of the contract (`NOT_FOUND`), of Fabric's validation (`MVCC_READ_CONFLICT`), or of the gateway
   * (`UNAVAILABLE`).
   */
  readonly code: string;
  /** The sentence for people. */
  readonly says: string;
  readonly cure: string;
  /** The Fabric transaction; empty when none was made. */
  readonly txId: string;
  /**
   * True when nothing was recorded and sending the same call again may succeed. Never true while the outcome
   * is unknown.
   */
  readonly safeToRetry: boolean;
  readonly facts?: Facts;
  readonly peers?: readonly PeerDetail[];
  readonly cause?: unknown;
}

/** A call that failed; the classes below say at which stage. */
export abstract class CallFailed extends RoadbookError implements Told {
  readonly stage: Stage;
  readonly txId: string;
  readonly safeToRetry: boolean;
  readonly peers: readonly PeerDetail[];

  constructor(told: Told) {
    super(told.code, told.says, told.cure, told);
    this.stage = told.stage;
    this.txId = told.txId;
    this.safeToRetry = told.safeToRetry;
    this.peers = told.peers ?? [];
  }

  /** For logs and machines: everything but the stack. */
  toJSON(): object {
    const { name, stage, code, says, cure, txId, safeToRetry, facts, peers } = this;
    return { name, stage, code, says, cure, txId, safeToRetry, facts, peers };
  }
}

/**
 * A rule was broken: the contract refused, or its schema did before anything was sent (stage `request`).
 * `code`, `facts`, `says` and `cure` are those of the room's errors. Nothing was recorded.
 */
export class RefusedByContract extends CallFailed {
  /** When the same request may be sent again: never, later (after something else changed), or now. */
  readonly retry: Retry;

  constructor(told: Told & { readonly retry: Retry }) {
    super(told);
    this.retry = told.retry;
  }
}

/** A request that its schema does not take, as the refusal that the contract would have answered. */
export function refusedBefore(error: ContractError): RefusedByContract {
  const { code, says, cure, facts, retry } = error;
  const told = { stage: 'request', code, says, cure, facts, txId: '', safeToRetry: false } as const;
  return new RefusedByContract({ ...told, retry, cause: error });
}

/** A query got no answer, for another reason than a refusal. */
export class EvaluationFailed extends CallFailed {}

/** Too few organisations endorsed, for another reason than a refusal. Nothing was sent to the orderers. */
export class EndorsementFailed extends CallFailed {}

/** The orderers certainly did not take the transaction. Nothing was recorded. */
export class OrderingFailed extends CallFailed {}

/**
 * The transaction is in a block and was found invalid there; `code` is Fabric's validation code. Nothing was
 * recorded.
 */
export class CommitFailed extends CallFailed {
  readonly blockNumber: bigint;

  constructor(told: Told & { readonly blockNumber: bigint }) {
    super(told);
    this.blockNumber = told.blockNumber;
  }
}

/**
 * The transaction was sent and nobody could tell in time whether it was recorded. Do not send the call again:
 * ask `outcome(txId)` until it answers. (A call with an id of its own, such as a `paymentId`, is recognised
 * by the contract if it is sent again with the same content.)
 */
export class OutcomeUnknown extends CallFailed {}

/**
 * Events cannot go on: `ACCESS_DENIED` or `CHECKPOINT_UNKNOWN`. Breaks of a connection are mended silently
 * and are not among these.
 */
export class EventsBroken extends RoadbookError {
  declare readonly code: 'ACCESS_DENIED' | 'CHECKPOINT_UNKNOWN';

  constructor(code: 'ACCESS_DENIED' | 'CHECKPOINT_UNKNOWN', says: string, cure: string, cause?: unknown) {
    super(code, says, cure, { cause });
  }
}
