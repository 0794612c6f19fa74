import { createHash, type KeyObject, randomBytes, sign } from 'node:crypto';
import {
  type Access,
  type AnchorRequest,
  anchorText,
  canonical,
  type Cell,
  cellSealOf,
  type Frame,
  frameLeaf,
  keyText,
  merkle,
} from '@roadbook/chaincode/api';
import { decrypt, didKeyOf, encrypt } from './key';

/** Where a device stands in its chain; `start` before the first anchor. */
export interface ChainEnd {
  readonly seq: number;
  readonly root: string;
}
/** The end of a chain without an anchor. */
export const start: ChainEnd = { seq: 0, root: merkle.EMPTY_ROOT };

type Batch = Pick<
  AnchorRequest,
  'evidenceId' | 'schema' | 'trip' | 'cellSeal' | 'incident' | 'contentHash' | 'retainUntil'
>;

/**
 * A device as it works at the source: it holds a key, salts and hashes readings, and signs the root over each
 * batch.
 */
export function deviceOf(
  privateKey: KeyObject,
  { deviceId, vin }: { readonly deviceId: string; readonly vin: string },
) {
  const deviceKey = didKeyOf(privateKey);
  const signed = (text: string): string =>
    sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  return {
    deviceId,
    vin,
    deviceKey,
    /** The request to `evidence.register`. */
    registration: () => ({ deviceId, vin, deviceKey, proof: signed(keyText({ deviceId, vin, deviceKey })) }),
    /** Signs another key in, for `handover` of `evidence.rotateKey`. */
    handover: (next: string): string => signed(keyText({ deviceId, vin, deviceKey: next })),
    /** The request to `evidence.anchor` over readings in order of time, after the end of the chain so far. */
    anchor(frames: readonly Frame[], after: ChainEnd, batch: Batch): AnchorRequest {
      const [first, last] = [frames[0], frames.at(-1)];
      if (!first || !last) throw new RangeError('a batch has at least one reading');
      const unsigned = {
        ...batch,
        deviceId,
        vin,
        seq: after.seq + 1,
        prevRoot: after.root,
        root: merkle.rootOf(frames.map(frameLeaf)),
        count: frames.length,
        t0: first.at,
        t1: last.at,
        categories: [...new Set(frames.map(({ category }) => category))],
      };
      return { ...unsigned, signature: signed(anchorText(unsigned)) };
    },
  };
}
/** A device at the source of readings: it seals batches and signs their anchors. */
export type SourceDevice = ReturnType<typeof deviceOf>;

/** A reading with its salt: 128 random bits, so that a closed leaf cannot be guessed. */
export const frameOf = (reading: Omit<Frame, 'salt'>): Frame => ({
  ...reading,
  salt: randomBytes(16).toString('hex'),
});

/** Readings encrypted for storage off the chain, and the hash that the anchor names. */
export function sealFrames(
  frames: readonly Frame[],
  dataKey: Uint8Array,
  words: string,
): { sealed: Uint8Array; contentHash: string } {
  const sealed = encrypt(Buffer.from(canonical(frames)), dataKey, words);
  return { sealed, contentHash: createHash('sha256').update(sealed).digest('hex') };
}

/**
 * The readings in a sealed batch, with their salts. Throws when key or words are not those of the sealing.
 */
export const openFrames = (sealed: Uint8Array, dataKey: Uint8Array, words: string): Frame[] =>
  JSON.parse(Buffer.from(decrypt(sealed, dataKey, words)).toString()) as Frame[];

/** A cell with its salt, to be opened in a slice, and the seal of it that goes into the anchor. */
export function sealCell(geohash: string): { cell: Cell; cellSeal: string } {
  const cell = { geohash, salt: randomBytes(16).toString('hex') };
  return { cell, cellSeal: cellSealOf(cell) };
}

type Opening = Pick<Access, 'slice' | 'precision'>;

/**
 * Whether a receipt of access opens a reading: its leaves, its category, its time, and no more exact than
 * granted.
 */
export function opens(
  { slice, precision }: Opening,
  index: number,
  { at, category, precision: exact }: Frame,
): boolean {
  const within =
    slice.fromLeaf <= index && index < slice.untilLeaf && slice.fromTime <= at && at < slice.untilTime;
  return within && category === slice.category && (precision === 'full' || exact === 'coarse');
}

/** The places of the readings that a receipt of access opens. */
export const openedBy = (receipt: Opening, frames: readonly Frame[]): number[] =>
  frames.flatMap((frame, index) => (opens(receipt, index, frame) ? [index] : []));
