import { z } from 'zod';
import { defineEvents } from '../kit/events';
import { id, org } from '../kit/value/text';
import { instant } from '../kit/value/time';
import { credentialType } from './records/claims';
import { autoDid, keyDid } from './w3c/did';
import { anyDid, placed } from './records/credential';
import { keyId } from './records/did';

const of = { did: autoDid, version: z.int().min(1).max(1_000_000) };

/** Accounts are in none of them: who is linked to whom is told to nobody. */
export const identityEvents = defineEvents({
  DidCreated: z.strictObject(of),
  DidKeyAdded: z.strictObject({ ...of, keyId }),
  DidKeyRevoked: z.strictObject({ ...of, keyId }),
  DidServicesChanged: z.strictObject(of),
  DidDeactivated: z.strictObject(of),
  LinkOffered: z.strictObject({ did: autoDid, linkId: id }),
  LinkWithdrawn: z.strictObject({ did: autoDid, linkId: id }),
  AccountLinked: z.strictObject({ ...of, linkId: id }),
  AccountUnlinked: z.strictObject(of),
  AliasBound: z.strictObject({ alias: keyDid, audience: org }),
  AliasEnded: z.strictObject({ alias: keyDid, audience: org }),
  IssuerTrusted: z.strictObject({ type: credentialType, issuer: anyDid, from: instant }),
  IssuerDistrusted: z.strictObject({ type: credentialType, issuer: anyDid, until: instant }),
  CredentialRecorded: z.strictObject({ ...placed, type: credentialType }),
  CredentialSuspended: z.strictObject(placed),
  CredentialReinstated: z.strictObject(placed),
  CredentialRevoked: z.strictObject(placed),
  CredentialFlagged: z.strictObject({ ...placed, flag: z.enum(['refresh', 'message']), raised: z.boolean() }),
});
