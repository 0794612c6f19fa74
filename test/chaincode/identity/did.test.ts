import { generateKeyPairSync } from 'node:crypto';
import { withKey } from '../../../chaincode/src/identity/rules/key';
import { certificateKey } from '../../../chaincode/src/identity/handlers/sender';
import { approveStatement, credentialKey, provePossession } from '@roadbook/gateway';
import { multikeyOf } from '@roadbook/chaincode/api';
import { clientsOf, enrol } from '@roadbook/ledger';
import { CHANNEL, keyOf, openBureau, openHome, openLinked } from './cast';

const newKey = () => credentialKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
const HOUR = 3_600_000;

describe.each([true, false])('a DID, with batched messages: %s', (batched) => {
  test('is made of the certificate, once, and resolves', async () => {
    const { person, stranger, ledger } = await openBureau({ batched });
    const made = await person.on.identity.create({});
    expect(await person.on.identity.create({})).toEqual(made);
    expect(made.keys[0]).toMatchObject({ keyId: 'key-1', multikey: multikeyOf(person.key) });
    expect(made).not.toHaveProperty('accounts');
    const { didDocument, didDocumentMetadata } = await stranger.on.identity.resolve({ did: made.did });
    expect(didDocument).toMatchObject({
      id: made.did,
      controller: made.did,
      authentication: [`${made.did}#key-1`],
      assertionMethod: [`${made.did}#key-1`],
      capabilityInvocation: [`${made.did}#key-1`],
      capabilityDelegation: [`${made.did}#key-1`],
    });
    expect(didDocumentMetadata).toMatchObject({ versionId: '1' });
    expect(ledger.events.at(-1)?.facts).toEqual([{ name: 'DidCreated', did: made.did, version: 1 }]);
  });
});

test('nobody else may make a DID of the same key', async () => {
  const { ledger } = await openBureau();
  const withSameKey = async (name: string) => {
    const person = await enrol('registry', 'twin', { 'roadbook.role': 'owner', 'hf.EnrollmentID': name });
    return clientsOf((call) => ledger.call(person, call)).identity;
  };
  const { did } = await (await withSameKey('first')).create({});
  await expect((await withSameKey('second')).create({})).rejects.toMatchObject({
    code: 'DID_TAKEN',
    facts: { did },
  });
});

test('an account has one DID, also after its certificate was renewed', async () => {
  const { ledger } = await openHome();
  const renewed = await enrol('registry', 'owner', { 'roadbook.role': 'owner' }, 'client', 1);
  const on = clientsOf((call) => ledger.call(renewed, call));
  await expect(on.identity.create({})).rejects.toMatchObject({ code: 'ACCOUNT_HAS_DID' });
});

test('a key that signs nothing founds no DID', () => {
  expect(() => certificateKey({ account: 'registry/owner', key: undefined, now: '' })).toThrow(
    'CERTIFICATE_KEY_UNUSABLE',
  );
});

describe('keys', () => {
  test('a rotated key stays checkable for its time and signs nothing afterwards', async () => {
    const { person, ledger, did, now } = await openHome();
    const before = now();
    ledger.pass(HOUR);
    const key = newKey();
    const possession = await provePossession(
      { act: 'rotateKey', channel: CHANNEL, did, version: 1, replaces: 'key-1', key: key.multikey },
      key,
    );
    const rotated = await person.on.identity.rotateKey({
      did,
      replaces: 'key-1',
      key: key.multikey,
      possession,
    });
    expect(rotated.keys.map(({ keyId, revokedAt }) => [keyId, revokedAt])).toEqual([
      ['key-1', now()],
      ['key-2', undefined],
    ]);
    const then = await person.on.identity.resolve({ did, at: before });
    expect(then.didDocument?.assertionMethod).toEqual([`${did}#key-1`]);
    const today = await person.on.identity.resolve({ did });
    expect(today.didDocument?.assertionMethod).toEqual([`${did}#key-2`]);
    expect(today.didDocument?.verificationMethod[0]).toMatchObject({ revoked: now() });
  });

  test('a renewed certificate takes over with the approval of the old key', async () => {
    const { ledger, did, holder } = await openHome();
    const renewed = await enrol('registry', 'owner', { 'roadbook.role': 'owner' }, 'client', 1);
    const on = clientsOf((call) => ledger.call(renewed, call));
    const key = multikeyOf(renewed.key) ?? '';
    await expect(on.identity.rotateKey({ did, replaces: 'key-1', key })).rejects.toMatchObject({
      code: 'NOT_CONTROLLER',
    });
    const approval = await approveStatement(
      { act: 'rotateKey', channel: CHANNEL, did, version: 1, replaces: 'key-1', key },
      holder,
    );
    await on.identity.rotateKey({ did, replaces: 'key-1', key, approval });
    await expect(on.identity.revokeKey({ did, keyId: 'key-1' })).rejects.toMatchObject({
      code: 'DID_KEY_REVOKED',
    });
    expect((await on.identity.announceServices({ did, services: [] })).version).toBe(3);
  });

  test('an approval is for one version, one act and one key', async () => {
    const { person, did, holder } = await openHome();
    const statement = { act: 'revokeKey', channel: CHANNEL, did, version: 1, keyId: 'key-1' } as const;
    for (const wrong of [
      { ...statement, version: 2 },
      { ...statement, channel: 'other' },
      { ...statement, keyId: 'key-2' },
    ]) {
      const approval = await approveStatement(wrong, holder);
      await expect(person.on.identity.revokeKey({ did, keyId: 'key-1', approval })).rejects.toMatchObject({
        code: 'APPROVAL_WRONG',
      });
    }
    const approval = { ...(await approveStatement(statement, newKey())), keyId: 'key-1' };
    await expect(person.on.identity.revokeKey({ did, keyId: 'key-1', approval })).rejects.toMatchObject({
      code: 'APPROVAL_WRONG',
    });
  });

  test('a key is added only by who holds it, and never twice', async () => {
    const { person, did } = await openHome();
    const key = newKey();
    const add = { did, key: key.multikey, purposes: ['authentication' as const] };
    await expect(person.on.identity.addKey(add)).rejects.toMatchObject({ code: 'POSSESSION_UNPROVEN' });
    const statement = {
      act: 'addKey',
      channel: CHANNEL,
      did,
      version: 1,
      key: key.multikey,
      purposes: ['authentication'],
    } as const;
    const stolen = await provePossession(statement, newKey());
    await expect(person.on.identity.addKey({ ...add, possession: stolen })).rejects.toMatchObject({
      code: 'POSSESSION_UNPROVEN',
    });
    await person.on.identity.addKey({ ...add, possession: await provePossession(statement, key) });
    const again = await provePossession({ ...statement, version: 2 }, key);
    await expect(person.on.identity.addKey({ ...add, possession: again })).rejects.toMatchObject({
      code: 'DID_KEY_EXISTS',
    });
    await expect(person.on.identity.revokeKey({ did, keyId: 'key-9' })).rejects.toMatchObject({
      code: 'DID_KEY_UNKNOWN',
    });
    await expect(person.on.identity.revokeKey({ did, keyId: 'key-1' })).rejects.toMatchObject({
      code: 'LAST_KEY',
    });
  });

  test('a DID has had at most 64 keys', async () => {
    const { person, did, now } = await openHome();
    const { keys } = await person.on.identity.read({ did });
    const full = { did, keys: Array.from({ length: 64 }, () => keys[0]) } as never;
    expect(() => withKey(full, newKey().multikey, ['authentication'], now())).toThrow('DID_KEYS_FULL');
  });
});

test('strangers change nothing, not even with the key of another DID', async () => {
  const { stranger, did, holder } = await openHome();
  await expect(stranger.on.identity.deactivate({ did })).rejects.toMatchObject({
    code: 'ACCOUNT_NOT_LINKED',
  });
  const approval = await approveStatement({ act: 'deactivate', channel: CHANNEL, did, version: 1 }, holder);
  await expect(stranger.on.identity.deactivate({ did, approval })).rejects.toMatchObject({
    code: 'ACCOUNT_NOT_LINKED',
  });
});

test('who the accounts are is for the holder and the authorities', async () => {
  const { person, stranger, auditor, did } = await openHome();
  expect((await person.on.identity.listAccounts({ did })).accounts).toHaveLength(1);
  expect((await auditor.on.identity.readAccount({ account: 'registry/owner' })).did).toBe(did);
  await expect(stranger.on.identity.listAccounts({ did })).rejects.toMatchObject({ code: 'NOT_YOURS' });
  await expect(stranger.on.identity.readAccount({ account: 'registry/owner' })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
});

test('services are announced', async () => {
  const { person, did } = await openHome();
  const inbox = { id: 'inbox', type: 'Inbox', serviceEndpoint: 'https://wallet.example/inbox' };
  await person.on.identity.announceServices({ did, services: [inbox] });
  const { didDocument } = await person.on.identity.resolve({ did });
  expect(didDocument?.service).toEqual([{ ...inbox, id: `${did}#inbox` }]);
});

test('what was deactivated resolves for the past only, and frees its accounts', async () => {
  const { person, did, ledger, now } = await openHome();
  const before = now();
  ledger.pass(HOUR);
  await person.on.identity.deactivate({ did });
  const gone = await person.on.identity.resolve({ did });
  expect(gone).toMatchObject({
    didDocument: null,
    didResolutionMetadata: { error: 'deactivated' },
    didDocumentMetadata: { deactivated: true },
  });
  expect((await person.on.identity.resolve({ did, at: before })).didDocument?.assertionMethod).toHaveLength(
    1,
  );
  const early = await person.on.identity.resolve({ did, at: '2020-01-01T00:00:00.000Z' });
  expect(early.didResolutionMetadata).toEqual({ error: 'notFound' });
  await expect(person.on.identity.announceServices({ did, services: [] })).rejects.toMatchObject({
    code: 'WRONG_STATUS',
  });
  await expect(person.on.identity.create({})).rejects.toMatchObject({ code: 'DID_TAKEN' });
  const renewed = await enrol('registry', 'owner', { 'roadbook.role': 'owner' }, 'client', 1);
  const next = await clientsOf((call) => ledger.call(renewed, call)).identity.create({});
  expect(next.did).not.toBe(did);
});

test('a lost key binds nobody: the last account ends the DID without it, one of two does not', async () => {
  const { ledger, did } = await openHome();
  const renewed = await enrol('registry', 'owner', { 'roadbook.role': 'owner' }, 'client', 1);
  const on = clientsOf((call) => ledger.call(renewed, call));
  expect((await on.identity.deactivate({ did })).status).toBe('deactivated');
  const two = await openLinked();
  await expect(two.atLender.on.identity.deactivate({ did: two.did })).rejects.toMatchObject({
    code: 'NOT_CONTROLLER',
  });
  expect(keyOf(two.person, two.did).method).toBe(`${two.did}#key-1`);
});
