import { createHash } from 'node:crypto';
import { canonical } from '../../kit/value/json';
import { fromBase58 } from '../../words/base58';
import { isSigned, isSigning, publicKeyOf, type SigningKind, SIGNING } from '../../words/multikey';

/** The cryptosuites of W3C Data Integrity that canonicalise with RFC 8785, and the keys of each. */
export const SUITES = {
  'ecdsa-jcs-2019': ['P-256', 'P-384'],
  'eddsa-jcs-2022': ['Ed25519'],
} as const satisfies Readonly<Record<string, readonly SigningKind[]>>;

export type Suite = keyof typeof SUITES;
/** A JSON object of which nothing is known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The cryptosuite with which a kind of key signs (VC Data Integrity ECDSA and EdDSA). */
export const suiteOf = (kind: SigningKind): Suite =>
  kind === 'Ed25519' ? 'eddsa-jcs-2022' : 'ecdsa-jcs-2019';

/**
 * Hash of the proof options, then hash of the document without its proof: what is signed. SHA-384 for P-384,
 * else SHA-256.
 */
export function signedBytes(unsecured: JsonObject, options: JsonObject, kind: SigningKind): Buffer {
  const hash = (part: JsonObject): Buffer =>
    createHash(SIGNING[kind].hash ?? 'sha256')
      .update(canonical(part))
      .digest();
  return Buffer.concat([hash(options), hash(unsecured)]);
}

/**
 * Why the proof of a document is not of this key, or `undefined` when it is. The document must be exactly as
 * it was read.
 */
export function proofFault(document: JsonObject, multikey: string): string | undefined {
  const { proof, ...unsecured } = document as JsonObject & { proof: JsonObject };
  const { proofValue, ...options } = proof;
  const found = publicKeyOf(multikey);
  if (!found || !isSigning(found.kind)) return 'its key is of a kind that signs nothing here';
  const suite = String(options['cryptosuite']);
  if (!Object.hasOwn(SUITES, suite)) return 'its cryptosuite is not known here';
  if (!(SUITES[suite as Suite] as readonly string[]).includes(found.kind))
    return `a ${found.kind} key does not belong to ${suite}`;
  const context = options['@context'];
  if (context !== undefined && !beginsWith(unsecured['@context'], context))
    return 'its proof was made for another @context';
  const signed = { ...unsecured, ...(context !== undefined && { '@context': context }) };
  const signature =
    typeof proofValue === 'string' && proofValue.startsWith('z')
      ? fromBase58(proofValue.slice(1))
      : undefined;
  if (!signature) return 'its proofValue is not base58btc';
  const right = isSigned(found.kind, found.key, signedBytes(signed, options, found.kind), signature);
  return right ? undefined : 'it was changed after it was signed, or another key signed it';
}

function beginsWith(all: unknown, start: unknown): boolean {
  const [whole, head] = [listOf(all), listOf(start)];
  return head.every((one, at) => at < whole.length && canonical(one) === canonical(whole[at]));
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
