import type { exchangeOperations } from '../api/exchange';
import { demand, refuse } from '../../kit/errors';
import { add, allocate } from '../../kit/value/money';
import { moneyErrors, paymentErrors } from '../errors';
import { paymentEvents } from '../events';
import { move } from './money/movement';
import { type ExchangeQuote, pairOf, quoteBox } from '../records/exchange';
import { exchangeAt, mustBeOver, mustHold, quoteExchange, withdrawQuote } from '../rules/exchange';
import type { Reading, Part, Submitting } from '../tables';

/**
 * Exchange at a quoted rate. An exchange writes no quote: only the lots it takes are fought for, so a quote
 * of n parts serves n customers at once.
 */
export const exchangeHandlers: Part<typeof exchangeOperations> = {
  async quoteExchange(tx, { quoteId, paymentId, from, lots, amount, parts, ...terms }, { spent: [lot] }) {
    tx.mustBe('the owner of the money', from);
    const party = quoteBox(quoteId);
    const portions = allocate(amount, Array<bigint>(parts).fill(1n)).map((part) => ({ party, amount: part }));
    const gives = { issuer: lot?.issuer ?? '', currency: amount.currency };
    const quote = quoteExchange({ ...terms, quoteId, maker: from, gives, capacity: amount }, parts, tx.now);
    const transfer = await move(tx, 'quote', {
      paymentId,
      from,
      lots,
      to: portions,
      about: aboutOf(quoteId),
    });
    return { quote: await put(tx, quote), transfer };
  },
  async exchange(tx, { quoteId, deliveryId, parts, amount, ...payment }, { on: quote, quoted }) {
    tx.mustBe('the owner of the money', payment.from);
    demand(deliveryId !== payment.paymentId, moneyErrors.PAYMENT_EXISTS, { paymentId: deliveryId });
    const given = exchangeAt(quote, amount, payment.from, tx.now);
    await mayGive(tx, quote);
    const [box, about] = [quoteBox(quoteId), aboutOf(quoteId)];
    mustHold(quote, quoted, given);
    // To the box and not to the maker, so that a voucher for the maker's goods buys no free money.
    const paying = { ...payment, to: [{ party: quote.maker, amount }], payees: [box], about };
    const paid = await move(tx, 'exchange', paying);
    if (paid.issuer !== quote.takes.issuer)
      refuse(paymentErrors.EXCHANGE_OTHER, { quoteId, field: 'issuer' });
    const to = [{ party: payment.from, amount: given }];
    const giving = {
      paymentId: deliveryId,
      from: box,
      lots: parts,
      to,
      treatment: 'deliver' as const,
      about,
    };
    return { paid, delivered: await move(tx, 'exchange', giving) };
  },
  withdrawQuote: (tx, _request, { on: quote }) => put(tx, withdrawQuote(quote)),
  async returnQuoted(tx, { quoteId, paymentId, parts }, { on: quote, quoted: found }) {
    mustBeOver(quote, tx.now);
    const box = quoteBox(quoteId);
    const amounts = found.map(
      (lot, at) => lot?.amount ?? refuse(moneyErrors.LOT_GONE, { owner: box, lotId: parts[at] ?? '' }),
    );
    const to = [{ party: quote.maker, amount: amounts.reduce(add) }];
    const giving = {
      paymentId,
      from: box,
      lots: parts,
      to,
      treatment: 'deliver' as const,
      about: aboutOf(quoteId),
    };
    return move(tx, 'returnQuoted', giving);
  },
  readQuote: (_tx, _request, { on: quote }) => quote,
  async listQuotes(tx, { gives, takes, ...page }) {
    const { items, ...more } = await tx.quotes.listBy('byPair', pairOf({ gives, takes }), page);
    return { items: items.filter((quote) => mayTake(tx, quote)), ...more };
  },
};

const aboutOf = (quoteId: string) => ({ room: 'payment', id: quoteId });

/** A quote for one customer is for that customer's eyes. */
const mayTake = (tx: Reading, { maker, customer }: ExchangeQuote): boolean =>
  customer === undefined ||
  tx.is(customer) ||
  tx.is(maker) ||
  ['registrar', 'auditor'].includes(tx.caller.role);

/** Nothing of a maker whose account a court stopped, not even what it set aside before. */
async function mayGive(tx: Submitting, { maker }: ExchangeQuote): Promise<void> {
  const block = await tx.blocks.find(maker);
  demand(block === undefined, moneyErrors.ACCOUNT_FROZEN, { courtOrderId: block?.courtOrderId ?? 'none' });
}

async function put(tx: Submitting, quote: ExchangeQuote): Promise<ExchangeQuote> {
  await tx.quotes.put(quote);
  const { quoteId, maker, gives, takes, ratePerBillion, until, status } = quote;
  tx.tell(paymentEvents.QuoteChanged, { quoteId, maker, gives, takes, ratePerBillion, until, status });
  return quote;
}
