import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { common } from '@hyperledger/fabric-protos';
import { time } from '@roadbook/chaincode/api';
import {
  categoryKey,
  channelIn,
  channelOf,
  didKeyOf,
  type EvidencePackage,
  newDataKey,
  packageEvidence,
  reportOf,
  type Roadbook,
  unwrapKey,
  verifyPackage,
  wrapKey,
} from '@roadbook/gateway';
import { drivenCar, granted } from '../behaviour/evidence';
import { realWorld } from './world';

jest.setTimeout(120_000);

const world = realWorld();
afterAll(() => world.close());

/** A package as it leaves the house: ten seconds of a minute, read by the insurer under a grant. */
const packed = (async () => {
  const driven = await drivenCar(world);
  const { insurer, slice, vin, frames } = driven;
  const grant = await granted(world, driven);
  await insurer.on.consent.access({ ...grant, accessId: 'A-1', purpose: 'usageBasedInsurance', slice });
  const connection = insurer.on as unknown as Roadbook;
  const { deviceId, evidenceId } = slice;
  const pack = await packageEvidence(connection, {
    deviceId,
    evidenceId,
    frames,
    access: { vin, accessId: 'A-1' },
  });
  return {
    driven,
    grant,
    pack: JSON.parse(JSON.stringify(pack)) as EvidencePackage,
    channel: await channelOf(connection),
  };
})();

const soon = () => new Date(Date.now() + 60_000);
const failing = async (given: unknown, channel?: string) =>
  (await verifyPackage(given, { at: soon(), ...(channel !== undefined && { channel }) })).checks
    .filter(({ outcome }) => outcome === 'fails')
    .map(({ name }) => name);

test('a package holds for a verifier without a network', async () => {
  const { pack, channel } = await packed;
  const found = await verifyPackage(pack, { at: soon(), channel });
  expect(found.checks.filter(({ outcome }) => outcome !== 'holds')).toEqual([]);
  expect(found).toMatchObject({ verdict: 'valid', valid: true, pinned: true, channel });
  expect(found.checks.map(({ name }) => name)).toEqual([
    'form',
    'configurations',
    'channel',
    'blocks',
    'transactions',
    'validity',
    'device',
    'anchor',
    'readings',
    'access',
    'time',
  ]);
  expect(pack.leaves.map(({ index }) => index)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
  expect(found.blocks.every(({ signers, quorum }) => signers.length === quorum && quorum === 3)).toBe(true);
  expect(reportOf(found)).toContain('The evidence holds.');
});

test('a package that shows more than its receipt opens does not verify', async () => {
  const { pack, driven, channel } = await packed;
  const connection = driven.insurer.on as unknown as Roadbook;
  const { deviceId, evidenceId } = pack;
  const wide = await packageEvidence(connection, {
    deviceId,
    evidenceId,
    frames: driven.frames,
    range: { from: 10, until: 21 },
  });
  const { leaves, path } = wide;
  expect(await failing({ ...pack, leaves, path }, channel)).toEqual(['access']);
});

test('without a channel to compare with it is undecided, and says what would decide it', async () => {
  const { pack } = await packed;
  const found = await verifyPackage(pack, { at: soon() });
  expect(found).toMatchObject({ verdict: 'undecided', valid: false, pinned: false });
  expect(found.checks.filter(({ outcome }) => outcome !== 'holds').map(({ name }) => name)).toEqual([
    'channel',
  ]);
  expect(reportOf(found)).toContain(found.channel);
});

test('the first block that an organisation keeps names the channel', async () => {
  const { channel } = await packed;
  const file = join(process.env['ROADBOOK_HOME'] ?? '', 'channel', 'genesis.block');
  expect(channelIn(readFileSync(file))).toBe(channel);
});

test('any change to a package is found', async () => {
  const { pack, channel } = await packed;
  const [first] = pack.leaves;
  if (!first) throw new Error('nothing is shown');
  const faster = { ...first, frame: { ...first.frame, values: { kmh: 180 } } };
  expect(await failing({ ...pack, leaves: [faster, ...pack.leaves.slice(1)] })).toEqual(['readings']);
  expect(await failing({ ...pack, leaves: pack.leaves.slice(1) })).toEqual(['readings']);
  expect(await failing({ ...pack, path: [...pack.path].reverse() })).toEqual(['readings']);
  expect(await failing({ ...pack, evidenceId: 'E-9' })).toContain('validity');
  expect(await failing({ ...pack, anchorTx: pack.deviceTx })).not.toEqual([]);
  expect(await failing({ ...pack, access: { accessId: 'A-9', txId: pack.access?.txId } })).toContain(
    'validity',
  );
  expect(await failing({ ...pack, access: undefined })).not.toEqual([]);
  expect(await failing({ ...pack, chaincode: 'toy' })).toEqual(['form']);
  expect(await failing({ ...pack, blocks: pack.blocks.slice(1) })).not.toEqual([]);
  expect(await failing({ ...pack, configurations: [] })).toEqual(['form']);
  expect(await failing(pack, 'ab'.repeat(32))).toEqual(['channel']);
  expect(await failing('nothing')).toEqual(['form']);
  expect((await verifyPackage(pack, { at: new Date(Date.now() - 3_600_000), channel })).verdict).toBe(
    'invalid',
  );
});

test('a changed byte in any block is found, wherever it stands', async () => {
  const { pack } = await packed;
  for (const [place, { number, bytes }] of pack.blocks.entries()) {
    const whole = Buffer.from(bytes, 'base64');
    for (let at = 3 + place; at < whole.length; at += Math.ceil(whole.length / 12)) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 0x01;
      const blocks = pack.blocks.with(place, { number, bytes: changed.toString('base64') });
      expect(await failing({ ...pack, blocks })).not.toEqual([]);
    }
  }
});

/** The block with other signatures of orderers: nothing else in it changes. */
function signedAnew(
  bytes: string,
  choose: (all: common.MetadataSignature[]) => common.MetadataSignature[],
): string {
  const block = common.Block.deserializeBinary(Buffer.from(bytes, 'base64'));
  const metadata = block.getMetadata() ?? new common.BlockMetadata();
  const [first, ...rest] = metadata.getMetadataList_asU8();
  const signed = common.Metadata.deserializeBinary(first ?? new Uint8Array());
  signed.setSignaturesList(choose(signed.getSignaturesList()));
  metadata.setMetadataList([signed.serializeBinary(), ...rest]);
  return Buffer.from(block.serializeBinary()).toString('base64');
}

test('three different orderers must have signed a block; one that signs thrice is one', async () => {
  const { pack } = await packed;
  const resigned = (choose: Parameters<typeof signedAnew>[1]) =>
    failing({
      ...pack,
      blocks: pack.blocks.map((one) => ({ ...one, bytes: signedAnew(one.bytes, choose) })),
    });
  expect(await resigned((all) => all)).toEqual([]);
  expect(await resigned((all) => all.slice(0, 2))).toContain('blocks');
  expect(await resigned((all) => all.toReversed())).toContain('blocks');
  expect(await resigned(([one]) => (one ? [one, one, one] : []))).toContain('blocks');
  expect(await resigned(() => [])).toContain('blocks');
});

test('a redacted reading stays closed and the rest still holds', async () => {
  const { driven } = await packed;
  const { insurer, frames, slice } = driven;
  const { deviceId, evidenceId } = slice;
  const options = { deviceId, evidenceId, frames, range: { from: 0, until: 60 }, redact: [7] };
  const pack = await packageEvidence(insurer.on as unknown as Roadbook, options);
  expect(pack.leaves).toHaveLength(59);
  expect(JSON.stringify(pack)).not.toContain(frames[7]?.salt);
  expect(await failing(pack)).toEqual([]);
});

test('other readings than those that were anchored are not packed', async () => {
  const { driven } = await packed;
  const { insurer, frames, slice } = driven;
  const { deviceId, evidenceId } = slice;
  const packing = packageEvidence(insurer.on as unknown as Roadbook, {
    deviceId,
    evidenceId,
    frames: frames.slice(1),
  });
  await expect(packing).rejects.toMatchObject({ code: 'EVIDENCE_UNPACKABLE' });
});

test('a data key reaches the grantee through the ledger, and nobody else can open it', async () => {
  const driven = await drivenCar(world);
  const { owner, insurer, plant, vin, frames } = driven;
  const [grantee, stranger] = [0, 1].map(() => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
  if (!grantee || !stranger) throw new Error('no keys');
  const grant = { vin, grantId: world.fresh('grant') };
  const terms = {
    grantee: 'insurer',
    categories: ['speed' as const],
    fromTime: frames[0]?.at ?? '',
    untilTime: time.addMillis(world.now(), 3_600_000),
    purpose: 'claimHandling' as const,
    precision: 'full' as const,
    processing: 'offBoard' as const,
    validUntil: time.addMillis(world.now(), 3_600_000),
    maxReads: 1,
    granteeKey: didKeyOf(grantee),
    notice: {
      jurisdiction: 'DE',
      language: 'de',
      collectionMethod: 'app' as const,
      policyUrl: 'https://insurer.example/policy',
    },
  };
  await owner.on.consent.grant({ ...grant, terms });
  const { epoch } = await plant.on.consent.readEpoch({ vin });
  const context = { ...grant, epoch, category: 'speed' as const };
  const dataKey = categoryKey(newDataKey(), { ...context, precision: 'full' });
  await plant.on.consent.releaseKey({ ...context, ...wrapKey(dataKey, terms.granteeKey, context) });
  const wrapped = await insurer.on.consent.readKey(context);
  expect(Buffer.from(unwrapKey(wrapped, grantee))).toEqual(Buffer.from(dataKey));
  expect(() => unwrapKey(wrapped, stranger)).toThrow(/does not open/);
});
