import { z } from 'zod';
import { table } from '../../kit/table';
import { count, id, member, sha256Hex } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { vin } from '../../words/vin';
import { categories, schemaName } from './category';
import { signature, txId, sequence } from './device';

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

/** What does not fit the chain. `late` alone is harmless: it fills a gap that was flagged before. */
export const irregularity = z.enum(['gap', 'repeated', 'rootMismatch', 'timeOverlap', 'clockAhead', 'late']);
export type Irregularity = z.infer<typeof irregularity>;

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
  signs: z.array(irregularity).max(6),
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
/** What a device signs for one batch of readings, as it is sent. */
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
