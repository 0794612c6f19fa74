import { createHash } from 'node:crypto';
import { demand } from '../../kit/errors';
import { compare, isPositive, type Money, subtract, zero } from '../../kit/value/money';
import type { Hold, Lock } from '../records/hold';
import { paymentErrors } from '../errors';
import { mustBeAfter, mustBeBefore } from './deadline';
import { holdLife, lockLife } from '../life';

/** Money set aside for a payee until an end; DEADLINE_PASSED if that is over. */
export function authorise(terms: Omit<Hold, 'left' | 'status'>, at: string): Hold {
  mustBeBefore(terms.until, at);
  return { ...terms, left: terms.amount, status: 'authorised' };
}

/** Takes a part of the hold; the last capture ends it and what is left goes back. */
export function capture(hold: Hold, amount: Money, last: boolean, at: string): { hold: Hold; back: Money } {
  holdLife.step('capture', hold.status);
  mustBeBefore(hold.until, at);
  const enough = compare(amount, hold.left) <= 0;
  demand(enough, paymentErrors.HOLD_EXCEEDED, { left: `${hold.left.amount}`, asked: `${amount.amount}` });
  const rest = subtract(hold.left, amount);
  const done = last || !isPositive(rest);
  const status = done ? 'captured' : 'authorised';
  return {
    hold: { ...hold, left: done ? zero(rest.currency) : rest, status },
    back: done ? rest : zero(rest.currency),
  };
}

/** The payee lets go at any time; anybody frees what was not captured after the end. */
export function endHold(hold: Hold, byPayee: boolean, at: string): { hold: Hold; back: Money } {
  const status = holdLife.step('endHold', hold.status);
  if (!byPayee) mustBeAfter(hold.until, at);
  return { hold: { ...hold, status, left: zero(hold.left.currency) }, back: hold.left };
}

/** Money locked under a hash until a deadline; DEADLINE_PASSED if that is over. */
export function lock(terms: Omit<Lock, 'status' | 'preimage'>, at: string): Lock {
  mustBeBefore(terms.deadline, at);
  return { ...terms, status: 'locked' };
}

/**
 * The preimage opens the lock before the deadline. Refuses with WRONG_STATUS, DEADLINE_PASSED,
 * WRONG_PREIMAGE.
 */
export function claim(locked: Lock, preimage: string, at: string): Lock {
  const status = lockLife.step('claim', locked.status);
  mustBeBefore(locked.deadline, at);
  const hash = createHash('sha256').update(Buffer.from(preimage, 'hex')).digest('hex');
  demand(hash === locked.hash, paymentErrors.WRONG_PREIMAGE, { hash: locked.hash });
  return { ...locked, status, preimage };
}

/** The payer has it back after the deadline. Refuses with WRONG_STATUS, DEADLINE_AHEAD. */
export function reclaim(locked: Lock, at: string): Lock {
  const status = lockLife.step('reclaim', locked.status);
  mustBeAfter(locked.deadline, at);
  return { ...locked, status };
}
