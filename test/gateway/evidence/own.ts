import 'reflect-metadata';
import { createHash, createPrivateKey, type KeyObject, sign, webcrypto } from 'node:crypto';
import { msp } from '@hyperledger/fabric-protos';
import * as x509 from '@peculiar/x509';
import { lowS } from '@roadbook/gateway';

const EC = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
export const NOW = '2026-03-02T09:00:00.000Z';
const [SINCE, UNTIL] = [new Date('2026-01-01T00:00:00Z'), new Date('2027-01-01T00:00:00Z')];
export const ORGS = ['manufacturer', 'lender', 'insurer', 'registry'] as const;

/** Who signs: the organisation, the certificate and the key. */
export interface Signer {
  readonly org: string;
  readonly pem: string;
  readonly certificate: x509.X509Certificate;
  readonly key: KeyObject;
}
export interface Authority {
  readonly org: string;
  readonly certificate: x509.X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
}

const newKeys = () =>
  webcrypto.subtle.generateKey(EC, true, ['sign', 'verify']) as Promise<webcrypto.CryptoKeyPair>;
const nodeKey = async ({ privateKey }: webcrypto.CryptoKeyPair) =>
  createPrivateKey({
    key: Buffer.from(await webcrypto.subtle.exportKey('pkcs8', privateKey)),
    format: 'der',
    type: 'pkcs8',
  });
const dates = { notBefore: SINCE, notAfter: UNTIL, signingAlgorithm: EC };

export async function makeAuthority(org: string): Promise<Authority> {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    ...{ name: `CN=ca.${org}, O=${org}`, keys, ...dates },
    extensions: [new x509.BasicConstraintsExtension(true, undefined, true)],
  });
  return { org, certificate, keys };
}

/** A certificate of the authority with these units. */
export async function enrolled(
  authority: Authority,
  name: string,
  ...units: readonly string[]
): Promise<Signer> {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    subject: [`CN=${name}`, ...units.map((unit) => `OU=${unit}`)].join(', '),
    ...{
      issuer: authority.certificate.subject,
      publicKey: keys.publicKey,
      signingKey: authority.keys.privateKey,
      ...dates,
    },
  });
  return { org: authority.org, pem: certificate.toString('pem'), certificate, key: await nodeKey(keys) };
}

/** The authority takes certificates back at a moment. */
export async function revocationList(
  { certificate, keys }: Authority,
  revoked: readonly Signer[],
  at: string,
): Promise<Uint8Array> {
  const list = await x509.X509CrlGenerator.create({
    ...{
      issuer: certificate.subject,
      thisUpdate: new Date(at),
      nextUpdate: UNTIL,
      signingAlgorithm: EC,
      signingKey: keys.privateKey,
    },
    entries: revoked.map((one) => ({
      serialNumber: one.certificate.serialNumber,
      revocationDate: new Date(at),
    })),
  });
  return Buffer.from(list.toString('pem'));
}

export const identityOf = ({ org, pem }: Pick<Signer, 'org' | 'pem'>): Uint8Array => {
  const identity = new msp.SerializedIdentity();
  identity.setMspid(org);
  identity.setIdBytes(Buffer.from(pem));
  return identity.serializeBinary();
};
export const sha256 = (...parts: readonly Uint8Array[]) =>
  createHash('sha256').update(Buffer.concat(parts)).digest();
export const signed = (message: Uint8Array, { key }: Signer): Uint8Array =>
  lowS(sign('sha256', message, key));

/** Members of a consortium: per organisation an authority, a peer, an orderer and a clerk. */
export async function makeCast(orgs: readonly string[] = ORGS) {
  const authorities = await Promise.all(orgs.map(makeAuthority));
  const all = (name: string, unit: string) =>
    Promise.all(authorities.map((one) => enrolled(one, `${name}.${one.org}`, unit)));
  return {
    authorities,
    peers: await all('peer', 'peer'),
    orderers: await all('orderer', 'orderer'),
    clerks: await all('clerk', 'client'),
  };
}
export type Cast = Awaited<ReturnType<typeof makeCast>>;
