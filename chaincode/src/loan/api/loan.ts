import { z } from 'zod';
import { loanNamed, readerRoles, readers } from './common';
import { evaluate, mine, page, pageOf } from '../../kit/api';
import { currency, money, signedMoney } from '../../kit/value/money';
import { count, id, line, member, ppm } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { everyone, people } from '../../words/role';
import { vin } from '../../words/vin';
import { askedTerms, market } from '../records/market';
import { RISK_CLASSES, terms } from '../records/terms';
import { price, rows } from '../records/schedule';
import { loanErrors as errors } from '../errors';
import { Loan, onLoan } from '../records/loan';
import { Booked } from '../records/entry';
import { minor } from '../records/servicing';

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

const coded = z.strictObject({ id: count(1000), code: line(64) });

/** Fineract's names: its portions of a transaction. */
const exported = z.strictObject({
  ...{ id, type: coded.optional(), date: day, manuallyReversed: z.boolean() },
  ...{ amount: money, principalPortion: signedMoney, interestPortion: signedMoney, feeChargesPortion: money },
  ...{ penaltyChargesPortion: money, overpaymentPortion: money, outstandingLoanBalance: money },
});

/** What can be read, and calculators. */
export const loanOperations = {
  calculate: evaluate({
    says: 'Calculate the schedule of any terms, and their annual percentage rates.',
    by: everyone,
    request: z.strictObject({ terms: askedTerms }),
    response: z.strictObject({
      ...{ currency, interest: minor, subsidy: money.optional(), rows, price },
    }),
    errors: [errors.TERMS_IMPOSSIBLE],
  }),
  readPreset: evaluate({
    says: 'Read what a market fills in when terms leave it out, and where that stands.',
    by: everyone,
    request: z.strictObject({ market, annualRatePpm: ppm(2_000_000).optional() }),
    response: terms
      .pick({ allocation: true, payoff: true, late: true, businessDays: true })
      .extend({ market, sources: z.array(line(200)).max(8) }),
  }),
  read: evaluate({
    says: 'Read a loan.',
    by: readerRoles,
    request: loanNamed,
    on: onLoan,
    sides: readers,
    response: Loan,
  }),
  schedule: evaluate({
    says: 'Read the schedule of a loan as agreed, and what is still to come after payments in advance.',
    by: readerRoles,
    request: loanNamed,
    on: onLoan,
    sides: readers,
    response: z.strictObject({ currency, planned: rows, coming: rows }),
  }),
  standing: evaluate({
    says: 'Tell how a loan stands on a day: days past due, buckets, class, payoff.',
    by: readerRoles,
    request: loanNamed.extend({ on: day }),
    on: onLoan,
    sides: readers,
    response: Standing,
    errors: [errors.VALUE_DAY_BEHIND],
  }),
  listLent: evaluate({
    says: 'List the loans of the own organisation.',
    by: ['lender'],
    request: page,
    response: pageOf(Loan),
  }),
  listBorrowed: evaluate({
    says: 'List the loans of a borrower: for the borrower and the auditor.',
    by: ['auditor', ...people],
    request: page.extend({ borrower: mine(member) }),
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
    by: readerRoles,
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
      ...{
        externalId: id,
        status: coded,
        chargedOff: z.boolean(),
        futureInstallmentAllocationRule: line(32),
      },
      paymentAllocationOrder: z.array(line(32)).length(12),
      transactions: z.array(exported).max(100),
      next: z.string().max(2048).optional(),
    }),
  }),
};
