import { mustWork } from './party';
import { fundBox } from './escrow';
import { serviceEvents } from '../events';
import { answerQuote, openQuote, proposeQuote } from '../rules/quote';
import type { Part, Writing } from '../tables';
import type { quoteOperations } from '../api/quote';
import type { Booking } from '../records/booking';

/** More work than was ordered. */
export const quoteHandlers: Part<typeof quoteOperations> = {
  async proposeQuote(tx, { bookingId, ...quote }, { on: one }) {
    await mustWork(tx, one);
    const proposed = proposeQuote(one, { ...quote, proposedAt: tx.now }, tx.now);
    await tx.bookings.put(proposed);
    tx.tell(serviceEvents.QuoteProposed, { bookingId, quoteId: quote.quoteId, amount: quote.amount });
    return proposed;
  },
  async acceptQuote(tx, { quoteId, paymentId, lots }, { on: one }) {
    const { amount } = openQuote(one, quoteId);
    const accepted = answerQuote(one, quoteId, 'accepted', tx.now);
    await fundBox(tx, one, amount, { paymentId, lots });
    return answered(tx, { ...accepted, escrows: [...accepted.escrows, tx.callId] }, quoteId, 'accepted');
  },
  declineQuote: (tx, { quoteId }, { on: one }) =>
    answered(tx, answerQuote(one, quoteId, 'declined', tx.now), quoteId, 'declined'),
};

async function answered(
  tx: Writing,
  one: Booking,
  quoteId: string,
  answer: 'accepted' | 'declined',
): Promise<Booking> {
  await tx.bookings.put(one);
  tx.tell(serviceEvents.QuoteAnswered, { bookingId: one.bookingId, quoteId, answer });
  return one;
}
