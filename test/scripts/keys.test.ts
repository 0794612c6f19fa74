import 'reflect-metadata';
import { createPrivateKey, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { Pkcs10CertificateRequest } from '@peculiar/x509';
import { newKey, signLow } from '../../scripts/identity/keys';

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
