import type { Part, Submitting } from '../tables';
import type { holdOperations } from '../api/hold';
import { isPositive, type Money } from '../../kit/value/money';
import { type Hold, type Lock, holdBox, lockBox } from '../records/hold';
import { authorise, capture, claim, endHold, lock, reclaim } from '../rules/hold';
import { move } from './money/movement';
import { firstLot } from './money/payment';
import type { Transfer, TransferKind } from '../records/money';
import type { Portion } from '../rules/money/spending';

/** Holds and hash locks. */
export const holdHandlers: Part<typeof holdOperations> = {
  async authorise(tx, { holdId, payee, amount, until, ...payment }) {
    tx.mustBe('the owner of the money', payment.from);
    const hold = authorise({ holdId, payer: payment.from, payee, amount, until }, tx.now);
    const to = [{ party: holdBox(holdId), amount }];
    return putHold(
      tx,
      hold,
      await move(tx, 'authorise', { ...payment, to, treatment: 'wait', payees: [payee] }),
    );
  },
  async capture(tx, { holdId, paymentId, amount, last }, { on: hold }) {
    const captured = capture(hold, amount, last, tx.now);
    const to = [{ party: hold.payee, amount }, ...back(hold, captured.back)];
    return putHold(tx, captured.hold, await takeOut(tx, 'capture', holdBox(holdId), hold, paymentId, to));
  },
  async endHold(tx, { holdId, paymentId }, { on: hold }) {
    const ended = endHold(hold, tx.is(hold.payee), tx.now);
    return putHold(
      tx,
      ended.hold,
      await takeOut(tx, 'endHold', holdBox(holdId), hold, paymentId, back(hold, ended.back)),
    );
  },
  async lock(tx, { lockId, payee, amount, hash, deadline, ...payment }) {
    tx.mustBe('the owner of the money', payment.from);
    const lot = await firstLot(tx, payment);
    const locked = lock({ lockId, payer: payment.from, payee, amount, hash, deadline, lot }, tx.now);
    const to = [{ party: lockBox(lockId), amount }];
    return putLock(
      tx,
      locked,
      await move(tx, 'lock', { ...payment, to, treatment: 'wait', payees: [payee] }),
    );
  },
  async claim(tx, { lockId, paymentId, preimage }, { on: locked }) {
    const claimed = claim(locked, preimage, tx.now);
    const to = [{ party: locked.payee, amount: locked.amount }];
    return putLock(tx, claimed, await takeOut(tx, 'claim', lockBox(lockId), locked, paymentId, to));
  },
  async reclaim(tx, { lockId, paymentId }, { on: locked }) {
    const reclaimed = reclaim(locked, tx.now);
    return putLock(
      tx,
      reclaimed,
      await takeOut(tx, 'reclaim', lockBox(lockId), locked, paymentId, back(locked, locked.amount)),
    );
  },
  readHold: (_tx, _request, { on: hold }) => hold,
  readLock: (_tx, _request, { on: locked }) => locked,
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
