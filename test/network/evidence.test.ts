import { generateKeyPairSync } from 'node:crypto';
import { common } from '@hyperledger/fabric-protos';
import { time } from '@roadbook/chaincode/api';
import {
  categoryKey,
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
  const pack = await packageEvidence(connection, { deviceId, evidenceId, frames, access: { vin, accessId: 'A-1' } });
  return { driven, grant, pack: JSON.parse(JSON.stringify(pack)) as EvidencePackage, channel: await channelOf(connection) };
})();

const soon = () => new Date(Date.now() + 60_000);
const failing = (given: unknown, channel?: string) =>
  verifyPackage(given, { at: soon(), ...(channel !== undefined && { channel }) })
    .checks.filter(({ holds }) => !holds)
    .map(({ name }) => name);

test('a package holds for a verifier without a network', async () => {
  const { pack, channel } = await packed;
  const found = verifyPackage(pack, { at: soon(), channel });
  expect(found.checks.filter(({ holds }) => !holds)).toEqual([]);
  expect(found).toMatchObject({ valid: true, pinned: true, channel });
  expect(found.checks.map(({ name }) => name)).toEqual([
    'form',
    'configurations',
    'blocks',
    'transactions',
    'device',
    'anchor',
    'readings',
    'access',
    'time',
  ]);
  expect(pack.leaves.map(({ index }) => index)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
  expect(found.blocks.every(({ signers, quorum }) => signers.length >= quorum && quorum === 3)).toBe(true);
  expect(reportOf(found)).toContain('The evidence holds.');
});

test('a package that shows more than its receipt opens does not verify', async () => {
  const { pack, driven, channel } = await packed;
  const connection = driven.insurer.on as unknown as Roadbook;
  const { deviceId, evidenceId } = pack;
  const wide = await packageEvidence(connection, { deviceId, evidenceId, frames: driven.frames, range: { from: 10, until: 21 } });
  const { access, blocks, configurations } = pack;
  expect(failing({ ...wide, access, blocks, configurations }, channel)).toEqual(['access']);
});

test('without a channel to compare with it says so', async () => {
  const { pack } = await packed;
  const found = verifyPackage(pack, { at: soon() });
  expect(found).toMatchObject({ valid: true, pinned: false });
  expect(reportOf(found)).toContain(found.channel);
});

test('any change to a package is found', async () => {
  const { pack, channel } = await packed;
  const [first] = pack.leaves;
  if (!first) throw new Error('nothing is shown');
  const faster = { ...first, frame: { ...first.frame, values: { kmh: 180 } } };
  expect(failing({ ...pack, leaves: [faster, ...pack.leaves.slice(1)] })).toEqual(['readings']);
  expect(failing({ ...pack, leaves: pack.leaves.slice(1) })).toEqual(['readings']);
  expect(failing({ ...pack, path: [...pack.path].reverse() })).toEqual(['readings']);
  expect(failing({ ...pack, evidenceId: 'E-9' })).toContain('anchor');
  expect(failing({ ...pack, anchorTx: pack.deviceTx })).toContain('anchor');
  expect(failing({ ...pack, access: { accessId: 'A-9', txId: pack.access?.txId } })).toEqual(['access']);
  expect(failing({ ...pack, blocks: pack.blocks.slice(1) })).not.toEqual([]);
  expect(failing({ ...pack, configurations: [] })).toEqual(['form']);
  expect(failing(pack, 'ab'.repeat(32))).toContain('configurations');
  expect(failing('nothing')).toEqual(['form']);
  expect(verifyPackage(pack, { at: new Date(Date.now() - 3_600_000), channel }).valid).toBe(false);
});

test('a changed byte in any block is found, wherever it stands', async () => {
  const { pack } = await packed;
  const [block, ...others] = pack.blocks;
  const bytes = Buffer.from(block?.bytes ?? '', 'base64');
  const { length } = bytes;
  const metadata = length - 3_000;
  for (const at of [4, 20, 60, 200, Math.floor(length / 3), Math.floor(length / 2), metadata]) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 0x01;
    const broken = { number: block?.number, bytes: changed.toString('base64') };
    const { valid, blocks } = verifyPackage({ ...pack, blocks: [broken, ...others] }, { at: soon() });
    const stillEnough = blocks.length === pack.blocks.length && blocks.every(({ signers, quorum }) => signers.length >= quorum);
    if (at < metadata) expect(valid).toBe(false);
    else expect(valid).toBe(stillEnough);
  }
});

/** The block with other signatures of orderers: nothing else in it changes. */
function signedAnew(bytes: string, choose: (all: common.MetadataSignature[]) => common.MetadataSignature[]): string {
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
    failing({ ...pack, blocks: pack.blocks.map((one) => ({ ...one, bytes: signedAnew(one.bytes, choose) })) });
  expect(resigned((all) => all)).toEqual([]);
  expect(resigned((all) => all.slice(0, 3))).toEqual([]);
  expect(resigned((all) => all.slice(0, 2))).toContain('blocks');
  expect(resigned(([one]) => (one ? [one, one, one, one] : []))).toContain('blocks');
  expect(resigned(() => [])).toContain('blocks');
});

test('a redacted reading stays closed and the rest still holds', async () => {
  const { driven } = await packed;
  const { insurer, frames, slice } = driven;
  const { deviceId, evidenceId } = slice;
  const options = { deviceId, evidenceId, frames, range: { from: 0, until: 60 }, redact: [7] };
  const pack = await packageEvidence(insurer.on as unknown as Roadbook, options);
  expect(pack.leaves).toHaveLength(59);
  expect(JSON.stringify(pack)).not.toContain(frames[7]?.salt);
  expect(failing(pack)).toEqual([]);
});

test('other readings than those that were anchored are not packed', async () => {
  const { driven } = await packed;
  const { insurer, frames, slice } = driven;
  const { deviceId, evidenceId } = slice;
  const packing = packageEvidence(insurer.on as unknown as Roadbook, { deviceId, evidenceId, frames: frames.slice(1) });
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
    notice: { jurisdiction: 'DE', language: 'de', collectionMethod: 'app' as const, policyUrl: 'https://insurer.example/policy' },
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
