import { isAutoDid, isKeyDid, keyDidOf, multikeyIn } from '../w3c/did';
import { isValidAt } from './key';
import { isSigning, partsOfMultikey } from '../../words/multikey';
import { type Did, PURPOSES, type Purpose } from '../records/did';
import type { DidDocument, Resolution } from '../w3c/document';

const CONTEXT = ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'];

/**
 * The document as it was at a time: a signature of that time is checked with it. Revoked keys stay listed,
 * without a relationship.
 */
export function documentOf({ did: id, keys, services }: Did, at: string): DidDocument {
  const known = keys.filter(({ validFrom }) => validFrom <= at);
  const related = (purpose: Purpose): string[] =>
    known
      .filter((key) => isValidAt(key, at) && key.purposes.includes(purpose))
      .map(({ keyId }) => `${id}#${keyId}`);
  return {
    '@context': [...CONTEXT],
    id,
    controller: id,
    verificationMethod: known.map(({ keyId, multikey, revokedAt }) => ({
      id: `${id}#${keyId}`,
      type: 'Multikey' as const,
      controller: id,
      publicKeyMultibase: multikey,
      ...(revokedAt !== undefined && revokedAt <= at && { revoked: revokedAt }),
    })),
    ...relationships(related),
    ...(services.length > 0 && {
      service: services.map((service) => ({ ...service, id: `${id}#${service.id}` })),
    }),
  };
}

const relationships = (of: (purpose: Purpose) => string[]): Partial<Record<Purpose, string[]>> =>
  Object.fromEntries(
    PURPOSES.map((purpose) => [purpose, of(purpose)] as const).filter(([, methods]) => methods.length > 0),
  );

/**
 * A `did:key` needs no ledger: the document follows from the DID. Keys that only agree on keys do nothing
 * else.
 */
export function keyDocument(id: string): DidDocument {
  const publicKeyMultibase = multikeyIn(id);
  const kind = partsOfMultikey(publicKeyMultibase)?.kind ?? 'X25519';
  const only = `${id}#${publicKeyMultibase}`;
  const signs = kind === 'secp256k1' || isSigning(kind);
  return {
    '@context': [...CONTEXT],
    id,
    controller: keyDidOf(publicKeyMultibase),
    verificationMethod: [{ id: only, type: 'Multikey', controller: id, publicKeyMultibase }],
    ...relationships((purpose) => ((purpose === 'keyAgreement') === signs ? [] : [only])),
  };
}

const failed = (error: 'notFound' | 'invalidDid'): Resolution => ({
  didDocument: null,
  didResolutionMetadata: { error },
  didDocumentMetadata: {},
});

/** Resolves a DID at a time. `found` is its record if it is a `did:auto` on the ledger. */
export function resolve(id: string, found: Did | undefined, at: string): Resolution {
  if (isKeyDid(id))
    return {
      didDocument: keyDocument(id),
      didResolutionMetadata: { contentType: 'application/did' },
      didDocumentMetadata: {},
    };
  if (!isAutoDid(id)) return failed('invalidDid');
  if (!found || at < found.createdAt) return failed('notFound');
  const { createdAt: created, changedAt: updated, deactivatedAt, version } = found;
  const gone = deactivatedAt !== undefined && deactivatedAt <= at;
  return {
    didDocument: gone ? null : documentOf(found, at),
    didResolutionMetadata: gone ? { error: 'deactivated' } : { contentType: 'application/did' },
    didDocumentMetadata: {
      created,
      ...(gone && { deactivated: true }),
      ...(updated <= at && { updated, versionId: String(version) }),
    },
  };
}
