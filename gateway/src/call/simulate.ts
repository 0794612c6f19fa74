import { gateway } from '@hyperledger/fabric-protos';
import type { Envelope, WireCall } from '@roadbook/chaincode/api';
import { readChain, transactionsOf } from '../ledger/blocks';
import type { Answer } from './call';
import { type Decoded, decodeEnvelope, type SecretWrite, type Write } from '../ledger/decoded';
import { evaluate } from './evaluate';
import type { Shared } from './failover';
import type { Patience } from './retry';
import { endorse } from './submit';

/** What a call would do. Nothing was sent to the orderers. */
export interface Simulation {
  /** What would be written, with the record before it where there was one. */
  readonly writes: readonly Write[];
  /** Hashes of what would be kept privately. */
  readonly secrets: readonly SecretWrite[];
  /** What it would tell others. */
  readonly facts: Envelope['facts'];
  /** MSP ids of those who would endorse it. */
  readonly endorsers: readonly string[];
  /**
   * Whether the records before it were looked for, which only a service may read. Without it no write shows
   * one.
   */
  readonly compared: boolean;
}

/**
 * Lets the endorsers carry a call out and reads from what they signed what it would write. A refusal is
 * thrown as for the call itself. The records before it come from the blocks in which the keys that it read
 * were written last.
 */
export async function simulate(
  shared: Shared,
  patience: Patience,
  call: WireCall,
): Promise<{ answer: Answer; simulation: Simulation }> {
  if (call.manner === 'evaluate') {
    const nothing = { writes: [], secrets: [], facts: [], endorsers: [], compared: true };
    return { answer: await evaluate(shared, patience, call), simulation: nothing };
  }
  const { transaction } = await endorse(shared, patience, call);
  const envelope = gateway.PreparedTransaction.deserializeBinary(transaction.getBytes()).getEnvelope();
  const decoded = envelope && decodeEnvelope(envelope);
  if (!decoded) throw new Error('an endorsed transaction without an envelope');
  const { secrets, event, endorsers, result } = decoded;
  const facts = event ? (JSON.parse(event.payload) as Envelope).facts : [];
  const compared = shared.reader.serves;
  const writes = compared ? await withBefore(shared, patience, decoded) : decoded.writes;
  return { answer: { text: result }, simulation: { writes, secrets, facts, endorsers, compared } };
}

async function withBefore(shared: Shared, patience: Patience, { reads, writes }: Decoded): Promise<Write[]> {
  const blocks = new Map<number, Promise<readonly (Decoded & { position: number })[]>>();
  const blockOf = (number: number) => {
    const known =
      blocks.get(number) ??
      readChain(shared, patience, 'GetBlockByNumber', String(number)).then((bytes) =>
        bytes ? transactionsOf(bytes) : [],
      );
    blocks.set(number, known);
    return known;
  };
  return await Promise.all(
    writes.map(async (write) => {
      const version = reads.find(({ key }) => key === write.key)?.version;
      if (!version) return write;
      const writer = (await blockOf(version.block)).find(({ position }) => position === version.tx);
      const before = writer?.writes.find(({ key }) => key === write.key)?.after;
      return before === undefined ? write : { ...write, before };
    }),
  );
}
