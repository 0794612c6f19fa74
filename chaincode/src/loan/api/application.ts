import { z } from 'zod';
import { keep, submit } from '../../kit/api';
import { maybe } from '../../kit/ref';
import { count, id, member } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { people } from '../../words/role';
import { moneyErrors } from '../../payment/errors';
import { moneyEvents } from '../../payment/events';
import { lotId } from '../../payment/records/money';
import { vehicleErrors } from '../../vehicle/errors';
import { vehicleEvents } from '../../vehicle/events';
import { vehicles } from '../../vehicle/records/vehicle';
import { Reasons, Scorecard, Underwriting } from '../records/scorecard';
import { loanErrors as errors } from '../errors';
import { loanEvents as events } from '../events';
import { applicationLife, loanLife } from '../life';
import {
  Application,
  applications,
  Decision,
  entries,
  lenderMeant,
  Loan,
  loans,
  onApplication,
  onLoan,
  scorecards,
} from '../records/loan';

/** Booked by every disbursement; one a loan. */
export const DISBURSEMENT = 'disbursement';

const decided = Decision.pick({ applicationId: true, decisionId: true });
const loan = z.strictObject({ loanId: id });

/** What a lender states when it decides. */
export const deciding = Decision.omit({
  ...{ lender: true, status: true, decidedAt: true, expiresAt: true, apart: true, contested: true },
}).extend({
  validDays: count(90, 1).meta({ description: 'days that an offer can be accepted' }),
});
export const decidingErrors = [
  errors.SCORECARD_NOT_EFFECTIVE,
  errors.REASONS_MISSING,
  errors.TERMS_NOT_OFFERED,
  errors.OFFER_NEEDS_TERMS,
  errors.TERMS_IMPOSSIBLE,
  errors.OUTCOME_DIFFERS,
];

/** From the wish for a loan to the money. */
export const intakeOperations = {
  publishScorecard: submit({
    says: 'Publish a version of the own scorecard. It never changes afterwards.',
    by: ['lender'],
    request: Scorecard.omit({ lender: true }),
    creates: ({ version }, { org }) => scorecards.at(org, `${version}`),
    response: Scorecard,
    events: [events.ScorecardPublished],
  }),
  apply: submit({
    says: 'Apply for a loan on a vehicle, at all lenders, with consent to a credit assessment; they offer in the open, or bid under seal.',
    by: people,
    request: Application.pick({
      ...{ applicationId: true, vin: true, amount: true, instalments: true, consentId: true, bidding: true },
    }),
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
    says: 'Keep the facts that a decision will rest on in the own collection; the seal goes into the decision.',
    by: ['lender'],
    request: decided,
    on: onApplication,
    secret: Underwriting,
  }),
  explain: keep({
    says: 'Keep the reason codes of a decision that is not a plain yes; its seal goes into the decision.',
    by: ['lender'],
    request: decided,
    on: onApplication,
    secret: Reasons,
  }),
  decide: submit({
    says: 'Decide on an open application: approve, counter with another amount, refer to a person, or decline.',
    by: ['lender'],
    request: deciding,
    on: onApplication,
    step: applicationLife.decide,
    loads: ({ scorecardVersion }, _application, { org }) => ({ scorecard: scorecards.at(org, `${scorecardVersion}`) }),
    response: Decision,
    errors: [errors.BIDS_ONLY, ...decidingErrors],
    events: [events.LoanDecided],
  }),
  retract: submit({
    says: 'Take back an own offer that is not accepted.',
    by: ['lender'],
    request: decided,
    response: Decision,
    events: [events.OfferRetracted],
  }),
  accept: submit({
    says: 'Accept one offer as the applicant; the application is closed to others.',
    by: people,
    request: decided.extend({ loanId: id, lender: lenderMeant }),
    on: onApplication,
    step: applicationLife.accept,
    creates: ({ loanId }) => loans.at(loanId),
    response: Loan,
    errors: [errors.DECISION_CONTESTED, errors.NOT_ACCEPTABLE, errors.OFFER_EXPIRED],
    events: [events.OfferAccepted],
  }),
  cancel: submit({
    says: 'Cancel a loan that is not disbursed, as the lender or the borrower.',
    by: ['lender', ...people],
    request: loan,
    on: onLoan,
    step: loanLife.cancel,
    response: Loan,
    events: [events.LoanCancelled],
  }),
  disburse: submit({
    says: 'Pay the loan out: the lien on the vehicle is placed in the same transaction.',
    by: ['lender'],
    request: loan.extend({
      on: day,
      transfer: z
        .strictObject({ paymentId: id, lots: z.array(lotId).min(1).max(100), to: member })
        .optional()
        .meta({ description: 'own digital money of the lender that pays the loan out, to the borrower or the seller' }),
    }),
    on: onLoan,
    step: loanLife.disburse,
    creates: ({ loanId }) => entries.at(loanId, DISBURSEMENT),
    again: (_entry, on) => on,
    loads: (_request, { vin }) => ({ vehicle: maybe(vehicles.at(vin)) }),
    response: Loan,
    errors: [
      ...Object.values(moneyErrors),
      errors.NOT_COLLATERAL,
      errors.DISBURSED_OUT_OF_TERM,
      errors.VALUE_DAY_AHEAD,
      vehicleErrors.OFFER_OPEN,
      vehicleErrors.LIENS_FULL,
      vehicleErrors.LIEN_CONSENT_MISSING,
    ],
    events: [moneyEvents.MoneyMoved, events.LoanDisbursed, vehicleEvents.LienPlaced],
  }),
};
