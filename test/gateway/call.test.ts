import {
  CommitFailed,
  EndorsementFailed,
  EvaluationFailed,
  OrderingFailed,
  OutcomeUnknown,
  RefusedByContract,
  type Roadbook,
  receiptOf,
} from '@roadbook/gateway';
import { connectTo, FakePeer, failure, type Script } from './boundary';

const answer = '{"member":"lender/ann","role":"owner","standing":"active"}';
const works: Script = { endorse: () => answer, submit: () => true, status: () => 'VALID' };
const silent = failure(14, 'UNAVAILABLE: No connection established');
const late = failure(4, 'DEADLINE_EXCEEDED: Deadline exceeded');
const register = (on: Roadbook) => on.member.register({ member: 'lender/ann', role: 'owner' });
const read = (on: Roadbook) => on.member.read({ member: 'lender/ann' });
const hurried = { retry: { unavailableFor: 400 }, timeouts: { commit: 600 } } as const;

describe('a submitted call', () => {
  test('is endorsed, ordered and waited for, and leaves a receipt', async () => {
    const peer = new FakePeer(works);
    const registered = await register(await connectTo(peer));
    expect(registered).toEqual(JSON.parse(answer));
    expect(receiptOf(registered)).toEqual({
      txId: peer.seen[0]?.txId,
      blockNumber: 7n,
      attempts: 1,
      doubts: 0,
    });
    expect(peer.seen.map(({ method }) => method)).toEqual(['Endorse', 'Submit', 'CommitStatus']);
  });

  test.each(['MVCC_READ_CONFLICT', 'PHANTOM_READ_CONFLICT'] as const)(
    'is proposed anew after a %s',
    async (code) => {
      const peer = new FakePeer({ ...works, status: ({ times }) => (times < 3 ? code : 'VALID') });
      const registered = await register(await connectTo(peer));
      expect(receiptOf(registered)?.attempts).toBe(3);
      expect(new Set(peer.of('Submit').map(({ txId }) => txId)).size).toBe(3);
    },
  );

  test('is given up after too many conflicts, and safe to send again', async () => {
    const peer = new FakePeer({ ...works, status: () => 'MVCC_READ_CONFLICT' });
    const failed = register(await connectTo(peer, undefined, { retry: { conflicts: 2 } }));
    await expect(failed).rejects.toThrow(CommitFailed);
    await expect(failed).rejects.toMatchObject({
      code: 'MVCC_READ_CONFLICT',
      safeToRetry: true,
      blockNumber: 7n,
      stage: 'commit',
    });
    expect(peer.of('Submit')).toHaveLength(3);
  });

  test('that is invalid for another reason is not sent again', async () => {
    const peer = new FakePeer({ ...works, status: () => 'ENDORSEMENT_POLICY_FAILURE' });
    await expect(register(await connectTo(peer))).rejects.toMatchObject({
      code: 'ENDORSEMENT_POLICY_FAILURE',
      safeToRetry: false,
    });
    expect(peer.of('Submit')).toHaveLength(1);
  });

  test('refused by the contract is not tried anywhere else', async () => {
    const message = 'chaincode response 500, ROLE_NOT_YOURS_TO_GIVE: no {"org":"lender","retry":"never"}';
    const own = new FakePeer({ endorse: () => failure(10, 'ABORTED: failed', ['lender', message]) });
    const other = new FakePeer(works);
    const failed = register(await connectTo(own, other));
    await expect(failed).rejects.toThrow(RefusedByContract);
    await expect(failed).rejects.toMatchObject({
      code: 'ROLE_NOT_YOURS_TO_GIVE',
      retry: 'never',
      facts: { org: 'lender' },
      txId: own.seen[0]?.txId,
    });
    expect([own.seen.length, other.seen.length]).toEqual([1, 0]);
  });

  test('goes to another peer when the own one is silent, and stays there for a while', async () => {
    const own = new FakePeer({ endorse: () => silent });
    const other = new FakePeer(works);
    const on = await connectTo(own, other);
    await register(on);
    await register(on);
    expect(own.of('Endorse')).toHaveLength(1);
    expect(other.of('Endorse')).toHaveLength(2);
  });

  test('is read by a peer that did not tell of it only when that peer has its block', async () => {
    const own = new FakePeer({
      ...works,
      evaluate: () => answer,
      status: ({ times }) => (times === 1 ? silent : 'VALID'),
    });
    const other = new FakePeer({ evaluate: () => silent, status: () => 'VALID' });
    const on = await connectTo(own, other);
    await register(on);
    expect(await read(on)).toEqual(JSON.parse(answer));
    expect(own.seen.map(({ method }) => method)).toEqual([
      'Endorse',
      'Submit',
      'CommitStatus',
      'CommitStatus',
      'Evaluate',
    ]);
    expect(new Set(own.of('CommitStatus').map(({ txId }) => txId)).size).toBe(1);
    await read(on);
    expect(own.of('CommitStatus')).toHaveLength(2);
  });

  test('is read all the same by a peer that cannot tell whether it has the block', async () => {
    const own = new FakePeer({ ...works, evaluate: () => answer, status: () => silent });
    const other = new FakePeer({ evaluate: () => silent, status: () => 'VALID' });
    const on = await connectTo(own, other);
    await register(on);
    expect(await read(on)).toEqual(JSON.parse(answer));
  });

  test('that does not match its schema is refused by its field and not sent', async () => {
    const peer = new FakePeer(works);
    const on = await connectTo(peer);
    const bad = { member: 'lender/ann', role: 'boss' } as never;
    await expect(on.member.register(bad)).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      facts: { operation: 'member.register', field: 'role' },
    });
    await expect(on.part.captureMany({ items: [{}] as never })).rejects.toMatchObject({
      facts: { field: 'items.0.event' },
    });
    const secret = on.part.keepPrice({ epc: 'urn:epc:id:sgtin:4012345.011111.1' }, { pin: '1234' } as never);
    await expect(secret).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      message: expect.not.stringContaining('pin'),
    });
    expect(peer.seen).toEqual([]);
  });

  test('is tried again so many times when endorsers disagree', async () => {
    const peer = new FakePeer({
      endorse: () => failure(10, 'ABORTED: failed', ['insurer', 'ProposalResponsePayloads do not match']),
    });
    const on = await connectTo(peer, undefined, { retry: { mismatches: 2 } });
    await expect(register(on)).rejects.toMatchObject({ code: 'ENDORSEMENT_MISMATCH', safeToRetry: true });
    expect(peer.of('Endorse')).toHaveLength(3);
  });

  test.each([
    ['a little', '2026-01-01T00:00:00.040Z', 2],
    ['far', '2026-01-01T00:01:00.000Z', 1],
  ])('whose clock is %s behind the last change', async (_title, updatedAt, endorsements) => {
    const facts = JSON.stringify({
      id: 'lender/ann',
      kind: 'member',
      now: '2026-01-01T00:00:00.000Z',
      updatedAt,
      retry: 'later',
    });
    const message = `chaincode response 500, TIME_RAN_BACKWARDS: The member was changed later. ${facts}`;
    const peer = new FakePeer({
      ...works,
      endorse: ({ times }) => (times === 1 ? failure(10, 'ABORTED: failed', ['lender', message]) : answer),
    });
    const code = await register(await connectTo(peer)).then(
      () => 'VALID',
      (error: RefusedByContract) => error.code,
    );
    expect([code, peer.of('Endorse').length]).toEqual([
      endorsements === 2 ? 'VALID' : 'TIME_RAN_BACKWARDS',
      endorsements,
    ]);
  });

  test('waits and shrinks the window when a peer has too many requests', async () => {
    const busy = failure(
      2,
      'UNKNOWN: too many requests for /gateway.Gateway, exceeding concurrency limit (500)',
    );
    const peer = new FakePeer({
      ...works,
      endorse: ({ times }) => (times === 1 ? busy : answer),
      submit: ({ times }) => (times === 1 ? busy : true),
    });
    await register(await connectTo(peer));
    expect(peer.of('Endorse')).toHaveLength(2);
    const [first, second] = peer.of('Submit');
    expect(second).toEqual(first);
  });

  test('fails with the stage when no peer answers in time', async () => {
    const failed = register(await connectTo(new FakePeer({ endorse: () => silent }), undefined, hurried));
    await expect(failed).rejects.toThrow(EndorsementFailed);
    await expect(failed).rejects.toMatchObject({ code: 'UNAVAILABLE', safeToRetry: true });
  });

  test('that the orderers certainly do not have fails as such', async () => {
    const forbidden = 'received unsuccessful response from orderer: status=FORBIDDEN, info=no';
    const peer = new FakePeer({
      ...works,
      submit: () =>
        failure(14, 'UNAVAILABLE: insufficient number of orderers', ['a', forbidden], ['b', forbidden]),
    });
    await expect(register(await connectTo(peer))).rejects.toThrow(OrderingFailed);
    expect(peer.of('CommitStatus')).toHaveLength(0);
  });
});

describe('a doubtful answer after ordering', () => {
  const doubtful = failure(
    14,
    'UNAVAILABLE: insufficient number of orderers could successfully process transaction to satisfy ' +
      'quorum requirement',
    [
      'registry',
      'received unsuccessful response from orderer: status=SERVICE_UNAVAILABLE, info=failed to submit ' +
        'request: request already processed',
    ],
  );

  test('is settled by the ledger, and no second transaction is made', async () => {
    const peer = new FakePeer({ ...works, submit: () => doubtful });
    const registered = await register(await connectTo(peer));
    expect(receiptOf(registered)).toMatchObject({ attempts: 1, doubts: 1 });
    expect(peer.seen.map(({ method }) => method)).toEqual(['Endorse', 'Submit', 'CommitStatus']);
  });

  test('may be followed by the very same transaction, never by another', async () => {
    let handedIn = 0;
    const peer = new FakePeer({
      ...works,
      submit: () => (++handedIn < 3 ? doubtful : true),
      status: () => (handedIn < 3 ? late : 'VALID'),
    });
    await register(await connectTo(peer, undefined, { timeouts: { commit: 3_000 } }));
    expect(peer.of('Submit')).toHaveLength(3);
    expect(new Set(peer.of('Submit').map(({ bytes }) => bytes)).size).toBe(1);
    expect(peer.of('Endorse')).toHaveLength(1);
  });

  test('that nobody can settle is told as unknown, with the id to ask for', async () => {
    const peer = new FakePeer({ ...works, submit: () => doubtful, status: () => late });
    const failed = register(await connectTo(peer, undefined, hurried));
    await expect(failed).rejects.toThrow(OutcomeUnknown);
    await expect(failed).rejects.toMatchObject({
      safeToRetry: false,
      txId: peer.seen[0]?.txId,
      peers: [{ org: 'registry' }],
    });
    expect(new Set(peer.of('Submit').map(({ txId }) => txId)).size).toBe(1);
  });

  test('can be asked for later', async () => {
    const peer = new FakePeer({ status: ({ times }) => (times === 1 ? late : 'VALID') });
    const on = await connectTo(peer);
    const txId = 'ab'.repeat(32);
    expect(await on.outcome(txId)).toEqual({ txId, blockNumber: 7n, code: 'VALID', valid: true });
  });

  test('is settled by another peer when the first one dies after handing in', async () => {
    const own = new FakePeer({ ...works, status: () => silent });
    const other = new FakePeer(works);
    await register(await connectTo(own, other));
    expect(other.seen.map(({ method }) => method)).toEqual(['CommitStatus']);
  });
});

test('a peer that stands still does not keep the outcome from a caller whom another peer can tell', async () => {
  const own = new FakePeer({ ...works, hangs: ['CommitStatus'] });
  const other = new FakePeer(works);
  await register(await connectTo(own, other, { timeouts: { commit: 2_000 } }));
  expect(other.seen.map(({ method }) => method)).toEqual(['CommitStatus']);
});

describe('a query', () => {
  test('asks an own peer, which alone may evaluate it', async () => {
    const own = new FakePeer({ evaluate: () => answer });
    const other = new FakePeer({ evaluate: () => answer });
    await read(await connectTo(own, other));
    expect(own.seen).toMatchObject([{ method: 'Evaluate', organisations: ['lender'] }]);
    expect(other.seen).toEqual([]);
  });

  test('asks another peer of the profile when the own one is silent', async () => {
    const other = new FakePeer({ evaluate: () => answer });
    await read(await connectTo(new FakePeer({ evaluate: () => silent }), other));
    expect(other.seen).toMatchObject([{ method: 'Evaluate', organisations: ['insurer'] }]);
  });

  test('asks nobody else when told so', async () => {
    const other = new FakePeer({ evaluate: () => answer });
    const on = await connectTo(new FakePeer({ evaluate: () => silent }), other, { ...hurried, peers: 'own' });
    await expect(read(on)).rejects.toThrow(EvaluationFailed);
    expect(other.seen).toEqual([]);
  });
});

describe('private facts', () => {
  const keep = (on: Roadbook) =>
    on.carry({
      manner: 'keep',
      room: 'part',
      name: 'keepPrice',
      request: '{}',
      secret: '{"facts":{},"salt":"00"}',
    });

  test('go to the own peer only, and the own organisation alone endorses', async () => {
    const own = new FakePeer({ ...works, endorse: () => '{"seal":"00"}' });
    const other = new FakePeer(works);
    await keep(await connectTo(own, other));
    expect(own.of('Endorse')).toMatchObject([{ transient: ['private'], organisations: ['lender'] }]);
    expect(other.seen).toEqual([]);
  });

  test('are never shown to another organisation, even when no own peer answers', async () => {
    const other = new FakePeer(works);
    const on = await connectTo(new FakePeer({ endorse: () => silent }), other, hurried);
    await expect(keep(on)).rejects.toThrow(EndorsementFailed);
    expect(other.seen).toEqual([]);
  });
});

test('a closed connection says so', async () => {
  const on = await connectTo(new FakePeer(works));
  await on.close();
  await expect(register(on)).rejects.toThrow('The connection was closed.');
});
