import { complaintLife } from '../../../chaincode/src/complaint/life';
import { governs, person, type Row, staffOf } from '../governs';

// Whoever is complained about answers; who complains is content, goes on or gives up; the supervisor decides.
const COMPLAINT: Readonly<Record<string, Row>> = {
  holdOff: ['respondent', 'filed', '='],
  answer: ['respondent', 'filed escalated', 'answered ='],
  accept: ['complainant', 'answered', 'settled'],
  escalate: ['complainant', 'filed answered', 'escalated'],
  decide: ['auditor', 'escalated', 'decided'],
  withdraw: ['complainant', 'filed answered escalated', 'withdrawn'],
};
governs(complaintLife, 'status', COMPLAINT, {
  record: { status: '', complainant: 'registry/ana', against: 'lender' },
  sides: {
    complainant: person('registry/ana'),
    respondent: staffOf('lender', 'lender'),
    auditor: person('registry/auditor', 'auditor'),
    registrar: staffOf('registry', 'registrar'),
  },
  stranger: person('registry/stranger'),
});
