import { defineErrors } from '../../kit/errors';

/** What a tab may answer with. */
export const tabErrors = defineErrors({
  TAB_KEY: {
    says: 'The key of the tab {tabId} signs no slips.',
    cure: 'Name the multikey of a P-256 or an Ed25519 key, or leave it out: then that of the certificate counts.',
  },
  SLIP_UNSIGNED: {
    says: 'The slip {number} is not signed by the key of the tab {tabId}.',
    cure: 'Hand in a slip of this very tab, as its payer signed it.',
  },
  SLIP_EXCEEDS: {
    says: 'The tab holds {locked} {currency} in minor units; the slip says {asked}.',
    cure: 'Hand in the last slip that the tab covers.',
  },
  SLIP_BEATEN: {
    says: 'A slip of {known} {currency} in minor units was handed in; this one says {asked}.',
    cure: 'Hand in a later one: amounts only grow.',
  },
});
