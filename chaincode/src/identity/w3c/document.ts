import { z } from 'zod';
import { instant } from '../../kit/value/time';

const did = z.string().max(200);
const method = z.string().max(300);
const relationship = z.array(method).max(64).optional();

/** A DID document (DID Core 1.0). Relationships without a method are absent. */
export const DidDocument = z.strictObject({
  '@context': z.array(z.string().max(100)).max(4),
  id: did,
  controller: did,
  verificationMethod: z
    .array(
      z.strictObject({
        id: method,
        type: z.literal('Multikey'),
        controller: did,
        publicKeyMultibase: z.string().max(100),
        revoked: instant.optional(),
      }),
    )
    .max(64),
  authentication: relationship,
  assertionMethod: relationship,
  keyAgreement: relationship,
  capabilityInvocation: relationship,
  capabilityDelegation: relationship,
  service: z
    .array(z.strictObject({ id: method, type: z.string().max(64), serviceEndpoint: z.string().max(600) }))
    .max(8)
    .optional(),
});
export type DidDocument = z.output<typeof DidDocument>;

/** What a resolver answers (DID Resolution). */
export const Resolution = z.strictObject({
  didDocument: DidDocument.nullable(),
  didResolutionMetadata: z.strictObject({
    contentType: z.literal('application/did').optional(),
    error: z.enum(['notFound', 'invalidDid', 'deactivated']).optional(),
  }),
  didDocumentMetadata: z.strictObject({
    created: instant.optional(),
    updated: instant.optional(),
    deactivated: z.boolean().optional(),
    versionId: z.string().max(10).optional(),
  }),
});
export type Resolution = z.output<typeof Resolution>;
