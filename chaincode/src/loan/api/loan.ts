import { z } from 'zod';
import { evaluate, page, pageOf } from '../../kit/api';
import { currency, money, signedMoney } from '../../kit/value/money';
import { count, id, line, member } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { everyone, people } from '../../words/role';
import { vin } from '../../words/vin';
import { Assessment, Reasons, Scorecard } from '../records/scorecard';
import { RISK_CLASSES } from '../rules/calculation/delinquency';
import { loanErrors as errors } from '../errors';
import {
  Application,
  Booked,
  Decision,
  lenderMeant,
  Loan,
  onLoan,
  Quote,
  quotes,
  Repossession,
  repossessions,
} from '../records/loan';
import { minor } from '../rules/calculation/servicing';
import { terms, till } from '../records/terms';

const loan = z.strictObject({ loanId: id });
const decision = Decision.pick({ applicationId: true, decisionId: true });
const parties = ['lender', 'auditor', ...people] as const;
/** A loan is read by its lender, its borrower and the auditor. */
const readers = ['lender', 'borrower', 'auditor'] as const;

export const rows = z
  .array(
    z.strictObject({
      ...{ number: count(480, 1), dueOn: day, instalment: minor, interest: minor, principal: minor, balance: minor },
    }),
  )
  .max(480)
  .meta({ description: 'amounts in minor units' });

const Standing = z.strictObject({
  on: day,
  pastDueDays: count(100_000).meta({ description: 'days since the oldest unpaid due date' }),
  delinquentDays: count(100_000).meta({ description: 'the same without days of grace and of pauses' }),
  bucket: line(16),
  investorBucket: line(16),
  riskClass: z.enum(RISK_CLASSES),
  chargeOffDue: z.boolean(),
  buckets: z.array(z.strictObject({ bucket: line(16), amount: money })).max(9),
  ...{ pastDue: money, charges: money, lateInterest: money, credit: money, payoff: money },
});

const Payoff = Quote.pick({ on: true, till: true, principal: true, interest: true, fee: true, penalty: true, total: true });
const coded = z.strictObject({ id: count(1000), code: line(64) });

/** Fineract's names: its portions of a transaction. */
const exported = z.strictObject({
  ...{ id, type: coded.optional(), date: day, manuallyReversed: z.boolean() },
  ...{ amount: money, principalPortion: signedMoney, interestPortion: signedMoney, feeChargesPortion: money },
  ...{ penaltyChargesPortion: money, overpaymentPortion: money, outstandingLoanBalance: money },
});

/** What can be read, and calculators. */
export const queryOperations = {
  score: evaluate({
    says: 'Score an application by a scorecard on the facts that were kept, on a peer of the own organisation.',
    by: ['lender'],
    request: decision.extend({ scorecardVersion: count(10_000, 1), terms }),
    response: Assessment,
    errors: [errors.TERMS_IMPOSSIBLE],
  }),
  readReasons: evaluate({
    says: 'Read the reason codes of an own decision.',
    by: ['lender'],
    request: decision,
    response: Reasons,
  }),
  calculate: evaluate({
    says: 'Calculate the schedule of any terms.',
    by: everyone,
    request: z.strictObject({ terms }),
    response: z.strictObject({ currency, interest: minor, subsidy: money.optional(), rows }),
    errors: [errors.TERMS_IMPOSSIBLE],
  }),
  read: evaluate({ says: 'Read a loan.', by: parties, request: loan, on: onLoan, sides: readers, response: Loan }),
  schedule: evaluate({
    says: 'Read the schedule of a loan as agreed, and what is still to come after payments in advance.',
    by: parties,
    request: loan,
    on: onLoan,
    sides: readers,
    response: z.strictObject({ currency, planned: rows, coming: rows }),
  }),
  standing: evaluate({
    says: 'Tell how a loan stands on a day: days past due, buckets, class, payoff.',
    by: parties,
    request: loan.extend({ on: day }),
    on: onLoan,
    sides: readers,
    response: Standing,
    errors: [errors.VALUE_DAY_BEHIND],
  }),
  payoff: evaluate({
    says: 'Calculate what would settle a loan on a day.',
    by: parties,
    request: loan.extend({ on: day, till: till.optional() }),
    on: onLoan,
    sides: readers,
    response: Payoff,
    errors: [errors.VALUE_DAY_BEHIND],
  }),
  readApplication: evaluate({
    says: 'Read an application.',
    by: parties,
    request: z.strictObject({ applicationId: id }),
    response: Application,
  }),
  readDecision: evaluate({
    says: 'Read a decision.',
    by: parties,
    request: decision.extend({ lender: lenderMeant }),
    response: Decision,
    errors: [errors.DECISION_CONTESTED],
  }),
  readQuote: evaluate({
    says: 'Read a payoff quote.',
    by: parties,
    request: loan.extend({ quoteId: id }),
    on: onLoan,
    sides: readers,
    loads: ({ loanId, quoteId }) => ({ quote: quotes.at(loanId, quoteId) }),
    response: Quote,
  }),
  readRepossession: evaluate({
    says: 'Read the repossession of a loan.',
    by: parties,
    request: loan,
    on: onLoan,
    sides: readers,
    loads: ({ loanId }) => ({ taking: repossessions.at(loanId) }),
    response: Repossession,
  }),
  readScorecard: evaluate({
    says: 'Read a scorecard of the own organisation; the auditor reads any.',
    by: ['lender', 'auditor'],
    request: Scorecard.pick({ lender: true, version: true }),
    response: Scorecard,
  }),
  listApplications: evaluate({
    says: 'List the applications.',
    by: ['lender', 'auditor'],
    request: page,
    response: pageOf(Application),
  }),
  listDecisions: evaluate({
    says: 'List the decisions on an application: a lender its own, the applicant and the auditor all.',
    by: parties,
    request: page.extend({ applicationId: id }),
    response: pageOf(Decision),
  }),
  listLent: evaluate({ says: 'List the loans of the own organisation.', by: ['lender'], request: page, response: pageOf(Loan) }),
  listBorrowed: evaluate({
    says: 'List the loans of a borrower: for the borrower and the auditor.',
    by: ['auditor', ...people],
    request: page.extend({ borrower: member }),
    response: pageOf(Loan),
  }),
  listByVehicle: evaluate({
    says: 'List the loans on a vehicle.',
    by: ['auditor', 'registrar'],
    request: page.extend({ vin }),
    response: pageOf(Loan),
  }),
  listEntries: evaluate({
    says: 'List the entries of a loan.',
    by: parties,
    request: page.extend({ loanId: id }),
    on: onLoan,
    sides: readers,
    response: pageOf(Booked),
  }),
  exportEntries: evaluate({
    says: 'Export a loan with its entries under the status and type codes of Apache Fineract.',
    by: ['lender', 'auditor'],
    request: page.extend({ loanId: id }),
    on: onLoan,
    sides: readers,
    response: z.strictObject({
      ...{ externalId: id, status: coded, chargedOff: z.boolean(), futureInstallmentAllocationRule: line(32) },
      paymentAllocationOrder: z.array(line(32)).length(12),
      transactions: z.array(exported).max(100),
      next: z.string().max(2048).optional(),
    }),
  }),
};
