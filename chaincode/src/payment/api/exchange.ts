import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { positiveMoney } from '../../kit/value/money';
import { count, id } from '../../kit/value/text';
import { everyone } from '../../words/role';
import { moneyErrors, paymentErrors as no } from '../errors';
import { moneyEvents, paymentEvents as told } from '../events';
import { ExchangeQuote, sort } from '../records/exchange';
import { lotId, Transfer } from '../records/money';
import { paying } from './shape';

const moved = moneyEvents.MoneyMoved;
const money = Object.values(moneyErrors);
const { takes, ratePerBillion, minimum, maximum, until, customer } = ExchangeQuote.shape;
const quoteId = z.strictObject({ quoteId: id });

/** Exchange of one money for another at a quoted rate. */
export const exchanges = {
  quoteExchange: submit({
    says: 'Quote a rate at which own money is given for other money until an end; what is given is set aside.',
    by: everyone,
    request: z.strictObject({
      quoteId: id,
      ...paying,
      amount: positiveMoney.meta({ description: 'set aside to be given' }),
      parts: count(20, 1).meta({ description: 'lots that it is set aside in: as many exchanges may meet without a conflict' }),
      ...{ takes, ratePerBillion, minimum, maximum, until, customer },
    }),
    response: z.strictObject({ quote: ExchangeQuote, transfer: Transfer }),
    errors: [no.EXCHANGE_TERMS, ...money],
    events: [told.QuoteChanged, moved],
  }),
  exchange: submit({
    says: 'Give own money for other money at the exact rate of a quote, rounded down, both in one transaction.',
    by: everyone,
    request: z.strictObject({
      quoteId: id,
      ...paying,
      amount: positiveMoney.meta({ description: 'what the customer gives' }),
      deliveryId: id.meta({ description: 'the payment by which the customer gets the other money' }),
      parts: z.array(lotId).max(20).meta({ description: 'lots of the box quote:<quoteId> that are enough (payment.listLots)' }),
    }),
    response: z.strictObject({ paid: Transfer, delivered: Transfer }),
    errors: [no.EXCHANGE_OVER, no.EXCHANGE_OTHER, no.EXCHANGE_BOUNDS, no.EXCHANGE_EXHAUSTED, ...money],
    events: [moved],
  }),
  withdrawQuote: submit({
    says: 'Withdraw a quote; `returnQuoted` gives back what is left of it.',
    by: everyone,
    request: quoteId,
    response: ExchangeQuote,
    events: [told.QuoteChanged],
  }),
  returnQuoted: submit({
    says: 'Give back to its maker what is left of a quote that was withdrawn or is over. Anyone may.',
    by: everyone,
    request: quoteId.extend({ paymentId: id, parts: z.array(lotId).min(1).max(20) }),
    response: Transfer,
    errors: [no.DEADLINE_AHEAD, ...money],
    events: [moved],
  }),
  readQuote: evaluate({ says: 'Read a quote.', by: everyone, request: quoteId, response: ExchangeQuote }),
  listQuotes: evaluate({
    says: 'List the open quotes that give one money for another; some may be over.',
    by: everyone,
    request: page.extend({ gives: sort, takes: sort }),
    response: pageOf(ExchangeQuote),
  }),
};
