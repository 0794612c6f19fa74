import { z } from 'zod';
import { secretTable, table } from '../../kit/table';
import { party, address } from './party';
import { positiveMoney } from '../../kit/value/money';
import { id, org, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';

/** r and s of ECDSA (P-256, SHA-256), 32 bytes each. */
export const signature = z
  .string()
  .regex(/^[A-Za-z0-9_-]{86}$/, 'must be a signature of 64 bytes in base64url')
  .meta({ description: 'r and s of ECDSA in base64url' });

/** Who holds an address, and the word of its key that it is so. */
export const Link = z.strictObject({ owner: party, possession: signature });

export const links = secretTable({ kind: 'money-link', v: 1, schema: Link });

/**
 * A one-time owner of money: a key whose holder is known to the registry alone, under seal. It is paid once.
 */
export const Address = z.strictObject({
  address,
  keptBy: org.meta({ description: 'the organisation that keeps, under seal, who holds the key' }),
  seal: sha256Hex.meta({ description: 'seal of the link' }),
  paid: z
    .strictObject({ paymentId: id, amount: positiveMoney, issuer: org, at: instant, aboveLimit: z.boolean() })
    .optional()
    .meta({ description: 'the one payment that it got' }),
});
export type Address = z.output<typeof Address>;

export const addresses = table({ kind: 'money-address', v: 1, schema: Address, id: (one) => [one.address] });
