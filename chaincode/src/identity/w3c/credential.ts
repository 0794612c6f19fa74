import { z } from 'zod';
import { SUITES, type Suite } from './integrity';

/** The first context of every document of VC Data Model 2.0. */
export const VC_CONTEXT = 'https://www.w3.org/ns/credentials/v2';
/** The context in which the types and claims of this consortium are named. */
export const ROADBOOK_CONTEXT = 'urn:roadbook:credentials:1';

const MAX_DEPTH = 12;
const MAX_VALUES = 4_000;
/** Of a snapshot, which a verifier fetched itself. */
const MAX_SNAPSHOT = 500_000;
const MAX_TEXT = 100_000;

/** Plain JSON of a size that a reader can afford. */
function isBounded(value: unknown, depth: number, left: { values: number }): boolean {
  if (depth > MAX_DEPTH || --left.values < 0) return false;
  if (typeof value === 'string') return value.length <= MAX_TEXT && value.isWellFormed();
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return value === null || typeof value === 'boolean';
  return Object.entries(value).every(([name, one]) => name.length <= 256 && isBounded(one, depth + 1, left));
}

export const json = z
  .unknown()
  .refine((value) => isBounded(value, 0, { values: MAX_VALUES }), 'must be plain JSON of bounded size');

/** Plain JSON of the size of a snapshot, that can be canonicalised. */
export const isSnapshotSized = (value: unknown): boolean => isBounded(value, 0, { values: MAX_SNAPSHOT });

const object = z.record(z.string().max(256), z.unknown());
const url = z
  .string()
  .max(2_048)
  .regex(/^[A-Za-z][A-Za-z0-9+.-]*:\S+$/, 'must be a URL');
const stamp = z
  .string()
  .max(40)
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/, 'must be a dateTimeStamp');
const oneOrMore = <T extends z.ZodType>(item: T, max: number) =>
  z.union([item, z.array(item).min(1).max(max)]);
/** Extension points name their type. */
const typed = oneOrMore(
  object.refine((value) => value['type'] !== undefined, 'must have a type'),
  8,
).optional();
const context = z
  .array(z.union([url, object]))
  .min(1)
  .max(16);
const type = z.array(z.string().min(1).max(128)).min(1).max(8);
const text = z.union([z.string().max(2_000), object, z.array(object).max(16)]).optional();

/** A Data Integrity proof. */
export const Proof = z.strictObject({
  '@context': z.union([url, context]).optional(),
  id: url.optional(),
  type: z.literal('DataIntegrityProof'),
  cryptosuite: z.enum(Object.keys(SUITES) as [Suite, ...Suite[]]),
  created: stamp.optional(),
  expires: stamp.optional(),
  verificationMethod: z.string().max(400),
  proofPurpose: z.enum(['assertionMethod', 'authentication']),
  challenge: z.string().min(1).max(200).optional(),
  domain: z.string().min(1).max(300).optional(),
  nonce: z.string().max(200).optional(),
  proofValue: z.string().min(2).max(200),
});

/** Bitstring Status List: where the status of a credential is. */
export const StatusEntry = z.strictObject({
  id: url.optional(),
  type: z.literal('BitstringStatusListEntry'),
  statusPurpose: z.enum(['revocation', 'suspension', 'refresh', 'message']),
  statusListIndex: z.string().regex(/^(0|[1-9]\d{0,8})$/, 'must be a whole number as text'),
  statusListCredential: url,
  statusSize: z.literal(1).optional(),
  statusMessage: z
    .array(z.strictObject({ status: z.string().max(10), message: z.string().max(200) }))
    .max(2)
    .optional(),
  statusReference: oneOrMore(url, 4).optional(),
});
export type StatusEntry = z.output<typeof StatusEntry>;

/**
 * A credential of VC Data Model 2.0. Nothing else may stand in it: `issuanceDate` and `expirationDate` are of
 * version 1.
 */
export const Credential = z.strictObject({
  '@context': context,
  id: url.optional(),
  type: type.refine((names) => names.includes('VerifiableCredential'), 'must include VerifiableCredential'),
  name: text,
  description: text,
  issuer: z.union([url, z.looseObject({ id: url })]),
  validFrom: stamp.optional(),
  validUntil: stamp.optional(),
  credentialSubject: oneOrMore(
    object.refine((subject) => Object.keys(subject).length > 0, 'must say something'),
    16,
  ),
  credentialStatus: oneOrMore(StatusEntry, 4).optional(),
  credentialSchema: typed,
  termsOfUse: typed,
  evidence: typed,
  refreshService: typed,
  relatedResource: typed,
  proof: Proof,
});
export type Credential = z.output<typeof Credential>;

/** A presentation: the credentials, and the holder's answer to a challenge. */
export const Presentation = z.strictObject({
  '@context': context,
  id: url.optional(),
  type: type.refine(
    (names) => names.includes('VerifiablePresentation'),
    'must include VerifiablePresentation',
  ),
  holder: z.union([url, z.looseObject({ id: url })]),
  verifiableCredential: z.array(object).min(1).max(16),
  proof: Proof,
});
export type Presentation = z.output<typeof Presentation>;

export const listOf = <T>(value: T | readonly T[]): readonly T[] =>
  Array.isArray(value) ? value : [value as T];
export const idOf = (party: string | { readonly id: string }): string =>
  typeof party === 'string' ? party : party.id;
