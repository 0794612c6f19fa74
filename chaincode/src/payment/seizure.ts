import { type Money, zero } from '../kit/money';
import { paymentEvents } from './events';
import { escrowLife, holdLife, lockLife, supplyLife } from './life';
import type { Submitting } from './tables';

/** What no longer waits in its box: nothing is left and no lot is named, so that no step of its own can follow. */
function emptied<R extends { readonly left: Money; readonly lot?: string | undefined }>(record: R): Omit<R, 'lot'> {
  const { lot: _, ...bare } = record;
  return { ...bare, left: zero(record.left.currency) };
}

/** A court took the whole of a box: the record behind it says so. A quote keeps no account of its box, and an account is no box. */
export async function seize(tx: Submitting, holder: string): Promise<void> {
  const [kind, ...rest] = holder.split(':');
  await seizures[kind ?? '']?.(tx, rest.join(':'));
}

const seizures: Readonly<Record<string, (tx: Submitting, id: string) => Promise<void>>> = {
  async escrow(tx, escrowId) {
    const escrow = await tx.escrows.get(escrowId);
    const seized = { ...emptied(escrow), status: escrowLife.step('clawBack', escrow.status) };
    await tx.escrows.put(seized);
    const { payer, payee, status, left } = seized;
    tx.tell(paymentEvents.EscrowChanged, { escrowId, payer, payee, status, left });
  },
  async hold(tx, holdId) {
    const hold = await tx.holds.get(holdId);
    await tx.holds.put({ ...emptied(hold), status: holdLife.step('clawBack', hold.status) });
  },
  async lock(tx, lockId) {
    const lock = await tx.locks.get(lockId);
    await tx.locks.put({ ...lock, status: lockLife.step('clawBack', lock.status) });
  },
  async redemption(tx, box) {
    const [issuer = '', ...rest] = box.split('.');
    const order = await tx.orders.get(issuer, rest.join('.'));
    const { orderId, kind, amount } = order;
    const seized = { ...order, status: supplyLife.step('clawBack', order.status), decidedBy: tx.caller.member };
    await tx.orders.put(seized);
    tx.tell(paymentEvents.SupplyOrdered, { issuer, orderId, kind, amount, status: seized.status });
  },
};
