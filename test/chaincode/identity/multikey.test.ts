import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { fromBase58, toBase58 } from '../../../chaincode/src/words/base58';
import { autoDidOf, isAutoDid, isKeyDid, multikeyIn } from '../../../chaincode/src/identity/w3c/did';
import { keyDocument, resolve } from '../../../chaincode/src/identity/rules/resolution';
import { instantOf } from '../../../chaincode/src/identity/w3c/timestamp';
import {
  isSignedBy,
  multikeyFrom,
  multikeyOf,
  partsOfMultikey,
  publicKeyOf,
} from '../../../chaincode/src/words/multikey';

const PUBLISHED = 'zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv';
const hex = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('hex');

test('the published did:key of a P-256 key has the published bytes', () => {
  const bytes = '038a0ac59a2d3086e8a12a78fd4773a6d52a0ca61ef6c1419e15a05bcc6dafce7b';
  expect(hex(fromBase58(PUBLISHED.slice(1)))).toBe(`8024${bytes}`);
  expect(partsOfMultikey(PUBLISHED)).toMatchObject({ kind: 'P-256' });
  expect(multikeyFrom('P-256', Buffer.from(bytes, 'hex'))).toBe(PUBLISHED);
  const { key } = publicKeyOf(PUBLISHED) ?? {};
  expect(key && multikeyOf(key)).toBe(PUBLISHED);
});

test.each([
  ['ed25519', undefined, 'z6Mk', 'ed01', 'Ed25519'],
  ['ec', 'prime256v1', 'zDn', '8024', 'P-256'],
  ['ec', 'secp256k1', 'zQ3s', 'e701', 'secp256k1'],
  ['x25519', undefined, 'z6LS', 'ec01', 'X25519'],
  ['ec', 'secp384r1', 'z82', '8124', 'P-384'],
] as const)('a key of kind %s %s begins with %s', (type, namedCurve, start, prefix, kind) => {
  const { publicKey } = generateKeyPairSync(type as 'ec', { namedCurve: namedCurve ?? '' });
  const multikey = multikeyOf(publicKey) ?? '';
  expect(multikey.startsWith(start)).toBe(true);
  expect(hex(fromBase58(multikey.slice(1))).slice(0, 4)).toBe(prefix);
  expect(partsOfMultikey(multikey)?.kind).toBe(kind);
  expect(publicKeyOf(multikey)?.key.export({ format: 'jwk' })).toEqual(publicKey.export({ format: 'jwk' }));
  expect(isKeyDid(`did:key:${multikey}`)).toBe(true);
});

test('an RSA key has no multikey', () => {
  expect(multikeyOf(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey)).toBeUndefined();
});

test('base58 keeps every byte, leading zeros too', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      expect(hex(fromBase58(toBase58(bytes)))).toBe(hex(bytes));
    }),
  );
});

test.each([
  ['no multibase', PUBLISHED.slice(1)],
  ['a letter that base58 does not have', `${PUBLISHED.slice(0, -1)}0`],
  ['one letter more', `${PUBLISHED}1`],
  ['too long', `z${'1'.repeat(300)}`],
  ['nothing', ''],
])('%s is no multikey', (_, text) => {
  expect(partsOfMultikey(text)).toBeUndefined();
  expect(publicKeyOf(text)).toBeUndefined();
});

test('a point that is not on the curve is no key', () => {
  const nowhere = multikeyFrom('P-256', Buffer.from(`02${'ff'.repeat(32)}`, 'hex'));
  expect(publicKeyOf(nowhere)).toBeUndefined();
  expect(isSignedBy(nowhere, Buffer.from('x'), new Uint8Array(64))).toBe(false);
});

test('a did:key resolves without a ledger', () => {
  const did = `did:key:${PUBLISHED}`;
  const { didDocument, didResolutionMetadata } = resolve(did, undefined, '2026-01-01T00:00:00.000Z');
  expect(didResolutionMetadata).toEqual({ contentType: 'application/did' });
  expect(didDocument).toMatchObject({
    id: did,
    verificationMethod: [
      { id: `${did}#${PUBLISHED}`, type: 'Multikey', controller: did, publicKeyMultibase: PUBLISHED },
    ],
    authentication: [`${did}#${PUBLISHED}`],
    assertionMethod: [`${did}#${PUBLISHED}`],
  });
  expect(didDocument).not.toHaveProperty('keyAgreement');
});

test('a key that only agrees on keys authenticates nobody', () => {
  const { publicKey } = generateKeyPairSync('x25519');
  const document = keyDocument(`did:key:${multikeyOf(publicKey)}`);
  expect(document.keyAgreement).toHaveLength(1);
  expect(document).not.toHaveProperty('authentication');
});

test.each(['did:web:example.org', 'did:key:z6Mk', 'nonsense', 'did:auto:UPPER:111'])(
  '%s is no DID here',
  (did) => {
    expect(resolve(did, undefined, '2026-01-01T00:00:00.000Z').didResolutionMetadata).toEqual({
      error: 'invalidDid',
    });
  },
);

test('the DID of a member follows from channel, organisation and key', () => {
  const spki = createPublicKey(
    publicKeyOf(PUBLISHED)?.key.export({ type: 'spki', format: 'pem' }) ?? '',
  ).export({
    type: 'spki',
    format: 'der',
  });
  const did = autoDidOf('roadbook', 'registry', spki);
  expect(isAutoDid(did)).toBe(true);
  expect(did).toBe(autoDidOf('roadbook', 'registry', spki));
  expect(
    new Set([did, autoDidOf('roadbook', 'lender', spki), autoDidOf('other', 'registry', spki)]).size,
  ).toBe(3);
  expect(multikeyIn(did)).toBe('');
});

test.each([
  ['2023-01-01T00:00:00Z', '2023-01-01T00:00:00.000Z'],
  ['2023-01-01T00:00:00.5Z', '2023-01-01T00:00:00.500Z'],
  ['2023-01-01T00:30:00.123456+01:00', '2022-12-31T23:30:00.123Z'],
  ['2023-01-01T23:00:00-02:30', '2023-01-02T01:30:00.000Z'],
  ['2023-02-29T00:00:00Z', undefined],
  ['2023-01-01T00:00:00', undefined],
  ['2023-01-01', undefined],
  ['2023-01-01T00:00:00+15:00', undefined],
])('the stamp %s is %s', (stamp, instant) => {
  expect(instantOf(stamp)).toBe(instant);
});
