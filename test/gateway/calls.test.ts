import { type Settled, togetherOf } from '@roadbook/chaincode/api';
import { callsIn } from '../../gateway/src/ledger/calls';

const repay = { manner: 'submit', room: 'loan', name: 'repay', request: '{"loanId":"l-1"}' } as const;
const file = { manner: 'submit', room: 'claim', name: 'notify', request: '{"claimId":"c-1"}' } as const;
const asCalled = ({ room, name, request }: ReturnType<typeof togetherOf>) => ({
  room,
  name,
  request: JSON.parse(request) as unknown,
});
const results = (...settled: Settled[]) => JSON.stringify({ results: settled });

test('a transaction of one operation carried itself', () => {
  const called = asCalled(repay);
  expect(callsIn(called, '{}')).toEqual([called]);
});

test('a gathered transaction carried the calls of its list, in their order', () => {
  const list = asCalled(togetherOf([repay, file, repay], 'all'));
  expect(callsIn(list, results({ answer: {} }, { answer: {} }, { answer: {} }))).toEqual([
    { room: 'loan', name: 'repay', request: { loanId: 'l-1' } },
    { room: 'claim', name: 'notify', request: { claimId: 'c-1' } },
    { room: 'loan', name: 'repay', request: { loanId: 'l-1' } },
  ]);
});

test('a call that was refused beside others is told with its code', () => {
  const list = asCalled(togetherOf([repay, file], 'each'));
  const refused = 'NOT_FOUND: There is no loan l-1. Check the id. {"id":"l-1","kind":"loan","retry":"never"}';
  expect(callsIn(list, results({ refused }, { answer: {} }))).toMatchObject([
    { name: 'repay', refused: 'NOT_FOUND' },
    { name: 'notify' },
  ]);
  expect(callsIn(list, results({ refused }, { answer: {} }))[1]).not.toHaveProperty('refused');
});

test.each<[what: string, request: unknown]>([
  ['text', 'no JSON'],
  ['no list', { calls: {} }],
  ['a call without a room', { calls: [{ repay: {} }] }],
  ['two operations in one call', { calls: [{ 'loan.repay': {}, 'claim.notify': {} }] }],
])('a list of a form that the rooms refuse is told as it came: %s', (_what, request) => {
  const whole = { room: 'together', name: 'each', request };
  expect(callsIn(whole, 'nonsense')).toEqual([whole]);
});
