import { z } from 'zod';
import { defineLife } from '../kit/life';

export const didStatus = z.enum(['active', 'deactivated']);
export const linkStatus = z.enum(['offered', 'linked', 'withdrawn']);
export const credentialStatus = z.enum(['valid', 'suspended', 'revoked']);
export type CredentialStatus = z.infer<typeof credentialStatus>;

export const didLife = defineLife('DID', didStatus.options, 'active', {
  change: { by: 'holder', from: ['active'], to: 'active' },
  deactivate: { by: ['holder', 'last account'], from: ['active'], to: 'deactivated' },
});

/** A link with the holder's signature begins as linked. */
export const linkLife = defineLife('link', linkStatus.options, ['offered', 'linked'], {
  accept: { by: 'account', from: ['offered'], to: 'linked' },
  withdraw: { by: ['holder', 'account'], from: ['offered'], to: 'withdrawn' },
});

export const credentialLife = defineLife('credential', credentialStatus.options, 'valid', {
  suspend: { by: 'issuer', from: ['valid'], to: 'suspended' },
  reinstate: { by: 'issuer', from: ['suspended'], to: 'valid' },
  revoke: { by: 'issuer', from: ['valid', 'suspended'], to: 'revoked' },
});
