import { demand, kitErrors, refuse } from '../../kit/errors';
import { add, compare, isPositive, type Money, show, subtract, zero } from '../../kit/value/money';
import { type Instant, isBefore, laterOf } from '../../kit/value/time';
import { dayIn, type Local, UTC, type Zone } from '../../kit/value/zone';
import { coverUntil } from './cover';
import { policyErrors } from '../errors';
import { policyLife } from '../life';
import { premiumOf, reduceInstalments } from './premium';
import { inZone, sumOf } from './quote';
import type { Instalment } from '../records/instalment';
import { type Change, MAX_PARTS, type Policy, type Terms } from '../records/policy';

/** The insurer offers other covers from a moment on, for more or less premium until the end of the term. */
export function offerChange(policy: Policy, offered: Change, now: Instant): Policy {
  policyLife.step('offerChange', policy.status);
  const { until } = coverUntil(policy);
  demand(isBefore(now, until) && offered.from < policy.endsAt, policyErrors.NO_COVER_TO_CHANGE, {
    policyId: policy.policyId,
    until,
  });
  demand(offered.from >= now, policyErrors.COVER_IN_PAST, { from: offered.from, now });
  demand(add(premiumOf(policy), offered.extraPremium).amount >= 0n, policyErrors.COVER_CHANGE_TOO_LARGE);
  sumOf(offered.covers, policy.sumInsured);
  return { ...policy, offered };
}

/**
 * The policyholder accepts: new covers from then on under the next number, and the premium of the rest of the
 * term.
 */
export function acceptChange(
  policy: Policy,
  now: Instant,
  zone: Zone = UTC,
): { policy: Policy; terms: Terms; refund: Money } {
  policyLife.step('acceptChange', policy.status);
  const { offered, ...rest } = policy;
  if (!offered) return refuse(policyErrors.COVER_CHANGE_MISSING, { policyId: policy.policyId });
  const count = policy.parts.length;
  demand(count < MAX_PARTS, kitErrors.TOO_MANY, { count, what: 'changes of cover', max: MAX_PARTS - 1 });
  demand(isBefore(now, offered.acceptUntil), policyErrors.COVER_CHANGE_EXPIRED, {
    until: offered.acceptUntil,
  });
  const { until } = coverUntil(policy);
  const from = laterOf(offered.from, now);
  demand(isBefore(now, until) && from < policy.endsAt, policyErrors.NO_COVER_TO_CHANGE, {
    policyId: policy.policyId,
    until,
  });
  const { instalments, refund } = charge(policy, offered.extraPremium, { at: now, zone });
  const parts = [...policy.parts, { from, premium: offered.extraPremium }];
  const covers = [...offered.covers];
  const sumInsured = sumOf(covers, policy.sumInsured);
  demand(compare(policy.claimed, sumInsured) <= 0, policyErrors.CLAIM_EXCEEDS_SUM_INSURED, {
    amount: 'nothing',
    claimed: show(policy.claimed),
    sumInsured: show(sumInsured),
  });
  const changed: Policy = { ...rest, instalments, refunded: add(policy.refunded, refund), parts, sumInsured };
  return { policy: changed, terms: { policyId: policy.policyId, no: parts.length, from, covers }, refund };
}

/**
 * More premium is one more instalment, due today; less is taken off those not yet paid, and what remains goes
 * back.
 */
function charge(
  policy: Policy,
  extra: Money,
  { at, zone }: Local,
): { instalments: Instalment[]; refund: Money } {
  const none = zero(extra.currency);
  if (isPositive(extra)) {
    const no = Math.max(0, ...policy.instalments.map((one) => one.no)) + 1;
    const more: Instalment = inZone(
      zone,
      { no, dueOn: dayIn(zone, at), amount: extra, status: 'expected' },
      policy.graceDays,
    );
    const ordered = [...policy.instalments, more].sort((left, right) =>
      left.dueOn < right.dueOn ? -1 : left.dueOn > right.dueOn ? 1 : 0,
    );
    return { instalments: ordered, refund: none };
  }
  const { instalments, rest } = reduceInstalments(policy.instalments, subtract(none, extra));
  return { instalments, refund: rest };
}
