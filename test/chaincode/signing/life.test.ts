import { signingLife } from '../../../chaincode/src/signing/life';
import { governs, person, type Row, staffOf } from '../governs';

const provider = staffOf('lender', 'lender');
const customer = person('registry/owner');

const SIGNING: Readonly<Record<string, Row>> = {
  sign: ['customer', 'presented', 'signed'],
  withdraw: ['provider', 'presented', 'withdrawn'],
};
governs(signingLife, 'status', SIGNING, {
  record: { status: '', provider: 'lender', customer: 'registry/owner' },
  sides: { provider, customer, auditor: staffOf('registry', 'auditor') },
  stranger: staffOf('insurer', 'insurer'),
});

test('papers that were signed or withdrawn stay so', () => {
  expect(signingLife.final).toEqual(['signed', 'withdrawn']);
});
