import { type Allocation, DEFAULT_ORDER, type Slot, type What, type When } from '../../records/terms';

/** Something owed, as a payment sees it. `unit` is the instalment that it goes with; smaller is older. */
export interface Debt {
  readonly unit: number;
  readonly when: When;
  readonly what: What;
  readonly owed: bigint;
}

/**
 * Shares a payment out over debts: what each gets, in the order of the debts, and what is over. Vertical pays
 * one slot of the order after the other across all instalments; horizontal takes past due, due and in advance
 * one after the other, and in each the oldest instalment first, all its slots in order (Fineract, advanced
 * payment allocation).
 */
export function shareOut(
  debts: readonly Debt[],
  amount: bigint,
  { order, direction }: Allocation,
): { shares: bigint[]; over: bigint } {
  const slots = order ?? DEFAULT_ORDER;
  const rank = (debt: Debt): number => slots.indexOf(`${debt.when}.${debt.what}`);
  const group = (debt: Debt): number => slots.findIndex((slot: Slot) => slot.startsWith(`${debt.when}.`));
  const places = debts.map((debt, at) => ({
    at,
    by: direction === 'vertical' ? [rank(debt), debt.unit] : [group(debt), debt.unit, rank(debt)],
  }));
  places.sort((left, right) => compare(left.by, right.by) || left.at - right.at);
  const shares = debts.map(() => 0n);
  let over = amount;
  for (const { at } of places) {
    const owed = debts[at]?.owed ?? 0n;
    const share = owed < over ? owed : over;
    shares[at] = share;
    over -= share;
  }
  return { shares, over };
}

function compare(left: readonly number[], right: readonly number[]): number {
  const at = left.findIndex((value, index) => value !== right[index]);
  return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}
