import { generateKeyPairSync, sign } from 'node:crypto';
import { verifyCredential } from '@roadbook/chaincode/api';
import { credentialKey, presentCredentials, remoteCredentialKey, secureDocument } from '@roadbook/gateway';
import { failed, openCounter } from './cast';

const asked = { challenge: '9d1f', domain: 'https://police.example' };

async function openRoadside() {
  const counter = await openCounter();
  const givens = { ...(await counter.pack()), expected: asked };
  const shown = await presentCredentials([counter.document], counter.holder, asked, counter.now());
  return { ...counter, givens, shown };
}

describe('a presentation', () => {
  test('answers the one who asked, without the ledger', async () => {
    const { shown, givens, did } = await openRoadside();
    const verdict = verifyCredential(JSON.stringify(shown), givens);
    expect(verdict).toMatchObject({ valid: true, form: 'presentation', issuer: did });
    expect(verdict.credentials).toMatchObject([{ valid: true, type: 'InsuranceCover' }]);
  });

  test.each([
    ['another question', { challenge: 'x' }],
    ['another who asks', { domain: 'https://other.example' }],
  ])('to %s is refused', async (_, more) => {
    const { shown, givens } = await openRoadside();
    expect(failed(verifyCredential(shown, { ...givens, expected: { ...asked, ...more } }))).toEqual([
      'challenge',
    ]);
  });

  test('that nobody asked for is refused', async () => {
    const { shown, pack } = await openRoadside();
    expect(failed(verifyCredential(shown, await pack()))).toEqual(['challenge']);
  });

  test('of a credential about another is refused', async () => {
    const { document, givens, now } = await openRoadside();
    const thief = credentialKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
    const stolen = await presentCredentials([document], thief, asked, now());
    expect(failed(verifyCredential(stolen, givens))).toEqual(['holder']);
  });

  test('signed by another, changed, or of a key that is no longer valid is refused', async () => {
    const { document, did, givens, now, person, shown, pack } = await openRoadside();
    const thief = credentialKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey, {
      did,
      keyId: 'key-1',
    });
    expect(
      failed(verifyCredential(await presentCredentials([document], thief, asked, now()), givens)),
    ).toEqual(['proof']);
    expect(failed(verifyCredential({ ...shown, id: 'urn:x' }, givens))).toEqual(['proof']);
    await person.on.identity.deactivate({ did });
    expect(failed(verifyCredential(shown, { ...(await pack()), expected: asked }))).toContain('key');
  });

  test('of a credential that does not stand is refused', async () => {
    const { shown, insurer, place, pack } = await openRoadside();
    await insurer.on.identity.revoke(place);
    const verdict = verifyCredential(shown, { ...(await pack()), expected: asked });
    expect(failed(verdict)).toEqual(['credentials']);
    expect(verdict.credentials?.[0] && failed(verdict.credentials[0])).toEqual(['status']);
  });

  test('that asserts instead of authenticating, or shows nothing, is refused', async () => {
    const { document, holder, givens, now, did } = await openRoadside();
    const bare = {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiablePresentation'],
      holder: did,
    };
    const options = { created: now(), proofPurpose: 'assertionMethod', ...asked } as const;
    const asserted = await secureDocument({ ...bare, verifiableCredential: [document] }, holder, options);
    expect(failed(verifyCredential(asserted, givens))).toEqual(['proof']);
    const empty = await secureDocument({ ...bare, verifiableCredential: [] }, holder, {
      ...options,
      proofPurpose: 'authentication',
    });
    expect(failed(verifyCredential(empty, givens))).toEqual(['shape']);
  });
});

describe('keys of other kinds', () => {
  test.each([
    ['P-384', () => generateKeyPairSync('ec', { namedCurve: 'P-384' }), 'ecdsa-jcs-2019'],
    ['Ed25519', () => generateKeyPairSync('ed25519'), 'eddsa-jcs-2022'],
  ])('%s', async (_, make, suite) => {
    const { issue, pack, now } = await openCounter();
    const { privateKey } = make();
    const key = credentialKey(privateKey);
    const { document } = await issue(1, { subject: key.did });
    const shown = await presentCredentials([document], key, asked, now());
    expect(shown.proof['cryptosuite']).toBe(suite);
    expect(failed(verifyCredential(shown, { ...(await pack()), expected: asked }))).toEqual(['credentials']);
  });

  test('a key in an HSM may answer in DER', async () => {
    const { document, pack, now } = await openCounter();
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const key = remoteCredentialKey(publicKey, (message) => sign('sha256', message, privateKey));
    const shown = await presentCredentials([document], key, asked, now());
    expect(failed(verifyCredential(shown, { ...(await pack()), expected: asked }))).toEqual(['holder']);
  });

  test('a key that only agrees on keys, or an RSA key, signs no credentials', () => {
    expect(() => credentialKey(generateKeyPairSync('x25519').privateKey)).toThrow('P-256');
    expect(() => credentialKey(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)).toThrow(
      'P-256',
    );
  });
});
