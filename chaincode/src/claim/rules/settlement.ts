import { demand, refuse } from '../../kit/errors';
import {
  add,
  compare,
  greater,
  isPositive,
  lesser,
  type Money,
  scaleDown,
  subtract,
  zero,
} from '../../kit/value/money';
import type { Lien } from '../../vehicle/records/lien';
import { claimErrors } from '../errors';
import type { Assessment } from '../records/exposure';
import type { LossCause } from '../../vehicle/records/accident';
import type { Payoff } from '../records/settlement';
import type { PracticeVersion } from '../records/practice';

const floor = (value: Money): Money => greater(value, zero(value.currency));

/** The insurer's part where the own share of fault counts (comparative negligence), rounded down. */
const afterFault = (value: Money, faultShare: number, comparative: boolean): Money =>
  comparative ? scaleDown(value, BigInt(100 - faultShare), 100n) : value;

interface Covered {
  readonly limit: Money;
  readonly deductible: Money;
}

/** (min(loss − betterment, limit, value) − deductible, at least 0) × (100 − fault) %. */
export function payableFor(found: Assessment, { limit, deductible }: Covered, comparative: boolean): Money {
  const loss = lesser(floor(subtract(found.loss, found.betterment)), limit);
  const capped = found.value === undefined ? loss : lesser(loss, found.value);
  return afterFault(floor(subtract(capped, deductible)), found.faultShare, comparative);
}

export interface Wreck {
  readonly value: Money;
  readonly repair: Money;
  readonly salvage: Money;
}

/**
 * Whether repair is not worth it: the total loss formula (repair + salvage ≥ value), or a threshold of the
 * value.
 */
export function isTotalLoss(
  { value, repair, salvage }: Wreck,
  rule: Pick<PracticeVersion, 'totalLoss' | 'thresholdPercent'>,
): boolean {
  const [left, right] =
    rule.totalLoss === 'formula'
      ? [add(repair, salvage), value]
      : [scaleDown(repair, 100n, 1n), scaleDown(value, BigInt(rule.thresholdPercent), 1n)];
  return compare(left, right) >= 0;
}

/** (min(value, limit) − deductible − the wreck if the owner keeps it, at least 0) × (100 − fault) %. */
export function totalLossPayable(
  { value, salvage, faultShare }: Pick<Wreck, 'value' | 'salvage'> & { readonly faultShare: number },
  { limit, deductible }: Covered,
  { retained, comparative }: { readonly retained: boolean; readonly comparative: boolean },
): Money {
  const kept = retained ? salvage : zero(value.currency);
  return afterFault(
    floor(subtract(subtract(lesser(value, limit), deductible), kept)),
    faultShare,
    comparative,
  );
}

/** The wreck of an assessment, or a refusal when the expert did not value it. */
export function wreckOf(found: Assessment | undefined): Wreck {
  const { value, repair, salvage } = found ?? {};
  if (!value || !repair || !salvage) return refuse(claimErrors.WRECK_NOT_VALUED);
  return { value, repair, salvage };
}

/**
 * A vehicle that was stolen and never found: the expert states its value alone. There is nothing to repair, and
 * no wreck.
 */
export function missingOf(found: Assessment | undefined, cause: LossCause | undefined): Wreck | undefined {
  const { value, repair, salvage } = found ?? {};
  if (cause !== 'theft' || !value || repair || salvage) return undefined;
  return { value, repair: value, salvage: zero(value.currency) };
}

export interface Share {
  readonly lien?: Lien;
  readonly amount: Money;
}

/** Lien-holders first, in their rank, each what is owed; the owner has what is left. */
export function sharesOf(payable: Money, liens: readonly Lien[], payoffs: readonly Payoff[]): Share[] {
  let rest = payable;
  const shares: Share[] = [];
  for (const lien of liens) {
    const stated = payoffs.find((one) => one.lienId === lien.lienId && one.holder === lien.holder);
    const amount = lesser(stated?.amount ?? lien.amount, rest);
    if (isPositive(amount)) shares.push({ lien, amount });
    rest = subtract(rest, amount);
  }
  return isPositive(rest) ? [...shares, { amount: rest }] : shares;
}

/** The repair must not be worth it by the rules of the insurer (NOT_A_TOTAL_LOSS). */
export function mustBeTotalLoss(wreck: Wreck, rule: PracticeVersion): void {
  demand(isTotalLoss(wreck, rule), claimErrors.NOT_A_TOTAL_LOSS, { rule: rule.totalLoss });
}
