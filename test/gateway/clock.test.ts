import { common, gateway, peer as protos } from '@hyperledger/fabric-protos';
import { connectTo, FakePeer, failure, type Script } from './boundary';

const answer = '{"member":"lender/ann","role":"owner","standing":"active"}';
const WINDOW = 10_000;

/** The stamp of the proposal in a request, in milliseconds. */
function stampOf(bytes: Uint8Array, method: 'endorse' | 'evaluate'): number {
  const request = method === 'endorse' ? gateway.EndorseRequest : gateway.EvaluateRequest;
  const signed =
    request.deserializeBinary(bytes).getProposedTransaction()?.getProposalBytes_asU8() ?? new Uint8Array();
  const header = common.Header.deserializeBinary(protos.Proposal.deserializeBinary(signed).getHeader_asU8());
  const time = common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8()).getTimestamp();
  return (time?.getSeconds() ?? 0) * 1000 + (time?.getNanos() ?? 0) / 1_000_000;
}

/** What Fabric's filter says of a stamp; `undefined` when it takes it. */
function refusalAt(stamp: number, clock: number): string | undefined {
  const told = (millis: number) => new Date(millis).toISOString().replace(/\.\d+/, '');
  return Math.abs(stamp - clock) <= WINDOW
    ? undefined
    : `request unauthorized due to incorrect timestamp ${told(stamp)}, peer time ${told(clock)}, peer.authentication.timewindow 10s`;
}

/** Organisations whose clocks are ahead of this machine's by so much; the first is asked. */
function clocked(ahead: Readonly<Record<string, number>>, seen: number[] = []): Script {
  const judge =
    (method: 'endorse' | 'evaluate') =>
    ({ request }: { request: Uint8Array }) => {
      const stamp = stampOf(request, method);
      seen.push(stamp);
      for (const [org, by] of Object.entries(ahead)) {
        const why = refusalAt(stamp, Date.now() + by);
        if (!why) continue;
        if (method === 'endorse')
          return failure(10, 'ABORTED: failed to collect enough transaction endorsements', [org, why]);
        return failure(
          14,
          'UNAVAILABLE: failed to evaluate transaction, see attached details for more info',
          [org, why],
        );
      }
      return answer;
    };
  return {
    endorse: judge('endorse'),
    evaluate: judge('evaluate'),
    submit: () => true,
    status: () => 'VALID',
  };
}

const MINUTE = 60_000;
const ann = { member: 'lender/ann', role: 'owner' } as const;

describe('a connection whose clock is off', () => {
  test.each([10, -10, 1, -1, 13])('by %d minutes reads and writes, and learns it once', async (minutes) => {
    const peer = new FakePeer(clocked({ lender: -minutes * MINUTE }));
    const on = await connectTo(peer);
    await expect(on.member.read({ member: 'lender/ann' })).resolves.toMatchObject({ role: 'owner' });
    expect(peer.of('Evaluate')).toHaveLength(2);
    await expect(on.member.register(ann)).resolves.toMatchObject({ role: 'owner' });
    expect(peer.of('Endorse')).toHaveLength(1);
  });

  test.each([
    [15, 'ahead'],
    [-16, 'behind'],
    [24 * 60, 'ahead'],
  ])('by %d minutes is told both times, how far, and the cure', async (minutes, way) => {
    const peer = new FakePeer(clocked({ lender: -minutes * MINUTE }));
    const on = await connectTo(peer);
    const times = {
      ownTime: expect.any(String),
      peerTime: expect.any(String),
      peer: 'peer0.lender:7051',
      windowSeconds: 10,
    };
    for (const failed of [on.member.register(ann), on.member.read({ member: 'lender/ann' })]) {
      const told: unknown = await failed.catch((error) => error);
      expect(told).toMatchObject({ code: 'CLOCK_OFF', safeToRetry: false, facts: times });
      const { facts, message } = told as { facts: { offsetSeconds: number }; message: string };
      expect(Math.abs(facts.offsetSeconds - minutes * 60)).toBeLessThanOrEqual(1);
      expect(message).toContain(`${way}. Set the clock (timedatectl set-ntp true)`);
    }
    expect([peer.of('Endorse').length, peer.of('Evaluate').length]).toEqual([1, 1]);
  });

  test('is told so, though the other peers do not run', async () => {
    const own = new FakePeer(clocked({ lender: 20 * MINUTE }));
    const on = await connectTo(own, new FakePeer({}));
    await expect(on.member.register(ann)).rejects.toMatchObject({ code: 'CLOCK_OFF' });
  });

  test('that is set right meanwhile learns anew', async () => {
    const ahead = { lender: 5 * MINUTE };
    const peer = new FakePeer(clocked(ahead));
    const on = await connectTo(peer);
    await on.member.register(ann);
    ahead.lender = 0;
    await on.member.register(ann);
    expect(peer.of('Endorse')).toHaveLength(4);
  });
});

describe('peers whose clocks differ', () => {
  test('by less than both allow are given a time between them', async () => {
    const seen: number[] = [];
    const peer = new FakePeer(clocked({ lender: 0, insurer: 15_000 }, seen));
    await expect((await connectTo(peer)).member.register(ann)).resolves.toMatchObject({ role: 'owner' });
    expect(seen).toHaveLength(2);
  });

  test('by more than a minute: another peer is asked, by its own clock', async () => {
    const own = new FakePeer(clocked({ lender: 20 * MINUTE }));
    const other = new FakePeer(clocked({ insurer: 0 }));
    await expect((await connectTo(own, other)).member.register(ann)).resolves.toMatchObject({
      role: 'owner',
    });
  });

  test('and nobody takes the stamp of both: it is told whose', async () => {
    const peer = new FakePeer(clocked({ lender: 0, insurer: MINUTE }));
    const failed = (await connectTo(peer)).member.register(ann);
    await expect(failed).rejects.toMatchObject({
      code: 'STAMP_REFUSED',
      safeToRetry: true,
      peers: [{ org: 'insurer' }],
    });
  });
});

test('a proposal that came late is stamped anew', async () => {
  let late = 12_000;
  const peer = new FakePeer({
    ...clocked({}),
    endorse: ({ request }) => {
      const why = refusalAt(stampOf(request, 'endorse') - late, Date.now());
      late = 0;
      return why ? failure(10, 'ABORTED: failed to endorse transaction', ['lender', why]) : answer;
    },
  });
  await expect((await connectTo(peer)).member.register(ann)).resolves.toMatchObject({ role: 'owner' });
});

test('a proposal signed elsewhere keeps its stamp, and its refusal says what to do', async () => {
  const peer = new FakePeer(clocked({ lender: 30_000 }));
  const { offline } = await connectTo(peer);
  const call = { manner: 'submit', room: 'member', name: 'register', request: JSON.stringify(ann) } as const;
  const endorse = () =>
    offline.endorse(offline.propose(call).bytes, new Uint8Array([48, 6, 2, 1, 1, 2, 1, 1]));
  await expect(endorse()).rejects.toMatchObject({
    code: 'STAMP_REFUSED',
    cure: expect.stringContaining('Propose it again'),
  });
  expect(peer.of('Endorse')).toHaveLength(1);
  await expect(endorse()).resolves.toMatchObject({ text: answer });
});
