import { z } from 'zod';
import { currency, positiveMoney } from '../../kit/value/money';
import { anybody, whoever } from '../../kit/side';
import { table } from '../../kit/table';
import { count, id, org } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { party } from './party';

/** Money of one issuer in one currency: a claim on one lender is not one on another. */
export const moneyKind = z.strictObject({ issuer: org, currency });
export type MoneyKind = z.output<typeof moneyKind>;

/**
 * Whoever holds money quotes at which rate it is given for other money. What it gives waits in a box, so a
 * quote is always good for what is there.
 */
export const ExchangeQuote = z.strictObject({
  quoteId: id,
  maker: party.meta({ description: 'who gives the quote' }),
  gives: moneyKind,
  takes: moneyKind,
  ratePerBillion: count(9_000_000_000_000_000, 1).meta({
    description: 'minor units given for 1 000 000 000 minor units taken; EUR to USD at 1.0850 is 1085000000',
  }),
  minimum: positiveMoney.meta({ description: 'least that is taken in one exchange' }),
  maximum: positiveMoney.meta({ description: 'most that is taken in one exchange' }),
  capacity: positiveMoney.meta({ description: 'what was set aside to be given' }),
  customer: party.optional().meta({ description: 'for this customer alone; for everyone if not given' }),
  until: instant.meta({
    description: 'exclusive: exchanged before, given back to the maker 20 seconds after',
  }),
  status: z.enum(['open', 'withdrawn']),
});
export type ExchangeQuote = z.output<typeof ExchangeQuote>;

const pairOf = ({ gives, takes }: { gives: MoneyKind; takes: MoneyKind }): string[] => [
  gives.issuer,
  gives.currency,
  takes.issuer,
  takes.currency,
];
export const quotes = table({
  kind: 'exchange-quote',
  v: 1,
  schema: ExchangeQuote,
  id: ({ quoteId }) => [quoteId],
  indexes: { byPair: (quote: ExchangeQuote) => (quote.status === 'open' ? pairOf(quote) : undefined) },
  sides: {
    maker: ({ maker }: ExchangeQuote) => maker,
    // A quote that names no customer is for everyone.
    customer: ({ customer }: ExchangeQuote) => customer ?? anybody(),
    anybody,
    registrar: whoever('registrar'),
    auditor: whoever('auditor'),
  },
});
export { pairOf };

export const quoteBox = (quoteId: string): string => `quote:${quoteId}`;
