import { newGatewayError } from '@hyperledger/fabric-gateway/dist/gatewayerror';
import { type Diagnosis, diagnose, type Kind } from '../../gateway/src/errors/diagnosis';
import type { Stage } from '../../gateway/src/errors/call';
import { failureOf } from '../../gateway/src/errors/failure';
import { failure } from './boundary';

const refusal =
  'chaincode response 500, NOT_FOUND: There is no member lender/x. Check the id; it must be recorded ' +
  'first. {"id":"lender/x","kind":"member","retry":"never"}';
const behind =
  'chaincode response 500, STRANGER: The organisation lender is not a member of the consortium. Ask the ' +
  'registry to admit it (member.admit). {"org":"lender","retry":"never"}';
const call = { manner: 'submit', room: 'member', name: 'register', request: '{}' } as const;

type Row = readonly [
  title: string,
  error: ReturnType<typeof failure>,
  stage: Stage,
  kind: Kind,
  name: string,
  code: string,
  safe: boolean,
];

const rows: readonly Row[] = [
  [
    'a refusal of the contract',
    failure(10, 'ABORTED: failed to endorse transaction, see attached details for more info', [
      'lender',
      refusal,
    ]),
    'endorse',
    'refused',
    'RefusedByContract',
    'NOT_FOUND',
    false,
  ],
  [
    'the refusal that most peers give',
    failure(
      10,
      'ABORTED: failed to collect enough transaction endorsements',
      ['insurer', behind],
      ['lender', refusal],
      ['registry', refusal],
    ),
    'endorse',
    'refused',
    'RefusedByContract',
    'NOT_FOUND',
    false,
  ],
  [
    'a refused query',
    failure(2, `UNKNOWN: evaluate call to endorser returned error: ${refusal}`, ['lender', refusal]),
    'evaluate',
    'refused',
    'RefusedByContract',
    'NOT_FOUND',
    false,
  ],
  [
    'a chaincode that did not answer in time',
    failure(10, 'ABORTED: failed to endorse transaction', [
      'lender',
      'error in simulation: failed to execute transaction 5f: error sending: timeout expired while ' +
        'executing transaction',
    ]),
    'endorse',
    'unavailable',
    'EndorsementFailed',
    'ABORTED',
    true,
  ],
  [
    'an expired certificate',
    failure(14, 'UNAVAILABLE: no orderers could successfully process transaction', [
      'orderer',
      'received unsuccessful response from orderer: status=FORBIDDEN, info=client identity expired 3m ago',
    ]),
    'order',
    'denied',
    'OrderingFailed',
    'ACCESS_DENIED',
    false,
  ],
  [
    'too many requests',
    failure(2, 'UNKNOWN: too many requests for /gateway.Gateway, exceeding concurrency limit (500)'),
    'endorse',
    'overloaded',
    'EndorsementFailed',
    'TOO_MANY_REQUESTS',
    true,
  ],
  [
    'a message that a peer refuses by its length (grpc-go, rpc_util.go)',
    failure(8, 'RESOURCE_EXHAUSTED: grpc: received message larger than max (12000000 vs. 10551296)'),
    'endorse',
    'large',
    'EndorsementFailed',
    'TRANSACTION_TOO_LARGE',
    false,
  ],
  [
    'a transaction that orderers refuse by its length (orderer/common/msgprocessor/sizefilter.go)',
    failure(14, 'UNAVAILABLE: no orderers could successfully process transaction', [
      'orderer',
      'received unsuccessful response from orderer: status=BAD_REQUEST, info=message payload is 11330299 ' +
        'bytes and exceeds maximum allowed 10485760 bytes',
    ]),
    'order',
    'large',
    'OrderingFailed',
    'TRANSACTION_TOO_LARGE',
    false,
  ],
  [
    'a silent peer',
    failure(14, 'UNAVAILABLE: No connection established'),
    'evaluate',
    'unavailable',
    'EvaluationFailed',
    'UNAVAILABLE',
    true,
  ],
  [
    'a deadline',
    failure(4, 'DEADLINE_EXCEEDED: Deadline exceeded after 30s'),
    'endorse',
    'unavailable',
    'EndorsementFailed',
    'DEADLINE_EXCEEDED',
    true,
  ],
  [
    'a peer that does not know the others yet',
    failure(
      9,
      'FAILED_PRECONDITION: no combination of peers can be derived which satisfy the endorsement policy',
    ),
    'endorse',
    'unavailable',
    'EndorsementFailed',
    'FAILED_PRECONDITION',
    true,
  ],
  [
    'a chaincode process that ended in the middle',
    failure(10, 'ABORTED: failed to endorse transaction', [
      'lender',
      'error in simulation: failed to execute transaction ab: chaincode stream terminated',
    ]),
    'endorse',
    'unavailable',
    'EndorsementFailed',
    'ABORTED',
    true,
  ],
  [
    'an endorser that hangs',
    failure(10, 'ABORTED: failed to collect enough transaction endorsements', [
      'lender',
      'rpc error: code = DeadlineExceeded desc = context deadline exceeded',
    ]),
    'endorse',
    'unavailable',
    'EndorsementFailed',
    'ABORTED',
    true,
  ],
  [
    'a connection between peers that another call ended',
    failure(10, 'ABORTED: failed to collect enough transaction endorsements', [
      'lender',
      'rpc error: code = Canceled desc = grpc: the client connection is closing',
    ]),
    'endorse',
    'unavailable',
    'EndorsementFailed',
    'ABORTED',
    true,
  ],
  [
    'results that differ',
    failure(10, 'ABORTED: failed to collect enough transaction endorsements', [
      'insurer',
      'ProposalResponsePayloads do not match',
    ]),
    'endorse',
    'mismatch',
    'EndorsementFailed',
    'ENDORSEMENT_MISMATCH',
    true,
  ],
  [
    'a stranger',
    failure(10, 'ABORTED: failed to endorse transaction', [
      'lender',
      'error validating proposal: access denied: channel [roadbook] creator org unknown, creator is ' +
        'malformed',
    ]),
    'endorse',
    'denied',
    'EndorsementFailed',
    'ACCESS_DENIED',
    false,
  ],
  [
    'no right to ask',
    failure(7, 'PERMISSION_DENIED: not a member'),
    'commit',
    'denied',
    'OrderingFailed',
    'ACCESS_DENIED',
    false,
  ],
  [
    'anything else',
    failure(3, 'INVALID_ARGUMENT: a signed proposal is required'),
    'endorse',
    'failed',
    'EndorsementFailed',
    'INVALID_ARGUMENT',
    false,
  ],
];

const diagnosed = (error: ReturnType<typeof failure>): Diagnosis => diagnose(newGatewayError(error));

test.each(rows)('%s', (_title, error, stage, kind, name, code, safe) => {
  const diagnosis = diagnosed(error);
  expect(diagnosis.kind).toBe(kind);
  const told = failureOf(diagnosis, stage, call, 'ab', error);
  expect(told).toMatchObject({ name, stage, code, txId: 'ab', safeToRetry: safe });
  expect(told.message.startsWith(`${code}: `)).toBe(true);
  expect(told.cure).not.toBe('');
});

test('a refusal carries sentence, cure, facts, and what each peer said', () => {
  const error = failure(
    10,
    'ABORTED: failed',
    ['insurer', behind],
    ['lender', refusal],
    ['registry', refusal],
  );
  const told = failureOf(diagnosed(error), 'endorse', call, 'ab', error);
  expect(told.toJSON()).toMatchObject({
    says: 'There is no member lender/x.',
    cure: 'Check the id; it must be recorded first.',
    facts: { id: 'lender/x', kind: 'member' },
    peers: [{ org: 'insurer', code: 'STRANGER' }, { org: 'lender', code: 'NOT_FOUND' }, { org: 'registry' }],
  });
  expect(told.message).toBe(
    'NOT_FOUND: There is no member lender/x. Check the id; it must be recorded first.',
  );
});

test('an error that is not of gRPC is told too', () => {
  expect(diagnose(new Error('odd'))).toMatchObject({ kind: 'failed', message: 'odd' });
});
