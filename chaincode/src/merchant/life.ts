import { defineLife } from '../kit/life';
import { merchants, merchantStatus } from './records/merchant';

/**
 * How a business comes into the consortium's market. Which organisations vote is said by the poll; whoever
 * does not is told why by its rule.
 */
export const merchantLife = defineLife(
  merchants,
  {
    field: 'status',
    statuses: merchantStatus.options,
    initial: 'draft',
    way: ['draft', 'submitted', 'underReview', 'approved', 'active'],
  },
  {
    sendIn: { by: 'merchant', from: ['draft'], to: 'submitted' },
    openReview: { by: 'registrar', from: ['submitted'], to: 'underReview' },
    vote: { by: 'voter', from: ['underReview'], to: '=' },
    openBallot: { by: 'voter', from: ['underReview'], to: '=' },
    recuse: { by: 'voter', from: ['underReview'], to: '=' },
    askMore: { by: 'registrar', from: ['underReview'], to: 'infoRequired' },
    answer: { by: 'merchant', from: ['infoRequired'], to: 'underReview' },
    decide: { by: 'ballot', from: ['underReview'], to: ['approved', 'rejected'] },
    activate: { by: 'merchant', from: ['approved'], to: 'active' },
    suspend: { by: 'registrar', from: ['active'], to: 'suspended' },
    reinstate: { by: 'registrar', from: ['suspended'], to: 'active' },
    terminate: { by: ['merchant', 'registrar'], from: ['approved', 'active', 'suspended'], to: 'terminated' },
  },
);
