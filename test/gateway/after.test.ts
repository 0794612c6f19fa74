import {
  CallFailed,
  RefusedByContract,
  RoadbookError,
  connect,
  IdentityInvalid,
  ProfileInvalid,
} from '@roadbook/gateway';
import { connectTo, FakePeer, failure, peerOf, type Script } from './boundary';

const answer = '{"member":"lender/ann","role":"owner","standing":"active"}';
const txId = 'ab'.repeat(32);
const refusal = (code: string, retry: string) =>
  failure(10, 'ABORTED: failed', [
    'lender',
    `chaincode response 500, ${code}: There is none. {"id":"ann","retry":"${retry}"}`,
  ]);
const absent = refusal('NOT_FOUND', 'later');
const late = failure(4, 'DEADLINE_EXCEEDED: deadline exceeded');
const submits: Script = { endorse: () => answer, submit: () => true, status: () => 'VALID' };
const read = (on: Awaited<ReturnType<typeof connectTo>>, how = {}) =>
  on.member.read({ member: 'lender/ann' }, how);

describe('F1, first hour: what another just wrote', () => {
  test('a read that misses is asked again of another peer, once', async () => {
    const own = new FakePeer({ evaluate: () => absent });
    const other = new FakePeer({ evaluate: () => answer });
    expect(await read(await connectTo(own, other))).toEqual(JSON.parse(answer));
    expect([own.seen.length, other.seen.length]).toEqual([1, 1]);
  });

  test('a read that misses at two peers is told as the first said it, with what to do and when', async () => {
    const own = new FakePeer({ evaluate: () => absent });
    const other = new FakePeer({ evaluate: () => refusal('NOT_FOUND', 'later') });
    const on = await connectTo(own, other);
    const error = await read(on).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'NOT_FOUND', retry: 'later', txId: own.seen[0]?.txId });
    expect([own.seen.length, other.seen.length]).toEqual([1, 1]);
  });

  test.each([
    ['LOT_GONE', 'R6, R7: money that was just received'],
    ['WRONG_STATUS', 'a step after another’s step'],
  ])('a rule that misses (%s, %s) is asked again of another peer, whose word counts', async (code) => {
    const own = new FakePeer({ ...submits, endorse: () => refusal(code, 'later') });
    const other = new FakePeer(submits);
    const on = await connectTo(own, other);
    await on.member.register({ member: 'lender/ann', role: 'owner' });
    expect(own.of('Endorse')).toHaveLength(1);
    expect(other.of('Endorse')).toHaveLength(1);
  });

  test('a refusal that time does not change is final', async () => {
    const other = new FakePeer({ evaluate: () => answer });
    const failed = read(
      await connectTo(new FakePeer({ evaluate: () => refusal('NOT_YOURS', 'never') }), other),
    );
    await expect(failed).rejects.toMatchObject({ code: 'NOT_YOURS' });
    expect(other.seen).toEqual([]);
  });

  test('private facts are asked of no other organisation, whatever misses', async () => {
    const own = new FakePeer({ endorse: () => absent });
    const other = new FakePeer(submits);
    const on = await connectTo(own, other);
    const epc = 'urn:epc:id:sgtin:4012345.011111.1';
    await expect(on.part.keepPrice({ epc }, { epc, price: { amount: 1n, currency: 'EUR' } })).rejects.toThrow(
      RefusedByContract,
    );
    expect(other.seen).toEqual([]);
  });

  test('R8: after a transaction that another peer tells, that peer is asked while the own one lacks it', async () => {
    const own = new FakePeer({ evaluate: () => absent, status: () => late });
    const other = new FakePeer({ evaluate: () => answer, status: () => 'VALID' });
    const on = await connectTo(own, other);
    expect(await read(on, { after: txId })).toEqual(JSON.parse(answer));
    expect(own.of('Evaluate')).toEqual([]);
    expect(new Set([...own.seen, ...other.of('CommitStatus')].map((one) => one.txId))).toEqual(
      new Set([txId]),
    );
  });

  test('after a transaction the own peer is asked when it has it', async () => {
    const own = new FakePeer({ evaluate: () => answer, status: () => 'VALID' });
    const other = new FakePeer({ evaluate: () => answer, status: () => 'VALID' });
    await read(await connectTo(own, other), { after: txId });
    expect(own.seen.map(({ method }) => method)).toEqual(['CommitStatus', 'Evaluate']);
    expect(other.seen).toEqual([]);
  });

  test('a call after a transaction that nobody has is not sent', async () => {
    const own = new FakePeer({ ...submits, status: () => failure(7, 'PERMISSION_DENIED: no') });
    const on = await connectTo(own);
    const failed = on.member.register({ member: 'lender/ann', role: 'owner' }, { after: txId });
    await expect(failed).rejects.toMatchObject({
      code: 'TRANSACTION_UNKNOWN',
      safeToRetry: true,
      facts: { after: txId },
    });
    expect(own.of('Endorse')).toEqual([]);
  });
});

describe('F3: whatever is refused, before it is sent or after, is of one family with a code and a cure', () => {
  const profile = {
    ...{ version: 1, org: 'lender', mspId: 'lender', channel: 'roadbook', chaincode: 'roadbook' },
    peers: [peerOf('lender')],
  };
  const inFamily = {
    code: expect.stringMatching(/^[A-Z_]+$/),
    says: expect.stringMatching(/\.$/),
    cure: expect.stringMatching(/./),
  };

  test('a request that its schema does not take', async () => {
    const peer = new FakePeer({});
    const on = await connectTo(peer);
    const failed = on.member.read({ member: 7 } as never);
    await expect(failed).rejects.toThrow(RefusedByContract);
    await expect(failed).rejects.toBeInstanceOf(CallFailed);
    await expect(failed).rejects.toMatchObject({
      ...inFamily,
      ...{
        code: 'INVALID_REQUEST',
        stage: 'request',
        txId: '',
        facts: { field: 'member', operation: 'member.read' },
      },
      ...{ safeToRetry: false, retry: 'never' },
    });
    expect(peer.seen).toEqual([]);
  });

  test('a call that the contract refuses', async () => {
    const on = await connectTo(new FakePeer({ evaluate: () => refusal('NOT_YOURS', 'never') }));
    await expect(read(on)).rejects.toBeInstanceOf(RoadbookError);
  });

  test.each([
    ['no user', { profile }, IdentityInvalid],
    ['a user that is a number', { profile, user: 7 }, IdentityInvalid],
    ['a user that is nothing', { profile, user: null }, IdentityInvalid],
    ['no profile', {}, ProfileInvalid],
    ['a profile that is not there', { profile: 'nowhere.json', user: 'desk' }, ProfileInvalid],
  ])('connect with %s', async (_, options, kind) => {
    const failed = connect(options as never);
    await expect(failed).rejects.toThrow(kind);
    await expect(failed).rejects.toBeInstanceOf(RoadbookError);
    await expect(failed).rejects.toMatchObject(inFamily);
  });

  test('a connection that was closed, and one without a key', async () => {
    const on = await connectTo(new FakePeer({}));
    await on.close();
    await expect(read(on)).rejects.toMatchObject({ ...inFamily, code: 'CONNECTION_UNUSABLE' });
  });
});
