import { setTimeout as sleep } from 'node:timers/promises';
import { Anchor, type Frame, frameLeaf, keyOf, merkle } from '@roadbook/chaincode/api';
import { common } from '@hyperledger/fabric-protos';
import type { Roadbook } from '../connection/connect';
import { type Decoded, decodeEnvelope } from '../ledger/decoded';
import { receiptOf } from '../rooms/rooms';
import { type OpenBlock, openBlock, trimmed } from './block';
import { openConfigurations, signersOf } from './chain';
import { configurationIn, quorumOf, type Standing } from './configuration';
import { openedBy } from './device';
import { EvidenceUnpackable } from './fault';
import type { EvidencePackage } from './package';

/** Who shows blocks. */
type BlockReader = Pick<Roadbook, 'readBlock'>;

/** What to pack. */
export interface PackOptions {
  readonly deviceId: string;
  readonly evidenceId: string;
  /** All readings under the root, in their order, as the keeper of the data has them. */
  readonly frames: readonly Frame[];
  /**
   * Leaves to show, from one (included) until another; all if not given. With `access` it is what the receipt
   * opens.
   */
  readonly range?: { readonly from: number; readonly until: number };
  /** Places within it that stay closed. */
  readonly redact?: readonly number[];
  /**
   * The receipt on which the readings are handed over: it decides what is shown, and goes into the package.
   */
  readonly access?: { readonly vin: string; readonly accessId: string };
}

/**
 * Packs readings with everything that proves them: the path to the anchored root, the blocks with the anchor,
 * the device and the receipt, the configurations of the channel, and a call of its own (`consent.witness`) in
 * which a majority signs that anchor and receipt stand on the ledger. Throws {@link EvidenceUnpackable} when
 * the readings are not those that were anchored. A block can be proved only whole, so the package also shows
 * the other transactions of these blocks, which hold no private facts. Blocks are for services: connect with
 * one (`service`).
 */
export async function packageEvidence(connection: Roadbook, options: PackOptions): Promise<EvidencePackage> {
  const { deviceId, evidenceId, frames, access } = options;
  const receipt = access && (await connection.consent.readAccess(access));
  if (receipt && (receipt.slice.deviceId !== deviceId || receipt.slice.evidenceId !== evidenceId))
    throw new EvidenceUnpackable('the receipt is of another reading', 'Give the readings that it names.');
  // A court reads the call out of its transaction, so it goes by itself.
  const witnessed = await connection.consent.witness(
    { deviceId, evidenceId, ...(access && { access }) },
    { urgent: true },
  );
  const witnessTx = receiptOf(witnessed)?.txId ?? missing('the call that witnessed it');
  const witness = placedIn(await blockAt(connection, witnessTx), witnessTx);
  const anchored = await writerOf(connection, witness, keyOf('anchor', [deviceId, evidenceId]));
  const anchor = Anchor.parse(anchored.record);
  const hashes = frames.map(frameLeaf);
  if (hashes.length !== anchor.count || merkle.rootOf(hashes) !== anchor.root)
    throw new EvidenceUnpackable(
      'the readings are not those that were anchored',
      'Give all of them, in their order.',
    );
  const open = (receipt ? openedBy(receipt, frames) : within(options, anchor)).filter(
    (index) => !options.redact?.includes(index),
  );
  const built = await writerOf(connection, anchored, keyOf('device', [deviceId]));
  const accessed =
    access && (await writerOf(connection, witness, keyOf('access', [access.vin, access.accessId])));
  return {
    form: 'roadbook.evidence.v2',
    chaincode: witness.call.chaincode,
    madeAt: witness.call.at,
    vin: anchor.vin,
    deviceId,
    evidenceId,
    leaves: open.flatMap((index) => (frames[index] ? [{ index, frame: frames[index] }] : [])),
    path: merkle.openingPath(hashes, open),
    anchorTx: anchored.call.txId,
    deviceTx: built.call.txId,
    ...(access && accessed && { access: { accessId: access.accessId, txId: accessed.call.txId } }),
    witnessTx: witness.call.txId,
    ...(await chainOf(connection, [anchored, built, ...(accessed ? [accessed] : []), witness])),
  };
}

const within = ({ range, frames }: PackOptions, { count }: Anchor): number[] =>
  [...frames.keys()].slice(range?.from ?? 0, range?.until ?? count);

function missing(what: string): never {
  throw new EvidenceUnpackable(`no peer shows ${what}`, 'Ask again when the peers have caught up.');
}

/** A call in its block. */
interface Placed {
  readonly raw: Raw;
  readonly call: Decoded;
  readonly at: Date;
}

function placedIn(raw: Raw, txId: string | undefined): Placed {
  const header = raw.open.headers.find((one) => one.txId === txId);
  const envelope = raw.open.envelopes[header?.position ?? -1];
  const call = envelope && decodeEnvelope(common.Envelope.deserializeBinary(envelope));
  return call && header ? { raw, call, at: header.at } : missing(`the transaction ${txId}`);
}

/** The call that wrote a key as another call read it, and the record. */
async function writerOf(
  reader: BlockReader,
  { call }: Placed,
  key: string,
): Promise<Placed & { readonly record: unknown }> {
  const version = call.reads.find((one) => one.key === key)?.version ?? missing('who wrote it');
  const raw = await blockAt(reader, BigInt(version.block));
  const placed = placedIn(raw, raw.open.headers.find(({ position }) => position === version.tx)?.txId);
  return { ...placed, record: placed.call.writes.find((one) => one.key === key)?.after };
}

/** The blocks of the calls, in their order, and all configurations up to them. */
async function chainOf(
  reader: BlockReader,
  calls: readonly Placed[],
): Promise<Pick<EvidencePackage, 'blocks' | 'configurations'>> {
  const blocks = new Map(calls.toReversed().map((one) => [one.raw.open.number, one]));
  const last = calls.at(-1)?.raw.open.configuration ?? 0n;
  const configurations = await configurationsFor(reader, last);
  const stated = await openConfigurations(configurations.map(({ bytes }) => bytes));
  if (typeof stated === 'string')
    throw new EvidenceUnpackable(stated, 'Ask another organisation for the blocks.');
  const standings = new Map(stated.map(({ block, standing }) => [block.number, standing]));
  return {
    blocks: [...blocks.values()]
      .sort((left, right) => (left.raw.open.number < right.raw.open.number ? -1 : 1))
      .map(({ raw, at }) => written(raw, standings.get(raw.open.configuration), at)),
    configurations: configurations.map((one, place) =>
      written(one, stated[place - 1]?.standing, one.open.headers[0]?.at ?? new Date(0)),
    ),
  };
}

interface Raw {
  readonly bytes: Uint8Array;
  readonly open: OpenBlock;
}

/** A block with the signatures of as many orderers as are needed; the first block bears none. */
function written({ bytes, open }: Raw, standing: Standing | undefined, at: Date) {
  const signers = standing ? signersOf(open, standing, at).slice(0, quorumOf(standing)) : [];
  return { number: Number(open.number), bytes: Buffer.from(trimmed(bytes, signers)).toString('base64') };
}

/**
 * How often, and after how many milliseconds again, a peer is asked for a block that it does not have yet.
 */
const [TRIES, PAUSE] = [20, 250];

async function blockAt(reader: BlockReader, which: bigint | string): Promise<Raw> {
  for (let tried = 1; ; tried++) {
    const bytes = await reader.readBlock(which);
    if (bytes) return { bytes, open: openBlock(bytes) };
    if (tried === TRIES) return missing(`the block of ${which}`);
    await sleep(PAUSE);
  }
}

/** The block before a configuration names the configuration before it, and so back to the first block. */
async function configurationsFor(reader: BlockReader, last: bigint): Promise<Raw[]> {
  const found: Raw[] = [];
  for (let number = last; ; ) {
    found.unshift(await blockAt(reader, number));
    if (number === 0n) return found;
    number = (await blockAt(reader, number - 1n)).open.configuration;
  }
}

/** Hash of the first block of the channel, which a verifier compares with that of a package. */
export async function channelOf(reader: BlockReader): Promise<string> {
  return (await blockAt(reader, 0n)).open.hash;
}

/**
 * The same out of the first block itself, as an organisation hands it out (`channel/genesis.block`). Throws
 * {@link EvidenceUnpackable} for another.
 */
export function channelIn(bytes: Uint8Array): string {
  const block = readable(bytes);
  if (block?.number !== 0n || !block.whole || !configurationIn(block.envelopes))
    throw new EvidenceUnpackable(
      'that is not the first block of a channel',
      'Give the block with the number 0.',
    );
  return block.hash;
}

function readable(bytes: Uint8Array): OpenBlock | undefined {
  try {
    return openBlock(bytes);
  } catch {
    return undefined;
  }
}
