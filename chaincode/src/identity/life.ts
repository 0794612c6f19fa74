import { defineLife } from '../kit/life';
import { credentials, credentialStatus } from './records/credential';
import { dids, didStatus } from './records/did';
import { didLinks, linkStatus } from './records/link';

/**
 * By anybody, because who holds a DID is proven by its accounts and keys (rules/key.ts): control needs both.
 */
export const didLife = defineLife(
  dids,
  { field: 'status', statuses: didStatus.options, initial: 'active' },
  {
    change: { by: 'anybody', from: ['active'], to: '=' },
    deactivate: { by: 'anybody', from: ['active'], to: 'deactivated' },
  },
);

/**
 * A link with the holder's signature begins as linked. Who withdraws one is its account, or an account of its
 * DID.
 */
export const linkLife = defineLife(
  didLinks,
  { field: 'status', statuses: linkStatus.options, initial: ['offered', 'linked'] },
  {
    accept: { by: 'account', from: ['offered'], to: 'linked' },
    withdraw: { by: 'anybody', from: ['offered'], to: 'withdrawn' },
  },
);

/** By anybody who speaks for the issuer, which is proven by its DID or its key (rules/credential.ts). */
export const credentialLife = defineLife(
  credentials,
  { field: 'status', statuses: credentialStatus.options, initial: 'valid' },
  {
    suspend: { by: 'anybody', from: ['valid'], to: 'suspended' },
    reinstate: { by: 'anybody', from: ['suspended'], to: 'valid' },
    revoke: { by: 'anybody', from: ['valid', 'suspended'], to: 'revoked' },
  },
);
