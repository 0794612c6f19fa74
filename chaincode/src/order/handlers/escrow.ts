import { demand } from '../../kit/errors';
import { compare, isPositive, type Money, sum } from '../../kit/value/money';
import { move } from '../../payment/door';
import type { TransferKind } from '../../payment/records/money';
import { orderErrors } from '../errors';
import { orderEvents } from '../events';
import { boxOf, type Order } from '../records/order';
import type { Shares } from '../rules/order';
import type { Writing } from '../tables';

const aboutOf = (orderId: string) => ({ room: 'order', id: orderId });

/** What was paid in so far. */
export const owedIn = (order: Order): Money => (order.status === 'paid' ? order.price : order.deposit);

/** What waits in the box: all that was paid in, unless a court took of it. */
export async function heldIn(tx: Writing, order: Order): Promise<{ lots: string[]; held: Money }> {
  const { orderId, lot, rest, price } = order;
  const ids = [lot, rest].filter((one) => one !== undefined);
  const found = await tx.lots.findMany(ids.map((one) => [boxOf(orderId), one]));
  const there = found.filter((one) => one !== undefined);
  return {
    lots: there.map(({ lotId }) => lotId),
    held: sum(
      there.map(({ amount }) => amount),
      price.currency,
    ),
  };
}

/** Refuses with ORDER_MONEY_TAKEN once a court took of the box. */
export async function mustHoldMoney(tx: Writing, order: Order): Promise<Money> {
  const { held } = await heldIn(tx, order);
  demand(compare(held, owedIn(order)) >= 0, orderErrors.ORDER_MONEY_TAKEN, { orderId: order.orderId });
  return held;
}

/** The buyer's money goes into the box of the order. */
export async function payIn(
  tx: Writing,
  { orderId, buyer, seller }: Order,
  { paymentId, lots, amount }: { paymentId: string; lots: readonly string[]; amount: Money },
): Promise<void> {
  const to = [{ party: boxOf(orderId), amount }];
  const paying = { paymentId, from: buyer, lots, to, payees: [seller], about: aboutOf(orderId) };
  await move(tx, 'fund', { ...paying, treatment: 'wait' });
}

/** Every end of an order is one movement out of the box, in the transaction of the fact that ends it. */
export async function endOrder(
  tx: Writing,
  { lot: _lot, rest: _rest, ...order }: Order,
  kind: TransferKind,
  { paymentId, lots, shares }: { paymentId: string; lots: readonly string[]; shares: Shares },
): Promise<Order> {
  const { orderId, seller, buyer } = order;
  const to = [
    { party: seller, amount: shares.toSeller },
    { party: buyer, amount: shares.toBuyer, back: true },
  ].filter(({ amount }) => isPositive(amount));
  const from = boxOf(orderId);
  if (lots.length > 0)
    await move(tx, kind, { paymentId, from, lots, to, treatment: 'deliver', about: aboutOf(orderId) });
  return saveOrder(tx, { ...order, ended: shares });
}

/** Saves an order and tells where it stands. */
export async function saveOrder(tx: Writing, order: Order): Promise<Order> {
  await tx.orders.put(order);
  const { orderId, seller, status, due } = order;
  tx.tell(orderEvents.OrderChanged, { orderId, seller, status, due });
  return order;
}
