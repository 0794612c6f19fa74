import { demand, kitErrors, refuse } from '../../kit/errors';
import { isZero } from '../../kit/value/money';
import { addDays, type Day, type Instant, isAfter, isBefore } from '../../kit/value/time';
import { begunDay, type Local } from '../../kit/value/zone';
import { lapsesAt } from './cover';
import { isOpen } from './plan/due';
import { policyErrors } from '../errors';
import { policyLife } from '../life';
import type { Instalment } from '../records/instalment';
import { MAX_GAPS, type Policy } from '../records/policy';

const paid = (instalment: Instalment, { paymentId, on, now }: Received): Instalment => ({
  ...instalment,
  status: 'paid',
  paidAt: now,
  paymentId,
  ...(on !== undefined && { paidOn: on }),
});

interface Received {
  readonly no: number;
  readonly paymentId: string;
  /** The day on which the policyholder paid, as the insurer says; now if not given. */
  readonly on?: Day | undefined;
  readonly now: Instant;
}

/**
 * The insurer has received an instalment: EXPECTED becomes PAID, in order, unless cover has lapsed over it.
 * What counts is when it was paid. One of 0.00 is paid by itself.
 */
export function receivePremium(policy: Policy, received: Received): Policy {
  const { no, on, now } = received;
  policyLife.step('receivePremium', policy.status);
  if (isZero(instalmentOf(policy, no).amount)) return policy;
  const lapsed = lapsesAt(policy);
  const inTime = lapsed === undefined || (on === undefined ? isBefore(now, lapsed) : on < lapseDay(policy));
  const open = inTime && policy.lapsedOver !== no;
  demand(open, policyErrors.POLICY_LAPSED, { policyId: policy.policyId, at: lapsed ?? '' });
  return { ...policy, instalments: payNext(policy, received) };
}

/** The first day on which the next instalment comes too late, in the zone of the policy. */
const lapseDay = (policy: Policy): Day =>
  addDays(instalmentOf(policy, Number(nextOf(policy))).dueOn, policy.graceDays);

/**
 * Writes a lapse down, so that no payment which was signed in time and held back makes it undone once a loss
 * is known.
 */
export function lapse(policy: Policy, now: Instant): Policy {
  const status = policyLife.step('lapse', policy.status);
  const [from, no] = [lapsesAt(policy), nextOf(policy)];
  const lapsed = from !== undefined && no !== 'none' && isAfter(now, from);
  if (!lapsed) return refuse(policyErrors.POLICY_NOT_LAPSED, { policyId: policy.policyId });
  return policy.lapsedOver === no ? policy : { ...policy, status, lapsedOver: no };
}

/**
 * Takes the unpaid instalment after a lapse; the time between lapse and now stays without cover (no losses
 * are taken in backwards).
 */
export function reinstate(policy: Policy, received: Omit<Received, 'on'>): Policy {
  const { now } = received;
  policyLife.step('reinstate', policy.status);
  const from = lapsesAt(policy);
  if (from === undefined || !isAfter(now, from))
    return refuse(policyErrors.POLICY_NOT_LAPSED, { policyId: policy.policyId });
  demand(isBefore(now, policy.endsAt), policyErrors.NO_COVER_TO_CHANGE, {
    policyId: policy.policyId,
    until: policy.endsAt,
  });
  const count = policy.gaps.length;
  demand(count < MAX_GAPS, kitErrors.TOO_MANY, { count, what: 'reinstatements', max: MAX_GAPS });
  return {
    ...policy,
    instalments: payNext(policy, received),
    gaps: [...policy.gaps, { from, until: now }],
  };
}

/**
 * An instalment by its number: they stand in the order of their due days, in which a change of cover may put
 * a later number first.
 */
export const instalmentOf = (policy: Policy, no: number): Instalment =>
  policy.instalments.find((one) => one.no === no) ??
  refuse(policyErrors.PREMIUM_OUT_OF_ORDER, { next: nextOf(policy) });

/**
 * The next instalment, which is due for certain, by whatever clock: nobody draws ahead of the day. Throws
 * NO_PREMIUM_DUE.
 */
export function dueInstalment(policy: Policy, now: Local): Instalment {
  const next = policy.instalments.find(isOpen);
  if (next && next.dueOn <= begunDay(now)) return next;
  const { policyId } = policy;
  return refuse(policyErrors.NO_PREMIUM_DUE, { policyId, next: next?.dueOn ?? 'none' });
}

const nextOf = (policy: Policy): number | 'none' => policy.instalments.find(isOpen)?.no ?? 'none';

function payNext(policy: Policy, received: Received): Instalment[] {
  const next = nextOf(policy);
  demand(next === received.no, policyErrors.PREMIUM_OUT_OF_ORDER, { next });
  return policy.instalments.map((one) => (one.no === received.no ? paid(one, received) : one));
}
