import { merchantLife } from '../../../chaincode/src/merchant/life';
import { governs, person, type Row, staffOf } from '../governs';

// The registrar runs the admission. Organisations of the consortium vote, as the poll names them; what the
// votes say is written down by anybody.
const MERCHANT: Readonly<Record<string, Row>> = {
  sendIn: ['merchant', 'draft', 'submitted'],
  openReview: ['registrar', 'submitted', 'underReview'],
  vote: ['voter', 'underReview', '='],
  openBallot: ['voter', 'underReview', '='],
  recuse: ['voter', 'underReview', '='],
  askMore: ['registrar', 'underReview', 'infoRequired'],
  answer: ['merchant', 'infoRequired', 'underReview'],
  decide: ['ballot', 'underReview', 'approved rejected'],
  activate: ['merchant', 'approved', 'active'],
  suspend: ['registrar', 'active', 'suspended'],
  reinstate: ['registrar', 'suspended', 'active'],
  terminate: ['merchant registrar', 'approved active suspended', 'terminated'],
};
governs(merchantLife, 'status', MERCHANT, {
  record: { status: '', merchant: 'registry/wash', branchOf: 'registry/head' },
  sides: {
    merchant: person('registry/wash', 'merchant'),
    head: person('registry/head', 'merchant'),
    registrar: staffOf('registry', 'registrar'),
    lender: staffOf('lender', 'lender'),
    rival: person('registry/rival', 'merchant'),
  },
  stranger: person('registry/stranger'),
  open: ['voter', 'ballot'],
});
