import { type JsonObject, signedBytes, suiteOf, toBase58 } from '@roadbook/chaincode/api';
import type { CredentialKey } from './key';

/** What a proof says beside who signed. */
export interface ProofOptions {
  /** When it was signed, UTC. */
  readonly created: string;
  readonly proofPurpose: 'assertionMethod' | 'authentication';
  readonly challenge?: string;
  readonly domain?: string;
}

/** A document with its W3C Data Integrity proof. */
export type Secured<T> = T & { readonly proof: JsonObject };

/** Secures a document: ecdsa-jcs-2019 for P-256 and P-384, eddsa-jcs-2022 for Ed25519. */
export async function secureDocument<T extends JsonObject>(
  document: T,
  key: CredentialKey,
  options: ProofOptions,
): Promise<Secured<T>> {
  const context = document['@context'];
  const proof = {
    type: 'DataIntegrityProof',
    cryptosuite: suiteOf(key.kind),
    verificationMethod: key.method,
    ...options,
    ...(context !== undefined && { '@context': context }),
  };
  const signature = await key.sign(signedBytes(document, proof, key.kind));
  return { ...document, proof: { ...proof, proofValue: `z${toBase58(signature)}` } };
}

/**
 * Signs a snapshot (the answer of `exportTrust` or `exportStatus`), so that a verifier who knows this key
 * needs no other way to trust it.
 */
export const signSnapshot = <T extends object>(
  snapshot: T,
  key: CredentialKey,
  created: string,
): Promise<Secured<T & JsonObject>> =>
  secureDocument({ ...snapshot } as T & JsonObject, key, { created, proofPurpose: 'assertionMethod' });
