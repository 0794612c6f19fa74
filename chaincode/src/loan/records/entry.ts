import { z } from 'zod';
import { money, signedMoney, type Money } from '../../kit/value/money';
import { table } from '../../kit/table';
import { count, id } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { back, fullState, type Json, leanOf, renamed, shortState, trimmed } from './lean';
import { servicing } from './servicing';
import { payoffUntil } from './terms';

/** What the lender, or a merchant through it, gives in the place of a payment; shared out like one. */
export const CREDITS = [
  'goodwill',
  'merchantRefund',
  'payoutRefund',
  'interestPaymentWaiver',
  'interestRefund',
] as const;

export const entryKind = z.enum([
  ...CREDITS,
  ...([
    'disbursement',
    'repayment',
    'proceeds',
    'indemnity',
    'charge',
    'interestWaiver',
    'chargeWaiver',
  ] as const),
  ...(['chargeOff', 'writeOff', 'recovery', 'creditRefund', 'reversal'] as const),
  ...(['reage', 'reamortise', 'reschedule', 'holiday'] as const),
]);
export type EntryKind = z.output<typeof entryKind>;

/** Until when a payment may come back unpaid: a cheque, a direct debit (SEPA rulebook: eight weeks). */
export const finalOn = day.meta({
  description: 'the payment may be returned before this day; the lien waits for it',
});

/** What a booking changed that came in after later ones, or undid an earlier one. */
export const rebooked = z
  .strictObject({
    entries: count(100).meta({ description: 'later entries that were shared out again' }),
    interest: signedMoney,
    penalty: signedMoney,
  })
  .meta({
    description:
      'interest and penalties, to the last day booked, that fell away with it and were given back; ' +
      'negative when they grew',
  });

/**
 * One booking on a loan. It carries the state before it, so that a reversal can undo it and book the later
 * ones again.
 */
export const Entry = z.strictObject({
  loanId: id,
  entryId: id,
  number: count(1_000_000, 1).meta({ description: 'place in the order of arrival' }),
  previousId: id.optional().meta({ description: 'the one before it in the order of value' }),
  kind: entryKind,
  on: day.meta({ description: 'day of value' }),
  at: instant,
  amount: money,
  principal: signedMoney,
  interest: signedMoney.meta({ description: 'negative when interest paid ahead counts back in a payoff' }),
  fee: signedMoney.meta({
    description: 'negative when a fee paid towards a payoff that did not come counts back',
  }),
  penalty: money,
  over: money.meta({ description: 'received beyond what was owed; belongs to the borrower' }),
  outstanding: money.meta({ description: 'principal owed after it' }),
  chargeId: id.optional(),
  chargeKind: z.enum(['fee', 'penalty']).optional(),
  finalOn: finalOn.optional(),
  reverses: id.optional(),
  reversedBy: id.optional(),
  rebooked: rebooked.optional(),
  before: servicing.optional(),
  after: servicing.optional().meta({ description: 'of a changed plan: where the loan stood under it' }),
});
export type Entry = z.output<typeof Entry>;

/** An entry as it is answered: without the state before it. */
export const Booked = Entry.omit({ before: true, after: true });
export type Booked = z.output<typeof Booked>;
export function booked({ before: _before, after: _after, ...entry }: Entry): Booked {
  return entry;
}

/** The price of settling a loan, firm until it expires. */
export const Quote = z.strictObject({
  loanId: id,
  quoteId: id,
  on: day.meta({ description: 'interest is counted to this day' }),
  till: payoffUntil,
  ...{ principal: signedMoney, interest: signedMoney, fee: signedMoney, penalty: money, total: money },
  afterEntry: count(1_000_000).meta({
    description: 'number of entries that it knows of; a later one makes it stale',
  }),
  quotedAt: instant,
  expiresAt: instant.meta({ description: 'exclusive: the end of the day in the zone of the terms' }),
});
export type Quote = z.output<typeof Quote>;

const NAMES = {
  ...{ loanId: 'l', entryId: 'e', number: 'n', previousId: 'p', kind: 'k', on: 'o', at: 't', before: 'b' },
} as const;
const AMOUNTS = ['amount', 'outstanding', 'principal', 'interest', 'fee', 'penalty', 'over'] as const;

/** All amounts of an entry are of one currency, and most are nothing: it is stored short. */
const stored = leanOf(Entry, {
  shorten({ before, ...full }) {
    const { amount, outstanding, principal, interest, fee, penalty, over, ...rest } = full as Record<
      string,
      Json
    >;
    const all = [amount, outstanding, principal, interest, fee, penalty, over];
    const short = {
      ...rest,
      ...{ c: amount?.['currency'], m: trimmed(all.map((one) => one?.['amount'])) },
      ...(before !== undefined && { before: shortState(before as Json) }),
    };
    return renamed(short, NAMES);
  },
  lengthen(short) {
    if ('loanId' in short) return short;
    const { c: currency, m, before, ...rest } = renamed(short, back(NAMES));
    const list = m as readonly unknown[];
    const amounts = AMOUNTS.map((name, at) => [name, { amount: list[at] ?? '0', currency }]);
    return {
      ...{ ...rest, ...Object.fromEntries(amounts) },
      ...(before !== undefined && { before: fullState(before as Json) }),
    };
  },
});

export const entries = table({
  kind: 'loanEntry',
  v: 2,
  schema: stored,
  id: (record) => [record.loanId, record.entryId],
});
export const quotes = table({
  kind: 'payoffQuote',
  v: 1,
  schema: Quote,
  id: (record) => [record.loanId, record.quoteId],
});

export const Payoff = Quote.pick({
  on: true,
  till: true,
  principal: true,
  interest: true,
  fee: true,
  penalty: true,
  total: true,
});

/** What an insurer paid to a lien-holder out of a total loss. */
export interface Indemnity {
  readonly loanId: string;
  readonly amount: Money;
  readonly transferId: string;
}
