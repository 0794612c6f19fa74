import { defineLife } from '../kit/life';
import { modifications, modificationStatus } from './records/modification';
import { loans, loanStatus } from './records/loan';
import { repossessions, repossessionStatus } from './records/repossession';
import { applications, applicationStatus, decisions, decisionStatus } from './records/application';

/** An application stays open to all lenders until the applicant takes one offer. */
export const applicationLife = defineLife(
  applications,
  { field: 'status', statuses: applicationStatus.options, initial: 'open' },
  {
    decide: { by: 'lender', from: ['open'], to: '=' },
    bid: { by: 'lender', from: ['open'], to: '=' },
    closeBids: { by: ['lender', 'anybody'], from: applicationStatus.options, to: '=' },
    openBid: { by: 'lender', from: ['open'], to: '=' },
    accept: { by: 'applicant', from: ['open'], to: 'taken' },
    acceptFor: { by: 'booker', from: ['open'], to: 'taken' },
    withdraw: { by: 'applicant', from: ['open'], to: 'withdrawn' },
  },
);

/** A decision of a lender; taken with the application, whose `accept` says by whom. */
export const decisionLife = defineLife(
  decisions,
  { field: 'status', statuses: decisionStatus.options, initial: ['offered', 'referred', 'declined'] },
  {
    accept: { by: 'anybody', from: ['offered'], to: 'accepted' },
    retract: { by: 'lender', from: ['offered', 'referred'], to: 'retracted' },
  },
);

const RUNNING = ['active', 'defaulted'] as const;
/** A booking leaves the loan running or pays it off. */
const PAID = ['=', 'overpaid', 'settled'] as const;
const ANY = loanStatus.options;

/** A loan begins with an offer that was accepted, or running, as the successor of one whose plan was changed. */
export const loanLife = defineLife(
  loans,
  { field: 'status', statuses: ANY, initial: ['accepted', 'active'], way: ['accepted', 'active', 'settled'] },
  {
    cancel: { by: ['lender', 'borrower'], from: ['accepted'], to: 'cancelled' },
    disburse: { by: 'lender', from: ['accepted'], to: 'active' },
    // What arrives after the payoff is the borrower's credit.
    repay: { by: 'lender', from: [...RUNNING, 'overpaid', 'settled'], to: PAID },
    pay: { by: 'borrower', from: RUNNING, to: PAID },
    draw: { by: 'lender', from: RUNNING, to: PAID },
    indemnify: { by: 'insurer', from: [...RUNNING, 'writtenOff'], to: PAID },
    quote: { by: ['lender', 'borrower'], from: RUNNING, to: '=' },
    settle: { by: 'lender', from: RUNNING, to: ['settled', 'overpaid'] },
    credit: { by: 'lender', from: RUNNING, to: PAID },
    waive: { by: 'lender', from: RUNNING, to: PAID },
    charge: { by: 'lender', from: RUNNING, to: '=' },
    // A payment that comes back after the payoff opens the loan again.
    reverse: { by: 'lender', from: [...RUNNING, 'overpaid', 'settled'], to: ['active', ...PAID] },
    releaseLien: { by: ['lender', 'borrower'], from: ['overpaid', 'settled'], to: '=' },
    tick: { by: ['lender', 'agenda'], from: RUNNING, to: '=' },
    offerModification: { by: 'lender', from: RUNNING, to: '=' },
    agreeToModification: { by: 'borrower', from: RUNNING, to: ['=', 'rescheduled'] },
    agreeFor: { by: 'booker', from: RUNNING, to: ['=', 'rescheduled'] },
    retractModification: { by: 'lender', from: ANY, to: '=' },
    pause: { by: 'lender', from: RUNNING, to: '=' },
    resume: { by: 'lender', from: RUNNING, to: '=' },
    declareDefault: { by: 'lender', from: ['active'], to: 'defaulted' },
    cure: { by: 'lender', from: ['defaulted'], to: 'active' },
    giveNotice: { by: 'lender', from: ['defaulted'], to: '=' },
    repossess: { by: 'lender', from: ['defaulted'], to: '=' },
    endRepossession: { by: 'lender', from: ANY, to: '=' },
    sellCollateral: { by: 'lender', from: ['defaulted'], to: PAID },
    chargeOff: { by: 'lender', from: RUNNING, to: '=' },
    writeOff: { by: 'lender', from: RUNNING, to: 'writtenOff' },
    recover: { by: 'lender', from: ['writtenOff'], to: ['=', 'settled'] },
    refund: { by: 'lender', from: ['overpaid'], to: ['=', 'settled'] },
  },
);

/** A changed plan of a loan. What it does to the loan is a step of the loan, taken with it. */
export const modificationLife = defineLife(
  modifications,
  { field: 'status', statuses: modificationStatus.options, initial: 'offered' },
  {
    agree: { by: 'borrower', from: ['offered'], to: 'agreed' },
    agreeFor: { by: 'booker', from: ['offered'], to: 'agreed' },
    retract: { by: 'lender', from: ['offered'], to: 'retracted' },
  },
);

/** The taking of a vehicle. What it needs of the loan is a step of the loan, taken with it. */
export const repossessionLife = defineLife(
  repossessions,
  { field: 'status', statuses: repossessionStatus.options, initial: 'noticed' },
  {
    // A later default is noticed anew.
    notice: { by: 'lender', from: ['ended'], to: 'noticed' },
    take: { by: 'lender', from: ['noticed'], to: 'repossessed' },
    sell: { by: 'lender', from: ['repossessed'], to: 'sold' },
    end: { by: 'lender', from: ['noticed', 'repossessed'], to: 'ended' },
  },
);
