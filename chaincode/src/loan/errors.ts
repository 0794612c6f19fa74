import { defineErrors } from '../kit/errors';

/** What the loan room refuses, in order of precedence. */
export const loanErrors = defineErrors({
  BIDDING_TIMES_WRONG: {
    says: 'The bidding is not from now to a closing, to an end of opening by {until}.',
    cure: 'Name a closing that is ahead and a later end of opening.',
  },
  NO_BIDDING: {
    says: 'The application {applicationId} invites no sealed bids.',
    cure: 'Offer in the open (loan.decide).',
  },
  BIDS_ONLY: {
    says: 'The application {applicationId} takes sealed bids only, until {closesAt}.',
    cure: 'Keep a bid (loan.keepBid), place it (loan.bid) and open it after closing (loan.openBid).',
  },
  BIDDING_CLOSED: {
    says: 'The bidding for the application {applicationId} closed at {closesAt}.',
    cure: 'Bids are placed before closing.',
  },
  BIDDING_RUNS: {
    says: 'The bidding for the application {applicationId} runs until {closesAt}.',
    cure: 'Close the bidding, or open the bid, from {from} on.',
    retry: 'later',
  },
  BID_LAPSED: {
    says: 'The bid of {lender} for the application {applicationId} was not opened before {openUntil}.',
    cure: 'It has lapsed; ask the applicant for a new application.',
  },
  BID_DIFFERS: {
    says: 'What is opened is not what {lender} bid for the application {applicationId}.',
    cure: 'Open the terms, days and nonce that were kept (loan.recallBid); a bid is never changed.',
  },
  CUSTOMER_ELSEWHERE: {
    says: 'The customer {customer} is not one of {lender}.',
    cure: 'Name a customer of the own organisation; others apply themselves (loan.apply).',
  },
  SCORECARD_NOT_EFFECTIVE: {
    says: 'The scorecard {version} of {lender} takes effect on {effectiveFrom}.',
    cure: 'Decide by one that is in effect.',
    retry: 'later',
  },
  MODEL_OUT_OF_ORDER: {
    says: 'Version {version} of the model {modelId} does not follow the one before it.',
    cure: 'Versions go from 1 up by one (loan.listModels).',
  },
  MODEL_OVERDUE: {
    says: 'Version {version} of the model {modelId} was to be reviewed by {reviewOn}.',
    cure: 'Have its owner review it (loan.reviewModel), to a day that is ahead, or decide without it.',
  },
  MODEL_OF_ANOTHER: {
    says: 'The model {modelId} is answered for by {owner}.',
    cure: 'Ask its owner to review it.',
  },
  TERMS_IMPOSSIBLE: {
    says: 'The terms cannot be: {why}.',
    cure: 'Correct them; loan.calculate shows what they lead to.',
  },
  OFFER_NEEDS_TERMS: {
    says: 'The outcome {outcome} offers a loan but states no terms.',
    cure: 'Give the terms.',
  },
  TERMS_NOT_OFFERED: {
    says: 'The outcome {outcome} offers no loan but states terms.',
    cure: 'Leave the terms out.',
    retry: 'later',
  },
  OUTCOME_DIFFERS: {
    says: 'The outcome {outcome} does not go with {amount} offered for {wanted} wanted: what differs is {differs}.',
    cure: 'Approve what was applied for, or counter with another amount, number of instalments or rate.',
  },
  REASONS_MISSING: {
    says: 'The outcome {outcome} gives no reasons.',
    cure: 'Keep the reason codes (loan.explain) and give their seal (adverse action, 12 CFR 1002.9).',
  },
  DECISION_CONTESTED: {
    says: 'Several lenders decided under the id {decisionId}.',
    cure: 'Name the lender whose decision is meant; loan.listDecisions shows all.',
  },
  NOT_ACCEPTABLE: {
    says: 'The decision {decisionId} of {lender} offers no loan.',
    cure: 'Accept one that is offered.',
  },
  OFFER_EXPIRED: {
    says: 'The offer {decisionId} expired at {expiresAt}.',
    cure: 'Ask {lender} for a new one.',
  },
  NOT_COLLATERAL: {
    says: 'The vehicle {vin} belongs neither to the borrower nor is it sold to the borrower.',
    cure: 'Disburse after the borrower holds the title or is named as first buyer.',
    retry: 'later',
  },
  DISBURSED_OUT_OF_TERM: {
    says: 'Disbursement on {on} is not from {startOn} to before {firstDueOn}.',
    cure: 'Disburse in that time, or agree on other terms.',
  },
  VALUE_DAY_AHEAD: {
    says: 'The day of value {on} has not begun in {zone}.',
    cure: 'Use {last} or an earlier day; {on} counts from {from} on.',
    retry: 'later',
  },
  DAY_RUNS: {
    says: 'The day {on} has not ended in {zone}: the borrower may still pay on it.',
    cure: 'Tick an earlier day, or this one from {from} on.',
    retry: 'later',
  },
  VALUE_DAY_BEHIND: {
    says: 'The day of value {on} is before {asOf}, and nothing on the loan {loanId} goes back behind that day.',
    cure: 'Use {asOf} or later.',
  },
  NOT_FINAL: {
    says: 'A payment on the loan {loanId} may be returned before {finalOn}.',
    cure: 'Wait until that day has begun.',
    retry: 'later',
  },
  QUOTE_EXPIRED: {
    says: 'The payoff quote {quoteId} expired at {expiresAt}.',
    cure: 'Ask for a new quote (loan.quote).',
  },
  QUOTE_STALE: {
    says: 'The loan {loanId} was booked on after the payoff quote {quoteId}.',
    cure: 'Ask for a new quote (loan.quote).',
  },
  QUOTE_DIFFERS: {
    says: 'The quote {quoteId} is {total}, not {amount}.',
    cure: 'Pay exactly what was quoted.',
  },
  WAIVER_TOO_LARGE: { says: 'Only {owed} of it is owed.', cure: 'Waive at most that.' },
  CHARGES_FULL: {
    says: 'The loan {loanId} bears {count} open charges already.',
    cure: 'Have some paid or waived first.',
  },
  CHARGE_EXISTS: {
    says: 'The loan {loanId} bears an open charge {chargeId} already, or keeps that id for what comes late.',
    cure: 'Use another id.',
  },
  ALREADY_PAUSED: {
    says: 'Delinquency of the loan {loanId} is paused since {from}.',
    cure: 'Resume it first (loan.resume).',
  },
  NOT_PAUSED: {
    says: 'Delinquency of the loan {loanId} is not paused.',
    cure: 'There is nothing to resume.',
  },
  NOT_PAST_DUE: {
    says: 'The loan {loanId} is not past due.',
    cure: 'A default needs an unpaid instalment past its grace.',
    retry: 'later',
  },
  STILL_PAST_DUE: {
    says: 'The loan {loanId} is {days} days past due.',
    cure: 'It is cured when every instalment past due is paid.',
    retry: 'later',
  },
  CHARGE_OFF_TOO_EARLY: {
    says: 'The loan {loanId} is {days} days past due and its vehicle is not sold.',
    cure: 'Charge off from {needed} days on, or after the sale of the repossessed vehicle.',
    retry: 'later',
  },
  CHARGED_OFF_ALREADY: {
    says: 'The loan {loanId} was charged off on {on}.',
    cure: 'It is done; payments are booked as before.',
  },
  CURE_PERIOD_RUNS: {
    says: 'The borrower may cure the default of the loan {loanId} until {cureUntil}.',
    cure: 'Take the vehicle from that day on.',
    retry: 'later',
  },
  REPOSSESSION_OPEN: {
    says: 'A repossession for the loan {loanId} is {status}.',
    cure: 'Go on with it, or end it (loan.endRepossession).',
  },
  SALE_NOT_AGREED: {
    says: 'No buyer has accepted the title of {vin} from {lender}.',
    cure: 'Offer the title (vehicle.offerTitle) and let the buyer accept it.',
    retry: 'later',
  },
  RECOVERY_TOO_LARGE: { says: 'Only {left} of the loss is not recovered.', cure: 'Book at most that.' },
  NOTHING_DUE: {
    says: 'Nothing is due on the loan {loanId} today.',
    cure: 'Draw when the next instalment is due (loan.read); what is paid ahead the borrower pays (loan.pay).',
    retry: 'later',
  },
  CREDIT_TOO_SMALL: { says: 'The credit of the borrower is {credit}.', cure: 'Refund at most that.' },
  NOT_REVERSIBLE: {
    says: 'An entry of the kind {kind} cannot be reversed.',
    cure: 'Correct what is owed by loan.charge or loan.waive; loan.refund gives back what was paid too much.',
  },
  REVERSED_ALREADY: { says: 'The entry {entryId} was reversed by {reversedBy}.', cure: 'It is done.' },
  MODIFIED_SINCE: {
    says: 'The plan of the loan was changed by {modificationId} after the entry {entryId}.',
    cure:
      'Take a charge back by loan.waive; charge again (loan.charge) what a payment, credit or waiver took ' +
      'off.',
  },
  ARREARS_LEFT: {
    says: 'Instalments of the loan {loanId} are past due, and a new rate or term leaves none behind.',
    cure: 'Offer a re-age, which takes them into the new plan, or have them paid first.',
  },
  NOTHING_TO_SPREAD: {
    says: 'There is nothing to spread: {why}.',
    cure: 'Offer another kind of modification, or none.',
  },
});
