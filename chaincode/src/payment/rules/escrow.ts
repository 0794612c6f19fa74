import { demand, kitErrors, refuse } from '../../kit/errors';
import { isBefore, opensAfter } from '../../kit/value/time';
import {
  compare,
  equal,
  isPositive,
  isZero,
  type Money,
  scaleDown,
  subtract,
  sum,
  zero,
  add,
  lesser,
} from '../../kit/value/money';
import { type Condition, type Escrow, type Milestone, isFunded } from '../records/escrow';
import { openCondition, refundAfter } from '../due';
import { paymentErrors } from '../errors';
import { escrowLife } from '../life';
import { shareOut } from './money/share';
import type { Portion } from './money/spending';
import { mustBeBefore, mustBeAfter } from './deadline';
import type { TransferKind } from '../records/money';

/** What payer and payee agree on, before anything is confirmed, released or paid in. */
export type Terms = Omit<Escrow, 'status' | 'left' | 'lot' | 'milestones'> & {
  readonly milestones: readonly (Omit<Milestone, 'conditions' | 'releasedBy'> & {
    readonly conditions: readonly Omit<Condition, 'confirmedBy'>[];
  })[];
};

/** An escrow as agreed and not yet funded. The milestones add up to the amount. */
export function openEscrow(terms: Terms, at: string): Escrow {
  const { escrowId, milestones, amount, deadline, arbiter, payer, payee } = terms;
  const ids = milestones.flatMap((one) => [
    one.milestoneId,
    ...one.conditions.map((each) => `${one.milestoneId}/${each.conditionId}`),
  ]);
  const wrong = (why: string): never => refuse(paymentErrors.ESCROW_TERMS, { why });
  if (new Set(ids).size < ids.length) wrong('a milestone or condition is named twice');
  if (escrowId.includes(':')) wrong('a colon stands in the names of boxes of other rooms');
  if (payer === payee) wrong('payer and payee are the same');
  if (arbiter && [payer, payee].includes(arbiter.party)) wrong('a side cannot be the arbiter');
  if (!isBefore(at, deadline)) wrong('the deadline has passed');
  if (arbiter && arbiter.until <= deadline) wrong('the arbiter needs time after the deadline');
  for (const { notBefore, conditions } of milestones) {
    if (notBefore !== undefined && opensAfter(notBefore) >= deadline)
      wrong('a milestone opens only after the deadline');
    for (const { by, need } of conditions)
      if (need > new Set(by).size) wrong('a condition needs more confirmations than it names confirmers');
  }
  if (
    !equal(
      sum(
        milestones.map((one) => one.amount),
        amount.currency,
      ),
      amount,
    )
  )
    wrong('the milestones do not add up to the amount');
  // Splits that weigh nothing would hold the money until the deadline.
  shareOut(amount, terms.splits ?? [{ party: payee, weight: 1 }], terms.fee);
  return {
    ...terms,
    milestones: milestones.map((one) => ({
      ...one,
      conditions: one.conditions.map((each) => ({ ...each, by: [...each.by], confirmedBy: [] })),
    })),
    status: 'created',
    left: zero(amount.currency),
  };
}

/**
 * Keeps back a part of every milestone (rounded down) as a last milestone that opens at `until`: retention,
 * as building contracts have it.
 */
export function withHoldBack<M extends { readonly milestoneId: string; readonly amount: Money }>(
  milestones: readonly M[],
  { ppm, until }: { ppm: number; until: string },
) {
  const kept = milestones.map(({ amount }) => scaleDown(amount, BigInt(ppm), 1_000_000n));
  const [first = zero('EUR'), ...rest] = kept;
  const total = rest.reduce(add, first);
  const paid = milestones.map((one, at) => ({
    ...one,
    amount: subtract(one.amount, kept[at] ?? zero(one.amount.currency)),
  }));
  return isZero(total)
    ? paid
    : [...paid, { milestoneId: 'hold-back', amount: total, notBefore: until, conditions: [] }];
}

/** The money is in the box. Refuses with WRONG_STATUS, DEADLINE_PASSED. */
export function fundEscrow(escrow: Escrow, at: string): Escrow {
  const status = escrowLife.step('fundEscrow', escrow.status);
  mustBeBefore(escrow.deadline, at);
  return { ...escrow, status, left: escrow.amount };
}

/** What was never funded ends. Refuses with WRONG_STATUS. */
export const withdrawEscrow = (escrow: Escrow): Escrow => ({
  ...escrow,
  status: escrowLife.step('withdrawEscrow', escrow.status),
});

/** `is` tells whether the caller speaks for a party; the first that the condition asks for counts, once. */
export function confirm(
  escrow: Escrow,
  milestoneId: string,
  conditionId: string,
  is: (party: string) => boolean,
  at: string,
): Escrow {
  const status = escrowLife.step('confirm', escrow.status, escrow.status);
  mustBeBefore(escrow.deadline, at);
  const condition = milestoneOf(escrow, milestoneId).conditions.find(
    (one) => one.conditionId === conditionId,
  );
  if (!condition)
    return refuse(kitErrors.NOT_FOUND, { kind: 'condition', id: `${milestoneId}/${conditionId}` });
  const who = condition.by.find(is) ?? refuse(paymentErrors.NOT_A_CONFIRMER, { conditionId });
  if (condition.confirmedBy.includes(who)) return escrow;
  const confirmed = { ...condition, confirmedBy: [...condition.confirmedBy, who] };
  const milestones = escrow.milestones.map((one) =>
    one.milestoneId === milestoneId
      ? { ...one, conditions: one.conditions.map((each) => (each === condition ? confirmed : each)) }
      : one,
  );
  return { ...escrow, status, milestones };
}

/** A box as it is after money left it, and who gets how much. */
export interface Opened {
  readonly escrow: Escrow;
  readonly to: readonly Portion[];
}

/**
 * Before the deadline, once its conditions are met, or when the payer waives them: to give one's own money
 * needs no leave.
 */
export function releaseEscrow(
  escrow: Escrow,
  {
    milestoneId,
    paymentId,
    at,
    waived = false,
  }: { milestoneId: string; paymentId: string; at: string; waived?: boolean },
): Opened {
  escrowLife.step('releaseEscrow', escrow.status);
  mustBeBefore(escrow.deadline, at);
  const milestone = milestoneOf(escrow, milestoneId);
  demand(milestone.releasedBy === undefined, paymentErrors.MILESTONE_RELEASED, { milestoneId });
  if (!waived) met(milestone, at);
  const left = subtract(escrow.left, milestone.amount);
  const status = escrowLife.step(
    'releaseEscrow',
    escrow.status,
    isPositive(left) ? 'partlyReleased' : 'released',
  );
  const milestones = escrow.milestones.map((one) =>
    one === milestone ? { ...one, releasedBy: paymentId } : one,
  );
  return { escrow: { ...escrow, status, milestones, left }, to: toPayee(escrow, milestone.amount) };
}

/** After the deadline; sooner if the payee agrees; from a dispute once the arbiter let its time pass. */
export function refundEscrow(escrow: Escrow, at: string, agreed = false): Opened {
  const status = escrowLife.step('refundEscrow', escrow.status);
  if (!agreed) mustBeAfter(refundAfter(escrow), at);
  return {
    escrow: { ...escrow, status, left: zero(escrow.left.currency) },
    to: [{ party: escrow.payer, amount: escrow.left, back: true }],
  };
}

/** Stops the escrow until its arbiter decides. Refuses with WRONG_STATUS, NO_ARBITER, DEADLINE_PASSED. */
export function dispute(escrow: Escrow, at: string): Escrow {
  const status = escrowLife.step('dispute', escrow.status);
  demand(escrow.arbiter !== undefined, paymentErrors.NO_ARBITER);
  mustBeBefore(escrow.deadline, at);
  return { ...escrow, status };
}

/** The arbiter shares all that is left between the two sides. */
export function resolve(escrow: Escrow, payerShare: Money, payeeShare: Money, at: string): Opened {
  const status = escrowLife.step('resolve', escrow.status);
  mustBeBefore(escrow.arbiter?.until ?? escrow.deadline, at);
  demand(compare(add(payerShare, payeeShare), escrow.left) === 0, paymentErrors.SHARES_DIFFER, {
    left: `${escrow.left.amount}`,
  });
  const to = [
    ...(isPositive(payerShare) ? [{ party: escrow.payer, amount: payerShare, back: true }] : []),
    ...(isPositive(payeeShare) ? toPayee(escrow, payeeShare) : []),
  ];
  return { escrow: { ...escrow, status, left: zero(escrow.left.currency) }, to };
}

const toPayee = ({ payee, splits, fee }: Escrow, amount: Money): Portion[] =>
  shareOut(amount, splits ?? [{ party: payee, weight: 1 }], fee);

const milestoneOf = (escrow: Escrow, milestoneId: string): Milestone =>
  escrow.milestones.find((one) => one.milestoneId === milestoneId) ??
  refuse(kitErrors.NOT_FOUND, { kind: 'milestone', id: milestoneId });

function met(milestone: Milestone, at: string): void {
  if (milestone.notBefore !== undefined) mustBeAfter(milestone.notBefore, at);
  const open = openCondition(milestone);
  if (!open) return;
  const { conditionId, need, confirmedBy } = open;
  refuse(paymentErrors.CONDITION_OPEN, { conditionId, have: confirmedBy.length, need });
}

/**
 * Empties a box: so much back to the customer, the rest to the merchant. A box that the sides emptied
 * themselves stays as it is.
 */
export function emptyEscrow(
  escrow: Escrow,
  refund: Money,
): { opened: Opened; kind: TransferKind } | undefined {
  if (escrow.status !== 'funded' && escrow.status !== 'partlyReleased') return undefined;
  const rest = subtract(escrow.left, refund);
  const to = [
    ...(isPositive(refund) ? [{ party: escrow.payer, amount: refund, back: true }] : []),
    ...(isPositive(rest) ? [{ party: escrow.payee, amount: rest }] : []),
  ];
  const status = !isPositive(rest) ? 'refunded' : isPositive(refund) ? 'resolved' : 'released';
  const kind = !isPositive(rest) ? 'refund' : isPositive(refund) ? 'resolve' : 'release';
  return { opened: { escrow: { ...escrow, status, left: zero(escrow.left.currency) }, to }, kind };
}

/** Pays a customer out of the bond, as far as it goes; nothing when it is gone. */
export function payOut(bond: Escrow, to: string, amount: Money): Opened | undefined {
  if (!isFunded(bond) || !isPositive(bond.left)) return undefined;
  const paid = lesser(amount, bond.left);
  const left = subtract(bond.left, paid);
  const milestones = isPositive(left)
    ? bond.milestones.map((one) => ({ ...one, amount: left }))
    : bond.milestones;
  const status = isPositive(left) ? 'partlyReleased' : 'released';
  return { escrow: { ...bond, left, milestones, status }, to: [{ party: to, amount: paid }] };
}
