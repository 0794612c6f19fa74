import { z } from 'zod';
import { submit } from '../../kit/api';
import { positiveMoney } from '../../kit/value/money';
import { id } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { moneyErrors, paymentErrors } from '../../payment/errors';
import { moneyEvents } from '../../payment/events';
import { lotId } from '../../payment/records/party';
import { merchantErrors as errors } from '../errors';
import { merchantEvents as events } from '../events';
import { Merchant, onOwn } from '../records/merchant';
import { maybe } from '../../kit/ref';
import { limits } from '../../payment/records/court';
import { escrows } from '../../payment/records/escrow';
import { paymentAt } from '../../payment/records/money';
import { shops } from './shape';

/** Money that stands for what a merchant promises. */
export const bondOperations = {
  postBond: submit({
    says:
      'Put money into a bond that pays customers when the merchant fails them; what is left comes back at ' +
      'its end.',
    by: shops,
    request: z.strictObject({
      bondId: id,
      paymentId: id,
      amount: positiveMoney,
      until: instant,
      lots: z.array(lotId).min(1).max(100),
    }),
    on: onOwn,
    sides: ['merchant'],
    creates: ({ paymentId }, { member }) => paymentAt(paymentId, member),
    again: (_payment, merchant) => merchant,
    loads: ({ amount }, { bondId: before }) => ({
      before: before === undefined ? undefined : maybe(escrows.at(before)),
      limit: maybe(limits.at(amount.currency)),
    }),
    response: Merchant,
    errors: [
      errors.NOT_A_MERCHANT,
      errors.BOND_STANDS,
      paymentErrors.ESCROW_TERMS,
      paymentErrors.DEADLINE_PASSED,
      ...Object.values(moneyErrors),
    ],
    events: [events.BondPosted, moneyEvents.MoneyMoved],
  }),
};
