import { isPositive, type Money } from '../../kit/value/money';
import type { Hold, Lock } from '../records/escrow';
import { authorise, capture, claim, endHold, holdBox, lock, lockBox, reclaim } from '../rules/hold';
import { move } from './movement';
import { firstLot, getPayment, knownPayment } from './payment';
import type { Transfer, TransferKind } from '../records/money';
import type { Portion } from '../rules/spending';
import type { Some, Submitting } from '../tables';

/** Holds and hash locks. */
export const waiting: Some<'authorise' | 'capture' | 'endHold' | 'lock' | 'claim' | 'reclaim'> = {
  async authorise(tx, { holdId, payee, amount, until, ...payment }) {
    const known = await tx.holds.known(holdId);
    if (known) return { hold: known, transfer: await getPayment(tx, payment) };
    tx.mustBe('the owner of the money', payment.from);
    const hold = authorise({ holdId, payer: payment.from, payee, amount, until }, tx.now);
    const to = [{ party: holdBox(holdId), amount }];
    return putHold(tx, hold, await move(tx, 'authorise', { ...payment, to, treatment: 'wait', payees: [payee] }));
  },
  async capture(tx, { holdId, paymentId, amount, last }) {
    const known = await knownPayment(tx, { paymentId, from: holdBox(holdId) });
    const hold = await tx.holds.get(holdId);
    if (known) return { hold, transfer: known };
    tx.mustBe('the payee', hold.payee);
    const captured = capture(hold, amount, last, tx.now);
    const to = [{ party: hold.payee, amount }, ...back(hold, captured.back)];
    return putHold(tx, captured.hold, await takeOut(tx, 'capture', holdBox(holdId), hold, paymentId, to));
  },
  async endHold(tx, { holdId, paymentId }) {
    const known = await knownPayment(tx, { paymentId, from: holdBox(holdId) });
    const hold = await tx.holds.get(holdId);
    if (known) return { hold, transfer: known };
    const ended = endHold(hold, tx.is(hold.payee), tx.now);
    return putHold(tx, ended.hold, await takeOut(tx, 'endHold', holdBox(holdId), hold, paymentId, back(hold, ended.back)));
  },
  async lock(tx, { lockId, payee, amount, hash, deadline, ...payment }) {
    const known = await tx.locks.known(lockId);
    if (known) return { lock: known, transfer: await getPayment(tx, payment) };
    tx.mustBe('the owner of the money', payment.from);
    const lot = await firstLot(tx, payment);
    const locked = lock({ lockId, payer: payment.from, payee, amount, hash, deadline, lot }, tx.now);
    const to = [{ party: lockBox(lockId), amount }];
    return putLock(tx, locked, await move(tx, 'lock', { ...payment, to, treatment: 'wait', payees: [payee] }));
  },
  async claim(tx, { lockId, paymentId, preimage }) {
    const known = await knownPayment(tx, { paymentId, from: lockBox(lockId) });
    const locked = await tx.locks.get(lockId);
    if (known) return { lock: locked, transfer: known };
    const claimed = claim(locked, preimage, tx.now);
    const to = [{ party: locked.payee, amount: locked.amount }];
    return putLock(tx, claimed, await takeOut(tx, 'claim', lockBox(lockId), locked, paymentId, to));
  },
  async reclaim(tx, { lockId, paymentId }) {
    const known = await knownPayment(tx, { paymentId, from: lockBox(lockId) });
    const locked = await tx.locks.get(lockId);
    if (known) return { lock: locked, transfer: known };
    const reclaimed = reclaim(locked, tx.now);
    return putLock(tx, reclaimed, await takeOut(tx, 'reclaim', lockBox(lockId), locked, paymentId, back(locked, locked.amount)));
  },
};

const back = ({ payer }: { payer: string }, amount: Money): Portion[] =>
  isPositive(amount) ? [{ party: payer, amount, back: true }] : [];

const takeOut = (
  tx: Submitting,
  kind: TransferKind,
  from: string,
  { lot }: { lot?: string | undefined },
  paymentId: string,
  to: readonly Portion[],
) => move(tx, kind, { paymentId, from, lots: lot ? [lot] : [], to, treatment: 'deliver' });

async function putHold(tx: Submitting, after: Hold, transfer: Transfer) {
  const { lot: _, ...bare } = after;
  const inside = transfer.made.find(({ owner }) => owner === holdBox(bare.holdId));
  const hold = inside ? { ...bare, lot: inside.lotId } : bare;
  await tx.holds.put(hold);
  return { hold, transfer };
}

async function putLock(tx: Submitting, lock: Lock, transfer: Transfer) {
  await tx.locks.put(lock);
  return { lock, transfer };
}
