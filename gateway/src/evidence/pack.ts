import { type Anchor, deviceKeyFor, type Frame, frameLeaf, merkle } from '@roadbook/chaincode/api';
import type { Roadbook } from '../connect';
import { openBlock } from './block';
import { openedBy } from './device';
import { EvidenceUnpackable } from './fault';
import type { EvidencePackage } from './package';

/** What to pack. */
export interface PackOptions {
  readonly deviceId: string;
  readonly evidenceId: string;
  /** All readings under the root, in their order, as the keeper of the data has them. */
  readonly frames: readonly Frame[];
  /** Leaves to show, from one (included) until another; all if not given. With `access` it is what the receipt opens. */
  readonly range?: { readonly from: number; readonly until: number };
  /** Places within it that stay closed. */
  readonly redact?: readonly number[];
  /** The receipt on which the readings are handed over: it decides what is shown, and goes into the package. */
  readonly access?: { readonly vin: string; readonly accessId: string };
}

/**
 * Packs readings with everything that proves them: the path to the anchored root, the blocks with the anchor, the key of the device and the
 * receipt, and the configurations of the channel. Throws {@link EvidenceUnpackable} when the readings are not those that were anchored. A block
 * can be proved only whole, so the package also shows the other transactions of these blocks, which hold no private facts.
 */
export async function packageEvidence(connection: Roadbook, options: PackOptions): Promise<EvidencePackage> {
  const { deviceId, evidenceId, frames } = options;
  const anchor = await connection.evidence.read({ deviceId, evidenceId });
  const hashes = frames.map(frameLeaf);
  if (hashes.length !== anchor.count || merkle.rootOf(hashes) !== anchor.root)
    throw new EvidenceUnpackable('the readings are not those that were anchored', 'Give all of them, in their order.');
  const key = deviceKeyFor(await connection.evidence.readDevice({ deviceId }), anchor.seq);
  const receipt = options.access && (await connection.consent.readAccess(options.access));
  if (receipt && (receipt.slice.deviceId !== deviceId || receipt.slice.evidenceId !== evidenceId))
    throw new EvidenceUnpackable('the receipt is of another reading', 'Give the readings that it names.');
  const open = (receipt ? openedBy(receipt, frames) : within(options, anchor)).filter(
    (index) => !options.redact?.includes(index),
  );
  const txIds = [...new Set([anchor.txId, key.txId, ...(receipt ? [receipt.txId] : [])])];
  const blocks = await blocksOf(connection, txIds);
  return {
    form: 'roadbook.evidence.v1',
    madeAt: new Date().toISOString(),
    vin: anchor.vin,
    deviceId,
    evidenceId,
    leaves: open.flatMap((index) => (frames[index] ? [{ index, frame: frames[index] }] : [])),
    path: merkle.openingPath(hashes, open),
    anchorTx: anchor.txId,
    deviceTx: key.txId,
    ...(receipt && { access: { accessId: receipt.accessId, txId: receipt.txId } }),
    blocks: blocks.map(written),
    configurations: (await configurationsFor(connection, blocks)).map(written),
  };
}

const within = ({ range, frames }: PackOptions, { count }: Anchor): number[] =>
  [...frames.keys()].slice(range?.from ?? 0, range?.until ?? count);

interface Raw {
  readonly number: bigint;
  readonly bytes: Uint8Array;
}

const written = ({ number, bytes }: Raw) => ({ number: Number(number), bytes: Buffer.from(bytes).toString('base64') });

async function blockAt(connection: Roadbook, which: bigint | string): Promise<Raw> {
  const bytes = await connection.readBlock(which);
  if (!bytes) throw new EvidenceUnpackable(`no peer shows the block of ${which}`, 'Ask again when the peers have caught up.');
  return { number: openBlock(bytes).number, bytes };
}

async function blocksOf(connection: Roadbook, txIds: readonly string[]): Promise<Raw[]> {
  const found = new Map<bigint, Raw>();
  for (const txId of txIds) {
    const one = await blockAt(connection, txId);
    found.set(one.number, one);
  }
  return [...found.values()];
}

/** The block before a configuration names the configuration before it, and so back to the first block. */
async function configurationsFor(connection: Roadbook, blocks: readonly Raw[]): Promise<Raw[]> {
  const found: Raw[] = [];
  const numbers = blocks.map(({ bytes }) => openBlock(bytes).configuration);
  let number = numbers.reduce((left, right) => (left > right ? left : right), 0n);
  for (;;) {
    found.unshift(await blockAt(connection, number));
    if (number === 0n) return found;
    number = openBlock((await blockAt(connection, number - 1n)).bytes).configuration;
  }
}

/** Hash of the first block of the channel, which a verifier compares with that of a package. */
export async function channelOf(connection: Roadbook): Promise<string> {
  return openBlock((await blockAt(connection, 0n)).bytes).hash;
}
