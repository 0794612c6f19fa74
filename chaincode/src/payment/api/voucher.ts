import { submit } from '../../kit/api';
import { everyone } from '../../words/role';
import { paymentErrors as errors } from '../errors';
import { returning, Transfer, lots, paymentAt, spending } from '../records/money';
import { moved, moneyRefusals, paying } from './shape';
import { z } from 'zod';
import { positiveMoney } from '../../kit/value/money';
import { party, Purpose } from '../records/party';
import { maybe } from '../../kit/ref';
import { blocks } from '../records/court';

export const binding = z.strictObject({ ...paying, to: party, amount: positiveMoney, purpose: Purpose });

/** Money that is bound to a purpose. */
export const voucherOperations = {
  bind: submit({
    says: 'Turn own money into a voucher: a repair voucher for a vehicle, a prepaid card for a car wash.',
    by: everyone,
    request: binding,
    creates: ({ paymentId, from }) => paymentAt(paymentId, from),
    loads: ({ to, amount, ...payment }) => spending(payment, [{ party: to, amount }]),
    response: Transfer,
    errors: [errors.PURPOSE_EMPTY, errors.PAYMENT_TOO_SMALL, ...moneyRefusals],
    events: [moved],
    many: 100,
  }),
  returnRemainder: submit({
    says: 'Return what is left of a voucher whose time is over to whom it names. Anyone may.',
    by: everyone,
    request: returning,
    creates: ({ paymentId, owner }) => paymentAt(paymentId, owner),
    loads: ({ owner, lot }) => ({ left: maybe(lots.at(owner, lot)), block: maybe(blocks.at(owner)) }),
    response: Transfer,
    errors: [errors.PURPOSE_STANDS, ...moneyRefusals],
    events: [moved],
    many: 100,
  }),
};
