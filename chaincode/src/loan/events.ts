import { z } from 'zod';
import { defineEvents } from '../kit/events';
import { money } from '../kit/value/money';
import { count, id, line, member, org } from '../kit/value/text';
import { day, instant } from '../kit/value/time';
import { vin } from '../words/vin';
import { Model } from './records/model';
import { Modification } from './records/modification';
import { Repossession } from './records/repossession';
import { Entry, Quote, rebooked } from './records/entry';
import { Application, Decision } from './records/application';

const loan = { loanId: id };

/** Facts about loans that others may hear. */
export const loanEvents = defineEvents({
  ScorecardPublished: z.strictObject({ lender: org, version: count(10_000, 1), effectiveFrom: day }),
  ModelRegistered: Model.pick({ lender: true, modelId: true, version: true, hash: true }),
  ModelReviewed: Model.pick({ lender: true, modelId: true, version: true, reviewOn: true }),
  LoanApplied: Application.pick({
    applicationId: true,
    applicant: true,
    vin: true,
    amount: true,
    bidding: true,
  }),
  LoanBidPlaced: z.strictObject({ applicationId: id, lender: org }),
  ApplicationWithdrawn: z.strictObject({ applicationId: id }),
  LoanDecided: Decision.pick({
    applicationId: true,
    decisionId: true,
    lender: true,
    outcome: true,
    expiresAt: true,
  }),
  OfferRetracted: z.strictObject({ applicationId: id, decisionId: id }),
  OfferAccepted: z.strictObject({
    applicationId: id,
    decisionId: id,
    ...loan,
    lender: org,
    borrower: member,
  }),
  LoanCancelled: z.strictObject(loan),
  LoanDisbursed: z.strictObject({ ...loan, vin, amount: money, on: day, subsidy: money.optional() }),
  LoanRepaid: Entry.pick({
    loanId: true,
    entryId: true,
    kind: true,
    on: true,
    amount: true,
    outstanding: true,
  }),
  LoanSettled: z.strictObject({ ...loan, on: day, credit: money }),
  PayoffQuoted: Quote.pick({ loanId: true, quoteId: true, on: true, total: true, expiresAt: true }),
  LoanCharged: z.strictObject({ ...loan, chargeId: id, amount: money, dueOn: day }),
  LoanWaived: Entry.pick({ loanId: true, entryId: true, kind: true, amount: true }),
  EntryReversed: z.strictObject({ ...loan, entryId: id, reversalId: id, outstanding: money }),
  LoanRebooked: z.strictObject({ ...loan, entryId: id, on: day, ...rebooked.shape }),
  LateInterestBooked: z.strictObject({ ...loan, on: day, amount: money }),
  BucketChanged: z.strictObject({ ...loan, on: day, bucket: line(16) }),
  ModificationOffered: Modification.pick({ loanId: true, modificationId: true, kind: true, expiresAt: true }),
  ModificationRetracted: Modification.pick({ loanId: true, modificationId: true }),
  LoanModified: Modification.pick({ loanId: true, modificationId: true, kind: true }).extend({
    ...{ on: day, outstanding: money, successorId: id.optional() },
  }),
  DelinquencyPaused: z.strictObject({ ...loan, from: day }),
  DelinquencyResumed: z.strictObject({ ...loan, from: day }),
  LoanDefaulted: z.strictObject({ ...loan, on: day }),
  LoanCured: z.strictObject({ ...loan, on: day }),
  LoanChargedOff: z.strictObject({ ...loan, on: day, amount: money }),
  LoanWrittenOff: z.strictObject({ ...loan, on: day, amount: money }),
  LossRecovered: z.strictObject({ ...loan, entryId: id, amount: money }),
  CreditRefunded: z.strictObject({ ...loan, entryId: id, amount: money }),
  RepossessionNoticed: Repossession.pick({ loanId: true, cureUntil: true }),
  CollateralRepossessed: z.strictObject({ ...loan, vin, on: day }),
  RepossessionEnded: z.strictObject(loan),
  CollateralSold: z.strictObject({ ...loan, vin, proceeds: money, deficiency: money, at: instant }),
});
