import { demand, refuse } from '../kit/errors';
import { type Money, add, compare, isPositive, subtract, sum, zero } from '../kit/money';
import { type Instant, addMonths, dayOf, earlierOf, laterOf } from '../kit/time';
import { coverUntil, lapsesAt } from './cover';
import { policyErrors } from './errors';
import { policyLife } from './life';
import {
  balanceAtCancellation,
  claimFreeFactorOf,
  instalmentsOf,
  premiumOf,
  receivedOf,
  reduceInstalments,
  timesPpm,
} from './premium';
import type { Change, Cover, Instalment, Policy, Pricing, Terms } from './records';
import type { Tariff } from './tariff';

/** What an insurer names in a quote. */
export interface Quote {
  readonly policyId: string;
  readonly policyholder: string;
  readonly vin: string;
  readonly pricing: Pricing;
  readonly covers: readonly Cover[];
  /** Premium of a fixed policy for the term before the claim-free factor; a policy by distance takes its base from the tariff. */
  readonly listPremium?: Money | undefined;
  readonly startsAt: Instant;
  readonly months: number;
  readonly instalments: number;
  readonly quotedUntil: Instant;
}

const sumOf = (covers: readonly Cover[], like: Money): Money =>
  sum(
    covers.map((cover) => cover.sumInsured),
    like.currency,
  );

/** A quote for a term. Cover never begins before the quote can be bound, so nobody is insured backwards. */
export function quote(tariff: Tariff, asked: Quote, now: Instant, before?: Policy): { policy: Policy; terms: Terms } {
  const { policyId, covers, startsAt, months, instalments: parts, quotedUntil, pricing } = asked;
  const { tariffId, version, effectiveOn, insurer } = tariff;
  demand(effectiveOn <= dayOf(startsAt), policyErrors.TARIFF_NOT_EFFECTIVE, { tariffId, version, effectiveOn });
  demand(months % parts === 0 && (pricing === 'fixed' || parts === months), policyErrors.TERM_UNUSABLE, {
    months,
    instalments: parts,
  });
  demand(startsAt >= now && quotedUntil <= startsAt, policyErrors.COVER_IN_PAST, {
    from: startsAt,
    now: laterOf(now, quotedUntil),
  });
  if (before) mustRenew(before, asked, insurer);
  const startsOn = dayOf(startsAt);
  const claimFreeSince = before?.claimFreeSince ?? startsOn;
  const claimFreeFactor = claimFreeFactorOf(tariff, claimFreeSince, startsOn);
  const base: Money = { ...tariff.monthlyBase, amount: tariff.monthlyBase.amount * BigInt(months) };
  const list = pricing === 'fixed' ? (asked.listPremium ?? zero(tariff.currency)) : base;
  const premium = timesPpm(list, claimFreeFactor);
  const nothing = zero(tariff.currency);
  const policy: Policy = {
    policyId,
    insurer,
    policyholder: asked.policyholder,
    vin: asked.vin,
    status: 'quoted',
    pricing,
    tariffId,
    tariffVersion: version,
    graceDays: tariff.graceDays,
    shortRate: tariff.shortRate,
    claimFreeFactor,
    sumInsured: sumOf(covers, add(nothing, premium)),
    startsAt,
    endsAt: `${addMonths(startsOn, months)}${startsAt.slice(10)}`,
    quotedUntil,
    instalments: instalmentsOf(premium, startsOn, months, parts),
    refunded: nothing,
    parts: [{ from: startsAt, premium }],
    gaps: [],
    ...(before && { renews: before.policyId }),
    claimFreeSince,
    claimsCount: 0,
    openClaims: 0,
    claimed: nothing,
    paidOut: nothing,
  };
  return { policy, terms: { policyId, no: 1, from: startsAt, covers: [...covers] } };
}

function mustRenew(before: Policy, asked: Quote, insurer: string): void {
  const same = before.vin === asked.vin && before.policyholder === asked.policyholder && before.insurer === insurer;
  const why = !same
    ? 'insurer, vehicle or policyholder differ'
    : before.boundAt === undefined
      ? 'it was never bound'
      : before.renewedBy !== undefined
        ? `it is renewed by ${before.renewedBy}`
        : asked.startsAt < coverUntil(before).until
          ? 'its cover has not ended by then'
          : undefined;
  demand(why === undefined, policyErrors.RENEWAL_MISMATCH, { policyId: before.policyId, why: why ?? '' });
}

export function bind(policy: Policy, now: Instant): Policy {
  const status = policyLife.step('bind', policy.status);
  demand(now < policy.quotedUntil, policyErrors.POLICY_QUOTE_EXPIRED, { policyId: policy.policyId, until: policy.quotedUntil });
  return { ...policy, status, boundAt: now };
}

/** Marks the policy that was renewed, so that it is renewed once. */
export function renewed(before: Policy, by: string): Policy {
  const { policyId, renewedBy } = before;
  demand(renewedBy === undefined, policyErrors.RENEWAL_MISMATCH, { policyId, why: `it is renewed by ${renewedBy ?? ''}` });
  return { ...before, renewedBy: by };
}

export const withdraw = (policy: Policy): Policy => ({ ...policy, status: policyLife.step('withdraw', policy.status) });

const paid = (instalment: Instalment, paymentId: string, now: Instant): Instalment => ({
  ...instalment,
  status: 'paid',
  paidAt: now,
  paymentId,
});

/** The insurer has received an instalment: EXPECTED becomes PAID, in order, unless cover has lapsed over it. */
export function receivePremium(policy: Policy, { no, paymentId, now }: { no: number; paymentId: string; now: Instant }): Policy {
  const lapsed = lapsesAt(policy);
  const unlapsed = lapsed === undefined || now < lapsed || policy.status !== 'bound';
  demand(unlapsed, policyErrors.POLICY_LAPSED, { policyId: policy.policyId, at: lapsed ?? '' });
  return { ...policy, instalments: payNext(policy, no, paymentId, now) };
}

/** Takes the unpaid instalment after a lapse; the time between lapse and now stays without cover (no losses are taken in backwards). */
export function reinstate(policy: Policy, { no, paymentId, now }: { no: number; paymentId: string; now: Instant }): Policy {
  policyLife.step('reinstate', policy.status);
  const from = lapsesAt(policy);
  if (from === undefined || now < from) return refuse(policyErrors.POLICY_NOT_LAPSED, { policyId: policy.policyId });
  demand(now < policy.endsAt, policyErrors.NO_COVER_TO_CHANGE, { policyId: policy.policyId, until: policy.endsAt });
  return { ...policy, instalments: payNext(policy, no, paymentId, now), gaps: [...policy.gaps, { from, until: now }] };
}

function payNext(policy: Policy, no: number, paymentId: string, now: Instant): Instalment[] {
  const next = policy.instalments.find((one) => one.status === 'expected');
  demand(next?.no === no, policyErrors.PREMIUM_OUT_OF_ORDER, { next: next?.no ?? 'none' });
  return policy.instalments.map((one) => (one.no === no ? paid(one, paymentId, now) : one));
}

/** The insurer offers other covers from a moment on, for more or less premium until the end of the term. */
export function offerChange(policy: Policy, offered: Change, now: Instant): Policy {
  policyLife.step('offerChange', policy.status);
  const { until } = coverUntil(policy);
  demand(now < until && offered.from < policy.endsAt, policyErrors.NO_COVER_TO_CHANGE, { policyId: policy.policyId, until });
  demand(offered.from >= now, policyErrors.COVER_IN_PAST, { from: offered.from, now });
  demand(premiumOf(policy).amount + offered.extraPremium.amount >= 0n, policyErrors.COVER_CHANGE_TOO_LARGE);
  return { ...policy, offered };
}

/** The policyholder accepts: new covers from then on under the next number, and the premium of the rest of the term. */
export function acceptChange(policy: Policy, now: Instant): { policy: Policy; terms: Terms; refund: Money } {
  policyLife.step('acceptChange', policy.status);
  const { offered, ...rest } = policy;
  if (!offered) return refuse(policyErrors.COVER_CHANGE_MISSING, { policyId: policy.policyId });
  demand(now < offered.acceptUntil, policyErrors.COVER_CHANGE_EXPIRED, { until: offered.acceptUntil });
  const { until } = coverUntil(policy);
  const from = laterOf(offered.from, now);
  demand(now < until && from < policy.endsAt, policyErrors.NO_COVER_TO_CHANGE, { policyId: policy.policyId, until });
  const { instalments, refund } = charge(policy, offered.extraPremium, now);
  const parts = [...policy.parts, { from, premium: offered.extraPremium }];
  const covers = [...offered.covers];
  const sumInsured = sumOf(covers, policy.sumInsured);
  demand(compare(policy.claimed, sumInsured) <= 0, policyErrors.CLAIM_EXCEEDS_SUM_INSURED, {
    amount: '0',
    claimed: policy.claimed.amount.toString(),
    sumInsured: sumInsured.amount.toString(),
  });
  const changed: Policy = { ...rest, instalments, refunded: add(policy.refunded, refund), parts, sumInsured };
  return { policy: changed, terms: { policyId: policy.policyId, no: parts.length, from, covers }, refund };
}

/** More premium is one more instalment, due today; less is taken off those not yet paid, and what remains goes back. */
function charge(policy: Policy, extra: Money, now: Instant): { instalments: Instalment[]; refund: Money } {
  const none = zero(extra.currency);
  if (isPositive(extra)) {
    const no = Math.max(0, ...policy.instalments.map((one) => one.no)) + 1;
    const more: Instalment = { no, dueOn: dayOf(now), amount: extra, status: 'expected' };
    const ordered = [...policy.instalments, more].sort((left, right) =>
      left.dueOn < right.dueOn ? -1 : left.dueOn > right.dueOn ? 1 : 0,
    );
    return { instalments: ordered, refund: none };
  }
  const { instalments, rest } = reduceInstalments(policy.instalments, subtract(none, extra));
  return { instalments, refund: rest };
}

/**
 * Ends the cover now. The insurer cancels pro rata; the policyholder at the short rate of the tariff. After a total loss the premium is earned
 * in full. The balance says who owes whom.
 */
export function cancel(
  policy: Policy,
  { by, reason, now }: { by: 'policyholder' | 'insurer'; reason: string; now: Instant },
): Policy {
  const status = policyLife.step('cancel', policy.status);
  const at = earlierOf(coverUntil(policy).until, now);
  const rate = by === 'policyholder' && now >= policy.startsAt ? policy.shortRate : 0;
  const balance =
    policy.exhaustedAt === undefined
      ? balanceAtCancellation(policy, dayOf(at), rate)
      : subtract(receivedOf(policy), premiumOf(policy));
  const { offered: _dropped, ...rest } = policy;
  return { ...rest, status, cancelledAt: at, cancelReason: reason, balance };
}

/** Puts the policy away: its cover is over and no claim is open. */
export function close(policy: Policy, now: Instant): Policy {
  const status = policyLife.step('close', policy.status);
  const { policyId, openClaims } = policy;
  const { until } = coverUntil(policy);
  demand(now >= until, policyErrors.POLICY_IN_FORCE, { policyId, until });
  demand(openClaims === 0, policyErrors.POLICY_HAS_OPEN_CLAIMS, { policyId, open: openClaims });
  return { ...policy, status, closedAt: now };
}

/** A version of a tariff follows the one before and is never changed. */
export function publish(tariff: Tariff, latest: Tariff | undefined): Tariff {
  const next = (latest?.version ?? 0) + 1;
  demand(tariff.version === next, policyErrors.TARIFF_OUT_OF_ORDER, { tariffId: tariff.tariffId, next });
  return tariff;
}
