import { defineLife } from '../kit/life';

/** How a business comes into the consortium's market. Every rule, deadline and vote behind a step is on the ledger. */
export const merchantLife = defineLife(
  'merchant',
  ['draft', 'submitted', 'underReview', 'infoRequired', 'approved', 'active', 'suspended', 'terminated', 'rejected'],
  'draft',
  {
    sendIn: { by: 'merchant', from: ['draft'], to: 'submitted' },
    openReview: { by: 'registrar', from: ['submitted'], to: 'underReview' },
    askMore: { by: 'registrar', from: ['underReview'], to: 'infoRequired' },
    answer: { by: 'merchant', from: ['infoRequired'], to: 'underReview' },
    decide: { by: 'the votes, written down by anyone', from: ['underReview'], to: ['approved', 'rejected'] },
    activate: { by: 'merchant', from: ['approved'], to: 'active' },
    suspend: { by: 'registrar', from: ['active'], to: 'suspended' },
    reinstate: { by: 'registrar', from: ['suspended'], to: 'active' },
    terminate: { by: ['merchant', 'registrar'], from: ['approved', 'active', 'suspended'], to: 'terminated' },
  },
);
export type MerchantStatus = (typeof merchantLife.statuses)[number];
