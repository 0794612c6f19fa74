import { fromGif, toGif } from '../../../chaincode/src/policy/export/gif';
import { applicationLife, policyLife, tripLife, usageLife } from '../../../chaincode/src/policy/life';
import { policyStatus } from '../../../chaincode/src/policy/records/policy';
import { governs, person, type Row, staffOf } from '../governs';

const insurer = staffOf('insurer', 'insurer');
const rival = staffOf('lender', 'insurer');
const stranger = staffOf('manufacturer', 'manufacturer');

// GIF: APPLIED (quoted) → REVOKED (withdrawn) | DECLINED | COLLATERALIZED (bound) → CLOSED; premium, cover and
// a buyer change nothing of it. Who bought the vehicle is said by its title.
const POLICY: Readonly<Record<string, Row>> = {
  turnDown: ['policyholder', 'quoted', 'withdrawn'],
  takeBack: ['insurer', 'quoted', 'declined'],
  bind: ['policyholder', 'quoted', 'bound'],
  receivePremium: ['insurer', 'bound', '='],
  payPremium: ['policyholder', 'bound', '='],
  draw: ['insurer', 'bound', '='],
  lapse: ['insurer', 'bound', '='],
  reinstate: ['insurer', 'bound', '='],
  offerChange: ['insurer', 'bound', '='],
  acceptChange: ['policyholder', 'bound', '='],
  takeOver: ['buyer', 'bound', '='],
  withdraw: ['policyholder', 'bound', 'cancelled'],
  cancel: ['policyholder insurer', 'bound', 'cancelled'],
  settleBalance: ['insurer', 'cancelled', '='],
  close: ['insurer', 'bound cancelled', 'closed'],
};
governs(policyLife, 'status', POLICY, {
  record: { status: '', insurer: 'insurer', policyholder: 'registry/owner' },
  sides: { insurer, policyholder: person('registry/owner'), rival, other: person('registry/buyer') },
  stranger,
  open: ['buyer'],
});

const APPLICATION: Readonly<Record<string, Row>> = {
  revoke: ['applicant', 'applied', 'revoked'],
  decline: ['insurer', 'applied', 'declined'],
  answer: ['insurer', 'applied', 'quoted'],
};
governs(applicationLife, 'status', APPLICATION, {
  record: { status: '', insurer: 'insurer', applicant: 'registry/owner' },
  sides: { insurer, applicant: person('registry/owner'), rival, other: person('registry/buyer') },
  stranger,
});

// Who may dispute a trip is said by its policy.
const TRIP: Readonly<Record<string, Row>> = {
  dispute: ['anybody', 'counted', 'disputed'],
  answer: ['insurer', 'disputed', 'passenger upheld'],
};
governs(tripLife, 'status', TRIP, {
  record: { status: '', insurer: 'insurer' },
  sides: { insurer, rival },
  stranger,
});

// A month is settled once, by name also when nothing is due.
const USAGE: Readonly<Record<string, Row>> = { settleMonth: ['insurer', 'expected paid', 'paid'] };
governs(usageLife, 'status', USAGE, {
  record: { status: '', insurer: 'insurer' },
  sides: { insurer, rival },
  stranger,
});

test('a policy ends withdrawn, declined or closed', () => {
  expect(policyLife.final).toEqual(['withdrawn', 'declined', 'closed']);
});

test('each status has a state of GIF, and each state of GIF comes back to itself', () => {
  for (const status of policyStatus.options) expect(toGif(fromGif(toGif(status)))).toBe(toGif(status));
  expect(policyStatus.options.map(toGif)).toEqual([
    'APPLIED',
    'REVOKED',
    'DECLINED',
    'COLLATERALIZED',
    'CLOSED',
    'CLOSED',
  ]);
});
