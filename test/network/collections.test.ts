import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Contract, EndorseError } from '@hyperledger/fabric-gateway';
import type { peer as messages } from '@hyperledger/fabric-protos';
import { canonical } from '@roadbook/chaincode/api';
import { openHome } from '../../scripts/home';
import { committedDefinition, openLine } from '../../scripts/chaincode/lifecycle';
import { identityOf, toy } from './toy';
import { realWorld } from './world';

jest.setTimeout(240_000);

const world = realWorld();
const home = () => process.env['ROADBOOK_HOME'] ?? '';
/**
 * A chaincode without a rule: whoever asks for a private value gets it from its peer, unless the peer
 * refuses.
 */
const CARELESS = `
const { Contract } = require('fabric-contract-api');
class Careless extends Contract {
  async hide(ctx, collection, key) {
    await ctx.stub.putPrivateData(collection, key, ctx.stub.getTransient().get('value'));
  }
  async peek(ctx, collection, key) {
    return (await ctx.stub.getPrivateData(collection, key)).toString();
  }
  async seal(ctx, collection, key) {
    return Buffer.from(await ctx.stub.getPrivateDataHash(collection, key)).toString('hex');
  }
}
module.exports = { contracts: [Careless] };
`;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'roadbook-careless-'));
  cpSync(join(__dirname, 'toy'), folder, { recursive: true });
  symlinkSync(join(__dirname, '..', '..', 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'index.js'), CARELESS);
  await globalThis.roadbookNetwork?.run('deploy', folder, '--name', 'careless');
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
const told = (error: unknown): string =>
  error instanceof Error
    ? `${error.message} ${JSON.stringify((error as { details?: unknown }).details)}`
    : String(error);

/** Asks the careless chaincode as somebody, at a peer of an organisation, with endorsers of one's choice. */
const careless = <T>(org: string, user: string, work: (contract: Contract) => Promise<T>, via = org) =>
  toy(home(), identityOf(home(), org, user), work, { via, chaincode: 'careless' });
const peek = (org: string, user: string, via: string, collection = 'of_lender') =>
  careless(
    org,
    user,
    async (contract) =>
      text(await contract.evaluate('peek', { arguments: [collection, 'k'], endorsingOrganizations: [via] })),
    via,
  ).catch(told);
const hide = (org: string, user: string, collection: string, endorsers: string[], via = org) =>
  careless(
    org,
    user,
    (contract) =>
      contract.submit('hide', {
        arguments: [collection, 'k'],
        transientData: { value: Buffer.from(`kept by ${org}`) },
        endorsingOrganizations: endorsers,
      }),
    via,
  );

test('the definition names a collection of each organisation, which its members read and its peer endorses', async () => {
  const place = openHome();
  const line = openLine(place, place.topology.organisations[0] as never);
  try {
    const { collections } = (await committedDefinition(line, 'roadbook')) ?? {};
    const all = (collections?.getConfigList() ?? []).map((one) => one.getStaticCollectionConfig());
    expect(all.map((one) => one?.getName())).toEqual([
      'of_insurer',
      'of_lender',
      'of_manufacturer',
      'of_registry',
    ]);
    for (const one of all) {
      expect([one?.getMemberOnlyRead(), one?.getMemberOnlyWrite(), one?.getBlockToLive()]).toEqual([
        true,
        true,
        0,
      ]);
      expect([one?.getRequiredPeerCount(), one?.getMaximumPeerCount()]).toEqual([0, 1]);
      const policy = one?.getEndorsementPolicy() as messages.ApplicationPolicy;
      expect(policy.getSignaturePolicy()?.getIdentitiesList()).toHaveLength(1);
    }
  } finally {
    line.close();
  }
});

test('even where the chaincode forgets to ask, a foreign certificate reads nothing at the peer of who keeps it', async () => {
  await hide('lender', 'desk', 'of_lender', ['lender']);
  expect(await peek('lender', 'desk', 'lender')).toBe('kept by lender');
  for (const [org, user] of [
    ['insurer', 'desk'],
    ['registry', 'owner'],
    ['registry', 'auditor'],
    ['manufacturer', 'admin'],
  ] as const)
    expect(await peek(org, user, 'lender')).toContain('does not have read access permission');
});

test('nor writes there', async () => {
  const written = hide('insurer', 'desk', 'of_lender', ['lender'], 'lender').catch(told);
  expect(await written).toContain('does not have write access permission');
  expect(await peek('lender', 'desk', 'lender')).toBe('kept by lender');
});

test('another peer has the hash and not the fact', async () => {
  const seal = await careless('insurer', 'desk', async (contract) =>
    text(await contract.evaluateTransaction('seal', 'of_lender', 'k')),
  );
  expect(seal).toMatch(/^[0-9a-f]{64}$/);
  expect(await peek('lender', 'desk', 'insurer')).not.toContain('kept by');
});

test('what another organisation endorsed is not kept', async () => {
  const alone = hide('lender', 'desk', 'of_lender', ['insurer'], 'insurer').catch(told);
  expect(await alone).toMatch(/ENDORSEMENT_POLICY_FAILURE|status code: 10|code 10/);
});

test('the contract keeps nothing at a foreign peer, and goes on at its own', async () => {
  const { on } = await world.be('lender/desk', 'lender');
  const request = canonical({ paymentId: world.fresh('note') });
  const secret = canonical({ salt: '0'.repeat(32), facts: { text: 'for the repair' } });
  const sent = (via: string) =>
    toy(
      home(),
      identityOf(home(), 'lender', 'desk'),
      (contract) =>
        contract
          .newProposal('payment:note', {
            arguments: [request],
            transientData: { private: secret },
            endorsingOrganizations: [via],
          })
          .endorse(),
      { via },
    );
  const refusal = await sent('insurer').catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(EndorseError);
  expect(told(refusal)).toContain('PRIVATE_ELSEWHERE');
  const paymentId = (JSON.parse(request) as { paymentId: string }).paymentId;
  await on.payment.note({ paymentId }, { text: 'for the repair' });
  expect(await on.payment.readNote({ paymentId })).toEqual({ text: 'for the repair' });
  const elsewhere = await world.be('insurer/desk', 'insurer');
  await expect(elsewhere.on.payment.readNote({ paymentId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('what a buyer, an owner and a lender read of a car on the real network is what the page says', async () => {
  const [registrar, plant] = [
    await world.be('registry/registrar', 'registrar'),
    await world.be('manufacturer/plant', 'manufacturer'),
  ];
  const vin = world.vin();
  await registrar.on.vehicle
    .registerWmi({ wmi: '1M8', manufacturer: 'manufacturer', name: 'Works AG' })
    .catch(() => undefined);
  const built = { model: { id: 'M8', name: 'Coach' }, builtOn: '2024-01-01', plant: { id: '4711' } };
  await plant.on.vehicle.certifyBirth({ vin, ...built });
  const registration = {
    vin,
    registrationId: world.fresh('reg'),
    owner: 'registry/owner',
    jurisdiction: 'DE',
  };
  await registrar.on.vehicle.register({
    ...registration,
    plateTag: 'ab'.repeat(24) + vin.slice(-8).replace(/\D/g, 'c').toLowerCase().padEnd(16, '0'),
  });
  const [owner, buyer] = [
    await world.be('registry/owner', 'owner'),
    await world.be('registry/buyer', 'owner'),
  ];
  const reading = { vin, readingId: 'M-1', value: 10, unit: 'km', source: 'owner' } as const;
  await owner.on.vehicle.recordReading({ ...reading, at: world.now() });
  const [whole, part] = [await owner.on.vehicle.read({ vin }), await buyer.on.vehicle.read({ vin })];
  expect(whole.registration).toMatchObject({ jurisdiction: 'DE' });
  expect(part).toMatchObject({ vin, owner: 'registry/owner', owners: 1, liens: [] });
  expect(part.registration).toBeUndefined();
  const [seen] = (await buyer.on.vehicle.listReadings({ vin })).items;
  expect(seen).toEqual({
    ...seen,
    value: 10,
    source: 'owner',
    at: expect.stringMatching(/T00:00:00\.000Z$/),
  });
  expect(seen?.readingId).toBeUndefined();
  expect((await owner.on.vehicle.listReadings({ vin })).items[0]?.reporter).toBe('registry/owner');
});
