import { z } from 'zod';
import { money, signedMoney, type Money } from '../../kit/value/money';
import { table } from '../../kit/table';
import { count, id } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
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
  ...(['reage', 'reamortise', 'reschedule'] as const),
]);
export type EntryKind = z.output<typeof entryKind>;

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
  fee: money,
  penalty: money,
  over: money.meta({ description: 'received beyond what was owed; belongs to the borrower' }),
  outstanding: money.meta({ description: 'principal owed after it' }),
  chargeId: id.optional(),
  chargeKind: z.enum(['fee', 'penalty']).optional(),
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
  ...{ principal: signedMoney, interest: signedMoney, fee: money, penalty: money, total: money },
  afterEntry: count(1_000_000).meta({
    description: 'number of entries that it knows of; a later one makes it stale',
  }),
  quotedAt: instant,
  expiresAt: instant.meta({ description: 'exclusive: the end of the day in the zone of the terms' }),
});
export type Quote = z.output<typeof Quote>;

export const entries = table({
  kind: 'loanEntry',
  v: 1,
  schema: Entry,
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
