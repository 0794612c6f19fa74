import { submit } from '../../kit/api';
import { everyone } from '../../words/role';
import { moneyErrors } from '../../payment/errors';
import { moneyEvents } from '../../payment/events';
import { Transfer, returning, lots, paymentAt } from '../../payment/records/money';
import { maybe } from '../../kit/ref';
import { blocks } from '../../payment/records/court';
import { merchantErrors as errors } from '../errors';

/** Prepaid cards of a merchant that was stopped. */
export const prepaidOperations = {
  returnPrepaid: submit({
    says:
      'Return the unspent part of a prepaid card, free, to whom it names, when every merchant that it is ' +
      'for was suspended or is gone. Anyone may.',
    by: everyone,
    request: returning,
    creates: ({ paymentId, owner }) => paymentAt(paymentId, owner),
    loads: ({ owner, lot }) => ({ left: maybe(lots.at(owner, lot)), block: maybe(blocks.at(owner)) }),
    response: Transfer,
    errors: [errors.PREPAID_STANDS, ...Object.values(moneyErrors)],
    events: [moneyEvents.MoneyMoved],
    many: 100,
  }),
};
