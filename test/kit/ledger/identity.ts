import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto);

const ATTRIBUTES = '1.2.3.4.5.6.7.8.1';
const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** Somebody with a certificate, as a fabric-ca would issue it. */
export interface Person {
  readonly org: string;
  readonly name: string;
  readonly pem: string;
}

const keys = webcrypto.subtle.generateKey(P256, true, ['sign', 'verify']);

export async function enrol(org: string, name: string, attributes: Record<string, string>, unit = 'client'): Promise<Person> {
  const attrs = { 'hf.EnrollmentID': name, ...attributes };
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `OU=${unit}, CN=${name}`,
    keys: (await keys) as webcrypto.CryptoKeyPair,
    signingAlgorithm: P256,
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2036-01-01T00:00:00Z'),
    extensions: [new x509.Extension(ATTRIBUTES, false, Buffer.from(JSON.stringify({ attrs })))],
  });
  return { org, name, pem: certificate.toString('pem') };
}
