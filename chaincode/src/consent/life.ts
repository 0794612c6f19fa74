import { z } from 'zod';
import { defineLife } from '../kit/life';

const GRANT = ['requested', 'granted', 'used', 'exhausted', 'expired', 'revoked', 'denied'] as const;
const DELETION = ['requested', 'done', 'refused'] as const;

export const grantStatus = z.enum(GRANT);
export type GrantStatus = z.infer<typeof grantStatus>;
export const deletionStatus = z.enum(DELETION);

/** `used` is partly used. What time and a change of owner do is derived on read; `close` only writes it down. */
export const grantLife = defineLife('grant', GRANT, ['requested', 'granted'], {
  give: { by: 'owner', from: ['requested'], to: 'granted' },
  refuse: { by: 'owner', from: ['requested'], to: 'denied' },
  access: { by: 'grantee', from: ['granted', 'used'], to: ['used', 'exhausted'] },
  withdraw: { by: 'owner', from: ['granted', 'used', 'exhausted'], to: 'revoked' },
  renew: { by: 'owner', from: ['granted', 'used', 'exhausted', 'expired'], to: 'granted' },
  expire: { by: 'time', from: ['requested', 'granted', 'used'], to: 'expired' },
  lapse: { by: 'change of owner', from: ['requested', 'granted', 'used', 'exhausted', 'expired'], to: 'revoked' },
});

/** A request to delete, from the owner to whoever keeps the data. */
export const deletionLife = defineLife('deletion', DELETION, 'requested', {
  confirmDeletion: { by: 'keeper of the data', from: ['requested'], to: 'done' },
  refuseDeletion: { by: 'keeper of the data', from: ['requested'], to: 'refused' },
});
