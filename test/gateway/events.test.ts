import { generateKeyPairSync, sign } from 'node:crypto';
import { type Checkpoint, EventsBroken, type Heard, ServicesOnly } from '@roadbook/gateway';
import { enrol } from '@roadbook/ledger/identity';
import { connectTo, FakePeer } from './boundary';

const told = (block: number, txId: string, ...members: readonly string[]) => ({
  block,
  txId,
  payload: JSON.stringify({
    v: 1,
    at: '2026-01-01T00:00:00.000Z',
    facts: members.map((member) => ({ name: 'MemberRegistered', member, role: 'owner' })),
  }),
});
const chain = [
  told(3, 'a', 'lender/ann'),
  told(3, 'b', 'lender/ben'),
  told(4, 'c', 'lender/cyd', 'lender/dan'),
  told(6, 'd', 'lender/eve'),
];

/**
 * A peer that breaks the stream after `length` events, and after one more each time that it is asked again.
 */
const breaking = (length: number) =>
  new FakePeer({
    events: (start, times) => chain.filter(({ block }) => block >= start).slice(0, length + times - 1),
  });

async function listen(
  peer: FakePeer,
  count: number,
  options: { from?: 'first' | Checkpoint; onBreak?: (why: string) => void } = { from: 'first' },
) {
  const on = await connectTo(peer);
  const heard: Heard[] = [];
  for await (const one of on.events(options)) {
    heard.push(one);
    if (heard.length === count) break;
  }
  await on.close();
  return heard;
}
const ids = (heard: readonly Heard[]) => heard.map(({ txId }) => txId);

test('facts are heard in the order of the ledger, decoded, each with its checkpoint', async () => {
  const heard = await listen(breaking(9), 3);
  expect(heard[2]).toEqual({
    blockNumber: 4n,
    txId: 'c',
    at: '2026-01-01T00:00:00.000Z',
    facts: [
      { name: 'MemberRegistered', member: 'lender/cyd', role: 'owner' },
      { name: 'MemberRegistered', member: 'lender/dan', role: 'owner' },
    ],
    checkpoint: { blockNumber: '4', txId: 'c' },
  });
});

test('a broken stream goes on where it was, in the middle of a block too, and tells nothing twice', async () => {
  const breaks: string[] = [];
  const heard = await listen(breaking(2), 3, { from: 'first', onBreak: (why) => breaks.push(why) });
  expect(ids(heard)).toEqual(['a', 'b', 'c']);
  expect(breaks[0]).toContain('peer0.lender');
});

test('after a checkpoint comes what follows it', async () => {
  expect(ids(await listen(breaking(9), 2, { from: { blockNumber: '3', txId: 'b' } }))).toEqual(['c', 'd']);
});

test('a checkpoint of another ledger is told, not waited for', async () => {
  const broken = listen(breaking(9), 1, { from: { blockNumber: '3', txId: 'z' } });
  await expect(broken).rejects.toThrow(EventsBroken);
  await expect(broken).rejects.toMatchObject({ code: 'CHECKPOINT_UNKNOWN' });
});

test('facts of other names are passed over', async () => {
  const on = await connectTo(breaking(9));
  const ended = new AbortController();
  const heard: Heard<'PartySuspended'>[] = [];
  for await (const one of on.events({
    facts: ['PartySuspended'],
    from: 'first',
    signal: ended.signal,
    onBreak: () => ended.abort(),
  }))
    heard.push(one);
  expect(heard).toEqual([]);
});

test('a checkpoint is saved when the event was dealt with, and read when the consumer comes back', async () => {
  const saved: Checkpoint[] = [];
  const checkpoint = {
    load: async () => saved.at(-1),
    save: async (one: Checkpoint) => void saved.push(one),
  };
  const heard: string[] = [];
  for (let life = 0; life < 2; life++) {
    const on = await connectTo(breaking(9));
    for await (const { txId } of on.events({ checkpoint, from: 'first' })) {
      heard.push(txId);
      if (heard.length % 2 === 0) break;
    }
  }
  expect(saved.map(({ txId }) => txId)).toEqual(['a', 'b']);
  expect(heard).toEqual(['a', 'b', 'b', 'c']);
});

test('the iteration ends with the connection', async () => {
  const on = await connectTo(breaking(9));
  const all: string[] = [];
  for await (const { txId } of on.events({ from: 'first' })) {
    all.push(txId);
    if (txId === 'd') await on.close();
  }
  expect(all).toEqual(['a', 'b', 'c', 'd']);
});

test('the iteration ends too when its signal comes while the question is signed', async () => {
  const service = await enrol('lender', 'service', {}, 'service');
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const ended = new AbortController();
  const signer = async (message: Uint8Array) => {
    ended.abort();
    return sign('sha256', message, key);
  };
  const peer = new FakePeer({ events: () => [], quiet: true });
  const on = await connectTo(peer, undefined, { service: { cert: service.pem, sign: signer } });
  const heard: Heard[] = [];
  for await (const one of on.events({ from: 'first', signal: ended.signal })) heard.push(one);
  expect(heard).toEqual([]);
});

const caller = async (unit: string) => {
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  return {
    cert: (await enrol('lender', 'desk', {}, unit)).pem,
    sign: (message: Uint8Array) => sign('sha256', message, key),
  };
};

test('who is neither service nor administrator is told at once, and no peer is asked', async () => {
  const peer = breaking(9);
  const desk = await caller('client');
  const on = await connectTo(peer, undefined, { user: desk, service: desk });
  const told = {
    code: 'SERVICES_ONLY',
    cure: "Connect as lender/service (user: 'service'), or let it read for the user (service: 'service').",
  };
  expect(() => on.events()).toThrow(ServicesOnly);
  await expect(on.explain('a')).rejects.toMatchObject(told);
  await expect(on.readBlock(0n)).rejects.toMatchObject(told);
  expect(peer.seen).toEqual([]);
});

test.each(['service', 'admin'])('the unit %s may listen', async (unit) => {
  const on = await connectTo(breaking(9), undefined, { service: await caller(unit) });
  for await (const { txId } of on.events({ from: 'first' })) if (txId === 'd') break;
});

test.each(['services', 'a service', 'client'])('the unit %s may not', async (unit) => {
  const on = await connectTo(breaking(9), undefined, { service: await caller(unit) });
  expect(() => on.events()).toThrow(ServicesOnly);
});
