import type { z } from 'zod';
import { addMillis, type Instant } from '../../kit/value/time';
import { type Check, checked } from './check';
import { isSnapshotSized } from '../w3c/credential';
import { isKeyDid, multikeyIn, partsOfMethod } from '../w3c/did';
import { type JsonObject, proofFault } from '../w3c/integrity';
import { isValidAt } from './key';
import { PublicDid, type Purpose } from '../records/did';
import { StatusSnapshot, TrustSnapshot } from '../records/snapshot';
import { contentHash } from './snapshot';

/** What a verifier has in hand; nothing of it is fetched. */
export interface VerificationInput {
  /** The time of the verification, UTC with milliseconds. */
  readonly at: Instant;
  /** The answer of `identity.exportTrust`. */
  readonly trustSnapshot?: unknown;
  /** Answers of `identity.exportStatus`, or signed Bitstring Status List credentials, or a list of them. */
  readonly statusSnapshot?: unknown;
  /** Answers of `identity.read` for holders with a did:auto. A did:key needs none. */
  readonly holders?: readonly PublicDid[];
  /**
   * What the verifier asked the holder to answer. For an SD-JWT the audience is `domain` and the nonce is
   * `challenge`.
   */
  readonly expected?: { readonly challenge: string; readonly domain: string };
  /** Snapshots older than this are not trusted. */
  readonly longestAgeMillis?: number;
  /** The hash of the trust snapshot as it is known from a trusted place. */
  readonly trustHash?: string;
  /**
   * The multikey that signed the snapshots, such as the registry's. With it every snapshot must bear a proof.
   */
  readonly anchor?: string;
}

/** Snapshots that were read and found whole. */
export interface VerifiedInput {
  readonly trust: TrustSnapshot | undefined;
  readonly pages: readonly StatusSnapshot[];
  /** Status list credentials, not yet verified. */
  readonly lists: readonly JsonObject[];
  readonly dids: readonly PublicDid[];
  readonly check: Check;
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && isSnapshotSized(value);

/**
 * Reads the snapshots. One that is broken, changed, too old or not signed by the anchor counts as absent, and
 * the check says so.
 */
export function knownFrom(givens: VerificationInput): VerifiedInput {
  const faults: string[] = [];
  const read = <T extends { at: string; hash: string; content: object }>(
    raw: unknown,
    schema: z.ZodType<T>,
    what: string,
  ): T[] => {
    const { proof: _, ...bare } = isObject(raw) ? raw : {};
    const parsed = schema.safeParse(bare);
    const fault = parsed.success ? snapshotFault(raw as JsonObject, parsed.data, givens) : 'is not one';
    if (fault !== undefined) faults.push(`the ${what} snapshot ${fault}`);
    return parsed.success && fault === undefined ? [parsed.data] : [];
  };
  const statuses = givens.statusSnapshot === undefined ? [] : [givens.statusSnapshot].flat();
  const lists = statuses
    .filter((one) => isObject(one))
    .filter((one) => one['credentialSubject'] !== undefined);
  const [trust] =
    givens.trustSnapshot === undefined ? [] : read(givens.trustSnapshot, TrustSnapshot, 'trust');
  const pages = statuses
    .filter((one) => !lists.includes(one as JsonObject))
    .flatMap((one) => read(one, StatusSnapshot, 'status'));
  if (trust && givens.trustHash !== undefined && trust.hash !== givens.trustHash)
    faults.push('the trust snapshot is not the expected one');
  const holders = (givens.holders ?? []).filter((holder) => PublicDid.safeParse(holder).success);
  return {
    trust,
    pages,
    lists,
    dids: [...(trust?.content.issuers ?? []), ...holders],
    check: checked(
      'snapshots',
      faults[0],
      trust ? `registry version ${trust.content.version} of ${trust.at}` : 'none was given',
    ),
  };
}

function snapshotFault(
  raw: JsonObject,
  { at, hash, content }: { at: string; hash: string; content: object },
  givens: VerificationInput,
): string | undefined {
  if (contentHash(content) !== hash) return 'was changed: its hash is another';
  if (at > addMillis(givens.at, SKEW_MILLIS)) return 'is of a later time';
  if (givens.longestAgeMillis !== undefined && addMillis(at, givens.longestAgeMillis) < givens.at)
    return `of ${at} is too old`;
  if (givens.anchor === undefined) return undefined;
  if (!isObject(raw['proof'])) return 'is not signed';
  return proofFault(raw, givens.anchor) === undefined ? undefined : 'is not signed by the anchor';
}

/** Clocks of signers and verifiers may differ by this much. */
export const SKEW_MILLIS = 60_000;

/** The key that a proof names, if it is the party's and was valid for the purpose at the time; or why not. */
export function keyOf(
  method: string,
  party: string,
  purpose: Purpose,
  at: string,
  dids: readonly PublicDid[],
): { multikey: string } | { why: string } {
  const parts = partsOfMethod(method);
  if (!parts || parts.did !== party) return { why: `${method} is not a key of ${party}` };
  if (isKeyDid(party)) {
    const own = parts.fragment === multikeyIn(party);
    return own ? { multikey: parts.fragment } : { why: 'a did:key has one key, itself' };
  }
  const holder = dids.find(({ did }) => did === party);
  if (!holder) return { why: `the keys of ${party} are in no snapshot` };
  const key = holder.keys.find(({ keyId }) => keyId === parts.fragment);
  if (!key) return { why: `${party} has no key ${parts.fragment}` };
  if (!isValidAt(key, at)) return { why: `${parts.fragment} of ${party} was not valid at ${at}` };
  return key.purposes.includes(purpose)
    ? { multikey: key.multikey }
    : { why: `${parts.fragment} is not for ${purpose}` };
}
