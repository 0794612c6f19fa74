import { demand } from '../../kit/errors';
import { add, type Money, scaleDown, sum, zero } from '../../kit/value/money';
import type { Day, Instant } from '../../kit/value/time';
import { dayIn, UTC, type Zone } from '../../kit/value/zone';
import type { Vehicle } from '../../vehicle/records/vehicle';
import { coverUntil } from './cover';
import { dueIn } from './plan/due';
import { termOf } from './plan/term';
import { policyErrors } from '../errors';
import { sinceOf } from './claimfree';
import { instalmentsOf } from './plan/instalments';
import { claimFreeFactorOf, timesPpm } from './premium';
import type { ClaimFree } from '../records/claimfree';
import type { Attested } from '../records/ending';
import type { Cover, Policy, Pricing, Terms } from '../records/policy';
import type { Tariff } from '../records/tariff';
import { telematicsOf } from './tariff';

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
  /** What another insurer attested of the claim-free time of the policyholder. */
  readonly attested?: Attested | undefined;
}

/** The sum insured of some covers, in the currency of `like`. */
export const sumOf = (covers: readonly Cover[], like: Money): Money =>
  sum(
    covers.map((cover) => cover.sumInsured),
    like.currency,
  );

/**
 * A quote for a term. It may run on after the start of cover: bound then, cover begins when it is bound, so
 * nobody is insured backwards.
 */
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
  demand(startsAt >= now, policyErrors.COVER_IN_PAST, { from: startsAt, now });
  demand(pricing === 'distance' || asked.listPremium !== undefined, policyErrors.LIST_PREMIUM_MISSING, {
    policyId,
  });
  demand(pricing === 'fixed' || asked.carKey !== undefined, policyErrors.CAR_KEY_UNKNOWN, { policyId });
  if (before) mustRenew(before, asked, insurer);
  const claimFree = recordFor(asked, startsOn, before);
  const claimFreeSince = sinceOf(claimFree);
  const claimFreeFactor = claimFreeFactorOf(tariff, claimFreeSince, startsOn);
  const list =
    pricing === 'fixed'
      ? (asked.listPremium ?? zero(tariff.currency))
      : scaleDown(telematicsOf(tariff).monthlyBase, BigInt(months), 1n);
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
    ...(tariff.withdrawalDays !== undefined && { withdrawalDays: tariff.withdrawalDays }),
    ...(tariff.afterTotalLoss !== undefined && { afterTotalLoss: tariff.afterTotalLoss }),
    ...(asked.attested && { attested: asked.attested }),
    shortRate: tariff.shortRate,
    claimFreeFactor,
    sumInsured: sumOf(covers, premium),
    ...termOf(zone, startsAt, months),
    quotedUntil,
    instalments: dueIn(instalmentsOf(premium, startsOn, months, parts), {
      begins: { at: startsAt, zone },
      months,
      graceDays: tariff.graceDays,
    }),
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

/**
 * Where the claim-free record of a quote begins: with the policy that it renews, with what another insurer
 * attested ((EU) 2021/2118, Article 16: it counts as one of its own), or now.
 */
function recordFor({ policyId, attested }: Quote, startsOn: Day, before?: Policy): ClaimFree {
  const since = attested?.claimFreeSince ?? startsOn;
  const why = before && attested ? 'a renewal carries its own' : since > startsOn ? 'the day is to come' : '';
  demand(why === '', policyErrors.CLAIM_FREE_UNFITTING, { policyId, since, why });
  return before ? { before: before.claimFreeSince, losses: [] } : { from: since, losses: [] };
}

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
