import { createHash } from 'node:crypto';
import { common } from '@hyperledger/fabric-protos';
import type { Standing } from './configuration';

/**
 * What one orderer signed: the message is the metadata, who signs, and the header of the block (Fabric,
 * `BlockSignatureVerifier`).
 */
export interface OrdererSignature {
  /** Number of the orderer in the configuration. */
  readonly orderer: number;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

/** A block taken apart for an examination without a network. */
export interface OpenBlock {
  readonly number: bigint;
  /** SHA-256 of the header in DER: what the next block names as the one before. */
  readonly hash: string;
  /** The hash of the block before, as the header names it. */
  readonly before: string;
  /**
   * Whether the header is over exactly these transactions, each written so that its bytes can be read in one
   * way only.
   */
  readonly whole: boolean;
  /** Whether it holds nothing but what is examined, and is written as {@link trimmed} writes it. */
  readonly bare: boolean;
  /** Number of the configuration that held, as the orderers signed it. */
  readonly configuration: bigint;
  readonly signatures: readonly OrdererSignature[];
  readonly envelopes: readonly Uint8Array[];
  /**
   * What can be read in the headers of the envelopes. Orderers take what nobody endorsed, so nothing of it is
   * known to be true.
   */
  readonly headers: readonly EnvelopeHeader[];
}

/** The header of an envelope, as its sender wrote it. */
export interface EnvelopeHeader {
  /** Its place in the block, from 0. */
  readonly position: number;
  readonly channel: string;
  readonly txId: string;
  readonly at: Date;
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
  const signed = signedIn(block);
  const value = signed.getValue_asU8();
  return {
    number: BigInt(header.getNumber()),
    hash: sha256(der).toString('hex'),
    before: Buffer.from(header.getPreviousHash_asU8()).toString('hex'),
    whole: sha256(...envelopes).equals(header.getDataHash_asU8()) && areWellFormed(envelopes),
    bare: sha256(bare(block, (all) => all)).equals(sha256(bytes)),
    configuration: BigInt(
      common.OrdererBlockMetadata.deserializeBinary(value).getLastConfig()?.getIndex() ?? 0,
    ),
    signatures: signed.getSignaturesList().flatMap((one) => signatureOf(one, value, der)),
    envelopes,
    headers: envelopes.flatMap(headerOf),
  };
}

/**
 * The header is over the transactions one after the other, so two that are written as one, or empty ones
 * between them, would have the same hash. A block that holds a configuration alone is exempt (Fabric,
 * `protoutil.VerifyTransactionsAreWellFormed`).
 */
const areWellFormed = (envelopes: readonly Uint8Array[]): boolean =>
  (envelopes.length === 1 && typeOf(envelopes[0]) === common.HeaderType.CONFIG) ||
  envelopes.every(isWellFormed);

function isWellFormed(bytes: Uint8Array): boolean {
  try {
    const envelope = common.Envelope.deserializeBinary(bytes);
    const holds = envelope.getPayload_asU8().length > 0 && envelope.getSignature_asU8().length > 0;
    return holds && Buffer.from(envelope.serializeBinary()).equals(bytes);
  } catch {
    return false;
  }
}

function typeOf(bytes: Uint8Array = new Uint8Array()): number | undefined {
  try {
    const payload = common.Payload.deserializeBinary(
      common.Envelope.deserializeBinary(bytes).getPayload_asU8(),
    );
    return common.ChannelHeader.deserializeBinary(
      payload.getHeader()?.getChannelHeader_asU8() ?? new Uint8Array(),
    ).getType();
  } catch {
    return undefined;
  }
}

/**
 * A block without what no orderer signs: the codes of validity above all, which are the word of one peer. Of
 * the signatures those of the orderers named stay, in this order.
 */
export const trimmed = (bytes: Uint8Array, orderers: readonly number[]): Uint8Array =>
  bare(common.Block.deserializeBinary(bytes), (all) =>
    orderers.flatMap((orderer) => all.find((one) => ordererOf(one) === orderer) ?? []),
  );

type Signatures = readonly common.MetadataSignature[];

function bare(block: common.Block, choose: (all: Signatures) => Signatures): Uint8Array {
  const given = block.getHeader() ?? new common.BlockHeader();
  const header = new common.BlockHeader();
  header.setNumber(given.getNumber());
  header.setPreviousHash(given.getPreviousHash_asU8());
  header.setDataHash(given.getDataHash_asU8());
  const data = new common.BlockData();
  data.setDataList(block.getData()?.getDataList_asU8() ?? []);
  const [signed, held] = [new common.Metadata(), signedIn(block)];
  signed.setValue(held.getValue_asU8());
  signed.setSignaturesList(choose(held.getSignaturesList()).map(copyOf));
  const metadata = new common.BlockMetadata();
  metadata.setMetadataList([signed.serializeBinary()]);
  const whole = new common.Block();
  whole.setHeader(header);
  whole.setData(data);
  whole.setMetadata(metadata);
  return whole.serializeBinary();
}

function signedIn(block: common.Block): common.Metadata {
  const metadata = block.getMetadata()?.getMetadataList_asU8() ?? [];
  return common.Metadata.deserializeBinary(
    metadata[common.BlockMetadataIndex.SIGNATURES] ?? new Uint8Array(),
  );
}

const ordererOf = (one: common.MetadataSignature): number =>
  common.IdentifierHeader.deserializeBinary(one.getIdentifierHeader_asU8()).getIdentifier();

function copyOf(one: common.MetadataSignature): common.MetadataSignature {
  const copy = new common.MetadataSignature();
  copy.setIdentifierHeader(one.getIdentifierHeader_asU8());
  copy.setSignature(one.getSignature_asU8());
  return copy;
}

function headerOf(envelope: Uint8Array, position: number): EnvelopeHeader[] {
  try {
    const payload = common.Payload.deserializeBinary(
      common.Envelope.deserializeBinary(envelope).getPayload_asU8(),
    );
    const header = common.ChannelHeader.deserializeBinary(
      payload.getHeader()?.getChannelHeader_asU8() ?? new Uint8Array(),
    );
    const at = header.getTimestamp()?.toDate() ?? new Date(0);
    return [{ position, channel: header.getChannelId(), txId: header.getTxId(), at }];
  } catch {
    return [];
  }
}

function signatureOf(
  one: common.MetadataSignature,
  value: Uint8Array,
  header: Uint8Array,
): OrdererSignature[] {
  const who = one.getIdentifierHeader_asU8();
  if (who.length === 0) return [];
  return [
    {
      orderer: ordererOf(one),
      message: Buffer.concat([value, who, header]),
      signature: one.getSignature_asU8(),
    },
  ];
}

/**
 * DER of `SEQUENCE { INTEGER number, OCTET STRING previousHash, OCTET STRING dataHash }` (Fabric,
 * `BlockHeaderBytes`); always short.
 */
export function headerBytes(header: common.BlockHeader): Uint8Array {
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

const tagged = (tag: number, body: Uint8Array): Buffer =>
  Buffer.concat([Uint8Array.of(tag, body.length), body]);

/** A block of which enough orderers say that it is the one with its number. */
export interface ProvenBlock {
  readonly block: OpenBlock;
  readonly standing: Standing;
  readonly signers: readonly number[];
  readonly quorum: number;
}
