import { demand } from '../../../kit/errors';
import { isZero, type Money } from '../../../kit/value/money';
import { addDays, earlierOf, type Instant, isBefore } from '../../../kit/value/time';
import { dayEnds, dayIn, type Local, type Zone } from '../../../kit/value/zone';
import { policyErrors } from '../../errors';
import { policyLife } from '../../life';
import type { Policy } from '../../records/policy';
import { coverUntil } from '../cover';
import { balanceAtEnd, receivedOf } from '../premium';

/**
 * Until when a policy may be withdrawn from: the days of its tariff after the one on which it was bound, to the
 * end of the last (VVG § 8(1): 14; BGB § 187(1), § 188(1)). The papers of § 8(2), with which the time begins, are
 * taken to be handed over by then.
 */
export const withdrawalEnds = ({ boundAt, withdrawalDays }: Policy, zone: Zone): Instant | undefined =>
  boundAt === undefined || withdrawalDays === undefined
    ? undefined
    : dayEnds(zone, addDays(dayIn(zone, boundAt), withdrawalDays));

const isUsed = ({ coverAtOnce, paidOut }: Policy): boolean => coverAtOnce === true || !isZero(paidOut);

/** Whether a withdrawal gave all back: then nothing is owed for the days before it either (VVG § 9(1)). */
export const isGivenBackWhole = (policy: Policy): boolean =>
  policy.cancelReason === 'withdrawn' && !isUsed(policy);

/**
 * The policyholder takes its word back. What was paid for the time after goes back, without a short rate; for the
 * time before, too, unless the policyholder agreed that cover begins at once, or had something out of it
 * (VVG § 9(1)). Throws WITHDRAWAL_OVER.
 */
export function withdraw(policy: Policy, now: Local): { policy: Policy; balance: Money } {
  const status = policyLife.step('withdraw', policy.status);
  const until = withdrawalEnds(policy, now.zone);
  const inTime = until !== undefined && isBefore(now.at, until);
  demand(inTime, policyErrors.WITHDRAWAL_OVER, { policyId: policy.policyId, until: until ?? 'never' });
  const at = earlierOf(coverUntil(policy).until, now.at);
  const balance = isUsed(policy) ? balanceAtEnd(policy, { ...now, at }, 0) : receivedOf(policy);
  const { offered: _dropped, ...rest } = policy;
  return {
    policy: { ...rest, status, cancelledAt: at, cancelReason: 'withdrawn', balance },
    balance,
  };
}
