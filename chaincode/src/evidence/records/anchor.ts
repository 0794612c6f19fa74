import { z } from 'zod';
import { table } from '../../kit/table';
import { count, id, member, sha256Hex } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { vin } from '../../words/vin';
import { deviceStatus } from '../life';

/** What a reading is about. The first four follow a person or look at one. */
export const CATEGORIES = [
  'location',
  'cabin',
  'camera',
  'driving',
  'speed',
  'odometer',
  'battery',
  'charging',
  'diagnostics',
  'crash',
  'occupants',
  'automation',
] as const;
export const category = z.enum(CATEGORIES);
export type Category = z.infer<typeof category>;
export const categories = z.array(category).min(1).max(CATEGORIES.length);

/** Form of the leaves: readings of any kind, event data recorders, automated driving, emergency calls. */
export const schemaName = z.enum([
  'readings.v1',
  'edr.563.v1',
  'edr.r160.v1',
  'edr.gb39732.v1',
  'dssad.r157.v1',
  'ecall.en15722.v1',
]);

/** What made a record of an event; only this is public, never the record itself. */
export const Incident = z.strictObject({
  kind: z.enum(['crash', 'takeover', 'ecall']),
  at: instant,
  /** Triggered by sensors, not by hand. */
  automatic: z.boolean(),
  /** A test call, or a record made in a workshop. */
  test: z.boolean(),
  /** 49 CFR 563 Table I: the whole file was recorded. */
  complete: z.boolean(),
});
export type Incident = z.infer<typeof Incident>;

export const deviceKind = z.enum(['telematics', 'edr', 'dssad', 'ecall', 'camera', 'battery', 'dongle']);
/** `did:key` of a P-256 key. */
export const didKey = z.string().regex(/^did:key:zDn[1-9A-HJ-NP-Za-km-z]{45,46}$/, 'must be a did:key of a P-256 key');
/** ECDSA, P-256, SHA-256: r and s of 32 bytes each, base64url. */
export const signature = z.string().regex(/^[A-Za-z0-9_-]{86}$/, 'must be 64 bytes in base64url');
const txId = z.string().regex(/^[0-9a-f]{64}$/);
export const sequence = count(1_000_000_000, 1);

/** A key of a device, from one anchor on. */
export const DeviceKey = z.strictObject({
  deviceKey: didKey,
  /** The first anchor that it signs. */
  fromSeq: sequence,
  since: instant,
  by: member,
  /**
   * `birth`: the manufacturer certified it; `maker`: it registered it; `previousKey`: the key before signed it in; `workshop`: the word of who has
   * the vehicle in its hands. `registrant`, of records of before, is the word of whoever registered it.
   */
  vouchedBy: z.enum(['birth', 'maker', 'previousKey', 'workshop', 'registrant']),
  txId,
});
export type DeviceKey = z.infer<typeof DeviceKey>;

/** Most keys that a device has in its life. */
export const MAX_KEYS = 16;

export const Device = z.strictObject({
  deviceId: id,
  vin,
  kind: deviceKind,
  status: deviceStatus,
  keys: z.array(DeviceKey).min(1).max(MAX_KEYS),
  by: member,
  registeredAt: instant,
  retiredAt: instant.optional(),
});
export type Device = z.infer<typeof Device>;

/** What does not fit the chain. `late` alone is harmless: it fills a gap that was flagged before. */
export const sign = z.enum(['gap', 'repeated', 'rootMismatch', 'timeOverlap', 'clockAhead', 'late']);
export type Sign = z.infer<typeof sign>;

/** The root over a batch of readings, signed at the source. The readings themselves stay off the chain. */
export const Anchor = z.strictObject({
  evidenceId: id,
  deviceId: id,
  vin,
  /** Counts the anchors of the device from 1. */
  seq: sequence,
  /** Root of the anchor before; that of the empty tree for the first. */
  prevRoot: sha256Hex,
  root: sha256Hex,
  /** Leaves under the root. */
  count: count(10_000_000, 1),
  /** First and last reading. */
  t0: instant,
  t1: instant,
  schema: schemaName,
  categories,
  /** The trip, where consent is given trip by trip. */
  trip: id.optional(),
  /** Seal of the cell in which all of it was recorded; opened where a grant has a fence. */
  cellSeal: sha256Hex.optional(),
  incident: Incident.optional(),
  /** SHA-256 of the encrypted readings as they are stored. */
  contentHash: sha256Hex.optional(),
  retainUntil: day.optional(),
  signature,
  signs: z.array(sign).max(6),
  /** Something does not fit: looked at by people, never refused. */
  tamper: z.boolean(),
  /** An incident of a device for which neither birth certificate nor maker vouches. */
  unvouched: z.literal(true).optional(),
  by: member,
  anchoredAt: instant,
  txId,
});
export type Anchor = z.infer<typeof Anchor>;
export const anchorRequest = Anchor.omit({
  signs: true,
  tamper: true,
  unvouched: true,
  by: true,
  anchoredAt: true,
  txId: true,
});
export type AnchorRequest = z.infer<typeof anchorRequest>;

/** Missing anchors that a chain remembers. */
export const MAX_MISSING = 32;

/** Where the chain of a device ends. */
export const Head = z.strictObject({
  deviceId: id,
  seq: count(1_000_000_000),
  root: sha256Hex,
  /** The last reading so far. */
  t1: instant.optional(),
  anchors: count(2_000_000_000),
  readings: count(Number.MAX_SAFE_INTEGER),
  tampers: count(2_000_000_000),
  /** Gaps not filled yet, both ends included. */
  missing: z.array(z.strictObject({ from: sequence, to: sequence })).max(MAX_MISSING),
});
export type Head = z.infer<typeof Head>;

const pad = (seq: number): string => seq.toString().padStart(10, '0');

export const devices = table({
  kind: 'device',
  v: 1,
  schema: Device,
  id: (record) => [record.deviceId],
  indexes: { vin: (record: Device) => [record.vin] },
});
export const heads = table({ kind: 'deviceHead', v: 1, schema: Head, id: (record) => [record.deviceId] });
export const anchors = table({
  kind: 'anchor',
  v: 1,
  schema: Anchor,
  id: (record) => [record.deviceId, record.evidenceId],
  indexes: {
    seq: (record: Anchor) => [record.deviceId, pad(record.seq)],
    incident: (record: Anchor) => record.incident && [record.vin, record.incident.at],
    tamper: (record: Anchor) => (record.tamper ? [record.vin, record.anchoredAt] : undefined),
  },
});
