import { type Money, add, allocate, isPositive, scaleHalfEven, subtract, sum } from '../../kit/value/money';
import { type Day, addMonths, daysBetween, partsOf } from '../../kit/value/time';
import { dayIn, UTC, type Zone } from '../../kit/value/zone';
import type { Instalment } from '../records/instalment';
import { firstDayOf, lastDayOf, type Policy } from '../records/policy';
import { type Digest, type Usage } from '../records/month';
import { factorOf, scoreOf } from './score';
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

/** Equal instalments that add up to the premium, each due at the start of its share of the term. */
export function instalmentsOf(premium: Money, startsOn: Day, months: number, count: number): Instalment[] {
  const amounts = allocate(premium, Array<bigint>(count).fill(1n));
  return amounts.map((amount, at) => ({
    no: at + 1,
    dueOn: addMonths(startsOn, (at * months) / count),
    amount,
    status: 'expected',
  }));
}

/**
 * What was paid in advance for one month of a policy by distance; a later change of cover does not alter it.
 */
export function baseOf(policy: Policy, month: number): Money {
  const startsOn = firstDayOf(policy);
  const [first] = policy.parts;
  const endsOn = lastDayOf(policy);
  const months =
    12 * (partsOf(endsOn).year - partsOf(startsOn).year) + partsOf(endsOn).month - partsOf(startsOn).month;
  const premium = first?.premium ?? scaleHalfEven(policy.sumInsured, 0n, 1n);
  return (
    instalmentsOf(premium, startsOn, months, months)[month - 1]?.amount ?? scaleHalfEven(premium, 0n, 1n)
  );
}

/**
 * Premium of the term and its changes not yet earned on a day: each part by the days it has left (pro rata
 * temporis).
 */
export function unearnedOn(policy: Policy, on: Day, zone: Zone = UTC): Money {
  const endsOn = lastDayOf(policy);
  const parts = policy.parts.map(({ from, premium }) => {
    const whole = daysBetween(dayIn(zone, from), endsOn);
    const left = Math.max(0, Math.min(whole, daysBetween(on, endsOn)));
    return whole === 0 ? scaleHalfEven(premium, 0n, 1n) : scaleHalfEven(premium, BigInt(left), BigInt(whole));
  });
  return sum(parts, policy.sumInsured.currency);
}

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
 * What the insurer owes the policyholder at cancellation, negative when it is owed premium: received less
 * earned. With a short rate it keeps that share of the unearned premium; without one the refund is pro rata.
 */
export function balanceAtCancellation(policy: Policy, on: Day, shortRate: number, zone: Zone = UTC): Money {
  const unearned = unearnedOn(policy, on, zone);
  const kept = timesPpm(unearned, shortRate);
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
  const factor = factorOf(tariff, digest);
  const billableMetres = billableMetresOf(digest.metresByDay, tariff.dailyCapMetres);
  const distance = scaleHalfEven(tariff.perThousandKm, BigInt(billableMetres), 1_000_000n);
  const due = timesPpm(add(base, distance), factor);
  return {
    scoreMilli: scoreOf(tariff.score, digest),
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
