import { createHash } from 'node:crypto';
import { apis, canonical, examineVin } from '@roadbook/chaincode/api';
import { z } from 'zod';

/** One thing that was looked at. */
export interface Check {
  readonly name: string;
  readonly passed: boolean;
  /** Nothing speaks against it, and what was given does not prove it. */
  readonly undecided?: true;
  readonly why: string;
}

/** What was found in a document. */
export interface Examined {
  readonly kind: string;
  readonly checks: readonly Check[];
  /** What it says, as far as a reader needs it. */
  readonly told: Readonly<Record<string, unknown>>;
  /** What the document alone cannot prove. */
  readonly advice?: string;
}

/**
 * The sale certificate of a vehicle, as `vehicle.readCertificate` answers it: its hash is SHA-256 over the
 * canonical content (RFC 8785).
 */
export function checkCertificate(
  document: Readonly<Record<string, unknown>>,
  at: string,
  wanted: string | undefined,
): Examined {
  const kind = 'sale certificate';
  const read = z.safeDecode(apis.vehicle.operations.readCertificate.response, document as never);
  if (!read.success) {
    const { path, message } = read.error.issues[0] ?? { path: [], message: 'it does not match' };
    return {
      kind,
      checks: [{ name: 'form', passed: false, why: `${path.join('.') || 'it'}: ${message}` }],
      told: {},
    };
  }
  const { content, hash } = read.data;
  const computed = createHash('sha256').update(canonical(document['content'])).digest('hex');
  const check = (name: string, passed: boolean, fine: string, fault: string): Check => ({
    name,
    passed,
    why: passed ? fine : fault,
  });
  const checks = [
    check('form', true, 'as vehicle.readCertificate answers it', ''),
    check(
      'hash',
      computed === hash,
      'the content is the one that was hashed',
      `the content makes ${computed}`,
    ),
    check(
      'vin',
      examineVin(content.vin).acceptable,
      'a number that may be',
      'it is no acceptable vehicle number',
    ),
    check(
      'time',
      content.issuedAt <= at,
      `issued at ${content.issuedAt}`,
      `it is of a later time, ${content.issuedAt}`,
    ),
    ...(wanted === undefined
      ? []
      : [check('listing', wanted === hash, 'the listing has this hash', 'the listing has another hash')]),
  ];
  const advice = `compare the hash with the one of the listing on the ledger, or read the certificate again: ${hash}`;
  return {
    kind,
    checks,
    told: { vin: content.vin, status: content.status, hash },
    ...(wanted === undefined && { advice }),
  };
}
