import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto);
const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAYS = 24 * 3600 * 1000;
const period = () => ({ notBefore: new Date(Date.now() - DAYS), notAfter: new Date(Date.now() + 30 * DAYS) });
const keysOf = async () =>
  (await webcrypto.subtle.generateKey(P256, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
const pemOf = async ({ privateKey }: webcrypto.CryptoKeyPair) =>
  x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', privateKey), 'PRIVATE KEY');

/** Where Fabric's own CA puts the attributes of whom it enrols. */
const ATTRIBUTES = '1.2.3.4.5.6.7.8.1';

/** An organisation's certificate authority in memory, for a network that lives for one play. */
export interface Authority {
  /** Its certificate in PEM. */
  readonly pem: string;
  /** An MSP directory with a key for somebody, and the TLS pair of a node beside it. */
  enrol(
    folder: string,
    name: string,
    unit: string,
    attributes?: Readonly<Record<string, string>>,
  ): Promise<void>;
}

export async function authorityOf(mspId: string): Promise<Authority> {
  const keys = await keysOf();
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    ...{ name: `CN=ca.${mspId}, O=${mspId}`, keys, signingAlgorithm: P256, ...period() },
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const pem = `${ca.toString('pem')}\n`;
  return {
    pem,
    async enrol(folder, name, unit, attributes = {}) {
      const own = await keysOf();
      const attrs = { 'hf.EnrollmentID': name, ...attributes };
      const certificate = await x509.X509CertificateGenerator.create({
        ...{ subject: `CN=${name}, OU=${unit}, O=${mspId}`, issuer: ca.subject, publicKey: own.publicKey },
        ...{ signingKey: keys.privateKey, signingAlgorithm: P256, ...period() },
        extensions: [
          new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
          new x509.ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']),
          new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: 'localhost' }]),
          await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey),
          new x509.Extension(ATTRIBUTES, false, Buffer.from(JSON.stringify({ attrs }))),
        ],
      });
      const [cert, key] = [`${certificate.toString('pem')}\n`, `${await pemOf(own)}\n`];
      writeMsp(join(folder, 'msp'), pem, { cert, key });
      mkdirSync(join(folder, 'tls'), { recursive: true });
      for (const [file, text] of [
        ['ca.crt', pem],
        ['server.crt', cert],
        ['server.key', key],
      ] as const)
        writeFileSync(join(folder, 'tls', file), text, { mode: 0o600 });
    },
  };
}

/** An MSP directory as Fabric reads it: of an organisation, or of somebody in it. */
export function writeMsp(
  folder: string,
  ca: string,
  own?: { readonly cert: string; readonly key: string },
): void {
  const unit = (name: string) =>
    `  ${name}OUIdentifier: { Certificate: cacerts/ca.pem, OrganizationalUnitIdentifier: ${name.toLowerCase()} }`;
  const files: [string, string][] = [
    ['cacerts/ca.pem', ca],
    ['tlscacerts/ca.pem', ca],
    [
      'config.yaml',
      ['NodeOUs:', '  Enable: true', ...['Client', 'Peer', 'Admin', 'Orderer'].map(unit), ''].join('\n'),
    ],
    ...(own
      ? ([
          ['signcerts/cert.pem', own.cert],
          ['keystore/key.pem', own.key],
        ] as [string, string][])
      : []),
  ];
  for (const [file, text] of files) {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), text, { mode: 0o600 });
  }
}
