import { demand, kitErrors, refuse } from '../../kit/errors';
import type { Instant } from '../../kit/value/time';
import { serviceErrors } from '../errors';
import { type Booking, MOST_QUOTES, type Quote } from '../records/booking';
import { stepOf } from './booking';

/**
 * Further work for further money. Refuses with WRONG_STATUS, TOO_MANY, and an id or currency that does not go
 * with QUOTE_NOT_OPEN.
 */
export function proposeQuote(booking: Booking, quote: Quote, now: Instant): Booking {
  const status = stepOf(booking, 'proposeQuote', now);
  const count = booking.quotes.length + 1;
  demand(count <= MOST_QUOTES, kitErrors.TOO_MANY, { count, what: 'quotes', max: MOST_QUOTES });
  const isNew = booking.quotes.every(({ quoteId }) => quoteId !== quote.quoteId);
  demand(isNew && quote.amount.currency === booking.price.currency, serviceErrors.QUOTE_NOT_OPEN, {
    quoteId: quote.quoteId,
  });
  return { ...booking, status, quotes: [...booking.quotes, quote] };
}

/** The customer's word on a quote. Refuses with WRONG_STATUS, QUOTE_NOT_OPEN. */
export function answerQuote(
  booking: Booking,
  quoteId: string,
  answer: 'accepted' | 'declined',
  now: Instant,
): Booking {
  const status = stepOf(booking, answer === 'accepted' ? 'acceptQuote' : 'declineQuote', now);
  const quote = openQuote(booking, quoteId);
  return {
    ...booking,
    status,
    quotes: booking.quotes.map((one) => (one === quote ? { ...one, answer } : one)),
  };
}

/** The quote that waits for an answer, or QUOTE_NOT_OPEN. */
export const openQuote = ({ quotes }: Booking, quoteId: string): Quote =>
  quotes.find((one) => one.quoteId === quoteId && one.answer === undefined) ??
  refuse(serviceErrors.QUOTE_NOT_OPEN, { quoteId });
