import { evaluate, mine, page, pageOf } from '../../kit/api';
import { everyone } from '../../words/role';
import { paymentErrors as errors } from '../errors';
import { Lot, Entry } from '../records/money';
import { holder, party } from '../records/party';
import { z } from 'zod';
import { currency, money, signedMoney } from '../../kit/value/money';
import { count, org } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { zoneName } from '../../kit/value/zone';

const account = { party, issuer: org, currency };

const days = {
  from: day,
  until: day.meta({ description: 'exclusive' }),
  zone: zoneName.optional().meta({ description: 'on whose clocks days are read; UTC if not given' }),
};

export const period = z.strictObject({ ...account, ...days });

export const statement = z.strictObject({
  ...account,
  ...days,
  opening: signedMoney,
  entries: z.array(Entry).max(1000),
  credits: money,
  debits: money,
  closing: signedMoney,
});

export const bookmark = z.string().max(2100).optional();

export const holding = z.strictObject({
  party,
  after: bookmark.meta({ description: 'the `next` of the page before' }),
});

export const balances = z.strictObject({
  accounts: z
    .array(z.strictObject({ issuer: org, free: money, bound: money, frozen: money, lots: count(1_000_000) }))
    .max(1000),
  next: bookmark.meta({
    description: 'given when there are more lots: the accounts of all pages add up to the balance',
  }),
});

/** What a party holds, and the statement of its account. */
export const accountOperations = {
  listLots: evaluate({
    says: 'List the lots of a holder, to name them in a payment.',
    by: everyone,
    request: page.extend({ owner: mine(holder) }),
    response: pageOf(Lot),
  }),
  balance: evaluate({
    says: 'Add up the lots of a party by issuer and currency, 2000 lots a page.',
    by: everyone,
    request: holding,
    response: balances,
  }),
  statement: evaluate({
    says: 'State an account for days: opening, entries, closing.',
    by: everyone,
    request: period,
    response: statement,
    errors: [errors.STATEMENT_TOO_LONG],
  }),
};
