import { type Money, zero } from '../../kit/value/money';
import { paymentEvents } from '../events';
import { escrowLife, holdLife, lockLife, supplyLife, tabLife } from '../life';
import type { Transfer } from '../records/money';
import type { Submitting } from '../tables';

/**
 * What no longer waits in its box: nothing is left and no lot is named, so that no step of its own can
 * follow.
 */
function emptied<R extends { readonly left: Money; readonly lot?: string | undefined }>(
  record: R,
): Omit<R, 'lot'> {
  const { lot: _, ...bare } = record;
  return { ...bare, left: zero(record.left.currency) };
}

type Taken = (lot: string | undefined) => boolean;

/**
 * A court took the whole of a box: the record that names the lot says so. Boxes of other rooms
 * (`escrow:rental:R-1`) and quotes have no record here that names one; those rooms look into their boxes, and
 * a tick writes down what is gone.
 */
export async function seize(tx: Submitting, { from, spent }: Transfer): Promise<void> {
  const [kind = '', ...rest] = from.split(':');
  await seizures[kind]?.(tx, rest.join(':'), (lot) => lot !== undefined && spent.includes(lot));
}

const seizures: Readonly<Record<string, (tx: Submitting, id: string, taken: Taken) => Promise<void>>> = {
  async escrow(tx, escrowId, taken) {
    const escrow = await tx.escrows.find(escrowId);
    if (!escrow || !taken(escrow.lot)) return;
    const seized = { ...emptied(escrow), status: escrowLife.step('clawBack', escrow.status) };
    await tx.escrows.put(seized);
    const { payer, payee, status, left } = seized;
    tx.tell(paymentEvents.EscrowChanged, { escrowId, payer, payee, status, left });
  },
  async hold(tx, holdId, taken) {
    const hold = await tx.holds.find(holdId);
    if (hold && taken(hold.lot))
      await tx.holds.put({ ...emptied(hold), status: holdLife.step('clawBack', hold.status) });
  },
  async lock(tx, lockId, taken) {
    const lock = await tx.locks.find(lockId);
    if (lock && taken(lock.lot))
      await tx.locks.put({ ...lock, status: lockLife.step('clawBack', lock.status) });
  },
  async tab(tx, tabId, taken) {
    const tab = await tx.tabs.find(tabId);
    if (!tab || !taken(tab.lot)) return;
    const { lot: _, ...bare } = tab;
    const status = tabLife.step('clawBack', tab.status);
    await tx.tabs.put({ ...bare, status });
    tx.tell(paymentEvents.TabChanged, { tabId, payer: tab.payer, payee: tab.payee, status });
  },
  async redemption(tx, box, taken) {
    const [issuer = '', ...rest] = box.split('.');
    const order = await tx.orders.find(issuer, rest.join('.'));
    if (!order || !taken(order.lot)) return;
    const { orderId, kind, amount } = order;
    const seized = {
      ...order,
      status: supplyLife.step('clawBack', order.status),
      decidedBy: tx.caller.member,
    };
    await tx.orders.put(seized);
    tx.tell(paymentEvents.SupplyOrdered, { issuer, orderId, kind, amount, status: seized.status });
  },
};
