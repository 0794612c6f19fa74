import { z } from 'zod';
import { readerRoles, readers } from './common';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { currency } from '../../kit/value/money';
import { maybe } from '../../kit/ref';
import { count, id } from '../../kit/value/text';
import { people } from '../../words/role';
import { vehicleEvents } from '../../vehicle/events';
import { loanErrors as errors } from '../errors';
import { loanEvents as events } from '../events';
import { loanLife, modificationLife } from '../life';
import { Modification, modifications, onModification, outcome } from '../records/modification';
import { rows } from '../records/schedule';
import { loans, onLoan } from '../records/loan';
import { repossessions } from '../records/repossession';
import { entries } from '../records/entry';

/** Names a changed plan. */
export const oneModification = Modification.pick({ loanId: true, modificationId: true });
/** What a changed plan is refused for. */
export const cannot = [errors.ARREARS_LEFT, errors.NOTHING_TO_SPREAD, errors.TERMS_IMPOSSIBLE];

/** Changed plans of running loans. */
export const modificationOperations = {
  offerModification: submit({
    says:
      'Offer a changed plan: a re-age, a reamortisation of what is past due, another rate or term, or a payment ' +
      'holiday.',
    by: ['lender'],
    request: Modification.pick({
      ...{ loanId: true, modificationId: true, kind: true, plan: true, capitalise: true, successorId: true },
      holiday: true,
    }).extend({ validDays: count(90, 1).meta({ description: 'days in which the borrower can agree' }) }),
    on: onLoan,
    step: loanLife.offerModification,
    creates: ({ loanId, modificationId }) => modifications.at(loanId, modificationId),
    loads: ({ loanId, modificationId }) => ({ entry: maybe(entries.at(loanId, modificationId)) }),
    response: Modification,
    errors: cannot,
    events: [events.ModificationOffered],
  }),
  agreeToModification: submit({
    says:
      'Agree to a changed plan as the borrower: from today the new schedule counts, of this loan or of ' +
      'the one that takes it over.',
    by: people,
    request: oneModification,
    on: onModification,
    step: modificationLife.agree,
    takes: [loanLife.agreeToModification],
    creates: ({ loanId, modificationId }) => entries.at(loanId, modificationId),
    again: ({ loanId, entryId }) => modifications.at(loanId, entryId),
    loads: ({ loanId }) => ({ loan: loans.at(loanId), taking: maybe(repossessions.at(loanId)) }),
    response: Modification,
    errors: [errors.OFFER_EXPIRED, errors.REPOSSESSION_OPEN, ...cannot],
    events: [events.LoanModified, vehicleEvents.LienCarried],
  }),
  retractModification: submit({
    says: 'Take back a changed plan that the borrower did not agree to.',
    by: ['lender'],
    request: oneModification,
    on: onModification,
    step: modificationLife.retract,
    takes: [loanLife.retractModification],
    loads: ({ loanId }) => ({ loan: loans.at(loanId) }),
    response: Modification,
    events: [events.ModificationRetracted],
  }),
  previewModification: evaluate({
    says:
      'Tell what an offered change would lead to today: what is capitalised, what it changes, every ' +
      'instalment to come.',
    by: readerRoles,
    request: oneModification,
    on: onLoan,
    sides: readers,
    loads: ({ loanId, modificationId }) => ({ offered: modifications.at(loanId, modificationId) }),
    response: z.strictObject({ currency, ...outcome.shape, coming: rows }),
    errors: cannot,
  }),
  readModification: evaluate({
    says: 'Read a changed plan.',
    by: readerRoles,
    request: oneModification,
    on: onLoan,
    sides: readers,
    loads: ({ loanId, modificationId }) => ({ offered: modifications.at(loanId, modificationId) }),
    response: Modification,
  }),
  listModifications: evaluate({
    says: 'List the changed plans of a loan, offered and agreed, with the terms before them.',
    by: readerRoles,
    request: page.extend({ loanId: id }),
    on: onLoan,
    sides: readers,
    response: pageOf(Modification),
  }),
};
