import { generateKeyPairSync } from 'node:crypto';
import { canonical, type Frame, frameLeaf, keyOf, merkle } from '@roadbook/chaincode/api';
import {
  chainStart,
  channelIn,
  deviceOf,
  type EvidencePackage,
  frameOf,
  packageEvidence,
  type Roadbook,
  verifyPackage,
} from '@roadbook/gateway';
import { trimmed } from '../../../gateway/src/evidence/block';
import { roomsOver } from '../../../gateway/src/rooms/rooms';
import { blockOf, type CallWish, callOf, configOf, type Effect, headerHash, headerIn } from './channel';
import { type Cast, makeCast, NOW, type Signer } from './own';

export const VIN = '1M8GDM9AXKP042788';
const [DEVICE, EVIDENCE, ACCESS] = ['D-1', 'E-1', 'A-1'];
export const KEYS = {
  device: keyOf('device', [DEVICE]),
  anchor: keyOf('anchor', [DEVICE, EVIDENCE]),
  access: keyOf('access', [VIN, ACCESS]),
};

/** A minute of readings, the device that signed them, and what was said of both on a ledger. */
export function madeAt(source: string) {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const device = deviceOf(privateKey, { deviceId: DEVICE, vin: VIN });
  const frames: Frame[] = Array.from({ length: 8 }, (_, second) =>
    frameOf({
      at: new Date(Date.parse(NOW) - 60_000 + second * 1000).toISOString(),
      ...{ category: 'speed', precision: 'full', values: { kmh: 50 + (second % 7), source } },
    }),
  );
  const request = device.anchor(frames, chainStart, { evidenceId: EVIDENCE, schema: 'readings.v1' });
  const key = {
    deviceKey: device.deviceKey,
    fromSeq: 1,
    since: NOW,
    by: 'manufacturer/plant',
    vouchedBy: 'maker',
  };
  const deviceRecord = (txId: string) => ({
    ...{ deviceId: DEVICE, vin: VIN, kind: 'telematics', status: 'active', keys: [{ ...key, txId }] },
    ...{ by: 'manufacturer/plant', registeredAt: NOW },
  });
  const anchorRecord = (txId: string) => ({
    ...{ ...request, signs: [], tamper: false, by: 'registry/owner', anchoredAt: NOW, txId },
  });
  const slice = {
    ...{ deviceId: DEVICE, evidenceId: EVIDENCE, category: 'speed', fromLeaf: 2, untilLeaf: 5 },
    ...{ fromTime: frames[2]?.at ?? '', untilTime: frames[5]?.at ?? '' },
  };
  const accessRecord = (txId: string) => ({
    ...{
      vin: VIN,
      accessId: ACCESS,
      basis: 'grant',
      reference: 'G-1',
      reader: 'insurer',
      by: 'insurer/desk',
    },
    ...{ purpose: 'claimHandling', slice, precision: 'full', at: NOW, txId },
  });
  return { frames, deviceRecord, anchorRecord, accessRecord };
}

/** A chain of blocks as the peers of a channel keep it. */
export class Chain {
  readonly cast: Cast;
  readonly blocks: Uint8Array[] = [];
  /** Numbers of the blocks of configurations after the first. */
  readonly configurations: number[] = [];

  constructor(cast: Cast) {
    this.cast = cast;
    const genesis = { number: 0, before: new Uint8Array(), configuration: 0, signers: [] };
    this.blocks.push(blockOf({ ...genesis, envelopes: [configOf(cast)] }));
  }

  get hash(): string {
    return channelIn(this.blocks[0] ?? new Uint8Array());
  }

  /** Adds a block; answers its number. */
  add(
    envelopes: readonly Uint8Array[],
    codes?: readonly number[],
    signers: readonly Signer[] = this.cast.orderers,
  ): number {
    const last = this.blocks.at(-1) ?? new Uint8Array();
    const number = this.blocks.length;
    const by = signers.map((one, at) => [at + 1, one] as const);
    const wish = {
      number,
      before: headerHash(headerIn(last)),
      configuration: this.configurations.at(-1) ?? 0,
      envelopes,
      signers: by,
    };
    this.blocks.push(blockOf({ ...wish, ...(codes && { codes }) }));
    return number;
  }

  /** Adds a configuration, signed under the one before. */
  configure(lists: Readonly<Record<string, readonly Uint8Array[]>>, at = NOW): void {
    const number = this.blocks.length;
    const last = this.blocks.at(-1) ?? new Uint8Array();
    const signers = this.cast.orderers.map((one, place) => [place + 1, one] as const);
    const envelopes = [configOf(this.cast, { sequence: this.configurations.length + 1, lists, at })];
    this.blocks.push(
      blockOf({ number, before: headerHash(headerIn(last)), configuration: number, envelopes, signers }),
    );
    this.configurations.push(number);
  }
}

/** Three of four organisations endorse, a clerk sends. */
export function call(
  { peers, clerks }: Cast,
  args: readonly string[],
  effect: Omit<Effect, 'namespace'>,
  more: Partial<CallWish> = {},
) {
  const [sender] = clerks;
  if (!sender) throw new Error('nobody sends');
  return callOf({
    sender,
    endorsers: peers.slice(0, 3),
    args,
    effects: [{ namespace: 'roadbook', ...effect }],
    ...more,
  });
}

/** What an attacker does otherwise than the network would. */
export interface Turn {
  readonly cast?: Cast;
  readonly device?: Partial<CallWish>;
  readonly anchor?: Partial<CallWish>;
  readonly access?: Partial<CallWish>;
  readonly witness?: Partial<CallWish>;
  /** What the witness read, if not what it should have. */
  readonly read?: Effect['reads'];
  readonly beforeAnchor?: (chain: Chain) => void;
  readonly beforeWitness?: (chain: Chain) => void;
  readonly codes?: readonly number[];
  readonly signers?: readonly Signer[];
  /** In the same block as the anchor. */
  readonly witnessAtOnce?: boolean;
}

/**
 * A device, its anchor and a receipt on a channel of one's own, and the package that the product makes of
 * them.
 */
export async function trial(turn: Turn = {}) {
  const cast = turn.cast ?? (await makeCast());
  const { frames, deviceRecord, anchorRecord, accessRecord } = madeAt('car');
  const chain = new Chain(cast);
  const noise = () => call(cast, ['member:whoAmI', '{}'], {}).bytes;
  const device = call(
    cast,
    ['evidence:register', '{}'],
    { writes: [{ key: KEYS.device, record: deviceRecord }] },
    turn.device,
  );
  const built = chain.add([noise(), device.bytes]);
  turn.beforeAnchor?.(chain);
  const ofDevice = [{ key: KEYS.device, block: built, tx: 1 }];
  const wrote = { reads: ofDevice, writes: [{ key: KEYS.anchor, record: anchorRecord }] };
  const anchor = call(cast, ['evidence:anchor', '{}'], wrote, turn.anchor);
  const opened = { writes: [{ key: KEYS.access, record: accessRecord }] };
  const access = call(cast, ['consent:access', '{}'], opened, turn.access);
  const asked = canonical({ deviceId: DEVICE, evidenceId: EVIDENCE, access: { vin: VIN, accessId: ACCESS } });
  const anchored = chain.blocks.length;
  const reads = turn.read ?? [
    { key: KEYS.anchor, block: anchored, tx: 2 },
    { key: KEYS.access, block: anchored + 1, tx: 0 },
  ];
  const witness = call(cast, ['consent:witness', asked], { reads }, turn.witness);
  const early = turn.witnessAtOnce ? [witness.bytes] : [];
  chain.add([noise(), noise(), anchor.bytes, ...early], turn.codes, turn.signers);
  chain.add([access.bytes, noise()]);
  turn.beforeWitness?.(chain);
  if (!turn.witnessAtOnce) chain.add([noise(), witness.bytes]);
  const ids = { device: device.txId, anchor: anchor.txId, access: access.txId, witness: witness.txId };
  const records = {
    device: deviceRecord(ids.device),
    anchor: anchorRecord(ids.anchor),
    access: accessRecord(ids.access),
  };
  return {
    chain,
    ids,
    pack: () => packed(chain, frames, ids, records),
    forged: () => assembled(chain, frames, ids),
  };
}

type Ids = Readonly<Record<'device' | 'anchor' | 'access' | 'witness', string>>;

/** The package as `packageEvidence` makes it over this chain. */
async function packed(
  chain: Chain,
  frames: readonly Frame[],
  ids: Ids,
  records: Readonly<Record<string, object>>,
) {
  const answers: Readonly<Record<string, object | undefined>> = {
    read: records['anchor'],
    readAccess: records['access'],
    witness: { deviceId: DEVICE, evidenceId: EVIDENCE, accessId: ACCESS },
  };
  const receipt = { txId: ids.witness, blockNumber: 0n, attempts: 1, doubts: 0 };
  const rooms = roomsOver(async ({ name }) => ({
    text: canonical(answers[name]),
    ...(name === 'witness' && { receipt }),
  }));
  const readBlock = async (which: bigint | string) => {
    if (typeof which === 'bigint') return chain.blocks[Number(which)];
    return chain.blocks.find((bytes) => Buffer.from(bytes).includes(which));
  };
  const connection = { ...rooms, readBlock } as unknown as Roadbook;
  const asked = { deviceId: DEVICE, evidenceId: EVIDENCE, frames, access: { vin: VIN, accessId: ACCESS } };
  return JSON.parse(JSON.stringify(await packageEvidence(connection, asked))) as EvidencePackage;
}

/** The same by hand, as an attacker puts it together who does not ask whether it holds. */
function assembled(chain: Chain, frames: readonly Frame[], ids: Ids): EvidencePackage {
  const part = (number: number) => {
    const whole = Buffer.from(
      trimmed(chain.blocks[number] ?? new Uint8Array(), number === 0 ? [] : [1, 2, 3]),
    );
    return { number, bytes: whole.toString('base64') };
  };
  const holds = (txId: string) => chain.blocks.findIndex((bytes) => Buffer.from(bytes).includes(txId));
  const numbers = [...new Set(Object.values(ids).map(holds))].sort((left, right) => left - right);
  return {
    ...{
      form: 'roadbook.evidence.v2',
      chaincode: 'roadbook',
      madeAt: NOW,
      vin: VIN,
      deviceId: DEVICE,
      evidenceId: EVIDENCE,
    },
    leaves: frames.flatMap((frame, index) => (2 <= index && index < 5 ? [{ index, frame }] : [])),
    path: merkle.openingPath(frames.map(frameLeaf), [2, 3, 4]),
    ...{
      anchorTx: ids.anchor,
      deviceTx: ids.device,
      access: { accessId: ACCESS, txId: ids.access },
      witnessTx: ids.witness,
    },
    blocks: numbers.map(part),
    configurations: [0, ...chain.configurations].map(part),
  };
}

export const LATER = new Date('2026-06-01T00:00:00Z');
/** Examines a package for somebody who knows the channel from elsewhere. */
export const judged = (given: unknown, channel?: string) =>
  verifyPackage(given, { at: LATER, ...(channel !== undefined && { channel }) });
