import { z } from 'zod';
import { readerRoles } from './common';
import { keep, submit, evaluate, page, pageOf } from '../../kit/api';
import { count, id } from '../../kit/value/text';
import { people } from '../../words/role';
import { Assessment, modelNamed, Reasons, Scorecard, scorecards, Underwriting } from '../records/scorecard';
import { loanErrors as errors } from '../errors';
import { loanEvents as events } from '../events';
import { applicationLife, decisionLife } from '../life';
import { Loan, loans } from '../records/loan';
import { Application, applications, Decision, lenderMeant, onApplication } from '../records/application';
import { askedTerms } from '../records/market';
import { modelAt } from '../records/model';

/** Booked by every disbursement; one a loan. */
export const DISBURSEMENT = 'disbursement';

/** Names a decision. */
export const decided = Decision.pick({ applicationId: true, decisionId: true });
/** What is asked for, by whomever. */
export const wished = Application.pick({
  ...{ applicationId: true, vin: true, amount: true, instalments: true, consentId: true, bidding: true },
  annualRatePpm: true,
});

/** What a lender states when it decides. */
export const deciding = Decision.omit({
  ...{ lender: true, status: true, decidedAt: true, expiresAt: true, apart: true, contested: true },
  ...{ price: true, terms: true },
}).extend({
  terms: askedTerms.optional().meta({ description: 'what is offered, on approve and counter' }),
  validDays: count(90, 1).meta({ description: 'days that an offer can be accepted' }),
});

export const decidingErrors = [
  errors.SCORECARD_NOT_EFFECTIVE,
  errors.MODEL_OVERDUE,
  errors.REASONS_MISSING,
  errors.TERMS_NOT_OFFERED,
  errors.OFFER_NEEDS_TERMS,
  errors.TERMS_IMPOSSIBLE,
  errors.OUTCOME_DIFFERS,
];

/** From the wish for a loan to the money. */
export const applicationOperations = {
  publishScorecard: submit({
    says: 'Publish a version of the own scorecard. It never changes afterwards.',
    by: ['lender'],
    request: Scorecard.omit({ lender: true }),
    creates: ({ version }, { org }) => scorecards.at(org, `${version}`),
    response: Scorecard,
    events: [events.ScorecardPublished],
  }),
  apply: submit({
    says:
      'Apply for a loan on a vehicle, at all lenders, with consent to a credit assessment; they offer in ' +
      'the open, or bid under seal.',
    by: people,
    request: wished,
    creates: ({ applicationId }) => applications.at(applicationId),
    response: Application,
    errors: [errors.BIDDING_TIMES_WRONG],
    events: [events.LoanApplied],
  }),
  withdraw: submit({
    says: 'Withdraw an own application.',
    by: people,
    request: z.strictObject({ applicationId: id }),
    on: onApplication,
    step: applicationLife.withdraw,
    response: Application,
    events: [events.ApplicationWithdrawn],
  }),
  underwrite: keep({
    says:
      'Keep the facts that a decision will rest on in the own collection; the seal goes into the ' +
      'decision.',
    by: ['lender'],
    request: decided,
    on: onApplication,
    sides: ['lender'],
    secret: Underwriting,
  }),
  explain: keep({
    says: 'Keep the reason codes of a decision that is not a plain yes; its seal goes into the decision.',
    by: ['lender'],
    request: decided,
    on: onApplication,
    sides: ['lender'],
    secret: Reasons,
  }),
  decide: submit({
    says:
      'Decide on an open application: approve, counter with another amount, refer to a person, or ' +
      'decline.',
    by: ['lender'],
    request: deciding,
    on: onApplication,
    step: applicationLife.decide,
    loads: ({ scorecardVersion, model }, _application, { org }) => ({
      scorecard: scorecards.at(org, `${scorecardVersion}`),
      models: model ? [modelAt(org, model)] : [],
    }),
    response: Decision,
    errors: [errors.BIDS_ONLY, ...decidingErrors],
    events: [events.LoanDecided],
  }),
  retract: submit({
    says: 'Take back an own offer that is not accepted.',
    by: ['lender'],
    request: decided,
    takes: [decisionLife.retract],
    response: Decision,
    events: [events.OfferRetracted],
  }),
  accept: submit({
    says: 'Accept one offer as the applicant; the application is closed to others.',
    by: people,
    request: decided.extend({ loanId: id, lender: lenderMeant }),
    on: onApplication,
    step: applicationLife.accept,
    takes: [decisionLife.accept],
    creates: ({ loanId }) => loans.at(loanId),
    response: Loan,
    errors: [errors.DECISION_CONTESTED, errors.NOT_ACCEPTABLE, errors.OFFER_EXPIRED],
    events: [events.OfferAccepted],
  }),
  score: evaluate({
    says:
      'Score an application by a scorecard on the facts that were kept, on a peer of the own ' +
      'organisation.',
    by: ['lender'],
    request: decided.extend({
      scorecardVersion: count(10_000, 1),
      terms: askedTerms,
      model: modelNamed.optional(),
    }),
    loads: ({ scorecardVersion, model }, _on, { org }) => ({
      scorecard: scorecards.at(org, `${scorecardVersion}`),
      models: model ? [modelAt(org, model)] : [],
    }),
    response: Assessment,
    errors: [errors.MODEL_OVERDUE, errors.TERMS_IMPOSSIBLE],
  }),
  readReasons: evaluate({
    says: 'Read the reason codes of an own decision.',
    by: ['lender'],
    request: decided,
    response: Reasons,
  }),
  readApplication: evaluate({
    says: 'Read an application.',
    by: readerRoles,
    request: z.strictObject({ applicationId: id }),
    on: onApplication,
    sides: ['applicant', 'lender', 'auditor'],
    response: Application,
  }),
  readDecision: evaluate({
    says: 'Read a decision.',
    by: readerRoles,
    request: decided.extend({ lender: lenderMeant }),
    loads: ({ applicationId }) => ({ application: applications.at(applicationId) }),
    response: Decision,
    errors: [errors.DECISION_CONTESTED],
  }),
  readScorecard: evaluate({
    says: 'Read a scorecard of the own organisation; the auditor reads any.',
    by: ['lender', 'auditor'],
    request: Scorecard.pick({ lender: true, version: true }),
    on: ({ lender, version }) => scorecards.at(lender, `${version}`),
    sides: ['lender', 'auditor'],
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
    by: readerRoles,
    request: page.extend({ applicationId: id }),
    on: onApplication,
    sides: ['applicant', 'lender', 'auditor'],
    response: pageOf(Decision),
  }),
};
