import { z } from 'zod';
import { didKey } from '../evidence/records/device';
import { CATEGORIES, categories, category } from '../evidence/records/category';
import { Cell, geohash } from '../evidence/records/cell';
import { precision } from '../evidence/records/frame';
import { positiveMoney } from '../kit/value/money';
import { table } from '../kit/table';
import { count, id, line, member, org, sha256Hex } from '../kit/value/text';
import { instant } from '../kit/value/time';
import { uri } from '../words/uri';
import { jurisdiction } from '../words/country';
import { vin } from '../words/vin';
import { deletionStatus, grantStatus } from './life';

/** An organisation, or a member. */
export const party = z.union([member, org]);
/** What the data may be used for, and for nothing else. */
export const purpose = z.enum([
  'usageBasedInsurance',
  'claimHandling',
  'maintenance',
  'diagnosis',
  'creditCheck',
  'resale',
  'mobilityService',
  'research',
  'safetyImprovement',
  'legalDefence',
]);
export type Purpose = z.infer<typeof purpose>;
const txId = z.string().regex(/^[0-9a-f]{64}$/);
const titleNo = count(1000, 1);

/** How the owner was told what is asked; a consent without it is none. */
export const GrantNotice = z.strictObject({
  jurisdiction,
  /** ISO 639-1. */
  language: z.string().regex(/^[a-z]{2}$/, 'must be an ISO 639-1 code like de'),
  collectionMethod: z.enum(['app', 'web', 'inVehicle', 'paper']),
  policyUrl: uri,
});

/** Most cells of a fence. */
export const MAX_FENCE = 32;

/** Readings of the vehicle, or `history`: its record on the ledger, which the grantee then sees as its owner does, while the grant lives. */
const opened = z
  .array(z.enum([...CATEGORIES, 'history']))
  .min(1)
  .max(CATEGORIES.length + 1);

/** What a grantee may read, of when, for what, how often and until when. */
export const Terms = z.strictObject({
  grantee: party,
  categories: opened,
  /** Time of the data, the end excluded. */
  fromTime: instant,
  untilTime: instant,
  purpose,
  precision,
  /** Only data of this trip, where consent is given trip by trip. */
  trip: id.optional(),
  /** `inVehicle`: the grantee's computation runs in the vehicle; readings and keys do not leave it. */
  processing: z.enum(['offBoard', 'inVehicle']),
  /** Only data recorded in one of these cells. They are public, as all terms are. */
  fence: z.array(geohash).min(1).max(MAX_FENCE).optional(),
  /** The grant ends at this moment. */
  validUntil: instant,
  maxReads: count(1_000_000, 1),
  /** What the grantee pays the owner for each reading, in the transaction of the reading. */
  price: positiveMoney.optional(),
  /** The key to which data keys are wrapped. */
  granteeKey: didKey.optional(),
  notice: GrantNotice,
});
export type Terms = z.infer<typeof Terms>;

/** ISO/IEC TS 27560 event of a consent; the last one is its state. */
export const ConsentEvent = z.strictObject({
  type: z.enum(['requested', 'given', 'withdrawn', 'refused', 'expired', 'renewed']),
  at: instant,
  by: member,
});
export type ConsentEvent = z.infer<typeof ConsentEvent>;

export const MAX_EVENTS = 64;

export const Grant = z.strictObject({
  vin,
  grantId: id,
  terms: Terms,
  /** Whose consent it is. */
  owner: member,
  /** The holding of the title under which it counts; with the next one it is gone. */
  titleNo,
  status: grantStatus,
  /** Since it was given or renewed. */
  reads: count(1_000_000),
  events: z.array(ConsentEvent).min(1).max(MAX_EVENTS),
});
export type Grant = z.infer<typeof Grant>;

/** Leaves of one anchor, and the time of their readings; both ends: from included, until excluded. */
export const Slice = z.strictObject({
  deviceId: id,
  evidenceId: id,
  category,
  fromLeaf: count(10_000_000),
  untilLeaf: count(10_000_000, 1),
  fromTime: instant,
  untilTime: instant,
  /** Opens the cell that the device committed to; a grant with a fence asks for it, and from then on it is public. */
  cell: Cell.optional(),
});
export type Slice = z.infer<typeof Slice>;

/** Who read what, why and on which ground: the owner's receipt. */
export const Access = z.strictObject({
  vin,
  accessId: id,
  basis: z.enum(['grant', 'owner', 'court', 'emergency']),
  /** The grant, the court order, the emergency call, or the title of the owner. */
  reference: id,
  reader: party,
  by: member,
  purpose: z.union([purpose, z.enum(['ownData', 'courtOrder', 'rescue'])]),
  slice: Slice,
  precision,
  /** Of the grant, after this one. */
  readsLeft: count(1_000_000).optional(),
  /** By which the price of the grant was paid. */
  paymentId: id.optional(),
  at: instant,
  txId,
});
export type Access = z.infer<typeof Access>;

/** What was found on the ledger, and no more of it. */
export const Witnessed = z.strictObject({ deviceId: id, evidenceId: id, accessId: id.optional() });

/** A court's order to open data, without the owner's will. Without one the court path is shut. */
export const CourtOrder = z.strictObject({
  vin,
  orderId: id,
  court: line(100),
  /** SHA-256 of the order itself, which is not on the ledger. */
  documentHash: sha256Hex,
  categories,
  fromTime: instant,
  untilTime: instant,
  validUntil: instant,
  recordedBy: member,
  recordedAt: instant,
});
export type CourtOrder = z.infer<typeof CourtOrder>;

/** Tells whoever held the title at the time of the data that it was read without consent. */
export const OwnerNotice = z.strictObject({
  vin,
  accessId: id,
  owner: member,
  basis: z.enum(['court', 'emergency']),
  reference: id,
  by: member,
  at: instant,
  seenAt: instant.optional(),
});
export type OwnerNotice = z.infer<typeof OwnerNotice>;

export const Deletion = z.strictObject({
  vin,
  deletionId: id,
  owner: member,
  /** Who keeps the data. */
  keeper: party,
  categories,
  fromTime: instant,
  untilTime: instant,
  requestedAt: instant,
  status: deletionStatus,
  answeredAt: instant.optional(),
  /** Why it may be kept. */
  ground: z.enum(['courtOrder', 'legalDuty', 'openClaim']).optional(),
});
export type Deletion = z.infer<typeof Deletion>;

/** Holding of the title and turn of the data key within it, `2.0`. */
export const epochName = z.string().regex(/^\d{1,4}\.\d{1,6}$/, 'must be an epoch like 1.0');

/** How often the data key turned under a holding of the title. */
export const Turns = z.strictObject({ vin, titleNo, turns: count(999_999) });

/** The key to one category of data in an epoch, encrypted to the key of the grantee. */
export const WrappedKey = z.strictObject({
  vin,
  grantId: id,
  epoch: epochName,
  category,
  granteeKey: didKey,
  /** The sender's key of this one agreement. */
  ephemeralKey: didKey,
  /** Nonce of 12 bytes, 32 encrypted bytes, tag of 16 (AES-256-GCM), base64url. */
  wrapped: z.string().regex(/^[A-Za-z0-9_-]{80}$/, 'must be 60 bytes in base64url'),
  by: member,
  at: instant,
});
export type WrappedKey = z.infer<typeof WrappedKey>;

export const grants = table({
  kind: 'grant',
  v: 1,
  schema: Grant,
  id: (record) => [record.vin, record.grantId],
  indexes: { grantee: (record: Grant) => [record.terms.grantee] },
});
export const accesses = table({ kind: 'access', v: 1, schema: Access, id: (record) => [record.vin, record.accessId] });
export const orders = table({ kind: 'courtOrder', v: 1, schema: CourtOrder, id: (record) => [record.vin, record.orderId] });
export const notices = table({
  kind: 'ownerNotice',
  v: 1,
  schema: OwnerNotice,
  id: (record) => [record.vin, record.accessId, record.owner],
  indexes: { owner: (record: OwnerNotice) => [record.owner, record.at] },
});
export const deletions = table({
  kind: 'deletion',
  v: 1,
  schema: Deletion,
  id: (record) => [record.vin, record.deletionId],
  indexes: { keeper: (record: Deletion) => (record.status === 'requested' ? [record.keeper] : undefined) },
});
export const turns = table({ kind: 'dataKeyTurns', v: 1, schema: Turns, id: (record) => [record.vin] });
export const wrappedKeys = table({
  kind: 'wrappedKey',
  v: 1,
  schema: WrappedKey,
  id: (record) => [record.vin, record.grantId, record.epoch, record.category],
});
