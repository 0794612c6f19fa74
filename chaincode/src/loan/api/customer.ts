import { z } from 'zod';
import { evaluate, keep, submit } from '../../kit/api';
import { maybe } from '../../kit/ref';
import { id } from '../../kit/value/text';
import { vehicleEvents } from '../../vehicle/events';
import { loanErrors as errors } from '../errors';
import { loanEvents as events } from '../events';
import { applicationLife, decisionLife, loanLife, modificationLife } from '../life';
import { Application, applications, onApplication } from '../records/application';
import { entries } from '../records/entry';
import { Loan, loans } from '../records/loan';
import { customer, Mandate, mandated } from '../records/mandate';
import { Modification, modifications, onModification } from '../records/modification';
import { repossessions } from '../records/repossession';
import { decided, wished } from './application';
import { cannot, oneModification } from './modification';

const mandate = z.strictObject({ customer, mandateId: id });

/** A customer without a certificate: its lender books for it, each time on a consent that it keeps. */
export const customerOperations = {
  keepMandate: keep({
    says: 'Keep the consent of a customer who has no certificate in the own collection; its seal goes into the call.',
    by: ['lender'],
    request: mandate,
    secret: Mandate,
  }),
  readMandate: evaluate({
    says: 'Read a consent as it was kept, on a peer of the own organisation.',
    by: ['lender'],
    request: mandate,
    response: Mandate,
  }),
  applyFor: submit({
    says: 'Apply for an own customer who has no certificate, on a consent that is kept.',
    by: ['lender'],
    request: wished.extend({ customer, mandate: mandated }),
    creates: ({ applicationId }) => applications.at(applicationId),
    response: Application,
    errors: [errors.CUSTOMER_ELSEWHERE, errors.BIDDING_TIMES_WRONG],
    events: [events.LoanApplied],
  }),
  acceptFor: submit({
    says: 'Accept an own offer for a customer for whom the own organisation applied, on a consent that is kept.',
    by: ['lender'],
    request: decided.extend({ loanId: id, mandate: mandated }),
    on: onApplication,
    step: applicationLife.acceptFor,
    takes: [decisionLife.accept],
    creates: ({ loanId }) => loans.at(loanId),
    response: Loan,
    errors: [errors.NOT_ACCEPTABLE, errors.OFFER_EXPIRED],
    events: [events.OfferAccepted],
  }),
  agreeFor: submit({
    says: 'Agree to a changed plan for a customer for whom the own organisation applied, on a consent that is kept.',
    by: ['lender'],
    request: oneModification.extend({ mandate: mandated }),
    on: onModification,
    step: modificationLife.agreeFor,
    takes: [loanLife.agreeFor],
    creates: ({ loanId, modificationId }) => entries.at(loanId, modificationId),
    again: ({ loanId, entryId }) => modifications.at(loanId, entryId),
    loads: ({ loanId }) => ({ loan: loans.at(loanId), taking: maybe(repossessions.at(loanId)) }),
    response: Modification,
    errors: [errors.OFFER_EXPIRED, errors.REPOSSESSION_OPEN, ...cannot],
    events: [events.LoanModified, vehicleEvents.LienCarried],
  }),
};
