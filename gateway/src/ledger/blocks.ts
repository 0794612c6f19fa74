import { common } from '@hyperledger/fabric-protos';
import { codeName } from '../errors/codes';
import { type Decoded, decodeEnvelope } from './decoded';
import { RefusedByContract, type CallFailed } from '../errors/call';
import { ServicesOnly } from '../errors/setup';
import { atSomePeer, deadlineIn, type Shared } from '../call/failover';
import type { Patience } from '../call/retry';

/** A transaction where it is in the chain. */
export interface Placed extends Decoded {
  readonly blockNumber: bigint;
  /** Its place in the block, from 0. */
  readonly position: number;
  /** Fabric's validation code. */
  readonly code: string;
}

/**
 * Asks the system chaincode `qscc`, which reads the chain of blocks and holds no private fact. `undefined`
 * when it does not know what was asked for. Throws {@link ServicesOnly} when neither the caller nor the
 * service beside it may read blocks; nothing was sent.
 */
export async function readChain(
  shared: Shared,
  patience: Patience,
  name: string,
  ...args: readonly string[]
): Promise<Uint8Array | undefined> {
  mustServe(shared);
  const call = { manner: 'evaluate', room: 'qscc', name, request: JSON.stringify(args) } as const;
  try {
    return await atSomePeer(shared, 'any', patience, { stage: 'evaluate', call }, async (peer) => {
      const options = { arguments: [shared.channel, ...args], endorsingOrganizations: [peer.org] };
      const proposal = peer.proposeReading(name, options);
      return await proposal.evaluate(deadlineIn(shared.timeouts.evaluate));
    });
  } catch (error) {
    if (
      /Failed to get (?:block|transaction)/.test((error as CallFailed).message) &&
      !(error instanceof RefusedByContract)
    )
      return undefined;
    throw error;
  }
}

/** Refuses at once who would be refused by the peers. */
export function mustServe({ reader }: Pick<Shared, 'reader'>): void {
  if (!reader.serves) throw new ServicesOnly(reader);
}

/** How many blocks the chain has: the number of the next block. */
export async function heightOf(shared: Shared, patience: Patience): Promise<bigint> {
  const bytes = await readChain(shared, patience, 'GetChainInfo');
  return BigInt(common.BlockchainInfo.deserializeBinary(bytes ?? new Uint8Array()).getHeight());
}

/**
 * The calls of a block, in their order; left out are configuration transactions and what cannot be read:
 * orderers take any bytes, and no peer counts those.
 */
export const transactionsOf = (bytes: Uint8Array): Placed[] =>
  transactionsIn(common.Block.deserializeBinary(bytes));

/** The same of a block that is read already; with a chaincode only what was read and written in its name counts. */
export function transactionsIn(block: common.Block, chaincode?: string): Placed[] {
  const codes =
    block.getMetadata()?.getMetadataList_asU8()[common.BlockMetadataIndex.TRANSACTIONS_FILTER] ??
    new Uint8Array();
  const blockNumber = BigInt(block.getHeader()?.getNumber() ?? 0);
  const envelopes = block.getData()?.getDataList_asU8() ?? [];
  return envelopes.flatMap((envelope, position) => {
    const code = codeName(codes[position] ?? 0);
    const decoded = readIn(envelope, chaincode, code === 'VALID');
    return decoded ? [{ ...decoded, blockNumber, position, code }] : [];
  });
}

function readIn(envelope: Uint8Array, chaincode: string | undefined, valid: boolean): Decoded | undefined {
  try {
    return decodeEnvelope(common.Envelope.deserializeBinary(envelope), chaincode);
  } catch (error) {
    if (valid) throw error;
    return undefined;
  }
}
