import type { SupplyOrder } from '../records/escrow';
import { paymentEvents } from '../events';
import { burn, mint, move } from './movement';
import { firstLot, getPayment, knownPayment } from './payment';
import { lotOf } from '../rules/spending';
import { askIssue, askRedemption, checkRedemption, redemptionBox, settle, undo } from '../rules/supply';
import type { Some, Submitting } from '../tables';

/** Issuing and redeeming with four eyes. */
export const counter: Some<'askIssue' | 'askRedemption' | 'checkRedemption' | 'settle' | 'refuseOrder' | 'withdrawOrder'> = {
  async askIssue(tx, asked) {
    const issuer = tx.caller.org;
    const known = await tx.orders.known(issuer, asked.orderId);
    return known ?? put(tx, askIssue({ ...asked, issuer }, tx.caller));
  },
  async askRedemption(tx, { orderId, issuer, amount, ...payment }) {
    const known = await tx.orders.known(issuer, orderId);
    if (known) return { order: known, transfer: await getPayment(tx, payment) };
    tx.mustBe('the owner of the money', payment.from);
    const box = redemptionBox(issuer, orderId);
    const lotId = await firstLot(tx, payment);
    const transfer = await move(tx, 'askRedemption', { ...payment, to: [{ party: box, amount }] });
    const lot = lotOf(box, lotId, transfer.issuer, amount);
    return { order: await put(tx, askRedemption({ orderId, issuer, party: payment.from, amount }, lot, tx.caller)), transfer };
  },
  async checkRedemption(tx, { orderId }) {
    return put(tx, checkRedemption(await tx.orders.get(tx.caller.org, orderId), tx.caller));
  },
  async settle(tx, { orderId, paymentId }) {
    const order = await tx.orders.get(tx.caller.org, orderId);
    const from = order.kind === 'issue' ? order.issuer : redemptionBox(order.issuer, orderId);
    const transfer = await knownPayment(tx, { paymentId, from });
    if (transfer) return { order, transfer };
    const settled = settle(order, tx.caller, paymentId);
    const { issuer, party, amount, lot } = settled;
    const moved = lot ? await burn(tx, paymentId, from, lot) : await mint(tx, paymentId, issuer, { party, amount });
    return { order: await put(tx, settled), transfer: moved };
  },
  refuseOrder: (tx, { orderId, paymentId }) => giveBack(tx, 'refuseOrder', tx.caller.org, orderId, paymentId),
  withdrawOrder: (tx, { issuer, orderId, paymentId }) => giveBack(tx, 'withdrawOrder', issuer, orderId, paymentId),
};

async function giveBack(
  tx: Submitting,
  step: 'refuseOrder' | 'withdrawOrder',
  issuer: string,
  orderId: string,
  paymentId: string,
) {
  const known = await knownPayment(tx, { paymentId, from: redemptionBox(issuer, orderId) });
  const order = await tx.orders.get(issuer, orderId);
  if (known) return { order, transfer: known };
  if (step === 'withdrawOrder') tx.mustBe('who handed the money in', order.party);
  const undone = undo(order, step, tx.caller, paymentId);
  if (!order.lot) return { order: await put(tx, undone) };
  const to = [{ party: order.party, amount: order.amount }];
  const back = { paymentId, from: redemptionBox(issuer, orderId), lots: [order.lot], to, treatment: 'deliver' as const };
  const transfer = await move(tx, 'returnRedemption', back);
  return { order: await put(tx, undone), transfer };
}

async function put(tx: Submitting, order: SupplyOrder): Promise<SupplyOrder> {
  await tx.orders.put(order);
  const { issuer, orderId, kind, amount, status } = order;
  tx.tell(paymentEvents.SupplyOrdered, { issuer, orderId, kind, amount, status });
  return order;
}
