import { ContractError } from '../../../chaincode/src/kit/errors';
import { notificationLife, notificationStatuses, partLife, partStatuses } from '../../../chaincode/src/part/life';
import { MAX_TIERS, type Notification } from '../../../chaincode/src/part/records/notification';
import { forward, move, sideOf, tierOf } from '../../../chaincode/src/part/rules/notification';

const codeOf = (act: () => unknown): string => {
  try {
    act();
    return 'allowed';
  } catch (error) {
    return error instanceof ContractError ? error.code : String(error);
  }
};

const steps = Object.keys(partLife.steps) as (keyof typeof partLife.steps)[];

test.each(steps.flatMap((step) => partStatuses.map((status) => [step, status] as const)))(
  '%s of a part that is %s follows the table',
  (step, status) => {
    const allowed = partLife.steps[step].from.some((from) => from === status);
    expect(codeOf(() => partLife.step(step, status))).toBe(allowed ? 'allowed' : 'WRONG_STATUS');
  },
);

/** Trace-X, exactly: from each status to which. */
const TRACE_X: Record<(typeof notificationStatuses)[number], readonly (typeof notificationStatuses)[number][]> = {
  CREATED: ['SENT', 'CANCELED'],
  SENT: ['RECEIVED', 'ACKNOWLEDGED', 'CLOSED'],
  RECEIVED: ['ACKNOWLEDGED', 'CLOSED'],
  ACKNOWLEDGED: ['ACCEPTED', 'DECLINED', 'CLOSED'],
  ACCEPTED: ['CLOSED'],
  DECLINED: ['CLOSED'],
  CANCELED: [],
  CLOSED: [],
};
const SENDER = ['CREATED', 'SENT', 'CANCELED', 'CLOSED'];

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
const moves = Object.keys(notificationLife.steps) as (keyof typeof notificationLife.steps)[];

test.each(notificationStatuses.flatMap((from) => moves.map((step) => [from, step] as const)))(
  'a notification that is %s and the step %s follow Trace-X',
  (from, step) => {
    const to = String(notificationLife.steps[step].to) as (typeof notificationStatuses)[number];
    const allowed = TRACE_X[from].includes(to);
    expect(codeOf(() => move({ ...notice, status: from }, step, notice.at))).toBe(allowed ? 'allowed' : 'WRONG_STATUS');
  },
);

test.each(moves)('%s is a step of the side that Trace-X gives it to', (step) => {
  const sender = SENDER.includes(String(notificationLife.steps[step].to));
  expect(sideOf(notice, step)).toEqual(
    sender ? { as: 'the sender', party: 'manufacturer' } : { as: 'the recipient', party: 'registry/bolts' },
  );
});

test('a notification goes through sixteen tiers and no further: TOO_MANY_TIERS', () => {
  let last: Notification = { ...notice, status: 'ACKNOWLEDGED', to: 'org/t1' };
  const pass = () => forward(last, { id: `N-${last.tier + 1}`, to: `org/t${last.tier + 1}` }, last.to, notice.at);
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
