import { defineLife } from '../kit/life';
import { credentials, credentialStatus } from './records/credential';
import { dids, didStatus } from './records/did';
import { didLinks, linkStatus } from './records/link';

/** Who controls a DID is proven by its accounts and keys, and a newcomer by the holder's signature (rules/key.ts). */
export const didLife = defineLife(
  dids,
  { field: 'status', statuses: didStatus.options, initial: 'active' },
  {
    change: { by: ['holder', 'controller'], from: ['active'], to: '=' },
    deactivate: { by: ['holder', 'controller'], from: ['active'], to: 'deactivated' },
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
    withdraw: { by: ['account', 'holder'], from: ['offered'], to: 'withdrawn' },
  },
);

/** Who speaks for the issuer is proven by its DID or its key (rules/credential.ts). */
export const credentialLife = defineLife(
  credentials,
  { field: 'status', statuses: credentialStatus.options, initial: 'valid' },
  {
    suspend: { by: 'issuer', from: ['valid'], to: 'suspended' },
    reinstate: { by: 'issuer', from: ['suspended'], to: 'valid' },
    revoke: { by: 'issuer', from: ['valid', 'suspended'], to: 'revoked' },
  },
);
