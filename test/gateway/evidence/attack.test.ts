import { verifyPackage } from '@roadbook/gateway';
import { call, type Chain, judged, KEYS, LATER, madeAt, trial, type Turn } from './court';
import { type Cast, enrolled, makeCast, revocationList, type Signer } from './own';

const cast = makeCast();
/** The trial on the channel of the consortium, judged by whoever knows that channel. */
async function verdictOf(turn: Turn) {
  const { forged, chain } = await trial({ cast: await cast, ...turn });
  return await judged(forged(), chain.hash);
}
/** The product's own package of a trial. */
async function tried(turn: Turn) {
  const { chain, pack } = await trial({ cast: await cast, ...turn });
  return { chain, pack: await pack() };
}
const BUILT = [{ key: KEYS.device, block: 1, tx: 1 }];
const READ = [
  { key: KEYS.anchor, block: 2, tx: 2 },
  { key: KEYS.access, block: 3, tx: 0 },
];
const SAME = [{ key: KEYS.anchor, record: madeAt('toy').anchorRecord }];
const first = (all: readonly Signer[]): Signer => all[0] as Signer;

test.each<readonly [string, (who: Cast) => Turn, string]>([
  [
    'a record that another chaincode of the channel wrote',
    () => ({ anchor: { chaincode: 'toy', effects: [{ namespace: 'toy', reads: BUILT, writes: SAME }] } }),
    'chaincode toy',
  ],
  [
    'a record in the namespace of another chaincode',
    () => ({
      anchor: {
        effects: [
          { namespace: 'roadbook', reads: BUILT },
          { namespace: 'toy', writes: SAME },
        ],
      },
    }),
    'did not write the anchor',
  ],
  [
    'a reading of the records of another chaincode',
    () => ({ witness: { effects: [{ namespace: 'toy', reads: READ }] } }),
    'no later call in it read the anchor',
  ],
  [
    'an endorsement by too few organisations',
    ({ peers }) => ({ anchor: { endorsers: peers.slice(0, 2) } }),
    'endorsed by 2 of 4',
  ],
  [
    'one organisation that endorses thrice',
    ({ peers }) => ({ anchor: { endorsers: [first(peers), first(peers), first(peers)] } }),
    'by 1 of 4',
  ],
  ['clerks that endorse', ({ clerks }) => ({ anchor: { endorsers: clerks } }), 'by 0 of 4'],
  [
    'a witness that too few endorsed',
    ({ peers }) => ({ witness: { endorsers: peers.slice(0, 2) } }),
    'endorsed by 2 of 4',
  ],
  ['a call that was refused', () => ({ anchor: { status: 500 } }), 'refused with 500'],
  [
    'an endorsement of another proposal',
    () => ({ witness: { proposalHash: Buffer.alloc(32) } }),
    'for another proposal',
  ],
  ['a call on another channel', () => ({ witness: { channel: 'other' } }), 'channel other'],
  ['an answer of another chaincode', () => ({ witness: { answered: 'toy' } }), 'chaincode toy'],
  [
    'an anchor that did not count',
    () => ({ codes: [0, 0, 11], read: [{ key: KEYS.anchor }] }),
    'no such anchor',
  ],
  [
    'an anchor that did not count, with its code flipped to 0',
    () => ({ codes: [0, 0, 0], read: [{ key: KEYS.anchor }] }),
    'no such anchor',
  ],
  [
    'an anchor that another transaction wrote',
    () => ({ read: [{ key: KEYS.anchor, block: 2, tx: 1 }] }),
    'written at 2/1, not at 2/2',
  ],
  ['a witness that read nothing', () => ({ read: [] }), 'no later call in it read the anchor'],
  [
    'a witness that did not read the receipt',
    () => ({ read: [{ key: KEYS.anchor, block: 2, tx: 2 }] }),
    'read the receipt',
  ],
  ['a witness in the same block', () => ({ witnessAtOnce: true }), 'in no later block'],
  [
    'a witness that is another call',
    () => ({ witness: { args: ['evidence:read', '{}'] } }),
    'no call of consent:witness',
  ],
  [
    'a certificate that ended',
    () => ({ anchor: { at: '2027-02-01T00:00:00.000Z' } }),
    'orderers signed block',
  ],
])('%s is not valid', async (_, turn, why) => {
  const found = await verdictOf(turn(await cast));
  expect(found).toMatchObject({ verdict: 'invalid', valid: false });
  expect(found.reason).toContain(why);
});

test('whoever writes our records with another chaincode, and names it, has another chaincode', async () => {
  const toys = { chaincode: 'toy' };
  const { pack, chain } = await tried({ cast: await cast });
  const found = await judged({ ...pack, ...toys }, chain.hash);
  expect(found).toMatchObject({
    verdict: 'invalid',
    reason: expect.stringContaining('chaincode toy, not of roadbook'),
  });
  const asked = await verifyPackage(
    { ...pack, ...toys },
    { at: LATER, channel: chain.hash, chaincode: 'toy' },
  );
  expect(asked).toMatchObject({ verdict: 'invalid' });
});

test('a consortium of the attacker’s own, with our names, is another channel', async () => {
  const { chain } = await tried({ cast: await cast });
  const { pack } = await tried({ cast: await makeCast() });
  expect(await judged(pack, chain.hash)).toMatchObject({ verdict: 'invalid', pinned: false });
  expect(await judged(pack)).toMatchObject({ verdict: 'undecided', valid: false });
});

test('parts signed anew by an authority of the attacker’s own are not of the consortium', async () => {
  const [ours, theirs] = [await cast, await makeCast()];
  for (const part of ['device', 'anchor', 'access', 'witness'] as const) {
    const endorsed = await verdictOf({ [part]: { endorsers: theirs.peers } });
    expect(endorsed).toMatchObject({ verdict: 'invalid', reason: expect.stringContaining('by 0 of 4') });
    const sent = await verdictOf({ [part]: { sender: first(theirs.clerks), endorsers: ours.peers } });
    expect(sent).toMatchObject({
      verdict: 'invalid',
      reason: expect.stringContaining('not signed by who sent it'),
    });
  }
  const { pack, chain } = await tried({ cast: ours });
  const forged = await tried({ cast: { ...ours, orderers: theirs.orderers } });
  for (const at of pack.blocks.keys()) {
    const blocks = pack.blocks.with(at, forged.pack.blocks[at] ?? { number: 0, bytes: '' });
    expect(await judged({ ...pack, blocks }, chain.hash)).toMatchObject({ verdict: 'invalid' });
  }
  const { configurations } = forged.pack;
  expect(await judged({ ...forged.pack, configurations: pack.configurations }, chain.hash)).toMatchObject({
    verdict: 'invalid',
  });
  expect(await judged({ ...pack, configurations }, chain.hash)).toMatchObject({ verdict: 'invalid' });
});

test('certificates that the channel’s configuration takes back count as such, from the date in the list', async () => {
  const who = await cast;
  const [authority, , , registry] = who.authorities;
  const peers = await Promise.all(who.authorities.map((one) => enrolled(one, 'stolen', 'peer')));
  const take = async (at: string) => {
    if (!authority || !registry) throw new Error('no authority');
    return { manufacturer: [await revocationList(authority, [peers[0] as Signer], at)] };
  };
  const [before, after] = [await take('2026-03-01T00:00:00.000Z'), await take('2026-03-03T00:00:00.000Z')];
  const endorsers = [peers[0], who.peers[1], who.peers[2]] as Signer[];
  const revoked = expect.stringContaining('endorsed by 2 of 4');
  expect(await verdictOf({ anchor: { endorsers } })).toMatchObject({ verdict: 'valid' });
  // In force when it endorsed.
  expect(
    await verdictOf({ anchor: { endorsers }, beforeAnchor: (chain) => chain.configure(after) }),
  ).toMatchObject({
    ...{ verdict: 'invalid', reason: revoked },
  });
  // Made known later, of a time before it endorsed.
  expect(
    await verdictOf({ anchor: { endorsers }, beforeWitness: (chain) => chain.configure(before) }),
  ).toMatchObject({
    ...{ verdict: 'invalid', reason: revoked },
  });
  // Taken back only after it endorsed: what it signed before stands.
  expect(
    await verdictOf({ anchor: { endorsers }, beforeWitness: (chain) => chain.configure(after) }),
  ).toMatchObject({
    verdict: 'valid',
  });
  // A list that another authority signed is none.
  if (!registry) throw new Error('no registry');
  const foreign = {
    manufacturer: [await revocationList(registry, [peers[0] as Signer], '2026-03-01T00:00:00.000Z')],
  };
  expect(
    await verdictOf({ anchor: { endorsers }, beforeAnchor: (chain) => chain.configure(foreign) }),
  ).toMatchObject({
    verdict: 'valid',
  });
});

test('a configuration that is left out is missed, and so is an orderer that was taken back', async () => {
  const who = await cast;
  const [authority] = who.authorities;
  if (!authority) throw new Error('no authority');
  const lists = {
    manufacturer: [await revocationList(authority, [first(who.orderers)], '2026-03-01T00:00:00.000Z')],
  };
  const twice = (chain: Chain) => {
    chain.configure({});
    chain.configure({});
  };
  const { pack, chain } = await tried({ cast: who, beforeWitness: twice });
  expect(await judged(pack, chain.hash)).toMatchObject({ verdict: 'valid' });
  const configurations = pack.configurations.toSpliced(1, 1);
  expect(await judged({ ...pack, configurations }, chain.hash)).toMatchObject({
    ...{ verdict: 'invalid', reason: expect.stringContaining('one is missing') },
  });
  const lastGone = { ...pack, configurations: pack.configurations.slice(0, -1) };
  expect(await judged(lastGone, chain.hash)).toMatchObject({ verdict: 'invalid' });
  // Three of the four orderers remain, and three are a quorum.
  const taken = await tried({ cast: who, beforeAnchor: (one) => one.configure(lists) });
  const found = await judged(taken.pack, taken.chain.hash);
  expect([found.verdict, found.blocks.at(-1)?.signers]).toEqual(['valid', [2, 3, 4]]);
});

test('an envelope that nobody endorsed and nobody can read does not spoil the block of others', async () => {
  const { peers } = await cast;
  const { pack, chain } = await tried({
    cast: await cast,
    beforeWitness: (one) => one.add([Buffer.from('nonsense')]),
  });
  expect(await judged(pack, chain.hash)).toMatchObject({ verdict: 'valid' });
  const far = call(
    await cast,
    ['member:whoAmI', '{}'],
    {},
    { at: '9999-12-31T00:00:00.000Z', endorsers: peers.slice(0, 1) },
  );
  const spoilt = await tried({ cast: await cast, beforeWitness: (one) => one.add([far.bytes]) });
  expect(await judged(spoilt.pack, spoilt.chain.hash)).toMatchObject({ verdict: 'valid' });
});

test('a package of the form before is read, and undecided until it is made anew', async () => {
  const { pack, chain } = await tried({ cast: await cast });
  const { chaincode: _chaincode, witnessTx: _witness, ...rest } = pack;
  const former = { ...rest, form: 'roadbook.evidence.v1', blocks: pack.blocks.slice(0, 3) };
  const found = await judged(former, chain.hash);
  expect(found).toMatchObject({ verdict: 'undecided', valid: false, pinned: true });
  expect(found.cure).toMatch(/made anew \(packageEvidence\)/);
  expect(found.checks.filter(({ outcome }) => outcome !== 'holds').map(({ name }) => name)).toEqual([
    'validity',
  ]);
  const slower = pack.leaves.map(({ index, frame }) => ({ index, frame: { ...frame, values: { kmh: 30 } } }));
  expect(await judged({ ...former, leaves: slower }, chain.hash)).toMatchObject({ verdict: 'invalid' });
});
