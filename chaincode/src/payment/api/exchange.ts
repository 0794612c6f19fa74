import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { positiveMoney } from '../../kit/value/money';
import { count, id } from '../../kit/value/text';
import { everyone } from '../../words/role';
import { paymentErrors as errors } from '../errors';
import { paymentEvents as events } from '../events';
import { ExchangeQuote, moneyKind, quoteBox, quotes } from '../records/exchange';
import { Transfer, lots, paymentAt, spending } from '../records/money';
import { lotId } from '../records/party';
import { paying, moved, moneyRefusals } from './shape';
import { maybe } from '../../kit/ref';
import { quoteLife } from '../life';

const { takes, ratePerBillion, minimum, maximum, until, customer } = ExchangeQuote.shape;
const quoteId = z.strictObject({ quoteId: id });

const onQuote = ({ quoteId: name }: { readonly quoteId: string }) => quotes.at(name);

/** Exchange of one money for another at a quoted rate. */
export const exchangeOperations = {
  quoteExchange: submit({
    says: 'Quote a rate at which own money is given for other money until an end; what is given is set aside.',
    by: everyone,
    request: z.strictObject({
      quoteId: id,
      ...paying,
      amount: positiveMoney.meta({ description: 'set aside to be given' }),
      parts: count(20, 1).meta({
        description: 'lots that it is set aside in: as many exchangeOperations may meet without a conflict',
      }),
      ...{ takes, ratePerBillion, minimum, maximum, until, customer },
    }),
    creates: (wanted) => quotes.at(wanted.quoteId),
    again: (quote, _on, { paymentId, from }) => ({ quote, transfer: paymentAt(paymentId, from) }),
    loads: (wanted) => spending(wanted, [{ party: wanted.from, amount: wanted.amount }]),
    response: z.strictObject({ quote: ExchangeQuote, transfer: Transfer }),
    errors: [errors.EXCHANGE_TERMS, ...moneyRefusals],
    events: [events.QuoteChanged, moved],
  }),
  exchange: submit({
    says:
      'Give own money for other money at the exact rate of a quote, rounded down, both in one ' +
      'transaction.',
    by: everyone,
    request: z.strictObject({
      quoteId: id,
      ...paying,
      amount: positiveMoney.meta({ description: 'what the customer gives' }),
      deliveryId: id.meta({ description: 'the payment by which the customer gets the other money' }),
      parts: z
        .array(lotId)
        .max(20)
        .meta({ description: 'lots of the box quote:<quoteId> that are enough (payment.listLots)' }),
    }),
    on: onQuote,
    step: quoteLife.exchange,
    creates: ({ paymentId, from }) => paymentAt(paymentId, from),
    again: (paid, _quote, { deliveryId, quoteId: name }) => ({
      paid,
      delivered: paymentAt(deliveryId, quoteBox(name)),
    }),
    loads: ({ quoteId: name, parts, ...wanted }) => ({
      ...spending(wanted, [{ party: wanted.from, amount: wanted.amount }]),
      quoted: parts.map((lot) => maybe(lots.at(quoteBox(name), lot))),
    }),
    response: z.strictObject({ paid: Transfer, delivered: Transfer }),
    errors: [
      errors.EXCHANGE_OVER,
      errors.EXCHANGE_OTHER,
      errors.EXCHANGE_BOUNDS,
      errors.EXCHANGE_EXHAUSTED,
      ...moneyRefusals,
    ],
    events: [moved],
  }),
  withdrawQuote: submit({
    says: 'Withdraw a quote; `returnQuoted` gives back what is left of it.',
    by: everyone,
    request: quoteId,
    on: onQuote,
    step: quoteLife.withdrawQuote,
    response: ExchangeQuote,
    events: [events.QuoteChanged],
  }),
  returnQuoted: submit({
    says: 'Give back to its maker what is left of a quote that was withdrawn or is over. Anyone may.',
    by: everyone,
    request: quoteId.extend({ paymentId: id, parts: z.array(lotId).min(1).max(20) }),
    on: onQuote,
    sides: ['anybody'],
    creates: ({ quoteId: name, paymentId }) => paymentAt(paymentId, quoteBox(name)),
    loads: ({ quoteId: name, parts }) => ({
      quoted: parts.map((lot) => maybe(lots.at(quoteBox(name), lot))),
    }),
    response: Transfer,
    errors: [errors.DEADLINE_AHEAD, ...moneyRefusals],
    events: [moved],
  }),
  readQuote: evaluate({
    says: 'Read a quote.',
    by: everyone,
    request: quoteId,
    on: onQuote,
    sides: ['maker', 'customer', 'registrar', 'auditor'],
    response: ExchangeQuote,
  }),
  listQuotes: evaluate({
    says: 'List the open quotes that give one money for another; some may be over.',
    by: everyone,
    request: page.extend({ gives: moneyKind, takes: moneyKind }),
    response: pageOf(ExchangeQuote),
  }),
};
