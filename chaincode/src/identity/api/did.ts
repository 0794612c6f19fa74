import { z } from 'zod';
import { evaluate, submit } from '../../kit/api';
import { member } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { everyone } from '../../words/role';
import { autoDid, isAutoDid, multikey } from '../w3c/did';
import { Resolution } from '../w3c/document';
import { identityErrors as errors } from '../errors';
import { identityEvents as events } from '../events';
import { maybe } from '../../kit/ref';
import { didLife } from '../life';
import { Did, didAccounts, dids, keyId, PublicDid, purposes, services } from '../records/did';
import { approval, signature } from '../records/statement';

const approved = { did: autoDid, approval: approval.optional() };
const onDid = ({ did }: { readonly did: string }) => dids.at(did);
const CONTROL = [errors.ACCOUNT_NOT_LINKED, errors.NOT_CONTROLLER, errors.APPROVAL_WRONG];
const possession = signature
  .optional()
  .meta({ description: 'by the new key; not needed when the new key is that of the certificate' });

/** A DID, its keys and its end. */
export const didOperations = {
  create: submit({
    says: 'Make a DID of the own certificate: its key becomes the first key.',
    by: everyone,
    request: z.strictObject({}),
    loads: (_request, _on, { member: account }) => ({ taken: maybe(didAccounts.at(...account.split('/'))) }),
    response: PublicDid,
    errors: [errors.CERTIFICATE_KEY_UNUSABLE, errors.ACCOUNT_HAS_DID, errors.DID_TAKEN],
    events: [events.DidCreated],
  }),
  addKey: submit({
    says: 'Add a key to the own DID.',
    by: everyone,
    request: z.strictObject({ ...approved, key: multikey, purposes, possession }),
    on: onDid,
    step: didLife.change,
    response: PublicDid,
    errors: [...CONTROL, errors.POSSESSION_UNPROVEN, errors.DID_KEY_EXISTS, errors.DID_KEYS_FULL],
    events: [events.DidKeyAdded],
  }),
  rotateKey: submit({
    says:
      'Replace a key of the own DID. What the old one signed stays checkable for the time in which it was ' +
      'valid.',
    by: everyone,
    request: z.strictObject({ ...approved, replaces: keyId, key: multikey, possession }),
    on: onDid,
    step: didLife.change,
    response: PublicDid,
    errors: [
      ...CONTROL,
      errors.POSSESSION_UNPROVEN,
      errors.DID_KEY_UNKNOWN,
      errors.DID_KEY_REVOKED,
      errors.DID_KEY_EXISTS,
      errors.LAST_KEY,
      errors.DID_KEYS_FULL,
    ],
    events: [events.DidKeyRevoked, events.DidKeyAdded],
  }),
  revokeKey: submit({
    says: 'End a key of the own DID.',
    by: everyone,
    request: z.strictObject({ ...approved, keyId }),
    on: onDid,
    step: didLife.change,
    response: PublicDid,
    errors: [...CONTROL, errors.DID_KEY_UNKNOWN, errors.DID_KEY_REVOKED, errors.LAST_KEY],
    events: [events.DidKeyRevoked],
  }),
  announceServices: submit({
    says: 'Say where the holder of the own DID can be reached.',
    by: everyone,
    request: z.strictObject({ ...approved, services }),
    on: onDid,
    step: didLife.change,
    response: PublicDid,
    errors: CONTROL,
    events: [events.DidServicesChanged],
  }),
  deactivate: submit({
    says:
      'End the own DID for ever. The last account may do so without a key: a lost key must not bind a ' +
      'person.',
    by: everyone,
    request: z.strictObject(approved),
    on: onDid,
    step: didLife.deactivate,
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
    loads: ({ did }) => ({ found: isAutoDid(did) ? maybe(dids.at(did)) : undefined }),
    response: Resolution,
  }),
  read: evaluate({
    says: 'Read a DID with the history of its keys, to check signatures offline.',
    by: everyone,
    request: z.strictObject({ did: autoDid }),
    on: onDid,
    sides: ['anybody'],
    response: PublicDid,
  }),
  listAccounts: evaluate({
    says: 'List the accounts of a DID: for its holder, the registrar and the auditor.',
    by: everyone,
    request: z.strictObject({ did: autoDid }),
    on: onDid,
    sides: ['holder', 'registrar', 'auditor'],
    response: Did.pick({ did: true, accounts: true }),
  }),
  readAccount: evaluate({
    says: 'Tell the DID of an account: for the account itself, the registrar and the auditor.',
    by: everyone,
    request: z.strictObject({ account: member }),
    loads: ({ account }) => ({ found: maybe(didAccounts.at(...account.split('/'))) }),
    response: z.strictObject({ account: member, did: autoDid, since: instant }),
  }),
};
