import { randomBytes, X509Certificate, createPrivateKey } from 'node:crypto';
import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Organisation } from '../../network/topology';
import { type Ca, type CaName, type Credential, enrol } from './ca';
import { type Home, readJson, writePrivate } from '../home';

export const caOf = (home: Home, org: Organisation): Ca => ({
  url: `https://${home.topology.endpoints === 'loopback' ? '127.0.0.1' : org.ca.host}:${org.ca.port}`,
  tlsCaFile: join(home.node(org.ca), 'ca-cert.pem'),
});

export const identityCaFile = (home: Home, org: Organisation) =>
  join(home.node(org.ca), 'identity', 'ca-cert.pem');

/** What that CA revoked, as it last said; there is none before the first. */
export const crlFile = (home: Home, org: Organisation) => join(home.node(org.ca), 'identity', 'crl.pem');

/** The random secrets of one organisation's CA, in one private file. */
export function secretOf(home: Home, org: Organisation, id: string): string {
  const file = join(home.node(org.ca), 'secrets.json');
  const secrets = readJson<Record<string, string>>(file) ?? {};
  const known = secrets[id];
  if (known) return known;
  const secret = freshSecret();
  writePrivate(file, JSON.stringify({ ...secrets, [id]: secret }));
  return secret;
}

export const freshSecret = () => randomBytes(24).toString('base64url');

/** Who registers and revokes at a CA of the organisation. */
export async function registrarOf(home: Home, org: Organisation, name: CaName): Promise<Credential> {
  const directory = join(home.node(org.ca), `registrar-${name}`);
  return await once(directory, plainPair, () =>
    enrol(caOf(home, org), name, 'ca-registrar', secretOf(home, org, 'ca-registrar'), ''),
  );
}

/** A certificate with fewer days left is replaced by the next start. */
export const renewalDays = 30;

export const daysLeft = (certFile: string) =>
  Math.floor((Date.parse(new X509Certificate(readFileSync(certFile)).validTo) - Date.now()) / 86_400_000);

export const adminDirectory = (home: Home, org: Organisation) => join(home.organisation(org.name), 'admin');

/** The organisation itself, who signs for it. */
export function adminOf(home: Home, org: Organisation): Credential {
  const user = home.user(org.name, 'admin');
  return {
    cert: readFileSync(join(user, 'cert.pem'), 'utf8'),
    key: readFileSync(join(user, 'key.pem'), 'utf8'),
  };
}

/**
 * Made once and renewed in time, with what is there; a start that was cut short between the two files is made
 * good by the next.
 */
export async function once(
  directory: string,
  names: Pair,
  make: (before: Credential | undefined) => Promise<Credential>,
  renew = true,
): Promise<Credential> {
  const [certFile, keyFile] = [join(directory, names.cert), join(directory, names.key)];
  const read = () => ({ cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') });
  const before = isPair(certFile, keyFile) ? read() : undefined;
  if (!before || (renew && daysLeft(certFile) < renewalDays)) {
    const made = await make(before && daysLeft(certFile) >= 0 ? before : undefined);
    writePrivate(keyFile, made.key);
    writePrivate(certFile, made.cert);
  }
  return read();
}

type Pair = { readonly cert: string; readonly key: string };
export const plainPair: Pair = { cert: 'cert.pem', key: 'key.pem' };
export const mspPair: Pair = { cert: join('signcerts', 'cert.pem'), key: join('keystore', 'key.pem') };
export const tlsPair: Pair = { cert: 'server.crt', key: 'server.key' };

/** Whether both are there, whole, and belong together; what is not is made anew. */
function isPair(certFile: string, keyFile: string): boolean {
  if (!existsSync(certFile) || !existsSync(keyFile)) return false;
  try {
    const key = createPrivateKey(readFileSync(keyFile));
    return new X509Certificate(readFileSync(certFile)).checkPrivateKey(key);
  } catch {
    return false;
  }
}
