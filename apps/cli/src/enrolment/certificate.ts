import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a certificate says of its holder. */
export interface Enrolment {
  readonly user: string;
  /** The part that its holder plays on the ledger; the administrator of an organisation has none. */
  readonly role?: string;
  /** Last moment at which it is good, UTC. */
  readonly goodUntil: string;
}

/** The JSON that fabric-ca writes into its own extension (1.2.3.4.5.6.7.8.1). */
const ATTRIBUTES = /\{"attrs":\{[^{}]*\}\}/;

export function roleIn(raw: Uint8Array): string | undefined {
  const found = ATTRIBUTES.exec(Buffer.from(raw).toString('utf8'));
  if (!found) return undefined;
  const { attrs } = JSON.parse(found[0]) as { attrs: Readonly<Record<string, string>> };
  return attrs['roadbook.role'];
}

/** Reads `<users>/<user>/cert.pem`; `undefined` when it is not readable as a certificate. */
export function enrolmentOf(users: string, user: string): Enrolment | undefined {
  try {
    const certificate = new X509Certificate(readFileSync(join(users, user, 'cert.pem')));
    const role = roleIn(certificate.raw);
    return { user, ...(role !== undefined && { role }), goodUntil: certificate.validToDate.toISOString() };
  } catch {
    return undefined;
  }
}
