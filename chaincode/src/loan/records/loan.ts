import { z } from 'zod';
import { money, positiveMoney, signedMoney } from '../../kit/value/money';
import { anybody, whoever } from '../../kit/side';
import { secretTable, table } from '../../kit/table';
import { count, id, line, member, org, sha256Hex } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { vin } from '../../words/vin';
import { bidding } from './bid';
import { outcome, Reasons, Scorecard, Underwriting } from './scorecard';
import { modified } from './modification';
import { MAX_PAUSES, parts, pause, servicing } from '../rules/calculation/servicing';
import { terms, till } from './terms';

/** An application stays open to all lenders until the applicant takes one offer. */
export const applicationStatus = z.enum(['open', 'taken', 'withdrawn']);
/** A decision of a lender; only one that is offered can be accepted, and only before it expires. */
export const decisionStatus = z.enum(['offered', 'referred', 'declined', 'accepted', 'retracted']);
export const loanStatus = z.enum([
  ...(['accepted', 'active', 'defaulted', 'overpaid', 'settled', 'writtenOff', 'rescheduled', 'cancelled'] as const),
]);
export type LoanStatus = z.output<typeof loanStatus>;
/** Notice, then taking after the time to cure, then sale; it ends when the default is cured. */
export const repossessionStatus = z.enum(['noticed', 'repossessed', 'sold', 'ended']);

/** A wish for a loan on a vehicle. It says nothing of the person but its member id. */
export const Application = z.strictObject({
  applicationId: id,
  applicant: member,
  vin,
  amount: positiveMoney,
  instalments: count(480, 1),
  consentId: id.meta({ description: 'consent of the applicant to a credit assessment' }),
  bidding: bidding.optional().meta({ description: 'lenders compete under seal; without it they offer in the open' }),
  status: applicationStatus,
  appliedAt: instant,
  loanId: id.optional(),
});
export type Application = z.output<typeof Application>;

/** What a lender decided. The facts that it rests on are sealed in the collection of the lender. */
export const Decision = z.strictObject({
  applicationId: id,
  decisionId: id,
  lender: org,
  outcome,
  status: decisionStatus,
  scorecardVersion: count(10_000, 1),
  seal: sha256Hex.meta({ description: 'seal of the facts that it rests on' }),
  reasonsSeal: sha256Hex.optional().meta({ description: 'seal of the reason codes, unless approved' }),
  terms: terms.optional().meta({ description: 'what is offered, on approve and counter' }),
  decidedAt: instant,
  expiresAt: instant.optional().meta({ description: 'an offer can be accepted before this moment' }),
  apart: z.literal(true).optional().meta({ description: 'another lender used the id first: it stands under its lender too' }),
  contested: z
    .literal(true)
    .optional()
    .meta({ description: 'another lender uses the id too: whoever means one names the lender' }),
});
/** Named when a decision is meant whose id several lenders used. */
export const lenderMeant = org.optional().meta({ description: 'whose decision is meant, when several lenders used its id' });
export type Decision = z.output<typeof Decision>;

export const Loan = z.strictObject({
  loanId: id,
  applicationId: id,
  lender: org,
  borrower: member,
  vin,
  lienId: id,
  status: loanStatus,
  terms,
  servicing: servicing.optional().meta({ description: 'since disbursement' }),
  pauses: z.array(pause).max(MAX_PAUSES),
  entries: count(1_000_000).meta({ description: 'number of entries so far' }),
  lastEntryId: id.optional(),
  bucket: line(16).optional().meta({ description: 'delinquency bucket last told' }),
  tickedOn: day.optional().meta({ description: 'last day that was closed by a tick' }),
  chargedOffOn: day.optional(),
  lost: parts.optional().meta({ description: 'written off, minor units' }),
  recovered: money.optional().meta({ description: 'received after the write-off' }),
  lienReleasedAt: instant.optional(),
  modified: modified.optional(),
  succeeds: id.optional().meta({ description: 'the loan whose outstanding it took over' }),
  succeededBy: id.optional().meta({ description: 'the loan that took its outstanding over' }),
  subsidy: money.optional().meta({ description: 'owed to the lender by the payer of the subvention' }),
});
export type Loan = z.output<typeof Loan>;

/** What the lender, or a merchant through it, gives in the place of a payment; shared out like one. */
export const CREDITS = ['goodwill', 'merchantRefund', 'payoutRefund', 'interestPaymentWaiver', 'interestRefund'] as const;

export const entryKind = z.enum([
  ...CREDITS,
  ...(['disbursement', 'repayment', 'proceeds', 'indemnity', 'charge', 'interestWaiver', 'chargeWaiver'] as const),
  ...(['chargeOff', 'writeOff', 'recovery', 'creditRefund', 'reversal'] as const),
  ...(['reage', 'reamortise', 'reschedule'] as const),
]);
export type EntryKind = z.output<typeof entryKind>;

/** One booking on a loan. It carries the state before it, so that a reversal can undo it and book the later ones again. */
export const Entry = z.strictObject({
  loanId: id,
  entryId: id,
  number: count(1_000_000, 1).meta({ description: 'place in the order of bookings' }),
  previousId: id.optional(),
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
  before: servicing.optional(),
});
export type Entry = z.output<typeof Entry>;

/** An entry as it is answered: without the state before it. */
export const Booked = Entry.omit({ before: true });
export type Booked = z.output<typeof Booked>;
export function booked({ before: _before, ...entry }: Entry): Booked {
  return entry;
}

/** The price of settling a loan, firm until it expires. */
export const Quote = z.strictObject({
  loanId: id,
  quoteId: id,
  on: day.meta({ description: 'interest is counted to this day' }),
  till,
  ...{ principal: signedMoney, interest: signedMoney, fee: money, penalty: money, total: money },
  afterEntry: count(1_000_000).meta({ description: 'number of entries that it knows of; a later one makes it stale' }),
  quotedAt: instant,
  expiresAt: instant.meta({ description: 'exclusive: the end of the day in the zone of the terms' }),
});
export type Quote = z.output<typeof Quote>;

export const Repossession = z.strictObject({
  loanId: id,
  status: repossessionStatus,
  noticeOn: day,
  cureUntil: day.meta({ description: 'the vehicle may be taken from this day on' }),
  repossessedOn: day.optional(),
  soldOn: day.optional(),
  proceeds: money.optional(),
  costs: money.optional(),
  deficiency: money.optional().meta({ description: 'still owed after the sale' }),
});
export type Repossession = z.output<typeof Repossession>;

export const scorecards = table({
  kind: 'scorecard',
  v: 1,
  schema: Scorecard,
  id: (record) => [record.lender, `${record.version}`],
});
export const applications = table({
  kind: 'application',
  v: 1,
  schema: Application,
  id: (record) => [record.applicationId],
  sides: { applicant: ({ applicant }: Application) => applicant, lender: whoever('lender'), anybody },
});
export const decisions = table({
  kind: 'decision',
  v: 1,
  schema: Decision,
  id: (record) => [record.applicationId, record.decisionId, ...(record.apart ? [record.lender] : [])],
  indexes: { lender: (record: Decision) => [record.applicationId, record.lender] },
  sides: { lender: ({ lender }: Decision) => lender, anybody },
});
export const loans = table({
  kind: 'loan',
  v: 1,
  schema: Loan,
  id: (record) => [record.loanId],
  indexes: {
    borrower: (record: Loan) => record.borrower.split('/'),
    lender: (record: Loan) => [record.lender],
    vehicle: (record: Loan) => [record.vin],
  },
  sides: {
    lender: ({ lender }: Loan) => lender,
    borrower: ({ borrower }: Loan) => borrower,
    insurer: whoever('insurer'),
    auditor: whoever('auditor'),
  },
});
export const entries = table({ kind: 'loanEntry', v: 1, schema: Entry, id: (record) => [record.loanId, record.entryId] });
export const quotes = table({ kind: 'payoffQuote', v: 1, schema: Quote, id: (record) => [record.loanId, record.quoteId] });
export const repossessions = table({ kind: 'repossession', v: 1, schema: Repossession, id: (record) => [record.loanId] });
export const underwritings = secretTable({ kind: 'underwriting', v: 1, schema: Underwriting });
export const reasonings = secretTable({ kind: 'reasons', v: 1, schema: Reasons });

/** The record that a request names, for operations to state. */
export const onLoan = ({ loanId }: { readonly loanId: string }) => loans.at(loanId);
export const onApplication = ({ applicationId }: { readonly applicationId: string }) => applications.at(applicationId);
