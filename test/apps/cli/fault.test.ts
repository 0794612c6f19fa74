import {
  CommitFailed,
  EndorsementFailed,
  EventsBroken,
  OrderingFailed,
  OutcomeUnknown,
  ProfileInvalid,
  RefusedByContract,
} from '@roadbook/gateway';
import { EXITS, Fault } from '../../../apps/cli/src/fault';
import { faultOf } from '../../../apps/cli/src/network';

const told = {
  stage: 'endorse',
  code: 'X',
  says: 'It is so.',
  cure: 'Do this.',
  txId: 'ab',
  safeToRetry: true,
} as const;

test.each([
  ['a refusal', new RefusedByContract({ ...told, retry: 'never', facts: { loanId: 'L-1' } }), 1],
  ['an endorsement that failed', new EndorsementFailed(told), 3],
  ['an ordering that failed', new OrderingFailed(told), 3],
  ['a transaction that was found invalid', new CommitFailed({ ...told, blockNumber: 4n }), 3],
  ['an unknown outcome', new OutcomeUnknown({ ...told, safeToRetry: false }), 4],
  ['events that broke', new EventsBroken('ACCESS_DENIED', 'It is so.', 'Do this.'), 3],
  ['a profile that cannot be used', new ProfileInvalid('file', 'peers', 'none', 'name one'), 2],
])('%s ends with its own code, sentence and cure', (_, error, code) => {
  const fault = faultOf(error, './scripts/start') as Fault;
  expect(fault).toBeInstanceOf(Fault);
  expect(EXITS[fault.exit].code).toBe(code);
  expect(fault.trouble.message).not.toBe('');
  expect(fault.trouble.cure).not.toBe('');
});

test('the facts and the transaction of a refusal are kept', () => {
  const fault = faultOf(
    new RefusedByContract({ ...told, retry: 'later', facts: { loanId: 'L-1' } }),
    '',
  ) as Fault;
  expect(fault.trouble).toEqual({
    code: 'X',
    message: 'It is so.',
    cure: 'Do this.',
    stage: 'endorse',
    txId: 'ab',
    facts: { loanId: 'L-1' },
  });
});

test('silent peers bring the command that starts them', () => {
  const fault = faultOf(new EndorsementFailed({ ...told, code: 'UNAVAILABLE' }), './scripts/start') as Fault;
  expect(fault.trouble.cure).toContain('./scripts/start');
});

test('what it does not know it leaves alone', () => {
  const error = new TypeError('x');
  expect(faultOf(error, '')).toBe(error);
});
