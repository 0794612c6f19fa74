import { defineLife } from '../kit/life';
import { deletionStatus, deletions } from './records/deletion';
import { grantStatus, grants } from './records/grant';

/**
 * A grant of an owner. What time and a change of owner do is derived on read; `close` only writes it down.
 */
export const grantLife = defineLife(
  grants,
  {
    field: 'status',
    statuses: grantStatus.options,
    initial: ['requested', 'granted'],
    way: ['requested', 'granted'],
  },
  {
    give: { by: 'owner', from: ['requested'], to: 'granted' },
    refuse: { by: 'owner', from: ['requested'], to: 'denied' },
    access: { by: 'grantee', from: ['granted', 'used'], to: ['used', 'exhausted'] },
    withdraw: { by: 'owner', from: ['granted', 'used', 'exhausted'], to: 'revoked' },
    renew: { by: 'owner', from: ['granted', 'used', 'exhausted', 'expired'], to: 'granted' },
    close: { by: 'anybody', from: grantStatus.options, to: ['=', 'expired', 'revoked'] },
  },
);

/** A request to delete, from the owner to whoever keeps the data. */
export const deletionLife = defineLife(
  deletions,
  { field: 'status', statuses: deletionStatus.options, initial: 'requested' },
  {
    confirmDeletion: { by: 'keeper', from: ['requested'], to: 'done' },
    refuseDeletion: { by: 'keeper', from: ['requested'], to: 'refused' },
  },
);
