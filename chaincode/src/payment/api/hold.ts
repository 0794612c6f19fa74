import { z } from 'zod';
import { submit, evaluate } from '../../kit/api';
import { id, sha256Hex } from '../../kit/value/text';
import { everyone } from '../../words/role';
import { Hold, Lock, holdBox, holds, lockBox, locks } from '../records/hold';
import { paymentErrors as errors } from '../errors';
import { withTransfer, moved, moneyRefusals, paying } from './shape';
import { positiveMoney } from '../../kit/value/money';
import { instant } from '../../kit/value/time';
import { party } from '../records/party';
import { holdLife, lockLife } from '../life';
import { paymentAt, spending } from '../records/money';

const heldAnswer = withTransfer('hold', Hold);

const lockAnswer = withTransfer('lock', Lock);

export const authorising = z.strictObject({
  holdId: id,
  ...paying,
  payee: party,
  amount: positiveMoney,
  until: instant,
});

export const capturing = z.strictObject({
  holdId: id,
  paymentId: id,
  amount: positiveMoney,
  last: z.boolean(),
});

export const locking = z.strictObject({
  lockId: id,
  ...paying,
  payee: party,
  amount: positiveMoney,
  hash: sha256Hex,
  deadline: instant,
});

/** 32 bytes in lower-case hexadecimal. */
export const preimage = sha256Hex;

const onHold = ({ holdId }: { readonly holdId: string }) => holds.at(holdId);
const onLock = ({ lockId }: { readonly lockId: string }) => locks.at(lockId);

/** Money that waits: holds and hash locks. */
export const holdOperations = {
  authorise: submit({
    says: 'Set money aside for a payee, who captures it before the end.',
    by: everyone,
    request: authorising,
    creates: ({ holdId }) => holds.at(holdId),
    again: (hold, _on, { paymentId, from }) => ({ hold, transfer: paymentAt(paymentId, from) }),
    loads: (wanted) => spending(wanted, [{ party: wanted.payee, amount: wanted.amount }]),
    response: heldAnswer,
    errors: [errors.DEADLINE_PASSED, ...moneyRefusals],
    events: [moved],
  }),
  capture: submit({
    says: 'Take money that was set aside, in parts or at once; with `last` the rest goes back.',
    by: everyone,
    request: capturing,
    on: onHold,
    step: holdLife.capture,
    creates: ({ holdId, paymentId }) => paymentAt(paymentId, holdBox(holdId)),
    again: (transfer, hold) => ({ hold, transfer }),
    response: heldAnswer,
    errors: [errors.DEADLINE_PASSED, errors.HOLD_EXCEEDED, ...moneyRefusals],
    events: [moved],
    many: 100,
  }),
  endHold: submit({
    says: 'Give back what was set aside: the payee at any time, anyone after the end.',
    by: everyone,
    request: z.strictObject({ holdId: id, paymentId: id }),
    on: onHold,
    step: holdLife.endHold,
    creates: ({ holdId, paymentId }) => paymentAt(paymentId, holdBox(holdId)),
    again: (transfer, hold) => ({ hold, transfer }),
    response: heldAnswer,
    errors: [errors.DEADLINE_AHEAD, ...moneyRefusals],
    events: [moved],
  }),
  lock: submit({
    says: 'Lock money under a hash: the preimage moves it to the payee before the deadline.',
    by: everyone,
    request: locking,
    creates: ({ lockId }) => locks.at(lockId),
    again: (lock, _on, { paymentId, from }) => ({ lock, transfer: paymentAt(paymentId, from) }),
    loads: (wanted) => spending(wanted, [{ party: wanted.payee, amount: wanted.amount }]),
    response: lockAnswer,
    errors: [errors.DEADLINE_PASSED, ...moneyRefusals],
    events: [moved],
  }),
  claim: submit({
    says: 'Claim locked money for the payee by showing the preimage. It becomes public.',
    by: everyone,
    request: z.strictObject({ lockId: id, paymentId: id, preimage: preimage }),
    on: onLock,
    step: lockLife.claim,
    creates: ({ lockId, paymentId }) => paymentAt(paymentId, lockBox(lockId)),
    again: (transfer, lock) => ({ lock, transfer }),
    response: lockAnswer,
    errors: [errors.DEADLINE_PASSED, errors.WRONG_PREIMAGE, ...moneyRefusals],
    events: [moved],
  }),
  reclaim: submit({
    says: 'Give locked money back to the payer after the deadline. Anyone may.',
    by: everyone,
    request: z.strictObject({ lockId: id, paymentId: id }),
    on: onLock,
    step: lockLife.reclaim,
    creates: ({ lockId, paymentId }) => paymentAt(paymentId, lockBox(lockId)),
    again: (transfer, lock) => ({ lock, transfer }),
    response: lockAnswer,
    errors: [errors.DEADLINE_AHEAD, ...moneyRefusals],
    events: [moved],
  }),
  readHold: evaluate({
    says: 'Read a hold.',
    by: everyone,
    request: z.strictObject({ holdId: id }),
    on: onHold,
    sides: ['payer', 'payee', 'registrar', 'auditor'],
    response: Hold,
  }),
  readLock: evaluate({
    says: 'Read a hash-locked payment.',
    by: everyone,
    request: z.strictObject({ lockId: id }),
    on: onLock,
    sides: ['payer', 'payee', 'registrar', 'auditor'],
    response: Lock,
  }),
};
