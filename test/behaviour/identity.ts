import { generateKeyPairSync } from 'node:crypto';
import { verifyCredential } from '@roadbook/chaincode/api';
import {
  credentialKey,
  exportWholeStatus,
  issueCredential,
  provePossession,
  randomPlace,
} from '@roadbook/gateway';
import type { Behaviour, World } from './world';

export const tomorrow = (world: World) => new Date(Date.parse(world.now()) + 86_400_000).toISOString();
const newKeyPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const channelOf = (did: string) => did.split(':')[2] ?? '';

/** Two people whom nobody knows yet, the second at another organisation. */
async function twoAccounts(world: World) {
  const [here, there] = [`registry/${world.fresh('holder')}`, `lender/${world.fresh('holder')}`];
  return { there, person: await world.be(here, 'owner'), app: await world.be(there, 'owner') };
}

/** An insurer's desk with a DID and a signing key of its own beside that of its certificate. */
export async function trustedDesk(
  world: World,
  type: 'InsuranceCover' | 'DriverLicence' | 'MerchantLicence' | 'QualifiedInvestor' = 'InsuranceCover',
) {
  const desk = await world.be(`insurer/${world.fresh('desk')}`, 'insurer');
  const { did, version } = await desk.on.identity.create({});
  const secret = newKeyPair();
  const [key, purposes] = [credentialKey(secret), ['assertionMethod' as const]];
  const possession = await provePossession(
    { act: 'addKey', channel: channelOf(did), did, version, key: key.multikey, purposes },
    key,
  );
  await desk.on.identity.addKey({ did, key: key.multikey, purposes, possession });
  const registrar = await world.be('registry/registrar', 'registrar');
  await registrar.on.identity.trustIssuer({ type, issuer: did, org: 'insurer' });
  return { desk, registrar, did, key: credentialKey(secret, { did, keyId: 'key-2' }) };
}

export const identityBehaviour: Behaviour = (open) => {
  test('a certificate is a DID, made once', async () => {
    const world = await open();
    const { person, app } = await twoAccounts(world);
    const made = await person.on.identity.create({});
    expect(await person.on.identity.create({})).toEqual(made);
    const { didDocument } = await app.on.identity.resolve({ did: made.did });
    expect(didDocument).toMatchObject({ id: made.did, assertionMethod: [`${made.did}#key-1`] });
    expect(made.keys[0]?.multikey).toMatch(/^zDn/);
  });

  test('an account of another organisation is linked when both have agreed, and to one person only', async () => {
    const world = await open();
    const { person, app, there } = await twoAccounts(world);
    const { did } = await person.on.identity.create({});
    await expect(app.on.identity.acceptLink({ did, linkId: 'L-1' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await person.on.identity.offerLink({ did, linkId: 'L-1', account: there, expiresAt: tomorrow(world) });
    await expect(person.on.identity.acceptLink({ did, linkId: 'L-1' })).rejects.toMatchObject({
      code: 'NOT_YOURS',
    });
    expect((await app.on.identity.acceptLink({ did, linkId: 'L-1' })).keys).toHaveLength(2);
    await expect(app.on.identity.create({})).rejects.toMatchObject({ code: 'ACCOUNT_HAS_DID' });
    expect((await app.on.identity.unlink({ did, account: there })).keys[1]).toHaveProperty('revokedAt');
  });

  test('a credential is checked from snapshots alone, until it is revoked', async () => {
    const world = await open();
    const { desk, did: issuer, key } = await trustedDesk(world);
    const { person } = await twoAccounts(world);
    const { did: subject } = await person.on.identity.create({});
    const claims = {
      vin: world.vin(),
      policyId: 'P-1',
      from: '2026-01-01',
      until: '2027-01-01',
      covers: ['liability'],
    };
    const validFrom = world.now();
    const issue = { type: 'InsuranceCover' as const, subject, claims, validFrom, status: randomPlace(0) };
    const { document, record } = await issueCredential(issue, key);
    await desk.on.identity.recordCredential(record);
    const givens = async () => ({
      at: world.now(),
      trustSnapshot: await person.on.identity.exportTrust({}),
      statusSnapshot: await exportWholeStatus(person.on, issuer, 0),
    });
    expect(verifyCredential(document, await givens())).toMatchObject({
      valid: true,
      claims: { vin: claims.vin },
    });
    await desk.on.identity.revoke({ issuer, list: record.list, index: record.index });
    expect(verifyCredential(document, await givens()).valid).toBe(false);
  });

  test('nobody issues what the registrar has not trusted it for, nor for another', async () => {
    const world = await open();
    const { desk, did: issuer } = await trustedDesk(world);
    const { person } = await twoAccounts(world);
    const record = { issuer, list: 1, index: 1, type: 'InsuranceCover' as const, hash: '0'.repeat(64) };
    await expect(desk.on.identity.recordCredential({ ...record, type: 'LoyaltyTier' })).rejects.toMatchObject(
      {
        code: 'ISSUER_UNTRUSTED',
      },
    );
    await expect(person.on.identity.recordCredential(record)).rejects.toMatchObject({
      code: 'ISSUER_NOT_YOURS',
    });
  });
};
