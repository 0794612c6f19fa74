import {
  applicationLife,
  decisionLife,
  loanLife,
  modificationLife,
  repossessionLife,
} from '../../../chaincode/src/loan/life';
import { governs, person, type Row, staffOf } from '../governs';

const RUNNING = 'active defaulted';
const PAID = '= overpaid settled';
const ANY = 'accepted active defaulted overpaid settled writtenOff rescheduled cancelled';

const LOAN: Readonly<Record<string, Row>> = {
  cancel: ['lender borrower', 'accepted', 'cancelled'],
  disburse: ['lender', 'accepted', 'active'],
  repay: ['lender', `${RUNNING} overpaid settled`, PAID],
  pay: ['borrower', RUNNING, PAID],
  indemnify: ['insurer', `${RUNNING} writtenOff`, PAID],
  quote: ['lender borrower', RUNNING, '='],
  settle: ['lender', RUNNING, 'settled overpaid'],
  credit: ['lender', RUNNING, PAID],
  waive: ['lender', RUNNING, PAID],
  charge: ['lender', RUNNING, '='],
  reverse: ['lender', RUNNING, PAID],
  tick: ['lender', RUNNING, '='],
  offerModification: ['lender', RUNNING, '='],
  agreeToModification: ['borrower', RUNNING, '= rescheduled'],
  retractModification: ['lender', ANY, '='],
  pause: ['lender', RUNNING, '='],
  resume: ['lender', RUNNING, '='],
  declareDefault: ['lender', 'active', 'defaulted'],
  cure: ['lender', 'defaulted', 'active'],
  giveNotice: ['lender', 'defaulted', '='],
  repossess: ['lender', 'defaulted', '='],
  endRepossession: ['lender', ANY, '='],
  sellCollateral: ['lender', 'defaulted', PAID],
  chargeOff: ['lender', RUNNING, '='],
  writeOff: ['lender', RUNNING, 'writtenOff'],
  recover: ['lender', 'writtenOff', '= settled'],
  refund: ['lender', 'overpaid', '= settled'],
};
const lender = staffOf('lender', 'lender');
const stranger = staffOf('manufacturer', 'manufacturer');
governs(loanLife, 'status', LOAN, {
  record: { status: '', lender: 'lender', borrower: 'registry/owner' },
  sides: {
    lender,
    borrower: person('registry/owner'),
    insurer: staffOf('insurer', 'insurer'),
    rival: staffOf('bank', 'lender'),
  },
  stranger,
});

const APPLICATION: Readonly<Record<string, Row>> = {
  decide: ['lender', 'open', '='],
  bid: ['lender', 'open', '='],
  closeBids: ['lender anybody', 'open taken withdrawn', '='],
  openBid: ['lender', 'open', '='],
  accept: ['applicant', 'open', 'taken'],
  withdraw: ['applicant', 'open', 'withdrawn'],
};
governs(applicationLife, 'status', APPLICATION, {
  record: { status: '', applicant: 'registry/owner' },
  sides: { lender, applicant: person('registry/owner'), other: person('registry/buyer') },
  stranger,
});

const DECISION: Readonly<Record<string, Row>> = {
  accept: ['anybody', 'offered', 'accepted'],
  retract: ['lender', 'offered referred', 'retracted'],
};
governs(decisionLife, 'status', DECISION, {
  record: { status: '', lender: 'lender' },
  sides: { lender, rival: staffOf('bank', 'lender') },
  stranger,
});

// Whose steps these are is said by the loan.
test('a changed plan is agreed to or taken back once', () => {
  expect(modificationLife.steps).toEqual({
    agree: { by: 'borrower', from: ['offered'], to: 'agreed' },
    retract: { by: 'lender', from: ['offered'], to: 'retracted' },
  });
});

test('a taking begins with its notice and ends with the sale, or before it', () => {
  expect(repossessionLife.steps).toEqual({
    take: { by: 'lender', from: ['noticed'], to: 'repossessed' },
    sell: { by: 'lender', from: ['repossessed'], to: 'sold' },
    end: { by: 'lender', from: ['noticed', 'repossessed'], to: 'ended' },
  });
});
