import 'reflect-metadata';
import { createPrivateKey, sign, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { checkCoupon, type CouponForm, signCoupon } from '@roadbook/gateway';

x509.cryptoProvider.set(webcrypto);
const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const dates = { notBefore: new Date('2020-01-01'), notAfter: new Date('2036-01-01') };
const pair = () =>
  webcrypto.subtle.generateKey(P256, true, ['sign', 'verify']) as Promise<webcrypto.CryptoKeyPair>;

async function authority(name: string) {
  const keys = await pair();
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    ...{ name: `CN=${name}`, keys, signingAlgorithm: P256, ...dates },
    extensions: [new x509.BasicConstraintsExtension(true, 1, true)],
  });
  return { keys, pem: root.toString('pem'), root };
}

async function merchant(of: Awaited<ReturnType<typeof authority>>, name: string) {
  const keys = await pair();
  const cert = await x509.X509CertificateGenerator.create({
    ...{
      subject: `CN=${name}`,
      issuer: of.root.subject,
      publicKey: keys.publicKey,
      signingKey: of.keys.privateKey,
    },
    ...{ signingAlgorithm: P256, ...dates },
  });
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return { cert: cert.toString('pem'), sign: (message: Uint8Array) => sign('sha256', message, key) };
}

const form: CouponForm = {
  ...{ channel: 'roadbook', promotionId: 'SPRING', couponId: 'C-1', merchant: 'registry/wash' },
  ...{ says: 'Five off the wash', validUntil: '2027-01-01T00:00:00.000Z' },
};
const at = new Date('2026-03-02T09:00:00Z');

test('the moonshot of the page: a coupon is checked without a network, by the root of its merchant’s organisation', async () => {
  const registry = await authority('registry');
  const text = await signCoupon(form, await merchant(registry, 'wash'));
  const trusted = { authorities: { registry: [registry.pem] }, channel: 'roadbook', at };
  expect(checkCoupon(text, trusted)).toEqual(form);
});

test('what was changed, is of another, from elsewhere or over is refused', async () => {
  const [registry, lender] = [await authority('registry'), await authority('lender')];
  const shop = await merchant(registry, 'wash');
  const text = await signCoupon(form, shop);
  const trusted = { authorities: { registry: [registry.pem] }, channel: 'roadbook', at };
  const [, cert = '', signature = ''] = text.split('.');
  const changed = JSON.stringify({ ...form, couponId: 'C-2' }, Object.keys(form).toSorted());
  const why =
    (one: string, more: object = {}) =>
    () =>
      checkCoupon(one, { ...trusted, ...more });
  const body = Buffer.from(changed).toString('base64url');
  expect(why(`${body}.${cert}.${signature}`)).toThrow(/COUPON_FORM_REFUSED.*signature/);
  expect(why(text, { at: new Date('2027-01-01T00:00:00Z') })).toThrow(/good until/);
  expect(why(text, { at: new Date('2037-01-01T00:00:00Z') })).toThrow(/not in force/);
  expect(why(text, { channel: 'other' })).toThrow(/channel/);
  expect(why(text, { authorities: { registry: [lender.pem] } })).toThrow(/no certificate authority/);
  expect(why(text, { authorities: {} })).toThrow(/no certificate authority/);
  expect(why('a.b')).toThrow(/three parts/);
  expect(why(`${'A'.repeat(9_000)}.${cert}.${signature}`)).toThrow(/three parts/);
  const forged = await signCoupon(form, await merchant(lender, 'wash'));
  expect(why(forged)).toThrow(/no certificate authority/);
  await expect(signCoupon(form, await merchant(registry, 'garage'))).rejects.toMatchObject({
    code: 'COUPON_FORM_REFUSED',
  });
});
