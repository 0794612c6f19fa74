import type { X509Certificate } from 'node:crypto';

/** A certificate that its authority took back. */
export interface Revocation {
  /** SHA-256 of the authority's certificate, as Node writes it. */
  readonly authority: string;
  readonly serial: bigint;
  /**
   * The date in the list: what was signed from then on does not count, also under a configuration of before.
   */
  readonly at: Date;
}

/** A serial number as hexadecimal digits, however it is written. */
export const serialOf = (hex: string): bigint => BigInt(`0x${hex.replaceAll(':', '') || '0'}`);

/**
 * Reads the revocation lists of an organisation. As in Fabric a list counts when an authority of the
 * organisation signed it, and for what that authority issued. Throws for one without its next update, which
 * RFC 5280 (5.1.2.5) demands: its entries would be overlooked.
 */
export async function revocationsIn({ roots, intermediates, lists }: Authorities): Promise<Revocation[]> {
  if (lists.length === 0) return [];
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const found: Revocation[] = [];
  for (const bytes of lists) {
    const text = Buffer.from(bytes).toString('latin1');
    const list = new x509.X509Crl(text.startsWith('-----') ? text : Uint8Array.from(bytes));
    if (!list.nextUpdate) throw new Error('a revocation list without its next update');
    for (const authority of [...roots, ...intermediates]) {
      const { publicKey } = new x509.X509Certificate(Uint8Array.from(authority.raw));
      if (!(await list.verify({ publicKey }).catch(() => false))) continue;
      for (const { serialNumber, revocationDate = list.thisUpdate } of list.entries)
        found.push({
          authority: authority.fingerprint256,
          serial: serialOf(serialNumber),
          at: revocationDate,
        });
    }
  }
  return found;
}

/**
 * Whether the certificate, which this authority issued, is among them; with a moment, among those taken back
 * at or before it.
 */
export function isRevoked(
  revocations: readonly Revocation[],
  certificate: X509Certificate,
  authority: X509Certificate,
  by?: Date,
): boolean {
  const serial = serialOf(certificate.serialNumber);
  return revocations.some(
    (one) =>
      one.authority === authority.fingerprint256 &&
      one.serial === serial &&
      (by === undefined || one.at <= by),
  );
}

/** Authorities of an organisation, and their lists of what they took back. */
export interface Authorities {
  readonly roots: readonly X509Certificate[];
  readonly intermediates: readonly X509Certificate[];
  readonly lists: readonly Uint8Array[];
  /** The organisational unit of its peers. */
  readonly peerUnit: string;
}
