import { demand } from '../../kit/errors';
import { add, type Money, scaleDown, sum, zero } from '../../kit/value/money';
import { addMonths, type Instant, laterOf } from '../../kit/value/time';
import { dayIn, showsFrom, shownIn, UTC, type Zone } from '../../kit/value/zone';
import type { Vehicle } from '../../vehicle/records/vehicle';
import { coverUntil, graceEnds } from './cover';
import { policyErrors } from '../errors';
import { sinceOf } from './claimfree';
import { claimFreeFactorOf, instalmentsOf, timesPpm } from './premium';
import type { ClaimFree } from '../records/claimfree';
import type { Instalment } from '../records/instalment';
import type { Cover, Policy, Pricing, Terms } from '../records/policy';
import type { Tariff } from '../records/tariff';

/** What an insurer names in a quote. */
export interface Quote {
  readonly policyId: string;
  readonly policyholder: string;
  readonly vin: string;
  readonly pricing: Pricing;
  readonly carKey?: string | undefined;
  readonly covers: readonly Cover[];
  /**
   * Premium of a fixed policy for the term before the claim-free factor; a policy by distance takes its base
   * from the tariff.
   */
  readonly listPremium?: Money | undefined;
  readonly startsAt: Instant;
  readonly months: number;
  readonly instalments: number;
  readonly quotedUntil: Instant;
  /** The application that the quote answers. */
  readonly answers?: string | undefined;
}

/** The sum insured of some covers, in the currency of `like`. */
export const sumOf = (covers: readonly Cover[], like: Money): Money =>
  sum(
    covers.map((cover) => cover.sumInsured),
    like.currency,
  );

/** A quote for a term. Cover never begins before the quote can be bound, so nobody is insured backwards. */
export function quote(
  tariff: Tariff,
  asked: Quote,
  now: Instant,
  before?: Policy,
  zone: Zone = UTC,
): { policy: Policy; terms: Terms } {
  const { policyId, covers, startsAt, months, instalments: parts, quotedUntil, pricing } = asked;
  const { tariffId, version, effectiveOn, insurer } = tariff;
  const startsOn = dayIn(zone, startsAt);
  demand(effectiveOn <= startsOn, policyErrors.TARIFF_NOT_EFFECTIVE, { tariffId, version, effectiveOn });
  demand(months % parts === 0 && (pricing === 'fixed' || parts === months), policyErrors.TERM_UNUSABLE, {
    months,
    instalments: parts,
  });
  demand(startsAt >= now && quotedUntil <= startsAt, policyErrors.COVER_IN_PAST, {
    from: startsAt,
    now: laterOf(now, quotedUntil),
  });
  demand(pricing === 'distance' || asked.listPremium !== undefined, policyErrors.LIST_PREMIUM_MISSING, {
    policyId,
  });
  demand(pricing === 'fixed' || asked.carKey !== undefined, policyErrors.CAR_KEY_UNKNOWN, { policyId });
  if (before) mustRenew(before, asked, insurer);
  const endsOn = addMonths(startsOn, months);
  const claimFree: ClaimFree = before
    ? { before: before.claimFreeSince, losses: [] }
    : { from: startsOn, losses: [] };
  const claimFreeSince = sinceOf(claimFree);
  const claimFreeFactor = claimFreeFactorOf(tariff, claimFreeSince, startsOn);
  const base = scaleDown(tariff.monthlyBase, BigInt(months), 1n);
  const list = pricing === 'fixed' ? (asked.listPremium ?? zero(tariff.currency)) : base;
  const nothing = zero(tariff.currency);
  const premium = timesPpm(add(nothing, list), claimFreeFactor);
  const policy: Policy = {
    policyId,
    insurer,
    policyholder: asked.policyholder,
    vin: asked.vin,
    status: 'quoted',
    pricing,
    ...(asked.carKey !== undefined && { carKey: asked.carKey }),
    tariffId,
    tariffVersion: version,
    graceDays: tariff.graceDays,
    shortRate: tariff.shortRate,
    claimFreeFactor,
    sumInsured: sumOf(covers, premium),
    startsAt,
    endsAt: showsFrom(zone, `${endsOn}${shownIn(zone, startsAt).slice(10)}`),
    ...(zone !== UTC && { zone: zone.zone, startsOn, endsOn }),
    quotedUntil,
    instalments: instalmentsOf(premium, startsOn, months, parts).map((one) =>
      inZone(zone, one, tariff.graceDays),
    ),
    refunded: nothing,
    parts: [{ from: startsAt, premium }],
    gaps: [],
    ...(before && { renews: before.policyId }),
    ...(asked.answers !== undefined && { answers: asked.answers }),
    claimFreeSince,
    claimFree,
    claimsCount: 0,
    openClaims: 0,
    claimed: nothing,
    paidOut: nothing,
  };
  return { policy, terms: { policyId, no: 1, from: startsAt, covers: [...covers] } };
}

/** An instalment with the moment at which its days of grace are over, where a zone was agreed. */
export const inZone = (zone: Zone, one: Instalment, graceDays: number): Instalment =>
  zone === UTC ? one : { ...one, coveredUntil: graceEnds(zone, one.dueOn, graceDays) };

/** A vehicle that is gone cannot be insured. */
export function mustBeInsurable({ vin, status }: Vehicle): void {
  demand(status !== 'destroyed' && status !== 'exported', policyErrors.VEHICLE_UNINSURABLE, { vin, status });
}

function mustRenew(before: Policy, asked: Quote, insurer: string): void {
  const same =
    before.vin === asked.vin && before.policyholder === asked.policyholder && before.insurer === insurer;
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
