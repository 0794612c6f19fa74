import { demand, kitErrors, refuse } from '../../kit/errors';
import { type Money, show, subtract } from '../../kit/value/money';
import { addDays, type Day, earlierOf, type Instant, isAfter, isBefore } from '../../kit/value/time';
import { dayIn, type Local, UTC, type Zone } from '../../kit/value/zone';
import { coverUntil, lapsesAt } from './cover';
import { bytesOf, isSignedBy, mustBeMeasured } from './digest';
import { policyErrors } from '../errors';
import { policyLife } from '../life';
import { balanceAtCancellation, baseOf, billOf, premiumOf, receivedOf } from './premium';
import { type CancelReason, type Digest, type Instalment, MAX_GAPS, type Policy, type Usage } from '../records/policy';
import type { Tariff } from '../records/tariff';

export const turnDown = (policy: Policy): Policy => ({ ...policy, status: policyLife.step('turnDown', policy.status) });
export const takeBack = (policy: Policy): Policy => ({ ...policy, status: policyLife.step('takeBack', policy.status) });

const paid = (instalment: Instalment, paymentId: string, now: Instant): Instalment => ({
  ...instalment,
  status: 'paid',
  paidAt: now,
  paymentId,
});

interface Received {
  readonly no: number;
  readonly paymentId: string;
  /** The day on which the policyholder paid, as the insurer says; now if not given. */
  readonly on?: Day | undefined;
  readonly now: Instant;
}

/** The insurer has received an instalment: EXPECTED becomes PAID, in order, unless cover has lapsed over it. What counts is when it was paid. */
export function receivePremium(policy: Policy, { no, paymentId, on, now }: Received): Policy {
  if (isPaidBy(policy, no, paymentId)) return policy;
  policyLife.step('receivePremium', policy.status);
  const lapsed = lapsesAt(policy);
  const inTime = lapsed === undefined || (on === undefined ? isBefore(now, lapsed) : on < lapseDay(policy));
  const open = inTime && policy.lapsedOver !== no;
  demand(open, policyErrors.POLICY_LAPSED, { policyId: policy.policyId, at: lapsed ?? '' });
  return { ...policy, instalments: payNext(policy, no, paymentId, now) };
}

/** The first day on which the next instalment comes too late, in the zone of the policy. */
const lapseDay = (policy: Policy): Day => addDays(instalmentOf(policy, Number(nextOf(policy))).dueOn, policy.graceDays);

/** Writes a lapse down, so that no payment which was signed in time and held back makes it undone once a loss is known. */
export function lapse(policy: Policy, now: Instant): Policy {
  const status = policyLife.step('lapse', policy.status);
  const [from, no] = [lapsesAt(policy), nextOf(policy)];
  const lapsed = from !== undefined && no !== 'none' && isAfter(now, from);
  if (!lapsed) return refuse(policyErrors.POLICY_NOT_LAPSED, { policyId: policy.policyId });
  return policy.lapsedOver === no ? policy : { ...policy, status, lapsedOver: no };
}

/** Takes the unpaid instalment after a lapse; the time between lapse and now stays without cover (no losses are taken in backwards). */
export function reinstate(policy: Policy, { no, paymentId, now }: { no: number; paymentId: string; now: Instant }): Policy {
  if (isPaidBy(policy, no, paymentId)) return policy;
  policyLife.step('reinstate', policy.status);
  const from = lapsesAt(policy);
  if (from === undefined || !isAfter(now, from)) return refuse(policyErrors.POLICY_NOT_LAPSED, { policyId: policy.policyId });
  demand(isBefore(now, policy.endsAt), policyErrors.NO_COVER_TO_CHANGE, { policyId: policy.policyId, until: policy.endsAt });
  const count = policy.gaps.length;
  demand(count < MAX_GAPS, kitErrors.TOO_MANY, { count, what: 'reinstatements', max: MAX_GAPS });
  return { ...policy, instalments: payNext(policy, no, paymentId, now), gaps: [...policy.gaps, { from, until: now }] };
}

/** A repeated message about the same payment changes nothing. */
const isPaidBy = (policy: Policy, no: number, paymentId: string): boolean =>
  policy.instalments.some((one) => one.no === no && one.paymentId === paymentId);

/** An instalment by its number: they stand in the order of their due days, in which a change of cover may put a later number first. */
export const instalmentOf = (policy: Policy, no: number): Instalment =>
  policy.instalments.find((one) => one.no === no) ?? refuse(policyErrors.PREMIUM_OUT_OF_ORDER, { next: nextOf(policy) });

const nextOf = (policy: Policy): number | 'none' => policy.instalments.find((one) => one.status === 'expected')?.no ?? 'none';

function payNext(policy: Policy, no: number, paymentId: string, now: Instant): Instalment[] {
  const next = nextOf(policy);
  demand(next === no, policyErrors.PREMIUM_OUT_OF_ORDER, { next });
  return policy.instalments.map((one) => (one.no === no ? paid(one, paymentId, now) : one));
}

/**
 * Ends the cover now. The insurer cancels pro rata; the policyholder at the short rate of the tariff. After a total loss the premium is earned
 * in full. The balance says who owes whom.
 */
export function cancel(
  policy: Policy,
  { by, reason, now, zone = UTC }: { by: 'policyholder' | 'insurer'; reason: CancelReason; now: Instant; zone?: Zone },
): { policy: Policy; cancelledAt: Instant; balance: Money } {
  const status = policyLife.step('cancel', policy.status);
  const at = earlierOf(coverUntil(policy).until, now);
  const rate = by === 'policyholder' && now >= policy.startsAt ? policy.shortRate : 0;
  const balance =
    policy.exhaustedAt === undefined
      ? balanceAtCancellation(policy, dayIn(zone, at), rate, zone)
      : subtract(receivedOf(policy), premiumOf(policy));
  const { offered: _dropped, ...rest } = policy;
  return { policy: { ...rest, status, cancelledAt: at, cancelReason: reason, balance }, cancelledAt: at, balance };
}

/** What was owed at cancellation, either way, was paid. */
export function settleBalance(policy: Policy, paymentId: string): Policy {
  if (policy.balancePaymentId === paymentId) return policy;
  const { policyId, balance, balancePaymentId } = policy;
  policyLife.step('settleBalance', policy.status);
  demand(isOwed(balance) && balancePaymentId === undefined, policyErrors.BALANCE_NOT_OPEN, { policyId });
  return { ...policy, balancePaymentId: paymentId };
}

const isOwed = (balance: Money | undefined): balance is Money => balance !== undefined && balance.amount !== 0n;

/** Puts the policy away: its cover is over and no claim is open. */
export function close(policy: Policy, now: Instant): Policy {
  const status = policyLife.step('close', policy.status);
  const { policyId, openClaims } = policy;
  const { until } = coverUntil(policy);
  const over = policy.status === 'cancelled' || isAfter(now, until);
  demand(over, policyErrors.POLICY_IN_FORCE, { policyId, until });
  demand(openClaims === 0, policyErrors.POLICY_HAS_OPEN_CLAIMS, { policyId, open: openClaims });
  const open = isOwed(policy.balance) && policy.balancePaymentId === undefined ? policy.balance : undefined;
  demand(open === undefined, policyErrors.BALANCE_OPEN, { balance: open ? show(open) : '' });
  return { ...policy, status, closedAt: now };
}

/** The bill of a finished month, from what the car signed. Whoever reports it cannot change it. */
export function reportMonth(policy: Policy, tariff: Tariff, reported: { digest: Digest; signature: string }, now: Local): Usage {
  const { digest, signature } = reported;
  mustBeMeasured(policy, digest, now);
  const genuine = isSignedBy(policy.carKey ?? '', bytesOf(digest), signature);
  demand(genuine, policyErrors.DIGEST_SIGNATURE_WRONG, { vin: digest.vin });
  const bill = billOf(tariff, baseOf(policy, digest.month), digest);
  return { ...digest, insurer: policy.insurer, signature, ...bill, status: 'expected' };
}

export function settleMonth(usage: Usage, paymentId: string, now: Instant): Usage {
  const { month, paymentId: by } = usage;
  if (by === paymentId) return usage;
  demand(usage.status === 'expected', policyErrors.MONTH_SETTLED, { month, paymentId: by ?? '' });
  return { ...usage, status: 'paid', paidAt: now, paymentId };
}
