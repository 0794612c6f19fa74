import { z } from 'zod';
import { demand, refuse } from '../../kit/errors';
import { compare, currency, divideDown, isPositive, type Money, of, positiveMoney, sum } from '../../kit/value/money';
import { table } from '../../kit/table';
import { count, id, org } from '../../kit/value/text';
import { instant, isAfter, isBefore, opensAfter } from '../../kit/value/time';
import { paymentErrors } from '../errors';
import { quoteLife } from '../life';
import { type Lot, party } from './money';

/** Money of one issuer in one currency: a claim on one lender is not one on another. */
export const sort = z.strictObject({ issuer: org, currency });
type Sort = z.output<typeof sort>;

const BILLION = 1_000_000_000n;

/** Whoever holds money quotes at which rate it is given for other money. What it gives waits in a box, so a quote is always good for what is there. */
export const ExchangeQuote = z.strictObject({
  quoteId: id,
  maker: party.meta({ description: 'who gives the quote' }),
  gives: sort,
  takes: sort,
  ratePerBillion: count(9_000_000_000_000_000, 1).meta({
    description: 'minor units given for 1 000 000 000 minor units taken; EUR to USD at 1.0850 is 1085000000',
  }),
  minimum: positiveMoney.meta({ description: 'least that is taken in one exchange' }),
  maximum: positiveMoney.meta({ description: 'most that is taken in one exchange' }),
  capacity: positiveMoney.meta({ description: 'what was set aside to be given' }),
  customer: party.optional().meta({ description: 'for this customer alone; for everyone if not given' }),
  until: instant.meta({ description: 'exclusive: exchanged before, given back to the maker 20 seconds after' }),
  status: z.enum(['open', 'withdrawn']),
});
export type ExchangeQuote = z.output<typeof ExchangeQuote>;

const pairOf = ({ gives, takes }: { gives: Sort; takes: Sort }): string[] => [
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
  indexes: { byPair: (quote) => (quote.status === 'open' ? pairOf(quote) : undefined) },
});
export { pairOf };

export const quoteBox = (quoteId: string): string => `quote:${quoteId}`;

export function quoteExchange(terms: Omit<ExchangeQuote, 'status'>, parts: number, at: string): ExchangeQuote {
  const { gives, takes, minimum, maximum, capacity, until, ratePerBillion } = terms;
  const wrong = (why: string): never => refuse(paymentErrors.EXCHANGE_TERMS, { why });
  if (!isBefore(at, until)) wrong('its end has passed');
  if (gives.currency === takes.currency && gives.issuer === takes.issuer) wrong('it gives the money that it takes');
  if (minimum.currency !== takes.currency || maximum.currency !== takes.currency)
    wrong('its bounds are not in the currency that it takes');
  if (compare(minimum, maximum) > 0) wrong('its minimum is above its maximum');
  if (capacity.amount < BigInt(parts)) wrong('it has more parts than minor units');
  if (!isPositive(converted(minimum, ratePerBillion, gives))) wrong('its minimum would give nothing');
  return { ...terms, status: 'open' };
}

/** Rounded down: a fraction of a minor unit stays with the maker. */
const converted = (taken: Money, ratePerBillion: number, { currency: code }: Sort): Money =>
  of(divideDown(taken.amount * BigInt(ratePerBillion), BILLION), code);

/** What the maker gives for what it takes, at the rate of the quote. */
export function exchangeAt(quote: ExchangeQuote, taken: Money, customer: string, at: string): Money {
  const { quoteId, until, minimum, maximum, takes } = quote;
  quoteLife.step('exchange', quote.status);
  demand(isBefore(at, until), paymentErrors.EXCHANGE_OVER, { quoteId, until });
  const other = (field: string): never => refuse(paymentErrors.EXCHANGE_OTHER, { quoteId, field });
  if (quote.customer !== undefined && quote.customer !== customer) other('customer');
  if (taken.currency !== takes.currency) other('currency');
  const within = compare(taken, minimum) >= 0 && compare(taken, maximum) <= 0;
  const { amount, currency: code } = taken;
  const bounds = { quoteId, minimum: `${minimum.amount}`, maximum: `${maximum.amount}`, asked: `${amount}`, currency: code };
  demand(within, paymentErrors.EXCHANGE_BOUNDS, bounds);
  return converted(taken, quote.ratePerBillion, quote.gives);
}

/** The parts named still hold what is to be given; one that another exchange took counts nothing. */
export function mustHold({ quoteId, gives }: ExchangeQuote, parts: readonly (Lot | undefined)[], given: Money): void {
  const there = parts.flatMap((lot) => (lot ? [lot.amount] : []));
  const held = sum(there, gives.currency);
  const gone = there.length < parts.length;
  const facts = { quoteId, held: `${held.amount}`, needed: `${given.amount}`, currency: gives.currency };
  demand(!gone && compare(held, given) >= 0, paymentErrors.EXCHANGE_EXHAUSTED, facts);
}

export const withdrawQuote = (quote: ExchangeQuote): ExchangeQuote => ({
  ...quote,
  status: quoteLife.step('withdrawQuote', quote.status),
});

/** What is left of a quote goes back to its maker when nobody can exchange at it any more. */
export function mustBeOver({ status, until }: ExchangeQuote, at: string): void {
  const over = status === 'withdrawn' || isAfter(at, until);
  demand(over, paymentErrors.DEADLINE_AHEAD, { deadline: opensAfter(until) });
}
