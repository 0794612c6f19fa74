import { z } from 'zod';
import { evaluate, submit, paged } from '../../kit/api';
import { sha256Hex } from '../../kit/value/text';
import { everyone } from '../../words/role';
import { credentialType } from '../records/claims';
import { identityErrors as errors } from '../errors';
import { identityEvents as events } from '../events';
import { StatusSnapshot } from '../records/snapshot';
import { isAutoDid } from '../w3c/did';
import { maybe } from '../../kit/ref';
import { credentialLife } from '../life';
import { dids } from '../records/did';
import { trustedIssuers } from '../records/trust';
import { credentials, CredentialStanding, flag, placed, rowId } from '../records/credential';

const place = z.strictObject(placed);
type Place = z.output<typeof place>;
const onPlace = (at: Place) => credentials.at(...rowId(at));
/** What tells who speaks for an issuer: its DID, and the organisation that is answerable for the type. */
const speaking = (issuer: string, type: string) => ({
  speaker: isAutoDid(issuer) ? maybe(dids.at(issuer)) : undefined,
  entry: maybe(trustedIssuers.at(type, issuer)),
});
const OWN = [errors.ISSUER_NOT_YOURS];

/** What the ledger keeps of a credential: that it was issued, by whom, and whether it still stands. */
export const credentialOperations = {
  recordCredential: submit({
    says:
      'Record a credential that was issued: its place in a status list and its hash, nothing of what it ' +
      'says.',
    by: everyone,
    request: z.strictObject({ ...placed, type: credentialType, hash: sha256Hex }),
    creates: onPlace,
    loads: ({ issuer, type }) => speaking(issuer, type),
    response: CredentialStanding,
    errors: [...OWN, errors.ISSUER_UNTRUSTED],
    events: [events.CredentialRecorded],
    many: 100,
  }),
  suspend: submit({
    says: 'Suspend a credential, as its issuer.',
    by: everyone,
    request: place,
    on: onPlace,
    step: credentialLife.suspend,
    loads: (_place, { issuer, type }) => speaking(issuer, type),
    response: CredentialStanding,
    errors: OWN,
    events: [events.CredentialSuspended],
  }),
  reinstate: submit({
    says: 'End the suspension of a credential, as its issuer.',
    by: everyone,
    request: place,
    on: onPlace,
    step: credentialLife.reinstate,
    loads: (_place, { issuer, type }) => speaking(issuer, type),
    response: CredentialStanding,
    errors: OWN,
    events: [events.CredentialReinstated],
  }),
  revoke: submit({
    says: 'Revoke a credential for ever, as its issuer.',
    by: everyone,
    request: place,
    on: onPlace,
    step: credentialLife.revoke,
    loads: (_place, { issuer, type }) => speaking(issuer, type),
    response: CredentialStanding,
    errors: OWN,
    events: [events.CredentialRevoked],
    many: 100,
  }),
  flag: submit({
    says: 'Raise or lower a flag on a credential: it should be fetched anew, or there is a message about it.',
    by: everyone,
    request: z.strictObject({ ...placed, flag, raised: z.boolean() }),
    on: onPlace,
    sides: ['anybody'],
    loads: (_place, { issuer, type }) => speaking(issuer, type),
    response: CredentialStanding,
    errors: OWN,
    events: [events.CredentialFlagged],
  }),
  readCredential: evaluate({
    says: 'Read the standing of a credential.',
    by: everyone,
    request: place,
    on: onPlace,
    sides: ['anybody'],
    response: CredentialStanding,
  }),
  exportStatus: evaluate({
    says:
      'Export a list of standings with its hash, for checks without a network. Longer lists come in ' +
      'pages.',
    by: everyone,
    request: z.strictObject({ issuer: placed.issuer, list: placed.list, ...paged }),
    response: StatusSnapshot,
  }),
};
