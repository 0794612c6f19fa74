import 'reflect-metadata';
import { KeyObject, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto);

const ATTRIBUTES = '1.2.3.4.5.6.7.8.1';
const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** Somebody with a certificate, as a fabric-ca would issue it. */
export interface Person {
  readonly org: string;
  readonly name: string;
  readonly pem: string;
  /** The private key of the certificate. */
  readonly key: KeyObject;
}

const pairs = new Map<string, Promise<webcrypto.CryptoKeyPair>>();

/**
 * Everybody has a key of its own, the same one at every enrolment unless a `generation` says that it was
 * replaced.
 */
function pairOf(holder: string): Promise<webcrypto.CryptoKeyPair> {
  const known = pairs.get(holder) ?? webcrypto.subtle.generateKey(P256, true, ['sign', 'verify']);
  pairs.set(holder, known);
  return known;
}

/**
 * Issues a person a certificate of an organisation, with attributes such as `roadbook.role`. Keys are fresh
 * P-256 keys.
 */
export async function enrol(
  org: string,
  name: string,
  attributes: Record<string, string>,
  unit = 'client',
  generation = 0,
): Promise<Person> {
  const attrs = { 'hf.EnrollmentID': name, ...attributes };
  const keys = await pairOf(`${org}/${name} ${generation}`);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `OU=${unit}, CN=${name}`,
    keys,
    signingAlgorithm: P256,
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2036-01-01T00:00:00Z'),
    extensions: [new x509.Extension(ATTRIBUTES, false, Buffer.from(JSON.stringify({ attrs })))],
  });
  return { org, name, pem: certificate.toString('pem'), key: KeyObject.from(keys.privateKey) };
}
