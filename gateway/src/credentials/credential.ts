import { randomInt } from 'node:crypto';
import {
  type ClaimsOf,
  type CredentialType,
  documentHash,
  type JsonObject,
  LIST_BITS,
  listUrl,
  ROADBOOK_CONTEXT,
  VC_CONTEXT,
} from '@roadbook/chaincode/api';
import type { CredentialKey } from './key';
import { type Secured, secureDocument } from './proof';

/** The place of a credential in its issuer's status list. */
export interface StatusPlace {
  /** Number of the list, 0 to 9999. */
  readonly list: number;
  /** Bit of the list; best from {@link randomPlace}. */
  readonly index: number;
}

/** A place at random, so that a bit says nothing about when or in which order credentials were issued. */
export const randomPlace = (list: number): StatusPlace => ({ list, index: randomInt(LIST_BITS) });

/** What an issuer says. Times are UTC instants; `validUntil` is exclusive. */
export interface Issue<T extends CredentialType> {
  readonly type: T;
  /** DID of the one it is about. */
  readonly subject: string;
  readonly claims: ClaimsOf<T>;
  readonly validFrom: string;
  readonly validUntil?: string;
  readonly id?: string;
  readonly status: StatusPlace;
}

/**
 * What was issued, and what `identity.recordCredential` takes. Give the document to the holder; the ledger
 * gets the record.
 */
export interface Issued<T extends CredentialType, D> {
  readonly document: D;
  readonly record: StatusPlace & { readonly issuer: string; readonly type: T; readonly hash: string };
}

/** Issues a credential of VC Data Model 2.0, secured by the issuer's key. */
export async function issueCredential<T extends CredentialType>(
  { type, subject, claims, validFrom, validUntil, id, status }: Issue<T>,
  key: CredentialKey,
): Promise<Issued<T, Secured<JsonObject>>> {
  const entry = (statusPurpose: 'revocation' | 'suspension') => ({
    type: 'BitstringStatusListEntry',
    statusPurpose,
    statusListIndex: String(status.index),
    statusListCredential: listUrl(key.did, status.list, statusPurpose),
  });
  const unsecured = {
    '@context': [VC_CONTEXT, ROADBOOK_CONTEXT],
    ...(id !== undefined && { id }),
    type: ['VerifiableCredential', type],
    issuer: key.did,
    validFrom,
    ...(validUntil !== undefined && { validUntil }),
    credentialSubject: { ...claims, id: subject },
    credentialStatus: [entry('revocation'), entry('suspension')],
  };
  const document = await secureDocument(unsecured, key, {
    created: validFrom,
    proofPurpose: 'assertionMethod',
  });
  return { document, record: { ...status, issuer: key.did, type, hash: documentHash(document) } };
}

/** What a verifier asked: a challenge that was never used before, and who asks. */
export interface Asked {
  readonly challenge: string;
  readonly domain: string;
}

/** Presents credentials that are about the holder, in answer to a challenge. */
export const presentCredentials = (
  credentials: readonly JsonObject[],
  key: CredentialKey,
  { challenge, domain }: Asked,
  at: string,
): Promise<Secured<JsonObject>> =>
  secureDocument(
    {
      '@context': [VC_CONTEXT],
      type: ['VerifiablePresentation'],
      holder: key.did,
      verifiableCredential: credentials,
    },
    key,
    { created: at, proofPurpose: 'authentication', challenge, domain },
  );
