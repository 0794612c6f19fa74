import {
  AccessReceipt,
  canonical,
  Anchor,
  anchorText,
  Device,
  deviceKeyFor,
  frameLeaf,
  isDeviceSigned,
  merkle,
} from '@roadbook/chaincode/api';
import { codeName } from '../codes';
import { type Channel, followConfigurations, type ProvenBlock, proveBlock } from './chain';
import { opens } from './device';
import { recordFault } from './form';
import { EvidencePackage } from './package';
import { examineIn } from './transaction';

/** One thing that was looked at. */
export interface Check {
  readonly name:
    | 'form'
    | 'configurations'
    | 'blocks'
    | 'transactions'
    | 'device'
    | 'anchor'
    | 'readings'
    | 'records'
    | 'access'
    | 'time';
  readonly holds: boolean;
  /** What was found, or why it does not hold. */
  readonly says: string;
}

/** What an examination found. */
export interface Verification {
  /** Every check holds. Without `pinned` it holds only for whoever trusts the channel that the package itself shows. */
  readonly valid: boolean;
  /** Whether the channel is the one that the verifier named. */
  readonly pinned: boolean;
  /** Hash of the first block of the channel; compare it with what an organisation of the consortium publishes. */
  readonly channel: string;
  readonly checks: readonly Check[];
  /** What the ledger holds, once proved. */
  readonly anchor?: Anchor;
  /** Numbers of the blocks, and who of the orderers signed each. */
  readonly blocks: readonly { readonly number: string; readonly signers: readonly number[]; readonly quorum: number }[];
}

/** Raised within an examination and caught there: the first thing that does not hold. */
class Broken extends Error {}
const must: (holds: boolean, why: string) => asserts holds = (holds, why) => {
  if (!holds) throw new Broken(why);
};

/** How to look at a package. */
export interface VerifyOptions {
  /** The moment of the examination, for what must lie in the past. */
  readonly at: Date;
  /** Hash of the first block of the channel, from a source other than the package. */
  readonly channel?: string;
}

/**
 * Examines a package without a network: the readings lead to the root, the device signed it, it stands in a transaction that a majority of the
 * organisations endorsed, in a block that a quorum of the orderers signed. Never throws for what a package holds.
 */
export function verifyPackage(given: unknown, { at, channel: wanted }: VerifyOptions): Verification {
  const checks: Check[] = [];
  const look = <T>(name: Check['name'], found: () => [T, string]): T | undefined => {
    try {
      const [value, says] = found();
      checks.push({ name, holds: true, says });
      return value;
    } catch (error) {
      const says = error instanceof Broken ? error.message : 'it cannot be read';
      checks.push({ name, holds: false, says });
      return undefined;
    }
  };
  const pack = look('form', () => [EvidencePackage.parse(given), 'the package has the form roadbook.evidence.v1']);
  const channel = pack && look('configurations', () => channelIn(pack, wanted));
  const proven = pack && channel && look('blocks', () => blocksIn(pack, channel));
  const written = pack && proven && look('transactions', () => writesIn(pack, proven));
  const device = pack && written && look('device', () => deviceIn(pack, written));
  const anchor = pack && written && device && look('anchor', () => anchorIn(pack, written, device));
  if (pack && anchor) look('readings', () => readingsIn(pack, anchor));
  if (pack && anchor && anchor.schema !== 'readings.v1') look('records', () => recordsIn(pack, anchor));
  if (pack?.access && written) look('access', () => accessIn(pack, written));
  if (pack && proven) look('time', () => timesIn(pack, proven, at));
  return {
    valid: checks.every(({ holds }) => holds),
    pinned: wanted !== undefined && channel?.genesis === wanted,
    channel: channel?.genesis ?? '',
    checks,
    ...(anchor && { anchor }),
    blocks: (proven ?? []).map(({ block, signers, quorum }) => ({ number: String(block.number), signers, quorum })),
  };
}

function channelIn({ configurations }: EvidencePackage, wanted: string | undefined): [Channel, string] {
  const channel = followConfigurations(configurations);
  if (typeof channel === 'string') throw new Broken(channel);
  must(wanted === undefined || channel.genesis === wanted, `the first block is ${channel.genesis}, not ${wanted}`);
  return [channel, `${configurations.length} configurations since the first block ${channel.genesis}`];
}

function blocksIn({ blocks }: EvidencePackage, channel: Channel): [ProvenBlock[], string] {
  const proven = blocks.map(({ bytes }) => {
    const one = proveBlock(bytes, channel);
    if (typeof one === 'string') throw new Broken(one);
    return one;
  });
  const says = proven.map(
    ({ block, signers, quorum }) => `block ${block.number} by orderers ${signers.join(', ')} (${quorum} needed)`,
  );
  return [proven, says.join('; ')];
}

type Written = ReadonlyMap<
  string,
  readonly { readonly kind: string; readonly id: readonly string[]; readonly after?: unknown }[]
>;

function writesIn({ anchorTx, deviceTx, access }: EvidencePackage, proven: readonly ProvenBlock[]): [Written, string] {
  const wanted = [...new Set([anchorTx, deviceTx, ...(access ? [access.txId] : [])])];
  const writes = wanted.map((txId) => [txId, examined(txId, proven)] as const);
  return [
    new Map(writes),
    `${wanted.length} transactions, each endorsed by a majority of the organisations; valid by the word of the peer that showed them`,
  ];
}

function examined(txId: string, proven: readonly ProvenBlock[]) {
  for (const { block, configuration } of proven) {
    const found = examineIn(block.envelopes, txId, configuration);
    if (!found) continue;
    const { endorsing } = configuration;
    const code = codeName(block.codes[found.position] ?? 0);
    must(found.hasOwnId && found.isSigned, `the transaction ${txId} is not signed by who sent it`);
    must(
      found.endorsedBy.length * 2 > endorsing.length,
      `${found.endorsedBy.length} of ${endorsing.length} organisations endorsed ${txId}`,
    );
    must(code === 'VALID', `the transaction ${txId} is ${code}`);
    return found.decoded.writes.filter(({ index }) => index === undefined);
  }
  throw new Broken(`no block holds the transaction ${txId}`);
}

const recordIn = (written: Written, txId: string, kind: string, ...id: readonly string[]): unknown =>
  written.get(txId)?.find((one) => one.kind === kind && one.id.join('\n') === id.join('\n'))?.after;

function deviceIn({ deviceTx, deviceId, vin }: EvidencePackage, written: Written): [Device, string] {
  const device = Device.parse(recordIn(written, deviceTx, 'device', deviceId));
  must(device.vin === vin, `the device ${deviceId} is in another vehicle`);
  const last = device.keys.at(-1);
  return [device, `${deviceId}, ${device.keys.length} keys, the last vouched for by ${last?.vouchedBy} (${last?.by})`];
}

function anchorIn(
  { anchorTx, deviceTx, deviceId, evidenceId, vin }: EvidencePackage,
  written: Written,
  device: Device,
): [Anchor, string] {
  const anchor = Anchor.parse(recordIn(written, anchorTx, 'anchor', deviceId, evidenceId));
  const key = deviceKeyFor(device, anchor.seq);
  must(anchor.vin === vin && key.txId === deviceTx, 'the transaction of the device is not the one that gave it its key');
  must(isDeviceSigned(anchorText(anchor), anchor.signature, key.deviceKey), `the device ${deviceId} did not sign the root`);
  const flags = anchor.tamper ? `; flagged: ${anchor.signs.join(', ')}` : '';
  return [anchor, `${anchor.count} readings from ${anchor.t0} to ${anchor.t1}, signed as number ${anchor.seq}${flags}`];
}

function readingsIn({ leaves, path }: EvidencePackage, anchor: Anchor): [true, string] {
  const open = leaves.map(({ index, frame }) => ({ index, leaf: frameLeaf(frame) }));
  const root = merkle.rootFromOpening(anchor.count, open, path);
  must(root === anchor.root, 'the readings do not lead to the root');
  const stray = leaves.find(({ frame }) => frame.at < anchor.t0 || frame.at > anchor.t1);
  must(stray === undefined, `the reading ${stray?.index} lies outside the time of the anchor`);
  return [true, `${leaves.length} of ${anchor.count} readings are shown as they were recorded`];
}

function recordsIn({ leaves }: EvidencePackage, anchor: Anchor): [true, string] {
  const fault = recordFault(anchor, leaves);
  must(fault === undefined, fault ?? '');
  return [true, `what is shown has the form ${anchor.schema}, and says what the ledger was told of it`];
}

function accessIn({ access, vin, deviceId, evidenceId, leaves }: EvidencePackage, written: Written): [true, string] {
  const { accessId = '', txId = '' } = access ?? {};
  const found = AccessReceipt.safeParse(recordIn(written, txId, 'access', vin, accessId));
  const receipt = found.success ? found.data : undefined;
  must(receipt?.slice.deviceId === deviceId && receipt.slice.evidenceId === evidenceId, 'the receipt is of another reading');
  const closed = leaves.find(({ index, frame }) => !opens(receipt, index, frame));
  must(closed === undefined, `the receipt does not open the reading ${closed?.index}, or not as exactly`);
  return [true, canonical({ basis: receipt.basis, reader: receipt.reader, purpose: receipt.purpose })];
}

function timesIn({ madeAt }: EvidencePackage, proven: readonly ProvenBlock[], at: Date): [true, string] {
  const latest = new Date(Math.max(...proven.map(({ block }) => block.at.getTime())));
  must(latest <= at && new Date(madeAt) <= at, `something in it is later than ${at.toISOString()}`);
  return [true, `on the ledger since ${latest.toISOString()}`];
}
