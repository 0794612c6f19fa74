import type { WireCall } from '@roadbook/chaincode/api';
import type { Person } from './identity';
import type { ReadWriteSet } from './simulator';

/** What became of a transaction in its block. */
export type Verdict = 'VALID' | 'MVCC_READ_CONFLICT' | 'PHANTOM_READ_CONFLICT' | 'ENDORSEMENT_POLICY_FAILURE';

/** What a transaction would do: its id, its answer, and what it read, wrote and asked of the peer. */
export interface Simulated {
  readonly txId: string;
  readonly payload: string;
  readonly set: ReadWriteSet;
  readonly event: Buffer | undefined;
  readonly endorsers: readonly string[];
  readonly manner: WireCall['manner'];
  readonly person: Person;
  readonly call: WireCall;
  /** The time that the client claimed, in milliseconds since 1970. */
  readonly at: number;
}

/** A transaction with what became of it in its block. */
export interface Committed {
  readonly transaction: Simulated;
  readonly verdict: Verdict;
}

/** A call as it came: who, what, and the time that the client claimed in milliseconds since 1970. */
export interface Asked {
  readonly person: Person;
  readonly call: WireCall;
  readonly at: number;
}
