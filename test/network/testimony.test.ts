import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFile } from 'node:child_process';
import { common } from '@hyperledger/fabric-protos';
import { canonical, frameLeaf, keyOf, merkle, time } from '@roadbook/chaincode/api';
import {
  channelIn,
  deviceOf,
  type EvidencePackage,
  frameOf,
  packageEvidence,
  type Roadbook,
  verifyPackage,
} from '@roadbook/gateway';
import { openBlock, trimmed } from '../../gateway/src/evidence/block';
import { openConfigurations } from '../../gateway/src/evidence/chain';
import { isOf } from '../../gateway/src/evidence/configuration';
import { drivenCar } from '../behaviour/evidence';
import { stampedClient } from './stamped';
import { identityOf, toy } from './toy';
import { realWorld } from './world';

jest.setTimeout(240_000);

const world = realWorld();
const folder = mkdtempSync(join(tmpdir(), 'roadbook-testimony-'));
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

const home = () => process.env['ROADBOOK_HOME'] ?? '';
const judged = (given: unknown) =>
  verifyPackage(given, {
    at: new Date(Date.now() + 60_000),
    channel: channelIn(readFileSync(join(home(), 'channel', 'genesis.block'))),
  });

/** A command of scripts/ on the network of the tests. */
const scripts = (name: string, ...args: readonly string[]) =>
  new Promise<void>((done, fail) =>
    execFile(join(__dirname, '../../scripts', name), args, { env: process.env }, (error, _out, err) =>
      error ? fail(new Error(err)) : done(),
    ),
  );

const newDevice = (vin: string) =>
  deviceOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey, {
    deviceId: world.fresh('device'),
    vin,
  });
const minute = (from: string, source: string) =>
  Array.from({ length: 8 }, (_, second) =>
    frameOf({
      at: time.addMillis(from, second * 1000),
      category: 'speed',
      precision: 'full',
      values: { kmh: 50, source },
    }),
  );

/** A block as a package shows it. */
function shown(bytes: Uint8Array) {
  const { number, signatures } = openBlock(bytes);
  const orderers = signatures.map(({ orderer }) => orderer).sort((left, right) => left - right);
  return {
    number: Number(number),
    bytes: Buffer.from(trimmed(bytes, orderers.slice(0, 3))).toString('base64'),
  };
}

/** The same block in which the peer says that every transaction counted, as nobody signs. */
function flipped(bytes: Uint8Array) {
  const block = common.Block.deserializeBinary(bytes);
  const metadata = block.getMetadata() ?? new common.BlockMetadata();
  const all = metadata.getMetadataList_asU8();
  const codes = all[common.BlockMetadataIndex.TRANSACTIONS_FILTER] ?? new Uint8Array();
  metadata.setMetadataList(
    all.with(
      common.BlockMetadataIndex.TRANSACTIONS_FILTER,
      codes.map(() => 0),
    ),
  );
  return {
    number: block.getHeader()?.getNumber() ?? 0,
    bytes: Buffer.from(block.serializeBinary()).toString('base64'),
    codes,
  };
}

async function blockWith(on: Roadbook, which: string | bigint): Promise<Uint8Array> {
  for (let tried = 0; tried < 60; tried++) {
    const bytes = await on.readBlock(which);
    if (bytes) return bytes;
    await world.wait(time.addMillis(world.now(), 500));
  }
  throw new Error(`no peer shows ${which}`);
}
const inOrder = (blocks: readonly { readonly number: number; readonly bytes: string }[]) =>
  [...new Map(blocks.map((one) => [one.number, one])).values()].sort(
    (left, right) => left.number - right.number,
  );

test('an anchor that lost its race and did not count is not valid, whatever the code beside it says', async () => {
  const { owner, device, anchor, frames } = await drivenCar(world);
  const [kept, lost] = ['kept', 'lost'].map((source) =>
    minute(time.addMillis(frames.at(-1)?.at ?? '', 1000), source),
  );
  if (!kept || !lost) throw new Error('no readings');
  const client = stampedClient('registry/owner');
  const request = (all: typeof kept) =>
    device.anchor(all, anchor, { evidenceId: 'E-2', schema: 'readings.v1' });
  const first = await client.endorse('evidence:anchor', request(kept));
  const second = await client.endorse('evidence:anchor', request(lost));
  expect(await first.handIn()).toBe('VALID');
  expect(await second.handIn()).toBe('MVCC_READ_CONFLICT');
  client.close();

  const on = owner.on as unknown as Roadbook;
  const { deviceId } = device;
  const genuine = await packageEvidence(on, { deviceId, evidenceId: 'E-2', frames: kept });
  expect(await judged(genuine)).toMatchObject({ verdict: 'valid' });
  const raws = await Promise.all(
    [genuine.deviceTx, second.txId, genuine.witnessTx].map((id) => blockWith(on, id)),
  );
  const claim: EvidencePackage = {
    ...genuine,
    leaves: lost.map((frame, index) => ({ index, frame })),
    path: merkle.openingPath(lost.map(frameLeaf), [...lost.keys()]),
    anchorTx: second.txId,
    blocks: inOrder(raws.map(shown)),
  };
  const found = await judged(claim);
  expect(found).toMatchObject({
    verdict: 'invalid',
    valid: false,
    reason: expect.stringContaining('the anchor on the ledger was written at'),
  });

  // As it was accepted before: the code of the lost anchor is flipped from 11 to 0, and nothing else is
  // needed.
  const { chaincode: _chaincode, witnessTx: _witness, ...rest } = claim;
  const before = raws.slice(0, 2).map(flipped);
  expect(before.flatMap(({ codes }) => [...codes])).toContain(11);
  const former = {
    ...rest,
    form: 'roadbook.evidence.v1',
    blocks: inOrder(before.map(({ number, bytes }) => ({ number, bytes }))),
  };
  expect(await judged(former)).toMatchObject({ verdict: 'undecided', valid: false });
});

test('records that another chaincode of the channel wrote are none of ours', async () => {
  const { owner, vin, device, frames } = await drivenCar(world);
  const on = owner.on as unknown as Roadbook;
  cpSync(join(__dirname, 'toy'), folder, { recursive: true });
  symlinkSync(join(__dirname, '..', '..', 'node_modules'), join(folder, 'node_modules'));
  await scripts('deploy', folder, '--name', 'toy');
  const genuine = await packageEvidence(on, { deviceId: device.deviceId, evidenceId: 'E-1', frames });

  const madeUp = newDevice(vin);
  const readings = minute(frames[0]?.at ?? '', 'made up');
  const { deviceId, deviceKey } = madeUp;
  const request = madeUp.anchor(
    readings,
    { seq: 0, root: merkle.EMPTY_ROOT },
    { evidenceId: 'E-1', schema: 'readings.v1' },
  );
  const now = world.now();
  const key = {
    deviceKey,
    fromSeq: 1,
    since: now,
    by: 'manufacturer/plant',
    vouchedBy: 'birth',
    txId: 'ab'.repeat(32),
  };
  const deviceRecord = {
    deviceId,
    vin,
    kind: 'telematics',
    status: 'active',
    keys: [key],
    by: 'manufacturer/plant',
    registeredAt: now,
  };
  const anchor = {
    ...request,
    signs: [],
    tamper: false,
    by: 'registry/owner',
    anchoredAt: now,
    txId: 'ab'.repeat(32),
  };
  const put = (id: string, record: object) =>
    toy(
      home(),
      identityOf(home(), 'registry', 'owner'),
      async (contract) => {
        const sent = await contract.submitAsync('put', { arguments: [id, canonical({ record })] });
        expect(await sent.getStatus()).toMatchObject({ successful: true });
        return sent.getTransactionId();
      },
      { chaincode: 'toy' },
    );
  const deviceTx = await put(keyOf('device', [deviceId]), deviceRecord);
  const anchorTx = await put(keyOf('anchor', [deviceId, 'E-1']), anchor);
  const blocks = [await blockWith(on, deviceTx), await blockWith(on, anchorTx)];
  const witness = genuine.blocks.filter((one) =>
    Buffer.from(one.bytes, 'base64').includes(genuine.witnessTx),
  );
  const claim = {
    ...genuine,
    ...{ deviceId, deviceTx, anchorTx, leaves: readings.map((frame, index) => ({ index, frame })), path: [] },
    blocks: inOrder([...blocks.map(shown), ...witness]),
  };
  const found = await judged(claim);
  expect(found).toMatchObject({
    verdict: 'invalid',
    reason: expect.stringContaining('is of the chaincode toy, not of roadbook'),
  });
  const { chaincode: _chaincode, witnessTx: _witness, ...rest } = claim;
  const former = { ...rest, form: 'roadbook.evidence.v1', blocks: inOrder(blocks.map(shown)) };
  expect(await judged(former)).toMatchObject({
    verdict: 'invalid',
    reason: expect.stringContaining('chaincode toy'),
  });
  expect(await judged({ ...claim, chaincode: 'toy' })).toMatchObject({ verdict: 'invalid' });
  expect(await judged(genuine)).toMatchObject({ verdict: 'valid' });
});

test('what a member signed before its key was taken back stands, and what it signs afterwards would not', async () => {
  const { vin, plant, frames } = await drivenCar(world);
  const name = world.fresh('carrier');
  const carrier = await world.be(`registry/${name}`, 'owner');
  const device = newDevice(vin);
  await plant.on.evidence.register({ ...device.registration(), kind: 'telematics' });
  const start = { seq: 0, root: merkle.EMPTY_ROOT };
  await carrier.on.evidence.anchor(
    device.anchor(frames, start, { schema: 'readings.v1', evidenceId: 'E-1' }),
  );
  const certificate = new X509Certificate(identityOf(home(), 'registry', name).cert);
  await world.wait(time.addMillis(world.now(), 2_000));
  await scripts('revoke', `registry/${name}`);

  const on = plant.on as unknown as Roadbook;
  const pack = await packageEvidence(on, { deviceId: device.deviceId, evidenceId: 'E-1', frames });
  expect(await judged(pack)).toMatchObject({ verdict: 'valid', anchor: { by: `registry/${name}` } });
  const stated = await openConfigurations(
    pack.configurations.map(({ bytes }) => Buffer.from(bytes, 'base64')),
  );
  if (typeof stated === 'string') throw new Error(stated);
  const [first, last] = [stated[0]?.standing, stated.at(-1)?.standing];
  if (!first || !last) throw new Error('no configuration');
  const [signed, soon] = [certificate.validFromDate, new Date(Date.now() + 60_000)];
  expect(isOf(last, 'registry', certificate, signed)).toBe(false);
  expect(isOf(first, 'registry', certificate, soon)).toBe(false);
  expect(isOf(first, 'registry', certificate, signed)).toBe(true);
});
