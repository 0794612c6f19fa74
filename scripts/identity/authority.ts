import { X509Certificate } from 'node:crypto';
import { ask, type Ca, type CaName, closeSecrets, type Credential } from './ca';

/** The certificates that the CA gave to an identity and that were not revoked, in PEM. */
export async function certificatesOf(
  ca: Ca,
  name: CaName,
  registrar: Credential,
  id: string,
): Promise<string[]> {
  const path = `/api/v1/certificates?id=${encodeURIComponent(id)}&ca=${name}&notrevoked=true`;
  type Answer = { readonly certs?: readonly { readonly PEM: string }[] };
  const { certs = [] } = await ask<Answer>(ca, registrar, `list the certificates of ${id}`, 'GET', path);
  return certs.map(({ PEM }) => PEM);
}

const AUTHORITY_KEY_IDENTIFIER = Buffer.from('0603551d23', 'hex');

/**
 * RFC 5280, 4.2.1.1, as a CA of fabric writes it: OID, an octet string, a sequence of the identifier alone.
 */
function authorityKeyOf({ raw }: X509Certificate): string {
  const at = raw.indexOf(AUTHORITY_KEY_IDENTIFIER) + AUTHORITY_KEY_IDENTIFIER.length;
  const identifier = raw.indexOf(0x80, at);
  return raw.subarray(identifier + 2, identifier + 2 + (raw[identifier + 1] ?? 0)).toString('hex');
}

/**
 * Revokes each certificate of an identity, and closes its secrets; the identity itself may be enrolled anew,
 * with another key. Answers the serial numbers.
 */
export async function revokeAll(
  ca: Ca,
  name: CaName,
  registrar: Credential,
  { id, secret, but }: { readonly id: string; readonly secret: string; readonly but?: string | undefined },
): Promise<string[]> {
  const revoked: string[] = [];
  for (const pem of await certificatesOf(ca, name, registrar, id)) {
    const certificate = new X509Certificate(pem);
    if (but && certificate.fingerprint256 === new X509Certificate(but).fingerprint256) continue;
    const body = {
      serial: certificate.serialNumber,
      aki: authorityKeyOf(certificate),
      reason: 'keycompromise',
      caname: name,
    };
    await ask(ca, registrar, `revoke a certificate of ${id}`, 'POST', '/api/v1/revoke', body);
    revoked.push(certificate.serialNumber);
  }
  await closeSecrets(ca, name, registrar, id, secret);
  return revoked;
}

/** The list of all that the CA revoked and that has not expired, in PEM. */
export async function revocationList(ca: Ca, name: CaName, registrar: Credential): Promise<string> {
  const body = { caname: name };
  const { CRL } = await ask<{ readonly CRL: string }>(
    ca,
    registrar,
    'list what it revoked',
    'POST',
    '/api/v1/gencrl',
    body,
  );
  return Buffer.from(CRL, 'base64').toString('utf8');
}
