import type { Api } from '../../kit/api';
import { demand } from '../../kit/errors';
import type { Handlers } from '../../kit/implement';
import type { customerOperations } from '../api/customer';
import { loanErrors } from '../errors';
import { loanLife } from '../life';
import { accept } from '../rules/application';
import type { tables } from '../tables';
import { appliedBy, takenBy } from './application';
import { decisionOf } from './decision';
import { agreed } from './modification';

/** What a lender books for a customer who has no certificate. */
export const customerHandlers: Handlers<Api<'loan', typeof customerOperations>, typeof tables> = {
  keepMandate: (tx, { customer, mandateId }, { secret }) => tx.mandates.keep(secret, customer, mandateId),
  readMandate: (tx, { customer, mandateId }) => tx.mandates.reveal(tx.caller.org, customer, mandateId),
  async applyFor(tx, { customer, mandate, ...wish }) {
    const { org } = tx.caller;
    demand(customer.startsWith(`${org}/`), loanErrors.CUSTOMER_ELSEWHERE, { customer, lender: org });
    await tx.mandates.check(org, mandate.seal, customer, mandate.mandateId);
    return appliedBy(tx, { ...wish, applicant: customer, bookedBy: org, mandate });
  },
  async acceptFor(tx, { applicationId, decisionId, loanId, mandate }, { on: wish }) {
    const { org } = tx.caller;
    await tx.mandates.check(org, mandate.seal, wish.applicant, mandate.mandateId);
    const offer = await decisionOf(tx, { applicationId, decisionId }, org);
    const taken = accept(wish, offer, loanId, tx.now, 'acceptFor');
    return takenBy(tx, { ...taken, loan: { ...taken.loan, bookedBy: org, mandate } });
  },
  async agreeFor(tx, { mandate }, { on: offered, loan, taking }) {
    tx.take(loanLife.agreeFor, loan);
    await tx.mandates.check(tx.caller.org, mandate.seal, loan.borrower, mandate.mandateId);
    return agreed(tx, loan, { ...offered, mandate }, taking);
  },
};
