import {
  applicationLife,
  decisionLife,
  loanLife,
  modificationLife,
  repossessionLife,
} from '../../../chaincode/src/loan/life';
import { modifications } from '../../../chaincode/src/loan/records/modification';
import { repossessions } from '../../../chaincode/src/loan/records/repossession';
import { governs, person, type Row, staffOf } from '../governs';

const RUNNING = 'active defaulted';
const PAID = '= overpaid settled';
const ANY = 'accepted active defaulted overpaid settled writtenOff rescheduled cancelled';

const LOAN: Readonly<Record<string, Row>> = {
  cancel: ['lender borrower', 'accepted', 'cancelled'],
  disburse: ['lender', 'accepted', 'active'],
  repay: ['lender', `${RUNNING} overpaid settled`, PAID],
  pay: ['borrower', RUNNING, PAID],
  draw: ['lender', RUNNING, PAID],
  indemnify: ['insurer', `${RUNNING} writtenOff`, PAID],
  quote: ['lender borrower', RUNNING, '='],
  settle: ['lender', RUNNING, 'settled overpaid'],
  credit: ['lender', RUNNING, PAID],
  waive: ['lender', RUNNING, PAID],
  charge: ['lender', RUNNING, '='],
  reverse: ['lender', `${RUNNING} overpaid settled`, `active ${PAID}`],
  releaseLien: ['lender borrower', 'overpaid settled', '='],
  // What time alone makes true is written down by the agenda of the lender too.
  tick: ['lender agenda', RUNNING, '='],
  offerModification: ['lender', RUNNING, '='],
  agreeToModification: ['borrower', RUNNING, '= rescheduled'],
  agreeFor: ['booker', RUNNING, '= rescheduled'],
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
  record: { status: '', lender: 'lender', borrower: 'registry/owner', bookedBy: 'branch' },
  sides: {
    lender,
    booker: staffOf('branch', 'lender'),
    borrower: person('registry/owner'),
    insurer: staffOf('insurer', 'insurer'),
    rival: staffOf('bank', 'lender'),
    agenda: person('lender/agenda', 'timekeeper'),
    rivalAgenda: person('bank/agenda', 'timekeeper'),
  },
  stranger,
});

const APPLICATION: Readonly<Record<string, Row>> = {
  decide: ['lender', 'open', '='],
  bid: ['lender', 'open', '='],
  closeBids: ['lender anybody', 'open taken withdrawn', '='],
  openBid: ['lender', 'open', '='],
  accept: ['applicant', 'open', 'taken'],
  acceptFor: ['booker', 'open', 'taken'],
  withdraw: ['applicant', 'open', 'withdrawn'],
};
governs(applicationLife, 'status', APPLICATION, {
  record: { status: '', applicant: 'registry/owner', bookedBy: 'branch' },
  sides: {
    ...{ lender, applicant: person('registry/owner'), other: person('registry/buyer') },
    booker: staffOf('branch', 'dealer'),
  },
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

const MODIFICATION: Readonly<Record<string, Row>> = {
  agree: ['borrower', 'offered', 'agreed'],
  agreeFor: ['booker', 'offered', 'agreed'],
  retract: ['lender', 'offered', 'retracted'],
};
governs(modificationLife, 'status', MODIFICATION, {
  record: { status: '', lender: 'lender', borrower: 'registry/owner', bookedBy: 'branch' },
  sides: { lender, borrower: person('registry/owner'), booker: staffOf('branch', 'lender') },
  stranger,
});

const REPOSSESSION: Readonly<Record<string, Row>> = {
  notice: ['lender', 'ended', 'noticed'],
  take: ['lender', 'noticed', 'repossessed'],
  sell: ['lender', 'repossessed', 'sold'],
  end: ['lender', 'noticed repossessed', 'ended'],
};
governs(repossessionLife, 'status', REPOSSESSION, {
  record: { status: '', lender: 'lender' },
  sides: { lender, rival: staffOf('bank', 'lender') },
  stranger,
});

test('a record that an earlier version wrote names nobody: the loan alone says who', () => {
  for (const { sides } of [modifications, repossessions])
    expect(sides.lender({} as never)).toEqual({ role: undefined, ruled: true });
});
