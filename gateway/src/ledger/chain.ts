import { createHash } from 'node:crypto';
import { common } from '@hyperledger/fabric-protos';
import { headerBytes } from '../evidence/block';
import { type Placed, transactionsIn } from './blocks';

/** A block as who follows the chain needs it. */
export interface ChainedBlock {
  readonly number: bigint;
  /** SHA-256 of the header in DER, hexadecimal: what the next block names as the one before. */
  readonly hash: string;
  /** The hash of the block before, as the header names it; empty in the first. */
  readonly before: string;
  /** Whether the header is over exactly these transactions. */
  readonly whole: boolean;
  /** The calls in it, in their order; configuration transactions are left out. */
  readonly transactions: readonly Placed[];
}

/**
 * Takes a block apart. Of what the calls read and wrote only the records of the chaincode named count. Throws
 * when the bytes are no block.
 */
export function chainedBlock(bytes: Uint8Array, chaincode: string): ChainedBlock {
  const block = common.Block.deserializeBinary(bytes);
  const header = block.getHeader();
  if (!header) throw new Error('a block without a header');
  const content = createHash('sha256');
  for (const envelope of block.getData()?.getDataList_asU8() ?? []) content.update(envelope);
  return {
    number: BigInt(header.getNumber()),
    hash: createHash('sha256').update(headerBytes(header)).digest('hex'),
    before: Buffer.from(header.getPreviousHash_asU8()).toString('hex'),
    whole: content.digest().equals(Buffer.from(header.getDataHash_asU8())),
    transactions: transactionsIn(block, chaincode),
  };
}
