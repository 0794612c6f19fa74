import 'reflect-metadata';
import { createPrivateKey, generateKeyPairSync, sign, verify, webcrypto, X509Certificate } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { connect, IdentityInvalid, ProfileInvalid, readProfile } from '@roadbook/gateway';
import { fromDer } from '../../gateway/src/connection/der';
import { identityOf } from '../../gateway/src/connection/identity';
import { peerOf } from './boundary';

x509.cryptoProvider.set(webcrypto);
const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const profile = readProfile({
  version: 1,
  org: 'lender',
  mspId: 'lender',
  channel: 'c',
  chaincode: 'r',
  peers: [peerOf('lender')],
});

async function material(notAfter = '2036-01-01') {
  const keys = (await webcrypto.subtle.generateKey(P256, true, [
    'sign',
    'verify',
  ])) as webcrypto.CryptoKeyPair;
  const options = {
    name: 'CN=desk',
    keys,
    signingAlgorithm: P256,
    notBefore: new Date('2020-01-01'),
    notAfter: new Date(notAfter),
  };
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(options);
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    .export({ format: 'pem', type: 'pkcs8' })
    .toString();
  return { cert: certificate.toString('pem'), key };
}

test('a certificate and its key sign so that the certificate verifies', async () => {
  const user = await material();
  const identity = identityOf(profile, user);
  const message = Buffer.from('a car');
  const signature = await identity.sign?.(message);
  expect(identity.name).toBe('lender/desk');
  expect(
    verify('sha256', message, new X509Certificate(user.cert).publicKey, signature ?? Buffer.alloc(0)),
  ).toBe(true);
});

test('a signer of one’s own may give any half of s and either encoding', async () => {
  const { cert, key } = await material();
  for (const dsaEncoding of ['der', 'ieee-p1363'] as const) {
    const identity = identityOf(profile, {
      cert,
      sign: (message) => sign('sha256', message, { key, dsaEncoding }),
    });
    const signature = await identity.sign?.(Buffer.from('a car'));
    expect(fromDer(signature ?? Buffer.alloc(0))).toBeDefined();
  }
});

test('a certificate alone signs nothing', async () => {
  const { cert } = await material();
  expect(identityOf(profile, { cert }).sign).toBeUndefined();
});

test('what cannot be used is refused before anything is sent, with the cure', async () => {
  const user = await material();
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ format: 'pem', type: 'pkcs8' })
    .toString();
  const because = (why: string) =>
    expect.objectContaining({ name: 'IdentityInvalid', message: expect.stringContaining(why) });
  const attempts = [
    [{ ...user, key: other }, 'the key does not belong to the certificate'],
    [{ ...user, cert: 'nonsense' }, 'not an X.509 certificate'],
    [{ ...user, key: 'nonsense' }, 'not a private key'],
    [{ certPath: '/nowhere/cert.pem', keyPath: '/nowhere/key.pem' }, 'there is no file /nowhere/cert.pem'],
    [await material('2021-01-01'), 'its certificate ended on 2021-01-01'],
    ['desk', 'the profile has no users directory'],
  ] as const;
  for (const [who, why] of attempts) {
    expect(() => identityOf(profile, who)).toThrow(IdentityInvalid);
    expect(() => identityOf(profile, who)).toThrow(because(why));
  }
  expect(() => identityOf({ ...profile, users: '/tmp' }, '../admin')).toThrow('that is no name of a user');
});

test.each([
  ['nobody', undefined],
  ['null', null],
  ['a number', 7],
  ['an empty record', {}],
  ['a certificate file without its key file', { certPath: 'cert.pem' }],
  ['a certificate that is none', { cert: undefined, key: 'k' }],
  ['a key that is none', { cert: 'c', key: undefined }],
  ['a signer that is no function', { cert: 'c', sign: true }],
])('F3, connect({profile}) as %s is refused with what to write', async (_, user) => {
  const profileGiven = {
    version: 1,
    org: 'lender',
    mspId: 'lender',
    channel: 'c',
    chaincode: 'r',
    peers: [peerOf('lender')],
  };
  const refused = connect({ profile: profileGiven, user } as never);
  await expect(refused).rejects.toThrow(IdentityInvalid);
  await expect(refused).rejects.toMatchObject({ cure: expect.stringContaining("user: 'desk'") });
});

test.each([[undefined], [{}], [{ user: 'desk' }]])(
  'F3, connect(%j) says that the profile is missing',
  async (options) => {
    const refused = connect(options as never);
    await expect(refused).rejects.toThrow(ProfileInvalid);
    await expect(refused).rejects.toMatchObject({
      field: 'profile',
      cure: expect.stringContaining('.roadbook/profiles'),
    });
  },
);
