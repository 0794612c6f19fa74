import { common } from '@hyperledger/fabric-protos';
import { codeName } from '../errors/codes';
import { decodeEnvelope, type Write } from './decoded';

/**
 * What the valid transactions of a block wrote to the records of one chaincode, in their order. What cannot be
 * read no peer counted as valid.
 */
export function writtenIn(bytes: Uint8Array, chaincode: string): Write[] {
  const block = common.Block.deserializeBinary(bytes);
  const codes =
    block.getMetadata()?.getMetadataList_asU8()[common.BlockMetadataIndex.TRANSACTIONS_FILTER] ??
    new Uint8Array();
  const envelopes = block.getData()?.getDataList_asU8() ?? [];
  return envelopes.flatMap((envelope, position) => {
    if (codeName(codes[position] ?? 0) !== 'VALID') return [];
    return decodeEnvelope(common.Envelope.deserializeBinary(envelope), chaincode)?.writes ?? [];
  });
}
