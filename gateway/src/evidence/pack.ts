import { setTimeout as sleep } from 'node:timers/promises';
import { type Anchor, apis, type Frame, frameLeaf, keyOf, merkle } from '@roadbook/chaincode/api';
import { common } from '@hyperledger/fabric-protos';
import { z } from 'zod';
import type { Roadbook } from '../connect';
import { type Decoded, decodeEnvelope } from '../decoded';
import { receiptOf } from '../rooms';
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
  /** Leaves to show, from one (included) until another; all if not given. With `access` it is what the receipt opens. */
  readonly range?: { readonly from: number; readonly until: number };
  /** Places within it that stay closed. */
  readonly redact?: readonly number[];
  /** The receipt on which the readings are handed over: it decides what is shown, and goes into the package. */
  readonly access?: { readonly vin: string; readonly accessId: string };
}

/**
 * Packs readings with everything that proves them: the path to the anchored root, the blocks with the anchor, the device and the receipt, the
 * configurations of the channel, and a call of its own (`consent.witness`) in which a majority signs that anchor and receipt stand on the
 * ledger. Throws {@link EvidenceUnpackable} when the readings are not those that were anchored. A block can be proved only whole, so the package
 * also shows the other transactions of these blocks, which hold no private facts. Blocks are for services: connect with one (`service`).
 */
export async function packageEvidence(connection: Roadbook, options: PackOptions): Promise<EvidencePackage> {
  const { deviceId, evidenceId, frames, access } = options;
  const anchor = wholeOf(await connection.evidence.read({ deviceId, evidenceId }));
  const hashes = frames.map(frameLeaf);
  if (hashes.length !== anchor.count || merkle.rootOf(hashes) !== anchor.root)
    throw new EvidenceUnpackable('the readings are not those that were anchored', 'Give all of them, in their order.');
  const receipt = access && (await connection.consent.readAccess(access));
  if (receipt && (receipt.slice.deviceId !== deviceId || receipt.slice.evidenceId !== evidenceId))
    throw new EvidenceUnpackable('the receipt is of another reading', 'Give the readings that it names.');
  const open = (receipt ? openedBy(receipt, frames) : within(options, anchor)).filter(
    (index) => !options.redact?.includes(index),
  );
  const named = { deviceId, evidenceId, ...(access && { access }) };
  const witnessTx = receiptOf(await connection.consent.witness(named))?.txId ?? missing('the call that witnessed it');
  const proof = await proofOf(connection, { anchor, accessTx: receipt?.txId, witnessTx });
  return {
    form: 'roadbook.evidence.v2',
    vin: anchor.vin,
    deviceId,
    evidenceId,
    leaves: open.flatMap((index) => (frames[index] ? [{ index, frame: frames[index] }] : [])),
    path: merkle.openingPath(hashes, open),
    anchorTx: anchor.txId,
    ...(receipt && { access: { accessId: receipt.accessId, txId: receipt.txId } }),
    witnessTx,
    ...proof,
  };
}

/** What everybody sees of an anchor proves nothing. */
function wholeOf(seen: object): Anchor {
  const whole = z.safeParse(apis.evidence.operations.anchor.response, seen);
  if (whole.success) return whole.data;
  throw new EvidenceUnpackable(
    'this caller does not see the whole anchor',
    'Let its owner of that time, a grantee, the maker, who anchored it or the authority pack it.',
  );
}

const within = ({ range, frames }: PackOptions, { count }: Anchor): number[] =>
  [...frames.keys()].slice(range?.from ?? 0, range?.until ?? count);

function missing(what: string): never {
  throw new EvidenceUnpackable(`no peer shows ${what}`, 'Ask again when the peers have caught up.');
}

interface Named {
  readonly anchor: Anchor;
  readonly accessTx: string | undefined;
  readonly witnessTx: string;
}
type Proof = Pick<EvidencePackage, 'chaincode' | 'madeAt' | 'deviceTx' | 'blocks' | 'configurations'>;

async function proofOf(reader: BlockReader, { anchor, accessTx, witnessTx }: Named): Promise<Proof> {
  const witness = await blockAt(reader, witnessTx);
  const anchored = await blockAt(reader, anchor.txId);
  const [call, looked] = [callIn(anchored, anchor.txId), callIn(witness, witnessTx)];
  const version = call.reads.find(({ key }) => key === keyOf('device', [anchor.deviceId]))?.version;
  const built = version ? await blockAt(reader, BigInt(version.block)) : missing('which device made the anchor');
  const deviceTx = built.open.headers.find(({ position }) => position === version?.tx)?.txId ?? missing('the device');
  const accessed = accessTx === undefined ? [] : [await blockAt(reader, accessTx)];
  const blocks = new Map([anchored, built, ...accessed, witness].map((one) => [one.open.number, one]));
  const configurations = await configurationsFor(reader, witness.open.configuration);
  const stated = await openConfigurations(configurations.map(({ bytes }) => bytes));
  if (typeof stated === 'string') throw new EvidenceUnpackable(stated, 'Ask another organisation for the blocks.');
  const standings = new Map(stated.map(({ block, standing }) => [block.number, standing]));
  const timeOf = (one: Raw): Date =>
    one.open.headers.find(({ txId }) => [anchor.txId, deviceTx, accessTx, witnessTx].includes(txId))?.at ?? new Date(0);
  return {
    chaincode: looked.chaincode,
    madeAt: looked.at,
    deviceTx,
    blocks: [...blocks.values()]
      .sort((left, right) => (left.open.number < right.open.number ? -1 : 1))
      .map((one) => written(one, standings.get(one.open.configuration), timeOf(one))),
    configurations: configurations.map((one, at) =>
      written(one, stated[at - 1]?.standing, one.open.headers[0]?.at ?? new Date(0)),
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

function callIn({ open }: Raw, txId: string): Decoded {
  const envelope = open.envelopes[open.headers.find((one) => one.txId === txId)?.position ?? -1];
  return (envelope && decodeEnvelope(common.Envelope.deserializeBinary(envelope))) ?? missing(`the transaction ${txId}`);
}

/** How often, and after how many milliseconds again, a peer is asked for a block that it does not have yet. */
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

/** The same out of the first block itself, as an organisation hands it out (`channel/genesis.block`). Throws {@link EvidenceUnpackable} for another. */
export function channelIn(bytes: Uint8Array): string {
  const block = readable(bytes);
  if (block?.number !== 0n || !block.whole || !configurationIn(block.envelopes))
    throw new EvidenceUnpackable('that is not the first block of a channel', 'Give the block with the number 0.');
  return block.hash;
}

function readable(bytes: Uint8Array): OpenBlock | undefined {
  try {
    return openBlock(bytes);
  } catch {
    return undefined;
  }
}
