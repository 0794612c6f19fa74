import type { Instant } from '../../kit/value/time';
import type { CredentialType } from '../records/claims';
import { listOf } from '../w3c/credential';
import { documentHash } from './dataintegrity';
import { objectIn } from '../w3c/jws';
import type { PublicDid } from '../records/did';
import { snapshotOf } from './snapshot';
import type { CredentialStanding } from '../records/credential';
import type { TrustedIssuer } from '../records/trust';
import { isTrustedAt } from './trust';
import { verifyCredential } from './verification';

/** What the ledger knows about a credential and who issued it. */
export interface LedgerView {
  readonly channel: string;
  readonly row: CredentialStanding;
  readonly entry: TrustedIssuer | undefined;
  readonly issuer: PublicDid | undefined;
}

/** What a document says of its subjects, and its hash; or the check that failed. */
export type Shown<Claims> =
  | {
      readonly hash: string;
      readonly document: Readonly<Record<string, unknown>>;
      readonly subjects: readonly Claims[];
    }
  | { readonly failed: string };

/**
 * Reads a credential that somebody shows in a transaction: it must be the one of the row, of the type, signed
 * by an issuer that is trusted for it, and good at each of the moments. An SD-JWT answers a challenge of its
 * verifier, which a contract is not, so it has no `shape` here.
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
export const stands = (
  { status, recordedAt }: CredentialStanding,
  entry: TrustedIssuer | undefined,
): boolean => status === 'valid' && entry !== undefined && isTrustedAt(entry, recordedAt);
