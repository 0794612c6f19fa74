import { anybody, whoever } from '../../kit/side';
import { z } from 'zod';
import { didKey } from '../../evidence/records/device';
import { CATEGORIES } from '../../evidence/records/category';
import { geohash } from '../../words/geohash';
import { precision } from '../../evidence/records/frame';
import { positiveMoney } from '../../kit/value/money';
import { table } from '../../kit/table';
import { count, id, member, org } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { uri } from '../../words/uri';
import { jurisdiction } from '../../words/country';
import { vin } from '../../words/vin';

/** `used` is partly used. */
export const grantStatus = z.enum([
  'requested',
  'granted',
  'used',
  'exhausted',
  'expired',
  'revoked',
  'denied',
]);
export type GrantStatus = z.infer<typeof grantStatus>;

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
export const titleNo = count(1000, 1);

/** How the owner was told what is asked; a consent without it is none. */
export const GrantNotice = z.strictObject({
  jurisdiction,
  /** ISO 639-1. */
  language: z
    .string()
    .regex(/^[a-z]{2}$/, 'must be an ISO 639-1 code like de')
    .meta({ examples: ['de'] }),
  collectionMethod: z.enum(['app', 'web', 'inVehicle', 'paper']),
  policyUrl: uri,
});

/** Most cells of a fence. */
export const MAX_FENCE = 32;

/**
 * Readings of the vehicle, or `history`: its record on the ledger, which the grantee then sees as its owner
 * does, while the grant lives.
 */
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

/**
 * What an owner opens to whom, under which terms, with the story of the consent; times are instants, reads
 * are counted.
 */
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

export const grants = table({
  kind: 'grant',
  v: 1,
  schema: Grant,
  id: (record) => [record.vin, record.grantId],
  indexes: { grantee: (record: Grant) => [record.terms.grantee] },
  sides: {
    owner: ({ owner }: Grant) => owner,
    grantee: ({ terms }: Grant) => terms.grantee,
    registrar: whoever('registrar'),
    auditor: whoever('auditor'),
    anybody,
  },
});

/** The grant that a request names. */
export const onGrant = ({ vin: of, grantId }: { readonly vin: string; readonly grantId: string }) =>
  grants.at(of, grantId);
