import { z } from 'zod';
import { keep, submit, evaluate } from '../../kit/api';
import { id, sha256Hex } from '../../kit/value/text';
import { everyone } from '../../words/role';
import { paymentErrors as errors } from '../errors';
import { Note, Transfer, paymentAt, spending } from '../records/money';
import { moved, moneyRefusals, portions, paying } from './shape';
import { holder, party } from '../records/party';
import { positiveMoney } from '../../kit/value/money';
import { fee, share } from '../records/escrow';

export const transfer = z.strictObject({ ...paying, to: portions, noteSeal: sha256Hex.optional() });

export const sharing = z.strictObject({
  ...paying,
  amount: positiveMoney,
  shares: z.array(share).min(1).max(19),
  fee: fee.optional(),
});

/** Paying out of own lots. */
export const transferOperations = {
  transfer: submit({
    says: 'Pay one party or several out of own lots; the change comes back as a lot.',
    by: everyone,
    request: transfer,
    creates: ({ paymentId, from }) => paymentAt(paymentId, from),
    loads: (payment) => spending(payment, payment.to),
    response: Transfer,
    errors: [errors.PAYMENT_TOO_SMALL, ...moneyRefusals],
    events: [moved],
    many: 200,
  }),
  share: submit({
    says: 'Pay an amount out to several by weights, less a fee; the parts always add up.',
    by: everyone,
    request: sharing,
    creates: ({ paymentId, from }) => paymentAt(paymentId, from),
    loads: ({ amount, shares, fee: taken, ...payment }) =>
      spending(
        payment,
        [...shares, ...(taken ? [taken] : [])].map(({ party: to }) => ({ party: to, amount })),
      ),
    response: Transfer,
    errors: [errors.SHARES_EMPTY, errors.PAYMENT_TOO_SMALL, ...moneyRefusals],
    events: [moved],
  }),
  note: keep({
    says: 'Keep the remittance text of a payment in the own organisation; its seal goes into the payment.',
    by: everyone,
    request: z.strictObject({ paymentId: id }),
    secret: Note,
  }),
  read: evaluate({
    says:
      'Read a movement of money as one of its sides; `from` tells apart what several payers made under ' +
      'one id.',
    by: everyone,
    request: z.strictObject({ paymentId: id, from: holder.optional() }),
    response: Transfer,
  }),
  readNote: evaluate({
    says: 'Read a remittance text that the own organisation keeps: its staff any, everybody the own.',
    by: everyone,
    request: z.strictObject({ paymentId: id, from: party.optional() }),
    response: Note,
  }),
};
