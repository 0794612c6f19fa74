import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { type Asking } from '../../kit/operation';
import { id, count, org } from '../../kit/value/text';
import { everyone } from '../../words/role';
import { SupplyOrder, orders, redemptionBox } from '../records/supply';
import { paymentErrors as errors } from '../errors';
import { paymentEvents as events } from '../events';
import { moved, moneyRefusals, paying } from './shape';
import { bookmark } from './account';
import { currency, money, positiveMoney } from '../../kit/value/money';
import { Transfer, paymentAt, spending } from '../records/money';
import { party } from '../records/party';
import { supplyLife } from '../life';

export const issuing = z.strictObject({ orderId: id, party, amount: positiveMoney });

export const redeeming = z.strictObject({ ...paying, orderId: id, issuer: org, amount: positiveMoney });

export const order = z.strictObject({ issuer: org, orderId: id });

export const deciding = z.strictObject({ orderId: id, paymentId: id });

export const decided = z.strictObject({ order: SupplyOrder, transfer: Transfer.optional() });

export const supplyAsked = z.strictObject({
  issuer: org,
  currency,
  after: bookmark.meta({ description: 'the `next` of the page before' }),
});

export const supply = z.strictObject({
  issuer: org,
  issued: money,
  redeemed: money,
  inLots: money,
  lots: count(1_000_000),
  proven: z
    .boolean()
    .meta({ description: 'issued less redeemed is the sum of all lots; only told when all is on one page' }),
  next: bookmark.meta({ description: 'given when there is more: the sums of all pages are compared' }),
});

const ofOwnLender = ({ orderId }: { readonly orderId: string }, { org: issuer }: Asking) =>
  orders.at(issuer, orderId);

/** Issuing and redeeming with four eyes. */
export const supplyOperations = {
  askIssue: submit({
    says: 'Ask to issue new money of the own lender to a party; another member of the lender settles it.',
    by: ['lender'],
    request: issuing,
    creates: ({ orderId }, { org: issuer }) => orders.at(issuer, orderId),
    response: SupplyOrder,
    events: [events.SupplyOrdered],
  }),
  askRedemption: submit({
    says: 'Hand money in at its issuer: it waits in a box until the lender has checked and settled it.',
    by: everyone,
    request: redeeming,
    creates: ({ issuer, orderId }) => orders.at(issuer, orderId),
    again: (asked, _on, { paymentId, from }) => ({ order: asked, transfer: paymentAt(paymentId, from) }),
    loads: (wanted) => spending(wanted, [{ party: wanted.issuer, amount: wanted.amount }]),
    response: decided,
    errors: [errors.NOT_ITS_MONEY, ...moneyRefusals],
    events: [events.SupplyOrdered, moved],
  }),
  checkRedemption: submit({
    says: 'Check what a holder handed in; another member of the lender settles it.',
    by: ['lender'],
    request: z.strictObject({ orderId: id }),
    on: ofOwnLender,
    step: supplyLife.checkRedemption,
    response: SupplyOrder,
    events: [events.SupplyOrdered],
  }),
  settle: submit({
    says: 'Settle an order as the second person: issue the new money, or destroy what was handed in.',
    by: ['lender'],
    request: deciding,
    on: ofOwnLender,
    step: supplyLife.settle,
    creates: ({ orderId, paymentId }, _asking, { kind, issuer }) =>
      paymentAt(paymentId, kind === 'issue' ? issuer : redemptionBox(issuer, orderId)),
    again: (transfer, settled) => ({ order: settled, transfer }),
    response: decided,
    errors: [errors.FOUR_EYES_NEEDED, ...moneyRefusals],
    events: [events.SupplyOrdered, moved],
  }),
  refuseOrder: submit({
    says: 'Refuse an order; what was handed in goes back.',
    by: ['lender'],
    request: deciding,
    on: ofOwnLender,
    step: supplyLife.refuseOrder,
    creates: ({ orderId, paymentId }, { org: issuer }) =>
      paymentAt(paymentId, redemptionBox(issuer, orderId)),
    again: (transfer, refused) => ({ order: refused, transfer }),
    response: decided,
    errors: moneyRefusals,
    events: [events.SupplyOrdered, moved],
  }),
  withdrawOrder: submit({
    says: 'Take back what was handed in and not yet checked.',
    by: everyone,
    request: deciding.extend(order.shape),
    on: ({ issuer, orderId }) => orders.at(issuer, orderId),
    step: supplyLife.withdrawOrder,
    creates: ({ issuer, orderId, paymentId }) => paymentAt(paymentId, redemptionBox(issuer, orderId)),
    again: (transfer, withdrawn) => ({ order: withdrawn, transfer }),
    response: decided,
    errors: moneyRefusals,
    events: [events.SupplyOrdered, moved],
  }),
  proveSupply: evaluate({
    says:
      'Prove the supply of a lender: issued less redeemed is the sum of all lots; page by page when there ' +
      'are many.',
    by: everyone,
    request: supplyAsked,
    response: supply,
  }),
  readOrder: evaluate({
    says: 'Read an issue or a redemption: for its party, its issuer, registrar and auditor.',
    by: everyone,
    request: order,
    on: ({ issuer, orderId }) => orders.at(issuer, orderId),
    sides: ['lender', 'holder', 'registrar', 'auditor'],
    response: SupplyOrder,
  }),
  listOrders: evaluate({
    says:
      'List issues and redemptions of a lender: all of them for its staff, registrar and auditor, the own ' +
      'ones for others.',
    by: everyone,
    request: page.extend({ issuer: order.shape.issuer }),
    response: pageOf(SupplyOrder),
  }),
};
