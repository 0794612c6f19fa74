import { z } from 'zod';
import { evaluate, submit } from '../../kit/api';
import { member } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { everyone } from '../../words/role';
import { autoDid, multikey } from '../w3c/did';
import { Resolution } from '../w3c/document';
import { identityErrors as no } from '../errors';
import { identityEvents as events } from '../events';
import { Did, keyId, PublicDid, purposes, services } from '../records/did';
import { approval, signature } from '../records/statement';

const approved = { did: autoDid, approval: approval.optional() };
const CONTROL = [no.ACCOUNT_NOT_LINKED, no.NOT_CONTROLLER, no.APPROVAL_WRONG];
const possession = signature
  .optional()
  .meta({ description: 'by the new key; not needed when the new key is that of the certificate' });

/** A DID, its keys and its end. */
export const didOperations = {
  create: submit({
    says: 'Make a DID of the own certificate: its key becomes the first key.',
    by: everyone,
    request: z.strictObject({}),
    response: PublicDid,
    errors: [no.CERTIFICATE_KEY_UNUSABLE, no.ACCOUNT_HAS_DID, no.DID_TAKEN],
    events: [events.DidCreated],
  }),
  addKey: submit({
    says: 'Add a key to the own DID.',
    by: everyone,
    request: z.strictObject({ ...approved, key: multikey, purposes, possession }),
    response: PublicDid,
    errors: [...CONTROL, no.POSSESSION_UNPROVEN, no.DID_KEY_EXISTS, no.DID_KEYS_FULL],
    events: [events.DidKeyAdded],
  }),
  rotateKey: submit({
    says: 'Replace a key of the own DID. What the old one signed stays checkable for the time in which it was valid.',
    by: everyone,
    request: z.strictObject({ ...approved, replaces: keyId, key: multikey, possession }),
    response: PublicDid,
    errors: [
      ...CONTROL,
      no.POSSESSION_UNPROVEN,
      no.DID_KEY_UNKNOWN,
      no.DID_KEY_REVOKED,
      no.DID_KEY_EXISTS,
      no.LAST_KEY,
      no.DID_KEYS_FULL,
    ],
    events: [events.DidKeyRevoked, events.DidKeyAdded],
  }),
  revokeKey: submit({
    says: 'End a key of the own DID.',
    by: everyone,
    request: z.strictObject({ ...approved, keyId }),
    response: PublicDid,
    errors: [...CONTROL, no.DID_KEY_UNKNOWN, no.DID_KEY_REVOKED, no.LAST_KEY],
    events: [events.DidKeyRevoked],
  }),
  announceServices: submit({
    says: 'Say where the holder of the own DID can be reached.',
    by: everyone,
    request: z.strictObject({ ...approved, services }),
    response: PublicDid,
    errors: CONTROL,
    events: [events.DidServicesChanged],
  }),
  deactivate: submit({
    says: 'End the own DID for ever. The last account may do so without a key: a lost key must not bind a person.',
    by: everyone,
    request: z.strictObject(approved),
    response: PublicDid,
    errors: CONTROL,
    events: [events.DidDeactivated],
  }),
  resolve: evaluate({
    says: 'Resolve a DID: a did:auto of the ledger, or any did:key.',
    by: everyone,
    request: z.strictObject({
      did: z.string().min(1).max(200),
      at: instant.optional().meta({ description: 'as it was then; now if not given' }),
    }),
    response: Resolution,
  }),
  read: evaluate({
    says: 'Read a DID with the history of its keys, to check signatures offline.',
    by: everyone,
    request: z.strictObject({ did: autoDid }),
    response: PublicDid,
  }),
  listAccounts: evaluate({
    says: 'List the accounts of a DID: for its holder, the registrar and the auditor.',
    by: everyone,
    request: z.strictObject({ did: autoDid }),
    response: Did.pick({ did: true, accounts: true }),
  }),
  readAccount: evaluate({
    says: 'Tell the DID of an account: for the account itself, the registrar and the auditor.',
    by: everyone,
    request: z.strictObject({ account: member }),
    response: z.strictObject({ account: member, did: autoDid, since: instant }),
  }),
};
