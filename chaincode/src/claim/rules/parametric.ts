import { demand, refuse } from '../../kit/errors';
import { addDays, dayOf, earlierOf, type Instant, startOf } from '../../kit/value/time';
import { givesCover } from '../../policy/door';
import { policyErrors } from '../../policy/errors';
import type { Policy } from '../../policy/records/policy';
import { claimErrors } from '../errors';
import { parametricLife } from '../life';
import type { Observation, Parametric } from '../records/parametric';

type Wanted = Pick<
  Parametric,
  | 'coverId'
  | 'policyId'
  | 'kind'
  | 'atLeast'
  | 'payout'
  | 'oracles'
  | 'quorum'
  | 'from'
  | 'until'
  | 'reportDays'
> & { readonly cell?: string | undefined };

/** The insurer offers cover by a trigger within the term of a bound policy. */
export function offerParametric(policy: Policy, { cell, ...wanted }: Wanted, now: Instant): Parametric {
  const { policyId, insurer, policyholder, vin, status, startsAt, endsAt } = policy;
  const { coverId, kind, from, until } = wanted;
  demand(status === 'bound', policyErrors.POLICY_NOT_OPEN, { policyId, status });
  demand(from >= now, policyErrors.COVER_IN_PAST, { from, now });
  const inside = startsAt <= from && from < until && until <= endsAt;
  demand(inside, claimErrors.PARAMETRIC_OUTSIDE, { coverId, startsAt, endsAt });
  demand((kind === 'hail') === (cell !== undefined), claimErrors.PLACE_UNFITTING, { kind });
  mustBeImpartial(wanted, [insurer, policyholder]);
  return {
    ...wanted,
    oracles: [...wanted.oracles],
    insurer,
    policyholder,
    vin,
    where: cell ?? vin,
    status: 'offered',
  };
}

/** Nobody observes for the own purse, and nobody has two voices. */
function mustBeImpartial(
  { oracles, quorum }: Pick<Wanted, 'oracles' | 'quorum'>,
  sides: readonly string[],
): void {
  const speaks = (party: string, other: string): boolean => party === other || party.startsWith(`${other}/`);
  const twice = oracles.some((one, at) => oracles.some((other, place) => at !== place && speaks(one, other)));
  const why = oracles.some((one) => sides.some((side) => speaks(one, side)))
    ? 'a side of the policy is among them'
    : twice
      ? 'one of them has two voices'
      : quorum > oracles.length
        ? 'fewer are named than must agree'
        : undefined;
  demand(why === undefined, claimErrors.ORACLES_UNUSABLE, { why: why ?? '' });
}

/** The policyholder agrees, before the cover begins: nobody is insured backwards. */
export function agreeParametric(cover: Parametric, now: Instant): Parametric {
  const status = parametricLife.step('agree', cover.status);
  demand(now <= cover.from, policyErrors.COVER_IN_PAST, { from: cover.from, now });
  return { ...cover, status };
}

/** A cover that is not agreed is taken back or turned down. */
export const withdrawParametric = (cover: Parametric): Parametric => ({
  ...cover,
  status: parametricLife.step('withdraw', cover.status),
});

/**
 * From here on nothing is reported any more, and from the second on nothing is paid: money set aside goes
 * back.
 */
const reportsEnd = ({ reportDays }: Parametric, seenAt: Instant): Instant =>
  startOf(addDays(dayOf(seenAt), reportDays + 1));
const PAY_DAYS = 30;
/** From this moment on a cover pays nothing any more. */
export const paymentsEnd = (cover: Parametric): Instant =>
  startOf(addDays(dayOf(cover.until), cover.reportDays + PAY_DAYS));

/**
 * The payout stands in an escrow, once and while there is time to pay. Throws PARAMETRIC_OVER,
 * PAYOUT_SET_ASIDE.
 */
export function setAside(cover: Parametric, escrowId: string, now: Instant): Parametric {
  const status = parametricLife.step('setAside', cover.status);
  mustNotBeOver(cover, now);
  demand(cover.escrowId === undefined, claimErrors.PAYOUT_SET_ASIDE, {
    coverId: cover.coverId,
    escrowId: cover.escrowId ?? '',
  });
  return { ...cover, status, escrowId };
}

/** The time to pay must not be over (PARAMETRIC_OVER). */
export function mustNotBeOver(cover: Parametric, now: Instant): void {
  const until = paymentsEnd(cover);
  demand(now < until, claimErrors.PARAMETRIC_OVER, { coverId: cover.coverId, until });
}

/** What an oracle of the cover says, in time. */
export function observe(
  cover: Parametric,
  seen: Pick<Observation, 'observationId' | 'seenAt' | 'measure'>,
  by: { is: (party: string) => boolean; member: string; now: Instant },
): Observation {
  const { coverId, kind, where, from, until } = cover;
  const oracle = cover.oracles.find(by.is) ?? refuse(claimErrors.NOT_AN_ORACLE, { who: by.member, coverId });
  parametricLife.step('observe', cover.status, cover.status);
  const { seenAt } = seen;
  demand(seenAt <= by.now, claimErrors.OBSERVATION_AHEAD, { seenAt, now: by.now });
  demand(from <= seenAt && seenAt < until, claimErrors.OBSERVATION_OUTSIDE, { seenAt, from, until });
  const end = reportsEnd(cover, seenAt);
  demand(by.now < end, claimErrors.OBSERVATION_LATE, { seenAt, until: end });
  return { kind, where, on: dayOf(seenAt), oracle, ...seen, by: by.member, reportedAt: by.now };
}

/**
 * An oracle speaks once about a place and a day: the same words again are no second voice, other words are
 * none at all.
 */
export function firstWord(known: Observation | undefined, fresh: Observation): Observation {
  if (!known) return fresh;
  const { oracle, on, observationId, measure } = known;
  demand(measure === fresh.measure, claimErrors.OBSERVATION_CONTRADICTS, {
    oracle,
    on,
    measure,
    observationId,
  });
  const again = observationId === fresh.observationId && known.seenAt === fresh.seenAt;
  demand(again, claimErrors.OBSERVATION_MADE, { oracle, on, observationId });
  return known;
}

/**
 * The observations that count for a cover: of its oracles, of its time, reported in time, and strong enough.
 */
export const agreeing = (cover: Parametric, all: readonly (Observation | undefined)[]): Observation[] =>
  all.filter((one): one is Observation => {
    if (!one || one.measure < cover.atLeast) return false;
    return (
      cover.from <= one.seenAt && one.seenAt < cover.until && one.reportedAt < reportsEnd(cover, one.seenAt)
    );
  });

/** When the event was first seen, once enough agree; `undefined` before. */
export function eventOf(cover: Parametric, all: readonly (Observation | undefined)[]): Instant | undefined {
  const enough = agreeing(cover, all);
  return enough.length < cover.quorum ? undefined : enough.map(({ seenAt }) => seenAt).reduce(earlierOf);
}

/** Whether the payout is due now: agreed, not over, enough oracles, and the policy in force at the event. */
export function isDue(
  cover: Parametric,
  policy: Policy,
  happenedAt: Instant | undefined,
  now: Instant,
): happenedAt is Instant {
  if (happenedAt === undefined || cover.status !== 'agreed') return false;
  return now < paymentsEnd(cover) && givesCover(policy, happenedAt);
}

/** The payout is decided: paid by a payment that moved at once, else due. */
export const decided = (
  cover: Parametric,
  happenedAt: Instant,
  now: Instant,
  paymentId?: string,
): Parametric => ({
  ...cover,
  status: parametricLife.step('tick', cover.status, paymentId === undefined ? 'due' : 'paid'),
  happenedAt,
  decidedAt: now,
  ...(paymentId !== undefined && { paymentId }),
});

/** A payout that was due has been paid, by this payment. */
export const confirmPayout = (cover: Parametric, paymentId: string): Parametric => ({
  ...cover,
  status: parametricLife.step('confirmPayout', cover.status),
  paymentId,
});
