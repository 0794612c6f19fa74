import 'reflect-metadata';
import { createPrivateKey, sign, webcrypto } from 'node:crypto';
import { Pkcs10CertificateRequestGenerator, PemConverter, SubjectAlternativeNameExtension } from '@peculiar/x509';

export type KeyAndRequest = { readonly key: string; readonly request: string };

/** A new P-256 key and its certificate request. */
export async function newKey(commonName: string, hosts: readonly string[]): Promise<KeyAndRequest> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const names = hosts.map((value) => ({ type: /^[\d.]+$/.test(value) ? ('ip' as const) : ('dns' as const), value }));
  const request = await Pkcs10CertificateRequestGenerator.create({
    name: `CN=${commonName}`,
    keys,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    extensions: names.length > 0 ? [new SubjectAlternativeNameExtension(names)] : [],
  });
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { key: `${PemConverter.encode(pkcs8, 'PRIVATE KEY')}\n`, request: request.toString('pem') };
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
