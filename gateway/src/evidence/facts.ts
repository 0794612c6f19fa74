import {
  AccessReceipt,
  canonical,
  Anchor,
  anchorText,
  Device,
  deviceKeyFor,
  frameLeaf,
  isDeviceSigned,
  isDeviceVouched,
  merkle,
} from '@roadbook/chaincode/api';
import { opens } from './device';
import { recordFault } from './form';
import { must } from './outcome';
import type { Parts } from './package';
import type { Examined } from './transaction';
import { accessKey, anchorKey, deviceKey, type Transactions } from './validity';

const recordIn = ({ decoded }: Examined, key: string): unknown =>
  decoded.writes.find((one) => one.key === key)?.after;

/** The device as the anchor found it. */
export function deviceIn(parts: Parts, { device: written }: Transactions): [Device, string] {
  const device = Device.parse(recordIn(written, deviceKey(parts)));
  must(
    device.vin === parts.vin && device.deviceId === parts.deviceId,
    `the device ${parts.deviceId} is in another vehicle`,
  );
  return [device, `${device.deviceId}, ${device.keys.length} keys`];
}

export function anchorIn(parts: Parts, { anchor: written }: Transactions, device: Device): [Anchor, string] {
  const { deviceId, evidenceId, vin, anchorTx } = parts;
  const anchor = Anchor.parse(recordIn(written, anchorKey(parts)));
  const key = deviceKeyFor(device, anchor.seq);
  must(
    anchor.vin === vin && anchor.deviceId === deviceId && anchor.evidenceId === evidenceId,
    'the anchor is of other evidence',
  );
  must(anchor.txId === anchorTx, 'another transaction made the anchor');
  must(
    isDeviceSigned(anchorText(anchor), anchor.signature, key.deviceKey),
    `the device ${deviceId} did not sign the root`,
  );
  const flags = anchor.tamper ? `; flagged: ${anchor.signs.join(', ')}` : '';
  const word = isDeviceVouched(device, anchor.seq, undefined)
    ? 'birth certificate or maker vouches for the key'
    : `the key rests on the word of ${key.by} (${key.vouchedBy})`;
  return [
    anchor,
    `${anchor.count} readings from ${anchor.t0} to ${anchor.t1}, signed as number ${anchor.seq}; ${word}${flags}`,
  ];
}

export function readingsIn({ leaves, path }: Parts, anchor: Anchor): [true, string] {
  const open = leaves.map(({ index, frame }) => ({ index, leaf: frameLeaf(frame) }));
  const root = merkle.rootFromOpening(anchor.count, open, path);
  must(root === anchor.root, 'the readings do not lead to the root');
  const stray = leaves.find(({ frame }) => frame.at < anchor.t0 || frame.at > anchor.t1);
  must(stray === undefined, `the reading ${stray?.index} lies outside the time of the anchor`);
  return [true, `${leaves.length} of ${anchor.count} readings are shown as they were recorded`];
}

export function recordsIn({ leaves }: Parts, anchor: Anchor): [true, string] {
  const fault = recordFault(anchor, leaves);
  must(fault === undefined, fault ?? '');
  return [true, `what is shown has the form ${anchor.schema}, and says what the ledger was told of it`];
}

export function accessIn(parts: Parts, written: Examined): [true, string] {
  const { deviceId, evidenceId, leaves } = parts;
  const found = AccessReceipt.safeParse(recordIn(written, accessKey(parts)));
  const receipt = found.success ? found.data : undefined;
  must(
    receipt?.slice.deviceId === deviceId && receipt.slice.evidenceId === evidenceId,
    'the receipt is of another reading',
  );
  const closed = leaves.find(({ index, frame }) => !opens(receipt, index, frame));
  must(closed === undefined, `the receipt does not open the reading ${closed?.index}, or not as exactly`);
  return [true, canonical({ basis: receipt.basis, reader: receipt.reader, purpose: receipt.purpose })];
}

/** Times are what senders claimed, and peers let pass. */
export function timesIn(
  { madeAt }: Parts,
  { anchor, device, access, witness }: Transactions,
  at: Date,
): [true, string] {
  const all = [anchor, device, access, witness].flatMap((one) => (one ? [one.at] : []));
  must(
    all.every((one) => one <= at) && new Date(madeAt) <= at,
    `something in it is later than ${at.toISOString()}`,
  );
  must(!witness || witness.at.toISOString() === madeAt, 'it was made at another time than it says');
  return [true, `on the ledger since ${anchor.at.toISOString()}`];
}
