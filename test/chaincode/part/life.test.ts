import { ContractError } from '../../../chaincode/src/kit/errors';
import { notificationLife, partLife, passportLife } from '../../../chaincode/src/part/life';
import { governs, person, type Row, staffOf } from '../governs';
import { MAX_TIERS, type Notification } from '../../../chaincode/src/part/records/notification';
import { partStatuses } from '../../../chaincode/src/part/records/part';
import { forward, tierOf } from '../../../chaincode/src/part/rules/notification';

const codeOf = (act: () => unknown): string => {
  try {
    act();
    return 'allowed';
  } catch (error) {
    return error instanceof ContractError ? error.code : String(error);
  }
};

const PART: Readonly<Record<string, Row>> = {
  commission: ['maker', 'uncommissioned withdrawn', 'active'],
  ship: ['custodian', 'uncommissioned active removed', 'in_transit'],
  unship: ['custodian', 'in_transit', 'active'],
  receive: ['receiver', 'in_transit uncommissioned active removed', 'active'],
  pack: ['custodian', 'uncommissioned active removed packed', 'packed'],
  unpack: ['custodian', 'packed', 'active'],
  fit: ['fitter', 'uncommissioned active in_transit removed packed fitted', 'fitted'],
  remove: ['remover', 'fitted uncommissioned active', 'removed'],
  consume: ['custodian', 'uncommissioned active removed packed', 'consumed'],
  decommission: ['custodian', 'uncommissioned active packed fitted removed', 'decommissioned'],
  destroy: ['custodian', 'uncommissioned active packed fitted removed decommissioned', 'destroyed'],
  withdraw: [
    'capturer',
    'uncommissioned active in_transit packed fitted removed consumed decommissioned destroyed',
    'withdrawn',
  ],
};

test('the steps of a part are these, and no operation takes them but by an event', () => {
  const stated = Object.entries(partLife.steps).map(([name, { by, from, to }]) => [
    name,
    [by, from.join(' '), to],
  ]);
  expect(Object.fromEntries(stated)).toEqual(PART);
});

test.each(
  Object.entries(PART).flatMap(([step, [, from]]) =>
    partStatuses.map((status) => [step, status, from] as const),
  ),
)('%s of a part that is %s follows the table', (step, status, from) => {
  const allowed = from.split(' ').includes(status);
  expect(codeOf(() => partLife.step(step as keyof typeof partLife.steps, status))).toBe(
    allowed ? 'allowed' : 'WRONG_STATUS',
  );
});

/**
 * Trace-X, exactly: from each status to which; SENT, CANCELED and CLOSED are the sender's to set, the others
 * the recipient's.
 */
const TRACE_X: Readonly<Record<string, Row>> = {
  send: ['sender', 'CREATED', 'SENT'],
  cancel: ['sender', 'CREATED', 'CANCELED'],
  receive: ['recipient', 'SENT', 'RECEIVED'],
  acknowledge: ['recipient', 'SENT RECEIVED', 'ACKNOWLEDGED'],
  accept: ['recipient', 'ACKNOWLEDGED', 'ACCEPTED'],
  decline: ['recipient', 'ACKNOWLEDGED', 'DECLINED'],
  close: ['sender', 'SENT RECEIVED ACKNOWLEDGED ACCEPTED DECLINED', 'CLOSED'],
};
governs(notificationLife, 'status', TRACE_X, {
  record: { status: '', from: 'manufacturer', to: 'registry/bolts' },
  sides: { sender: staffOf('manufacturer', 'manufacturer'), recipient: person('registry/bolts', 'supplier') },
  stranger: person('registry/garage', 'workshop'),
});

const PASSPORT: Readonly<Record<string, Row>> = {
  approvePassport: ['issuer', 'draft', 'approved'],
  invalidatePassport: ['issuer', 'draft approved', 'invalid'],
  measureBattery: ['anybody', 'approved', '='],
  declareWaste: ['anybody', 'draft approved invalid', '='],
  succeedPassport: ['anybody', 'draft approved invalid', '= draft'],
};
governs(passportLife, (status) => ({ metadata: { status } }), PASSPORT, {
  record: { issuer: 'manufacturer' },
  sides: { issuer: staffOf('manufacturer', 'manufacturer'), holder: person('registry/garage', 'workshop') },
  stranger: person('registry/bolts', 'supplier'),
});

const notice: Notification = {
  id: 'N-1',
  type: 'ALERT',
  severity: 'CRITICAL',
  title: 'Loose bolts',
  information: 'Torque below the limit',
  affected: ['https://id.gs1.org/01/04012345111118/21/A'],
  from: 'manufacturer',
  to: 'registry/bolts',
  status: 'CREATED',
  root: 'N-1',
  tier: 1,
  proven: 0,
  at: '2026-03-02T09:00:00.000Z',
};
test('a notification goes through sixteen tiers and no further: TOO_MANY_TIERS', () => {
  let last: Notification = { ...notice, status: 'ACKNOWLEDGED', to: 'org/t1' };
  const pass = () =>
    forward(last, { id: `N-${last.tier + 1}`, to: `org/t${last.tier + 1}` }, last.to, notice.at);
  while (last.tier < MAX_TIERS) last = { ...pass(), status: 'ACKNOWLEDGED' };
  expect([last.tier, last.root]).toEqual([16, 'N-1']);
  expect(codeOf(pass)).toBe('TOO_MANY_TIERS');
});

test('a notification is overdue after its target day while nobody answered', () => {
  const sent: Notification = { ...notice, status: 'SENT', targetOn: '2026-03-10' };
  expect(['2026-03-10', '2026-03-11'].map((today) => tierOf(sent, today).overdue)).toEqual([false, true]);
  expect(tierOf({ ...sent, status: 'ACCEPTED' }, '2026-03-11').overdue).toBe(false);
  const acknowledged: Notification = { ...sent, status: 'ACKNOWLEDGED' };
  expect(tierOf(acknowledged, '2026-03-11')).toMatchObject({ overdue: true, acknowledgementOverdue: false });
  expect(tierOf(sent, '2026-03-11')).toMatchObject({ overdue: true, acknowledgementOverdue: true });
});
