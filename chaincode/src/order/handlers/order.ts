import { compare, isPositive, zero } from '../../kit/value/money';
import { firstLot } from '../../payment/door';
import type { orderOperations } from '../api/order';
import { orderLife } from '../life';
import type { Order } from '../records/order';
import * as rules from '../rules/order';
import type { Carries, Reading, Writing } from '../tables';
import { endOrder, heldIn, mustHoldMoney, owedIn, payIn, saveOrder } from './escrow';

/** The order of a new car, from its configuration to the keys. */
export const orderHandlers: Carries<typeof orderOperations> = {
  async orderVehicle(tx, { orderId, options, deliverBy, paymentId, lots }, { on: model }) {
    const buyer = tx.caller.member;
    const lot = await firstLot(tx, { paymentId, from: buyer });
    const order = { ...rules.order(model, { orderId, buyer, options, deliverBy }, tx.now), lot };
    await payIn(tx, order, { paymentId, lots, amount: order.deposit });
    return saveOrder(tx, order);
  },
  confirmOrder: (tx, _request, { on }) => saveOrder(tx, rules.confirm(on, tx.now)),
  async declineOrder(tx, { paymentId }, { on }) {
    await mustHoldMoney(tx, on);
    const { lots, held } = await heldIn(tx, on);
    const declined = { ...on, status: orderLife.step('decline', on.status) };
    return endOrder(tx, declined, 'refund', {
      ...{ paymentId, lots, shares: rules.shareOut(held, zero(held.currency)) },
    });
  },
  async cancelOrder(tx, { paymentId }, { on }) {
    await mustHoldMoney(tx, on);
    const { lots, held } = await heldIn(tx, on);
    const shares = rules.sharesOfCancelling(on, held, tx.now);
    const cancelled = { ...on, status: orderLife.step('cancel', on.status) };
    return endOrder(tx, cancelled, 'refund', { paymentId, lots, shares });
  },
  makeReady: (tx, _request, { on, vehicle }) => saveOrder(tx, rules.makeReady(on, vehicle, tx.now)),
  async payRest(tx, { paymentId, lots }, { on }) {
    await mustHoldMoney(tx, on);
    const amount = rules.restOf(on);
    const lot = isPositive(amount) ? await firstLot(tx, { paymentId, from: on.buyer }) : undefined;
    const order = rules.payRest(on, lot, tx.now);
    if (lot !== undefined) await payIn(tx, order, { paymentId, lots, amount });
    return saveOrder(tx, order);
  },
  async handOver(tx, { paymentId }, { on, vehicle }) {
    rules.mustBeInTime(on, tx.now);
    if (vehicle) rules.mustBeSold(vehicle, on);
    await mustHoldMoney(tx, on);
    const { lots, held } = await heldIn(tx, on);
    const handedOver = { ...on, status: orderLife.step('handOver', on.status) };
    return endOrder(tx, handedOver, 'release', { paymentId, lots, shares: rules.shareOut(held, held) });
  },
  async tick(tx, { paymentId }, { on }) {
    const { orderId, status, due } = await letTimePass(tx, on, paymentId);
    return { orderId, status, due };
  },
  read: (_tx, _request, { on }) => on,
  listOrders(tx, { of, as, ...page }) {
    mustBeReader(tx, of);
    return tx.orders.listBy(as === 'buyer' ? 'byBuyer' : 'bySeller', [of], page);
  },
};

/** An order that a court took money of ends with what is left going back; one that is late lapses. */
async function letTimePass(tx: Writing, order: Order, paymentId: string): Promise<Order> {
  if (!orderLife.next(order.status).includes('clawBack')) return order;
  const { lots, held } = await heldIn(tx, order);
  if (compare(held, owedIn(order)) < 0) {
    const shares = rules.shareOut(held, zero(held.currency));
    const taken = { ...order, status: orderLife.step('clawBack', order.status) };
    return endOrder(tx, taken, 'resolve', { paymentId, lots, shares });
  }
  const shares = rules.lapsedAt(order, held, tx.now);
  if (!shares) return order;
  const lapsed = { ...order, status: orderLife.step('lapse', order.status) };
  return endOrder(tx, lapsed, 'refund', { paymentId, lots, shares });
}

/** Who orders what is between the sides; the authority sees it too. */
function mustBeReader(tx: Reading, party: string): void {
  if (tx.caller.role !== 'auditor' && tx.caller.role !== 'registrar') tx.mustBe('the party', party);
}
