import { z } from 'zod';
import { sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { PublicDid } from './did';
import { CredentialStanding, placed } from './credential';
import { TrustedIssuer } from './trust';

/** Most entries of a trust registry and most issuers that one export holds. */
export const MAX_ENTRIES = 1_000;

const trustContent = z.strictObject({
  channel: z.string().max(64),
  version: z.int().min(0).max(1_000_000),
  entries: z.array(TrustedIssuer).max(MAX_ENTRIES),
  issuers: z.array(PublicDid).max(MAX_ENTRIES),
});
const statusContent = z.strictObject({
  channel: z.string().max(64),
  issuer: placed.issuer,
  list: placed.list,
  rows: z.array(CredentialStanding).max(100),
});

/**
 * The trust registry as it was at a time. The hash covers the content alone, so equal registries have equal
 * hashes on every peer.
 */
export const TrustSnapshot = z.strictObject({ at: instant, content: trustContent, hash: sha256Hex });
export type TrustSnapshot = z.output<typeof TrustSnapshot>;

/** A page of the standings of one list. */
export const StatusSnapshot = z.strictObject({
  at: instant,
  content: statusContent,
  hash: sha256Hex,
  next: z.string().max(2048).optional(),
});
export type StatusSnapshot = z.output<typeof StatusSnapshot>;
