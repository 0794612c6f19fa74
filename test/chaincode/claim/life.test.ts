import { claimFromGif, claimToGif, payoutToGif } from '../../../chaincode/src/claim/export/gif';
import { noticeToSocotra } from '../../../chaincode/src/claim/export/socotra';
import {
  claimLife,
  noticeLife,
  parametricLife,
  paymentLife,
  subrogationLife,
} from '../../../chaincode/src/claim/life';
import { governs, person, type Row, staffOf } from '../governs';

const insurer = staffOf('insurer', 'insurer');
const rival = staffOf('lender', 'insurer');
const owner = person('registry/owner');
const other = person('registry/buyer');
const stranger = staffOf('manufacturer', 'manufacturer');

// Socotra: draft → validated → onClaim (claimed) → completed | rejected | discarded.
const NOTICE: Readonly<Record<string, Row>> = {
  validate: ['insurer', 'draft', 'validated'],
  reject: ['insurer', 'draft validated', 'rejected'],
  discard: ['reporter', 'draft validated', 'discarded'],
  open: ['insurer', 'validated', 'claimed'],
  complete: ['anybody', 'claimed completed', 'completed'],
};
governs(noticeLife, 'status', NOTICE, {
  record: {
    status: '',
    insurer: 'insurer',
    reporter: 'registry/owner',
    policyholder: 'registry/policyholder',
  },
  sides: { insurer, reporter: owner, policyholder: person('registry/policyholder'), rival, other },
  stranger,
});

// GIF: SUBMITTED → REVOKED (withdrawn) | CONFIRMED | DECLINED (denied); CONFIRMED → CLOSED | CANCELLED. That
// one is opened again or bought back is ours.
const CLAIM: Readonly<Record<string, Row>> = {
  withdraw: ['policyholder', 'submitted', 'withdrawn'],
  deny: ['insurer', 'submitted', 'denied'],
  confirm: ['insurer', 'submitted confirmed', 'confirmed'],
  cancel: ['insurer', 'confirmed', 'cancelled'],
  close: ['insurer', 'confirmed', 'closed'],
  reopen: ['insurer', 'denied closed', 'submitted confirmed'],
  buyBack: ['insurer', 'closed', '='],
};
governs(claimLife, 'status', CLAIM, {
  record: { status: '', insurer: 'insurer', policyholder: 'registry/owner' },
  sides: { insurer, policyholder: owner, rival, other },
  stranger,
});

// Guidewire: above the limit of authority a payment waits for approval; GIF: EXPECTED → PAID | CANCELLED.
const PAYMENT: Readonly<Record<string, Row>> = {
  approve: ['insurer', 'pending', 'expected'],
  refuse: ['insurer', 'pending expected', 'cancelled'],
  confirmPaid: ['insurer', 'expected', 'paid'],
};
governs(paymentLife, 'status', PAYMENT, {
  record: { status: '', proposedBy: 'insurer/boss', payee: { as: 'lienholder', party: 'bank' } },
  sides: { insurer, payee: staffOf('bank', 'lender'), rival, other },
  stranger,
});

// demand → accepted | disputed → arbitration → recovered
const SUBROGATION: Readonly<Record<string, Row>> = {
  accept: ['respondent', 'demanded disputed arbitration', 'accepted'],
  dispute: ['respondent', 'demanded', 'disputed'],
  arbitrate: ['insurer', 'disputed', 'arbitration'],
  recover: ['insurer', 'accepted arbitration', 'recovered'],
  drop: ['insurer', 'demanded accepted disputed arbitration', 'dropped'],
};
governs(subrogationLife, 'status', SUBROGATION, {
  record: { status: '', insurer: 'insurer', respondent: 'lender' },
  sides: { insurer, respondent: rival, other },
  stranger,
});

// Who is an oracle of a cover is said by the rule.
const PARAMETRIC: Readonly<Record<string, Row>> = {
  withdraw: ['insurer policyholder', 'offered', 'withdrawn'],
  agree: ['policyholder', 'offered', 'agreed'],
  setAside: ['insurer', 'agreed', '='],
  observe: ['anybody', 'agreed due paid', '= due paid'],
  tick: ['anybody', 'agreed', 'due paid'],
  confirmPayout: ['insurer', 'due', 'paid'],
};
governs(parametricLife, 'status', PARAMETRIC, {
  record: { status: '', insurer: 'insurer', policyholder: 'registry/owner', oracles: ['weather'] },
  sides: { insurer, policyholder: owner, oracle: staffOf('weather', 'merchant'), rival, other },
  stranger,
});

test('the states have their names in GIF and Socotra, and come back', () => {
  expect(claimLife.statuses.map(claimToGif)).toEqual([
    'SUBMITTED',
    'REVOKED',
    'DECLINED',
    'CONFIRMED',
    'CLOSED',
    'CANCELLED',
  ]);
  expect(claimLife.statuses.map((status) => claimFromGif(claimToGif(status)))).toEqual(claimLife.statuses);
  expect(paymentLife.statuses.map(payoutToGif)).toEqual(['EXPECTED', 'EXPECTED', 'PAID', 'CANCELLED']);
  expect(noticeLife.statuses.map(noticeToSocotra)).toEqual([
    'draft',
    'validated',
    'onClaim',
    'completed',
    'rejected',
    'discarded',
  ]);
});
