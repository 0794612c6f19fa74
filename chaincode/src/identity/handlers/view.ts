import type { Found } from '../../kit/ledger/rows';
import type { Instant } from '../../kit/value/time';
import type { CredentialType } from '../records/claims';
import { listOf } from '../w3c/credential';
import { documentHash } from '../rules/dataintegrity';
import { objectIn } from '../w3c/jws';
import type { Did, PublicDid } from '../records/did';
import { snapshotOf } from '../records/snapshot';
import { type CredentialRow, rowId } from '../records/credential';
import { publicPart } from '../tables';
import { isTrustedAt, type TrustedIssuer } from '../records/trust';
import { verifyCredential } from '../rules/verification';

/** What the ledger knows about a credential and who issued it. */
export interface LedgerView {
  readonly channel: string;
  readonly row: CredentialRow;
  readonly entry: TrustedIssuer | undefined;
  readonly issuer: PublicDid | undefined;
}

interface Looking {
  readonly channel: string;
  readonly credentials: Found<CredentialRow>;
  readonly dids: Found<Did>;
  readonly trustedIssuers: Found<TrustedIssuer>;
}

/** Looks up where a credential stands, and its issuer for that type. */
export async function viewOf(
  tx: Looking,
  place: { readonly issuer: string; readonly list: number; readonly index: number },
  type: CredentialType,
): Promise<LedgerView> {
  const row = await tx.credentials.get(...rowId(place));
  const issuer = await tx.dids.find(place.issuer);
  const entry = await tx.trustedIssuers.find(type, place.issuer);
  return { channel: tx.channel, row, entry, issuer: issuer && publicPart(issuer) };
}

/** What a document says of its subjects, and its hash; or the check that failed. */
export type Shown<Claims> =
  | { readonly hash: string; readonly document: Readonly<Record<string, unknown>>; readonly subjects: readonly Claims[] }
  | { readonly failed: string };

/**
 * Reads a credential that somebody shows in a transaction: it must be the one of the row, of the type, signed by an issuer that is trusted for it,
 * and good at each of the moments. An SD-JWT answers a challenge of its verifier, which a contract is not, so it has no `shape` here.
 */
export function shownAt<Claims>(
  text: string,
  type: CredentialType,
  { channel, row, entry, issuer }: LedgerView,
  now: Instant,
  ...moments: readonly Instant[]
): Shown<Claims> {
  const document = objectIn(text);
  if (!document) return { failed: 'shape' };
  const hash = documentHash(document);
  if (hash !== row.hash || row.type !== type) return { failed: 'status' };
  const trust = { channel, version: 0, entries: entry ? [entry] : [], issuers: issuer ? [issuer] : [] };
  const status = { channel, issuer: row.issuer, list: row.list, rows: [row] };
  const given = { trustSnapshot: snapshotOf(trust, now), statusSnapshot: snapshotOf(status, now) };
  const verdicts = [now, ...moments].map((at) => verifyCredential(document, { ...given, at }));
  const failed = verdicts.flatMap(({ checks }) => checks).find(({ passed }) => !passed);
  return failed
    ? { failed: failed.name }
    : { hash, document, subjects: listOf(verdicts[0]?.claims as Claims | readonly Claims[]) };
}

/** Whether a credential still counts: valid, and recorded while its issuer was trusted for its type. */
export const stands = ({ status, recordedAt }: CredentialRow, entry: TrustedIssuer | undefined): boolean =>
  status === 'valid' && entry !== undefined && isTrustedAt(entry, recordedAt);
