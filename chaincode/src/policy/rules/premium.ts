import { type Money, add, isPositive, scaleHalfEven, subtract, sum, zero } from '../../kit/value/money';
import { type Day, addMonths, daysBetween, partsOf } from '../../kit/value/time';
import { dayIn, type Local } from '../../kit/value/zone';
import type { Instalment } from '../records/instalment';
import { lastDayOf, type Policy } from '../records/policy';
import { type Digest, type Usage } from '../records/month';
import { basesUntil } from './plan/month';
import { factorOf, scoreOf } from './score';
import { telematicsOf } from './tariff';
import type { Tariff } from '../records/tariff';

const PPM = 1_000_000n;

/** An amount times a factor in parts per million, rounded half to even. */
export const timesPpm = (value: Money, factor: number): Money => scaleHalfEven(value, BigInt(factor), PPM);

/** Whole years from a day to a later one. */
export function yearsBetween(since: Day, on: Day): number {
  if (on <= since) return 0;
  const years = partsOf(on).year - partsOf(since).year;
  return addMonths(since, 12 * years) <= on ? years : years - 1;
}

/** The factor in ppm that claim-free years earn (no-claim discount; 无赔款优待系数). */
export const claimFreeFactorOf = (tariff: Tariff, since: Day, on: Day): number =>
  tariff.claimFreeFactors.find((row) => yearsBetween(since, on) >= row.fromYears)?.factor ?? Number(PPM);

/**
 * Premium of each part of the term not yet earned on a day, by the days that it has left (pro rata temporis),
 * and whether the part had begun. The base of a policy by distance is earned month by month, as it is billed.
 */
function unearnedParts(policy: Policy, { at, zone }: Local): { began: boolean; left: Money }[] {
  const [on, endsOn] = [dayIn(zone, at), lastDayOf(policy)];
  return policy.parts.map(({ from, premium }, part) => {
    if (part === 0 && policy.pricing === 'distance')
      return { began: from <= at, left: subtract(premium, basesUntil(policy, on)) };
    const whole = daysBetween(dayIn(zone, from), endsOn);
    const days = Math.max(0, Math.min(whole, daysBetween(on, endsOn)));
    const left = whole === 0 ? zero(premium.currency) : scaleHalfEven(premium, BigInt(days), BigInt(whole));
    return { began: from <= at, left };
  });
}

const sumLeft = (parts: readonly { readonly left: Money }[], { sumInsured }: Policy): Money =>
  sum(
    parts.map(({ left }) => left),
    sumInsured.currency,
  );

/** Premium of the term and its changes not yet earned on the day of a moment. */
export const unearnedAt = (policy: Policy, now: Local): Money => sumLeft(unearnedParts(policy, now), policy);

/** The premium of the term with all changes of cover. */
export const premiumOf = (policy: Policy): Money =>
  sum(
    policy.parts.map((part) => part.premium),
    policy.sumInsured.currency,
  );

/** What was paid so far, less what was refunded. */
export function receivedOf(policy: Policy): Money {
  const paid = policy.instalments.filter((one) => one.status === 'paid').map((one) => one.amount);
  return subtract(sum(paid, policy.sumInsured.currency), policy.refunded);
}

/**
 * What the insurer owes the policyholder when cover ends early, negative when it is owed premium: received less
 * earned. With a short rate it keeps that share of the unearned premium of what had begun, and nothing of a
 * term or a change of cover that had not; without one the refund is pro rata.
 */
export function balanceAtEnd(policy: Policy, ended: Local, shortRate: number): Money {
  const parts = unearnedParts(policy, ended);
  const unearned = sumLeft(parts, policy);
  const kept = timesPpm(
    sumLeft(
      parts.filter(({ began }) => began),
      policy,
    ),
    shortRate,
  );
  const earned = add(subtract(premiumOf(policy), unearned), kept);
  return subtract(receivedOf(policy), earned);
}

/** Metres that are charged: each day up to the cap, the rest is free. */
export const billableMetresOf = (metresByDay: readonly number[], capMetres: number): number =>
  metresByDay.reduce((total, metres) => total + Math.min(metres, capMetres), 0);

/**
 * The bill of a month: (base paid in advance + price per kilometre) × factor of the score; the difference to
 * the base is due in arrears.
 */
export function billOf(
  tariff: Tariff,
  base: Money,
  digest: Digest,
): Pick<Usage, 'scoreMilli' | 'factor' | 'billableMetres' | 'base' | 'distance' | 'due' | 'balance'> {
  const { dailyCapMetres, perThousandKm, score } = telematicsOf(tariff);
  const factor = factorOf(tariff, digest);
  const billableMetres = billableMetresOf(digest.metresByDay, dailyCapMetres);
  const distance = scaleHalfEven(perThousandKm, BigInt(billableMetres), 1_000_000n);
  const due = timesPpm(add(base, distance), factor);
  return {
    scoreMilli: scoreOf(score, digest),
    factor,
    billableMetres,
    base,
    distance,
    due,
    balance: subtract(due, base),
  };
}

/**
 * Takes a reduction of premium off the instalments not yet paid, the last first; answers what could not be
 * taken off and goes back.
 */
export function reduceInstalments(
  instalments: readonly Instalment[],
  reduction: Money,
): { instalments: Instalment[]; rest: Money } {
  let rest = reduction;
  const kept: Instalment[] = [];
  for (const one of [...instalments].reverse()) {
    if (one.status === 'paid' || !isPositive(rest)) {
      kept.unshift(one);
    } else if (rest.amount >= one.amount.amount) {
      rest = subtract(rest, one.amount);
    } else {
      kept.unshift({ ...one, amount: subtract(one.amount, rest) });
      rest = subtract(rest, rest);
    }
  }
  return { instalments: kept, rest };
}
