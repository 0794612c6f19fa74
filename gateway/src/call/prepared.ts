import type { Transaction } from '@hyperledger/fabric-gateway';
import type { Peer } from '../connection/peers';

/** An endorsed transaction, and the peer whose gateway gathered the endorsements. */
export interface Prepared {
  readonly peer: Peer;
  readonly transaction: Transaction;
}
