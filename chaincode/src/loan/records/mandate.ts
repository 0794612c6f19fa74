import { z } from 'zod';
import { secretTable } from '../../kit/table';
import { id, line, member, sha256Hex } from '../../kit/value/text';
import { day } from '../../kit/value/time';

/**
 * The consent of a customer who has no certificate, as the lender keeps it: how it was given, and the hash of
 * what was signed or recorded. Private; the ledger has its seal.
 */
export const Mandate = z.strictObject({
  signedOn: day,
  how: z.enum(['paper', 'electronicSignature', 'video', 'recordedCall']).meta({
    description: 'electronicSignature: Regulation (EU) 910/2014, Article 25; 15 U.S.C. § 7001',
  }),
  documentHash: sha256Hex.meta({ description: 'SHA-256 of the document or recording' }),
  says: line(500).meta({ description: 'what was consented to' }),
});
export type Mandate = z.output<typeof Mandate>;

/** How a call names a consent that the lender keeps. */
export const mandated = z.strictObject({
  mandateId: id,
  seal: sha256Hex.meta({ description: 'seal of the consent that the lender keeps' }),
});

/** A customer of a lender without a certificate: a name in the lender's own organisation. */
export const customer = member.meta({
  description: 'name of the customer in the organisation of the lender, which answers for it',
});

export const mandates = secretTable({ kind: 'loanMandate', v: 1, schema: Mandate });
