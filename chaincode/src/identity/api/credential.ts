import { z } from 'zod';
import { evaluate, page, submit } from '../../kit/api';
import { sha256Hex } from '../../kit/value/text';
import { everyone } from '../../words/role';
import { credentialType } from '../records/claims';
import { identityErrors as no } from '../errors';
import { identityEvents as events } from '../events';
import { StatusSnapshot } from '../records/snapshot';
import { CredentialRow, flag, placed } from '../records/credential';

const place = z.strictObject(placed);
const OWN = [no.ISSUER_NOT_YOURS];

/** What the ledger keeps of a credential: that it was issued, by whom, and whether it still stands. */
export const credentialOperations = {
  recordCredential: submit({
    says: 'Record a credential that was issued: its place in a status list and its hash, nothing of what it says.',
    by: everyone,
    request: z.strictObject({ ...placed, type: credentialType, hash: sha256Hex }),
    response: CredentialRow,
    errors: [...OWN, no.ISSUER_UNTRUSTED],
    events: [events.CredentialRecorded],
    many: 100,
  }),
  suspend: submit({
    says: 'Suspend a credential, as its issuer.',
    by: everyone,
    request: place,
    response: CredentialRow,
    errors: OWN,
    events: [events.CredentialSuspended],
  }),
  reinstate: submit({
    says: 'End the suspension of a credential, as its issuer.',
    by: everyone,
    request: place,
    response: CredentialRow,
    errors: OWN,
    events: [events.CredentialReinstated],
  }),
  revoke: submit({
    says: 'Revoke a credential for ever, as its issuer.',
    by: everyone,
    request: place,
    response: CredentialRow,
    errors: OWN,
    events: [events.CredentialRevoked],
    many: 100,
  }),
  flag: submit({
    says: 'Raise or lower a flag on a credential: it should be fetched anew, or there is a message about it.',
    by: everyone,
    request: z.strictObject({ ...placed, flag, raised: z.boolean() }),
    response: CredentialRow,
    errors: OWN,
    events: [events.CredentialFlagged],
  }),
  readCredential: evaluate({ says: 'Read the standing of a credential.', by: everyone, request: place, response: CredentialRow }),
  exportStatus: evaluate({
    says: 'Export a list of standings with its hash, for checks without a network. Longer lists come in pages.',
    by: everyone,
    request: z.strictObject({ issuer: placed.issuer, list: placed.list, page }),
    response: StatusSnapshot,
  }),
};
