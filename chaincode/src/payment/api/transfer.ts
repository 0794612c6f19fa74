import { z } from 'zod';
import { keep, submit, evaluate } from '../../kit/api';
import { id, sha256Hex } from '../../kit/value/text';
import { everyone } from '../../words/role';
import { paymentErrors as errors } from '../errors';
import { maybe } from '../../kit/ref';
import { Note, paymentAt, Refunded, refunds, spending, Transfer, transfers } from '../records/money';
import { moved, moneyRefusals, portions, paying } from './shape';
import { holder, party } from '../records/party';
import { positiveMoney } from '../../kit/value/money';
import { escrows, fee, share } from '../records/escrow';
import { quotes } from '../records/exchange';
import { holds, locks } from '../records/hold';

export const transfer = z.strictObject({ ...paying, to: portions, noteSeal: sha256Hex.optional() });

export const sharing = z.strictObject({
  ...paying,
  amount: positiveMoney,
  shares: z.array(share).min(1).max(19),
  fee: fee.optional(),
});

/** A payment by its id and its payer. */
const ofPayment = z.strictObject({
  paymentId: id,
  from: holder.meta({
    description: 'who paid; the box, of what it let go; the address, of what its key paid',
  }),
});

/** The record of the box that a payment came out of, which says whose money it was. */
const boxOf = (from: string) => {
  const named = (kind: string): string[] =>
    from.startsWith(`${kind}:`) ? [from.slice(kind.length + 1)] : [];
  return {
    boxes: [
      ...named('escrow').map((one) => maybe(escrows.at(one))),
      ...named('hold').map((one) => maybe(holds.at(one))),
      ...named('lock').map((one) => maybe(locks.at(one))),
    ],
    quoted: named('quote').map((one) => maybe(quotes.at(one))),
  };
};

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
  refund: submit({
    says:
      'Give a payer back what it paid, or a part, by the way it came: linked to its payment, in money of the ' +
      'same lender, a voucher as a voucher, and never more than it in sum.',
    by: everyone,
    request: z.strictObject({ ...paying, amount: positiveMoney, refunds: ofPayment }),
    creates: ({ paymentId, from }) => paymentAt(paymentId, from),
    loads: ({ refunds: { paymentId, from: payer }, ...payment }) => ({
      first: maybe(transfers.at(paymentId)),
      apart: maybe(transfers.at(paymentId, payer)),
      known: maybe(refunds.at(paymentId, payer, payment.from)),
      ...boxOf(payer),
      ...spending(payment, [{ party: payment.from, amount: payment.amount }]),
    }),
    response: Transfer,
    errors: [errors.REFUND_OF_NOTHING, errors.REFUND_EXCEEDS, ...moneyRefusals],
    events: [moved],
    many: 200,
  }),
  readRefunded: evaluate({
    says: 'Read how much of a payment was given back, as its payer or its payee.',
    by: everyone,
    request: z.strictObject({ ...ofPayment.shape, by: party }),
    on: ({ paymentId, from, by }) => refunds.at(paymentId, from, by),
    response: Refunded,
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
