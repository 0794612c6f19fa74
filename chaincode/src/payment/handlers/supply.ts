import type { Part, Submitting } from '../tables';
import type { supplyOperations } from '../api/supply';
import { type SupplyOrder, redemptionBox } from '../records/supply';
import { paymentEvents } from '../events';
import { burn, mint, move } from './money/movement';
import { firstLot } from './money/payment';
import { lotOf } from '../rules/money/spending';
import {
  askIssue,
  askRedemption,
  checkRedemption,
  settle,
  undo,
  countLot,
  countOrder,
  isProven,
  noSupply,
} from '../rules/supply';
import { MOST_ADDED, listUpTo } from '../../kit/ledger/page';

/** Issuing and redeeming with four eyes. */
export const supplyHandlers: Part<typeof supplyOperations> = {
  askIssue: (tx, asked) => put(tx, askIssue({ ...asked, issuer: tx.caller.org }, tx.caller)),
  async askRedemption(tx, { orderId, issuer, amount, ...payment }) {
    tx.mustBe('the owner of the money', payment.from);
    const box = redemptionBox(issuer, orderId);
    const lotId = await firstLot(tx, payment);
    const transfer = await move(tx, 'askRedemption', { ...payment, to: [{ party: box, amount }] });
    const lot = lotOf(box, lotId, transfer.issuer, amount);
    return {
      order: await put(tx, askRedemption({ orderId, issuer, party: payment.from, amount }, lot, tx.caller)),
      transfer,
    };
  },
  checkRedemption: (tx, _request, { on: order }) => put(tx, checkRedemption(order, tx.caller)),
  async settle(tx, { orderId, paymentId }, { on: order }) {
    const settled = settle(order, tx.caller, paymentId);
    const { issuer, party, amount, lot } = settled;
    const transfer = lot
      ? await burn(tx, paymentId, redemptionBox(issuer, orderId), lot)
      : await mint(tx, paymentId, issuer, { party, amount });
    return { order: await put(tx, settled), transfer };
  },
  refuseOrder: (tx, { paymentId }, { on: order }) => giveBack(tx, 'refuseOrder', order, paymentId),
  withdrawOrder: (tx, { paymentId }, { on: order }) => giveBack(tx, 'withdrawOrder', order, paymentId),
  async proveSupply(tx, { issuer, currency, after = ORDERS }) {
    const [inOrders, from] = [after.startsWith(ORDERS), after.slice(ORDERS.length) || undefined];
    const none: { items: SupplyOrder[]; next?: string } = { items: [] };
    const asked = inOrders ? await listUpTo(MOST_ADDED, (page) => tx.orders.list(page, issuer), from) : none;
    const rest = asked.next === undefined ? MOST_ADDED - asked.items.length : 0;
    const held = await listUpTo(rest, (page) => tx.lots.list(page), inOrders ? undefined : from);
    const counted = asked.items.reduce(countOrder, noSupply(currency));
    const supply = held.items.reduce((so, lot) => countLot(so, issuer, lot), counted);
    const next =
      asked.next !== undefined
        ? `${ORDERS}${asked.next}`
        : rest === 0
          ? LOTS
          : held.next && `${LOTS}${held.next}`;
    const whole = after === ORDERS && next === undefined;
    return { issuer, ...supply, proven: whole && isProven(supply), ...(next !== undefined && { next }) };
  },
  readOrder: (_tx, _request, { on: order }) => order,
  async listOrders(tx, { issuer, ...page }) {
    const { items, ...more } = await tx.orders.list(page, issuer);
    const all = tx.is(issuer) || tx.caller.role === 'auditor' || tx.caller.role === 'registrar';
    return { items: all ? items : items.filter(({ party }) => tx.is(party)), ...more };
  },
};

async function giveBack(
  tx: Submitting,
  step: 'refuseOrder' | 'withdrawOrder',
  order: SupplyOrder,
  paymentId: string,
) {
  const undone = undo(order, step, tx.caller, paymentId);
  if (!order.lot) return { order: await put(tx, undone) };
  const to = [{ party: order.party, amount: order.amount }];
  const from = redemptionBox(order.issuer, order.orderId);
  const back = { paymentId, from, lots: [order.lot], to, treatment: 'deliver' as const };
  const transfer = await move(tx, 'returnRedemption', back);
  return { order: await put(tx, undone), transfer };
}

async function put(tx: Submitting, order: SupplyOrder): Promise<SupplyOrder> {
  await tx.orders.put(order);
  const { issuer, orderId, kind, amount, status } = order;
  tx.tell(paymentEvents.SupplyOrdered, { issuer, orderId, kind, amount, status });
  return order;
}

/** A proof adds up the orders first, then the lots; a bookmark says in which of them it is. */
export const [ORDERS, LOTS] = ['o.', 'l.'];
