import type { Envelope } from '@roadbook/chaincode/api';
import { type Called, callsIn, parsed } from './calls';
import { type Placed, readChain, transactionsOf } from './blocks';
import type { SecretWrite, Write } from './decoded';
import type { Shared } from '../call/failover';
import type { Patience } from '../call/retry';

/** A transaction, told from the chain of blocks. */
export interface Explanation {
  readonly txId: string;
  readonly blockNumber: bigint;
  /** Its place in the block, from 0. */
  readonly position: number;
  /** Fabric's validation code; only what is `VALID` changed the ledger. */
  readonly code: string;
  readonly valid: boolean;
  /** The client's time, UTC with milliseconds. */
  readonly at: string;
  /** Who signed it, from the certificate. */
  readonly caller: { readonly org: string; readonly name: string; readonly role?: string };
  /** What was called, and its request as JSON on the wire. Private facts are never on the chain. */
  readonly called: Called;
  /** The operations that this carried out: itself, or the calls of a list (`together`) in their order. */
  readonly calls: readonly Called[];
  readonly writes: readonly Write[];
  readonly secrets: readonly SecretWrite[];
  /** What it told others; see `events`. */
  readonly facts: Envelope['facts'];
  /** MSP ids of those who endorsed. */
  readonly endorsers: readonly string[];
}

/** Finds a transaction and tells it. `undefined` when the ledger has none with this id. */
export async function explain(
  shared: Shared,
  patience: Patience,
  txId: string,
): Promise<Explanation | undefined> {
  const bytes = await readChain(shared, patience, 'GetBlockByTxID', txId);
  const found = bytes && transactionsOf(bytes).find((transaction) => transaction.txId === txId);
  return found && tell(found);
}

function tell({
  args: [name = '', request = ''],
  event,
  reads: _reads,
  chaincode: _chaincode,
  result,
  ...rest
}: Placed): Explanation {
  const [room = '', operation = ''] = name.split(':');
  const called = { room, name: operation, request: parsed(request) };
  return {
    ...rest,
    valid: rest.code === 'VALID',
    called,
    calls: callsIn(called, result),
    facts: event ? (JSON.parse(event.payload) as Envelope).facts : [],
  };
}
