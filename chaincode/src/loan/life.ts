import { z } from 'zod';
import { defineLife } from '../kit/life';

const APPLICATION = ['open', 'taken', 'withdrawn'] as const;
export const applicationStatus = z.enum(APPLICATION);

/** An application stays open to all lenders until the applicant takes one offer. */
export const applicationLife = defineLife('application', APPLICATION, 'open', {
  decide: { by: 'lender', from: ['open'], to: 'open' },
  bid: { by: 'lender', from: ['open'], to: 'open' },
  openBid: { by: 'lender', from: ['open'], to: 'open' },
  accept: { by: 'borrower', from: ['open'], to: 'taken' },
  withdraw: { by: 'borrower', from: ['open'], to: 'withdrawn' },
});

const DECISION = ['offered', 'referred', 'declined', 'accepted', 'retracted'] as const;
export const decisionStatus = z.enum(DECISION);

/** A decision of a lender; only one that is offered can be accepted, and only before it expires. */
export const decisionLife = defineLife('decision', DECISION, ['offered', 'referred', 'declined'], {
  accept: { by: 'borrower', from: ['offered'], to: 'accepted' },
  retract: { by: 'lender', from: ['offered', 'referred'], to: 'retracted' },
});

const LOAN = ['accepted', 'active', 'defaulted', 'overpaid', 'settled', 'writtenOff', 'rescheduled', 'cancelled'] as const;
export const loanStatus = z.enum(LOAN);
export type LoanStatus = z.infer<typeof loanStatus>;

const RUNNING = ['active', 'defaulted'] as const;
const PAID = ['active', 'defaulted', 'overpaid', 'settled'] as const;

export const loanLife = defineLife('loan', LOAN, 'accepted', {
  cancel: { by: ['lender', 'borrower'], from: ['accepted'], to: 'cancelled' },
  disburse: { by: 'lender', from: ['accepted'], to: 'active' },
  repay: { by: 'lender', from: RUNNING, to: PAID },
  indemnify: { by: 'insurer', from: [...RUNNING, 'writtenOff'], to: [...PAID, 'writtenOff'] },
  quote: { by: ['lender', 'borrower'], from: RUNNING, to: RUNNING },
  settle: { by: 'lender', from: RUNNING, to: 'settled' },
  credit: { by: 'lender', from: RUNNING, to: PAID },
  waive: { by: 'lender', from: RUNNING, to: PAID },
  charge: { by: 'lender', from: RUNNING, to: RUNNING },
  reverse: { by: 'lender', from: RUNNING, to: PAID },
  tick: { by: 'lender', from: RUNNING, to: RUNNING },
  modify: { by: 'borrower', from: RUNNING, to: RUNNING },
  reschedule: { by: 'borrower', from: RUNNING, to: 'rescheduled' },
  pause: { by: 'lender', from: RUNNING, to: RUNNING },
  resume: { by: 'lender', from: RUNNING, to: RUNNING },
  declareDefault: { by: 'lender', from: ['active'], to: 'defaulted' },
  cure: { by: 'lender', from: ['defaulted'], to: 'active' },
  repossess: { by: 'lender', from: ['defaulted'], to: PAID },
  chargeOff: { by: 'lender', from: RUNNING, to: RUNNING },
  writeOff: { by: 'lender', from: RUNNING, to: 'writtenOff' },
  recover: { by: 'lender', from: ['writtenOff'], to: ['writtenOff', 'settled'] },
  refund: { by: 'lender', from: ['overpaid'], to: ['overpaid', 'settled'] },
});

const MODIFICATION = ['offered', 'agreed', 'retracted'] as const;
export const modificationStatus = z.enum(MODIFICATION);

/** A changed plan of a loan; it counts once the borrower agrees. */
export const modificationLife = defineLife('modification', MODIFICATION, 'offered', {
  agree: { by: 'borrower', from: ['offered'], to: 'agreed' },
  retract: { by: 'lender', from: ['offered'], to: 'retracted' },
});

const REPOSSESSION = ['noticed', 'repossessed', 'sold', 'ended'] as const;
export const repossessionStatus = z.enum(REPOSSESSION);

/** Notice, then taking after the time to cure, then sale; it ends when the default is cured. */
export const repossessionLife = defineLife('repossession', REPOSSESSION, 'noticed', {
  take: { by: 'lender', from: ['noticed'], to: 'repossessed' },
  sell: { by: 'lender', from: ['repossessed'], to: 'sold' },
  end: { by: 'lender', from: ['noticed', 'repossessed'], to: 'ended' },
});
