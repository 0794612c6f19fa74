import { demand } from '../../kit/errors';
import { isPaidWith, pay } from '../../payment/door';
import { claimErrors } from '../errors';
import type { Claim } from '../records/claim';
import type { ClaimPayment } from '../records/payment';
import type { Writing } from '../tables';

/** A payee that is no member is known by a salted hash. */
const OUTSIDE = /^[0-9a-f]{64}$/;

const aboutOf = (claimId: string) => ({ room: 'claim', id: claimId });

/** Whether this transfer moved just these lots for the claim. */
export const isPaidOut = (
  tx: Writing,
  { claimId, insurer: from }: Claim,
  paymentId: string,
  lots: readonly string[],
): Promise<boolean> => isPaidWith(tx, { paymentId, from, lots, about: aboutOf(claimId) });

/**
 * Moves the insurer's digital money to the payees of a claim, in the transaction that records the payments.
 */
export async function payOut(
  tx: Writing,
  { claimId, insurer: from, vin }: Claim,
  paymentId: string,
  lots: readonly string[],
  payments: readonly ClaimPayment[],
): Promise<void> {
  for (const { payee } of payments)
    demand(!OUTSIDE.test(payee.party), claimErrors.PAYEE_OUTSIDE, { claimId, as: payee.as });
  const to = payments.map(({ payee, amount }) => ({ party: payee.party, amount }));
  await pay(tx, { paymentId, from, lots: [...lots], to, vin, about: aboutOf(claimId) });
}
