import 'reflect-metadata';
import { createPrivateKey, createPublicKey, generateKeyPairSync, verify, X509Certificate } from 'node:crypto';
import { Pkcs10CertificateRequest } from '@peculiar/x509';
import { newKey, newSelfSigned, signLow } from '../../scripts/identity/keys';

const half = 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8n;

test('every signature has the lower s and is valid', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  for (let turn = 0; turn < 60; turn++) {
    const message = `message ${turn}`;
    const der = signLow(key, message);
    expect(verify('sha256', Buffer.from(message), createPublicKey(createPrivateKey(key)), der)).toBe(true);
    const rLength = der[3] ?? 0;
    expect(BigInt(`0x${der.subarray(6 + rLength).toString('hex')}`) <= half).toBe(true);
  }
});

test('a certificate request names its holder and its hosts, and proves the key', async () => {
  const { request, key } = await newKey('peer0', ['peer0.lender.roadbook.test', '127.0.0.1']);
  const csr = new Pkcs10CertificateRequest(request);
  expect(csr.subject).toBe('CN=peer0');
  expect(await csr.verify()).toBe(true);
  expect(csr.extensions.map((one) => one.type)).toEqual(['2.5.29.17']);
  expect(key).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
});

test('a certificate that stands for itself is signed with its own key, is no authority, and has no end', async () => {
  const { cert, key } = await newSelfSigned('administration of orderer0.lender');
  const read = new X509Certificate(cert);
  expect(read.checkPrivateKey(createPrivateKey(key))).toBe(true);
  expect(read.verify(read.publicKey)).toBe(true);
  expect([read.subject, read.issuer]).toEqual(Array(2).fill('CN=administration of orderer0.lender'));
  expect([read.ca, read.keyUsage]).toEqual([false, ['1.3.6.1.5.5.7.3.2']]);
  expect(Date.parse(read.validFrom)).toBeLessThan(Date.now());
  expect(read.validTo).toBe('Dec 31 23:59:59 9999 GMT');
  expect((await newSelfSigned('administration of orderer0.lender')).cert).not.toBe(cert);
});
