import 'reflect-metadata';
import { createPrivateKey, sign, webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Pkcs10CertificateRequestGenerator,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

export type KeyAndRequest = { readonly key: string; readonly request: string };

const newPair = () =>
  webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
const signingAlgorithm = { name: 'ECDSA', hash: 'SHA-256' };

async function pemOf(key: webcrypto.CryptoKey): Promise<string> {
  return `${PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')}\n`;
}

/** A new P-256 key and its certificate request. */
export async function newKey(commonName: string, hosts: readonly string[]): Promise<KeyAndRequest> {
  const keys = await newPair();
  const names = hosts.map((value) => ({
    type: /^[\d.]+$/.test(value) ? ('ip' as const) : ('dns' as const),
    value,
  }));
  const request = await Pkcs10CertificateRequestGenerator.create({
    name: `CN=${commonName}`,
    keys,
    signingAlgorithm,
    extensions: names.length > 0 ? [new SubjectAlternativeNameExtension(names)] : [],
  });
  return { key: await pemOf(keys.privateKey), request: request.toString('pem') };
}

/** RFC 5280, 4.1.2.5: no end is known. */
const NEVER = new Date('9999-12-31T23:59:59Z');
const DAY_MS = 86_400_000;

/**
 * A TLS client that is known by its certificate alone: no authority vouches for it, and it vouches for no
 * other.
 */
export async function newSelfSigned(commonName: string) {
  const keys = await newPair();
  const made = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${commonName}`,
    keys,
    signingAlgorithm,
    notBefore: new Date(Date.now() - DAY_MS),
    notAfter: NEVER,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth]),
    ],
  });
  return { key: await pemOf(keys.privateKey), cert: `${made.toString('pem')}\n` };
}

const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** An ECDSA signature in DER with the lower of the two possible s: Fabric refuses the higher one. */
export function signLow(key: string, message: string | Uint8Array): Buffer {
  const raw = sign('sha256', Buffer.from(message), { key: createPrivateKey(key), dsaEncoding: 'ieee-p1363' });
  const s = BigInt(`0x${raw.subarray(32).toString('hex')}`);
  const low = s > order / 2n ? order - s : s;
  const parts = [raw.subarray(0, 32), Buffer.from(low.toString(16).padStart(64, '0'), 'hex')].map(derInteger);
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
}

function derInteger(value: Buffer): Buffer {
  let first = 0;
  while (first < value.length - 1 && value[first] === 0) first++;
  const digits = value.subarray(first);
  const padded = (digits[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.from([0]), digits]) : digits;
  return Buffer.concat([Buffer.from([0x02, padded.length]), padded]);
}
