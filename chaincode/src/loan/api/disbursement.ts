import { z } from 'zod';
import { loanNamed } from './common';
import { submit } from '../../kit/api';
import { maybe } from '../../kit/ref';
import { id, member } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { people } from '../../words/role';
import { moneyErrors } from '../../payment/errors';
import { moneyEvents } from '../../payment/events';
import { lotId } from '../../payment/records/party';
import { vehicleErrors } from '../../vehicle/errors';
import { vehicleEvents } from '../../vehicle/events';
import { vehicles } from '../../vehicle/records/vehicle';
import { loanErrors as errors } from '../errors';
import { loanEvents as events } from '../events';
import { loanLife } from '../life';
import { Loan, onLoan } from '../records/loan';
import { entries } from '../records/entry';
import { DISBURSEMENT } from './application';

/** The money of an accepted loan: paid out, or given up before. */
export const disbursementOperations = {
  cancel: submit({
    says: 'Cancel a loan that is not disbursed, as the lender or the borrower.',
    by: ['lender', ...people],
    request: loanNamed,
    on: onLoan,
    step: loanLife.cancel,
    response: Loan,
    events: [events.LoanCancelled],
  }),
  disburse: submit({
    says: 'Pay the loan out: the lien on the vehicle is placed in the same transaction.',
    by: ['lender'],
    request: loanNamed.extend({
      on: day,
      transfer: z
        .strictObject({ paymentId: id, lots: z.array(lotId).min(1).max(100), to: member })
        .optional()
        .meta({
          description:
            'own digital money of the lender that pays the loan out, to the borrower or the seller',
        }),
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
