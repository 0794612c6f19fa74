import { answer } from '../kit/answer';
import { type Money, zero } from '../kit/value/money';
import type { Telling, Tx } from '../kit/tx';
import { categoryOf, payOutOfEscrow } from '../payment/door';
import { escrows } from '../payment/records/escrow';
import { merchants } from './records/merchant';
import { type Outcome, outcomes } from './records/outcome';
import { type Review, reviews } from './records/review';
import { mustCover as mustBeCovered } from './rules/bond';

export { mustServe, workOf } from './handlers/crew';
export { compensationOf, depositOf, refundAt } from './rules/catalogue';
export { isOpen } from './rules/hours';
export { capabilityAt } from './rules/requirement';

/** A transaction of any room that writes. */
type Acting = Tx & Telling;

/**
 * BOND_SHORT unless the bond of a merchant (`bondId` of its record) holds the amount and still does so at
 * `until`.
 */
export async function mustCover(
  tx: Acting,
  bondId: string | undefined,
  amount: Money,
  until: string,
): Promise<void> {
  const bond = bondId === undefined ? undefined : await tx.enter({ escrows }).escrows.find(bondId);
  mustBeCovered(bond, amount, until);
}

/**
 * Pays a customer out of the bond of a merchant, as far as it goes and in its currency; answers what was
 * paid, which may be nothing.
 */
export async function payFromBond(
  tx: Acting,
  {
    bondId,
    customer,
    due,
    paymentId,
  }: { bondId: string | undefined; customer: string; due: Money; paymentId: string },
): Promise<Money> {
  const none = zero(due.currency);
  const escrow = bondId === undefined ? undefined : await tx.enter({ escrows }).escrows.find(bondId);
  if (escrow?.left.currency !== due.currency) return none;
  return (await payOutOfEscrow(tx, { escrow, to: customer, amount: due, paymentId })) ?? none;
}

/** Writes down how a booking that the merchant had taken came out; its score counts it. */
export const noteOutcome = (tx: Acting, outcome: Outcome): Promise<void> =>
  tx.enter({ outcomes }).outcomes.put(outcome);

/** Keeps a customer's word on one booking; the room that knows the booking tells it. */
export const keepReview = (tx: Acting, review: Review): Promise<void> =>
  tx.enter({ reviews }).reviews.put(review);

/**
 * What lower rooms ask of this one. What the consortium voted a merchant in for, and not what it asks under,
 * opens vouchers of a category.
 */
export const merchantAnswers = [
  answer(categoryOf, async (tx, payee) => {
    const merchant = payee.includes('/')
      ? await tx.enter({ merchants }).merchants.find(...payee.split('/'))
      : undefined;
    return merchant?.status === 'active' ? merchant.category : undefined;
  }),
];
