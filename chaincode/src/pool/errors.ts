import { defineErrors } from '../kit/errors';

export const poolErrors = defineErrors({
  POOL_SIDES_WRONG: {
    says: 'Originator, depositor and trustee must be three organisations.',
    cure: 'Name others: a sale to oneself is none.',
  },
  POOL_TERMS_WRONG: {
    says: 'The terms of the pool do not fit together: {what}.',
    cure: 'Correct the field; classes stand in the order in which principal is paid, each name once.',
  },
  LOAN_POOLED: {
    says: 'The loan {loanId} is in the pool {poolId}.',
    cure: 'A loan is in one pool only. Choose another loan, or withdraw it there first.',
  },
  LOAN_NOT_ELIGIBLE: {
    says: 'The loan {loanId} does not meet {rule}: it is {is}, wanted is {wanted}.',
    cure: 'Leave it out; the rules of the pool are fixed.',
  },
  LOAN_NOT_RUNNING: {
    says: 'The loan {loanId} is {status} and owes nothing that could be sold.',
    cure: 'Only loans that are paid out and owe principal come in.',
  },
  CUT_OFF_AHEAD: {
    says: 'The cut-off day {on} is not over.',
    cure: 'Pledge once it is: loans come in with what was owed at its end.',
    retry: 'later',
  },
  POOL_FULL: { says: 'A pool holds at most {max} loans.', cure: 'Open another pool.' },
  POOL_TOO_SMALL: {
    says: 'The pool of {balance} does not cover what is issued, {wanted}.',
    cure: 'Pledge more loans, or withdraw it and open one with smaller classes.',
  },
  CONCENTRATION_WRONG: {
    says: 'The shares by state are {what}.',
    cure: 'State each once, with balances that add up to the pool (pool.composition computes them).',
  },
  MONTH_OUT_OF_TURN: {
    says: 'The month {month} is not the next one of the pool {poolId}: that is {next}.',
    cure: 'Run the months one after the other.',
  },
  MONTH_NOT_OVER: {
    says: 'The month {month} is not over: its last day ends at {until} UTC.',
    cure: 'Run it after that.',
    retry: 'later',
  },
  RUN_OUT_OF_TURN: {
    says: 'Loans up to number {visited} are done, so {upTo} cannot come next.',
    cure: 'Go on with at most {most} loans after number {visited}, up to {assets}.',
  },
  RUN_NOT_DONE: {
    says: 'Only {visited} of {assets} loans of the month are done.',
    cure: 'Go on running the month (pool.runMonth).',
  },
  PAYMENT_DATE_WRONG: {
    says: 'The payment date {on} is not after {after}.',
    cure: 'Name the business day on which notes are paid, after the end of the month.',
  },
  INDEX_MISSING: {
    says: 'No index is stated for the class {name}.',
    cure: 'State the rate of the index of every floating class, and of no other.',
  },
  ADVANCES_EXCEED: {
    says: 'More advances are taken back than there are funds.',
    cure: 'Take back at most what came in.',
  },
  NOT_CALLABLE: {
    says: 'The pool factor is {factor} parts per billion, above the {limit} at which it may be called.',
    cure: 'Wait until it is.',
    retry: 'later',
  },
  CALL_PRICE_SHORT: {
    says: 'Calling the pool costs at least {price} {currency}.',
    cure: 'Pay the greater of the pool and what is owed on its notes, and the interest of the month beside.',
  },
  NOTES_TOO_FEW: {
    says: '{holder} holds {units} of class {name}, less than {asked}.',
    cure: 'Transfer at most what is held.',
  },
  NOTES_CLOSED: {
    says: 'The register of class {name} is closed for {holder} until its share of {month} is paid.',
    cure: 'Let the trustee pay it first (pool.payHolder).',
    retry: 'later',
  },
  HOLDER_NOT_QUALIFIED: {
    says: '{holder} is not admitted as a holder of notes.',
    cure: 'Let it show its credential as a qualified investor first (pool.qualify).',
    retry: 'later',
  },
  INVESTOR_REFUSED: {
    says: 'The document does not qualify: it fails at {check}.',
    cure: 'Read its standing (identity.readCredential), and get it anew from an issuer that is trusted for it.',
  },
  SHARE_NOT_DUE: {
    says: 'For {month} nothing is to be paid to {holder} on class {name}, or it was paid.',
    cure: 'Read the month (pool.readMonth); months are paid one after the other.',
  },
  NOTHING_DEMANDED: {
    says: 'No demand to buy the loan {loanId} back is open.',
    cure: 'Read the pledge (pool.readPledge).',
  },
  NOT_BOUGHT_BACK_SO: {
    says: 'The loan {loanId} costs {price}.',
    cure: 'Pay what is outstanding and the interest accrued on it (pool.readPrice).',
  },
});
