import { demand, refuse } from '../../kit/errors';
import { compare, divideDown, isPositive, type Money, of, sum } from '../../kit/value/money';
import { isAfter, isBefore, opensAfter } from '../../kit/value/time';
import { paymentErrors } from '../errors';
import { quoteLife } from '../life';
import type { Lot } from '../records/money';
import type { ExchangeQuote, MoneyKind } from '../records/exchange';

const BILLION = 1_000_000_000n;

/**
 * A quote as its maker states it, set aside in so many parts. Refuses impossible terms with EXCHANGE_TERMS.
 */
export function quoteExchange(
  terms: Omit<ExchangeQuote, 'status'>,
  parts: number,
  at: string,
): ExchangeQuote {
  const { gives, takes, minimum, maximum, capacity, until, ratePerBillion } = terms;
  const wrong = (why: string): never => refuse(paymentErrors.EXCHANGE_TERMS, { why });
  if (!isBefore(at, until)) wrong('its end has passed');
  if (gives.currency === takes.currency && gives.issuer === takes.issuer)
    wrong('it gives the money that it takes');
  if (minimum.currency !== takes.currency || maximum.currency !== takes.currency)
    wrong('its bounds are not in the currency that it takes');
  if (compare(minimum, maximum) > 0) wrong('its minimum is above its maximum');
  if (capacity.amount < BigInt(parts)) wrong('it has more parts than minor units');
  if (!isPositive(converted(minimum, ratePerBillion, gives))) wrong('its minimum would give nothing');
  return { ...terms, status: 'open' };
}

/** Rounded down: a fraction of a minor unit stays with the maker. */
const converted = (taken: Money, ratePerBillion: number, { currency: code }: MoneyKind): Money =>
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
  const bounds = {
    quoteId,
    minimum: `${minimum.amount}`,
    maximum: `${maximum.amount}`,
    asked: `${amount}`,
    currency: code,
  };
  demand(within, paymentErrors.EXCHANGE_BOUNDS, bounds);
  return converted(taken, quote.ratePerBillion, quote.gives);
}

/** The parts named still hold what is to be given; one that another exchange took counts nothing. */
export function mustHold(
  { quoteId, gives }: ExchangeQuote,
  parts: readonly (Lot | undefined)[],
  given: Money,
): void {
  const there = parts.flatMap((lot) => (lot ? [lot.amount] : []));
  const held = sum(there, gives.currency);
  const gone = there.length < parts.length;
  const facts = { quoteId, held: `${held.amount}`, needed: `${given.amount}`, currency: gives.currency };
  demand(!gone && compare(held, given) >= 0, paymentErrors.EXCHANGE_EXHAUSTED, facts);
}

/** Nobody can exchange at it any more. Refuses with WRONG_STATUS. */
export const withdrawQuote = (quote: ExchangeQuote): ExchangeQuote => ({
  ...quote,
  status: quoteLife.step('withdrawQuote', quote.status),
});

/** What is left of a quote goes back to its maker when nobody can exchange at it any more. */
export function mustBeOver({ status, until }: ExchangeQuote, at: string): void {
  const over = status === 'withdrawn' || isAfter(at, until);
  demand(over, paymentErrors.DEADLINE_AHEAD, { deadline: opensAfter(until) });
}
