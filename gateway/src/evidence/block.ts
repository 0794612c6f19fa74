import { createHash } from 'node:crypto';
import { common } from '@hyperledger/fabric-protos';

/** What one orderer signed: the message is the metadata, who signs, and the header of the block (Fabric, `BlockSignatureVerifier`). */
export interface OrdererSignature {
  /** Number of the orderer in the configuration. */
  readonly orderer: number;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

/** A block taken apart for an examination without a network. */
export interface OpenBlock {
  readonly number: bigint;
  /** The latest time that a transaction in it claims; peers refuse claims more than ten seconds off. */
  readonly at: Date;
  /** SHA-256 of the header in DER: what the next block names as the one before. */
  readonly hash: string;
  /** Whether the header is over exactly these transactions. */
  readonly whole: boolean;
  /** Number of the configuration that held, as the orderers signed it. */
  readonly configuration: bigint;
  readonly signatures: readonly OrdererSignature[];
  readonly envelopes: readonly Uint8Array[];
  /** Fabric's validation codes. No orderer signs them: they are the word of the peer that showed the block. */
  readonly codes: Uint8Array;
}

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

export function openBlock(bytes: Uint8Array): OpenBlock {
  const block = common.Block.deserializeBinary(bytes);
  const header = block.getHeader() ?? new common.BlockHeader();
  const der = headerBytes(header);
  const envelopes = block.getData()?.getDataList_asU8() ?? [];
  const metadata = block.getMetadata()?.getMetadataList_asU8() ?? [];
  const signed = common.Metadata.deserializeBinary(metadata[common.BlockMetadataIndex.SIGNATURES] ?? new Uint8Array());
  const value = signed.getValue_asU8();
  return {
    number: BigInt(header.getNumber()),
    at: new Date(Math.max(0, ...envelopes.map(timeOf))),
    hash: sha256(der).toString('hex'),
    whole: sha256(...envelopes).equals(header.getDataHash_asU8()),
    configuration: BigInt(common.OrdererBlockMetadata.deserializeBinary(value).getLastConfig()?.getIndex() ?? 0),
    signatures: signed.getSignaturesList().flatMap((one) => signatureOf(one, value, der)),
    envelopes,
    codes: metadata[common.BlockMetadataIndex.TRANSACTIONS_FILTER] ?? new Uint8Array(),
  };
}

function timeOf(envelope: Uint8Array): number {
  const payload = common.Payload.deserializeBinary(common.Envelope.deserializeBinary(envelope).getPayload_asU8());
  const header = common.ChannelHeader.deserializeBinary(payload.getHeader()?.getChannelHeader_asU8() ?? new Uint8Array());
  return header.getTimestamp()?.toDate().getTime() ?? 0;
}

function signatureOf(one: common.MetadataSignature, value: Uint8Array, header: Uint8Array): OrdererSignature[] {
  const who = one.getIdentifierHeader_asU8();
  if (who.length === 0) return [];
  const orderer = common.IdentifierHeader.deserializeBinary(who).getIdentifier();
  return [{ orderer, message: Buffer.concat([value, who, header]), signature: one.getSignature_asU8() }];
}

/** DER of `SEQUENCE { INTEGER number, OCTET STRING previousHash, OCTET STRING dataHash }` (Fabric, `BlockHeaderBytes`); always short. */
function headerBytes(header: common.BlockHeader): Uint8Array {
  const hex = BigInt(header.getNumber()).toString(16);
  const digits = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
  const number = (digits[0] ?? 0) >= 0x80 ? Buffer.concat([Uint8Array.of(0), digits]) : digits;
  const body = Buffer.concat([
    tagged(0x02, number),
    tagged(0x04, header.getPreviousHash_asU8()),
    tagged(0x04, header.getDataHash_asU8()),
  ]);
  return tagged(0x30, body);
}

const tagged = (tag: number, body: Uint8Array): Buffer => Buffer.concat([Uint8Array.of(tag, body.length), body]);
