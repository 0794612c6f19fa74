import { createHash } from 'node:crypto';
import type { Reason } from '../records/order';
import type { Budget, BudgetShare, BudgetSlice, Promotion } from '../records/promotion';

/** Uses and what they took off, in minor units. */
export interface Used {
  readonly uses: number;
  readonly spent: bigint;
}
const NONE: Used = { uses: 0, spent: 0n };

/** What is counted of a promotion. */
export interface Counters {
  /** For all together: of one slice, where the budget is sliced. */
  readonly all?: Used | undefined;
  readonly customer?: Used | undefined;
  /** For the value of the attribute that a budget counts by; `undefined` where the order has none. */
  readonly share?: Used | undefined;
}

/** By which attribute a budget is counted. */
export const attributeOf = (budget: Budget | undefined): BudgetShare['attribute'] | undefined =>
  budget && 'attribute' in budget ? budget.attribute : undefined;

/** The part of a limit that one of several slices has: the first ones take the remainder. */
export const partOf = (limit: bigint, slices: number, slice: number): bigint => {
  const [every, more] = [limit / BigInt(slices), limit % BigInt(slices)];
  return every + (BigInt(slice) < more ? 1n : 0n);
};

/** What of a promotion is limited. */
type Limited = Pick<Promotion, 'budget' | 'limits' | 'bonus'>;

/** The most uses and the most money of all together. */
export function limitsOf({ budget, limits, bonus }: Limited): {
  readonly uses: bigint | undefined;
  readonly spent: bigint | undefined;
} {
  // Each use gives as many points, so that a limit of points is one of uses.
  const given = limits.points !== undefined && bonus ? Math.floor(limits.points / bonus.units) : undefined;
  const uses = [limits.totalUsage, budget?.kind === 'usage' ? budget.limit : undefined, given];
  const spent = [limits.liability?.amount, budget?.kind === 'spend' ? budget.limit.amount : undefined];
  return {
    uses: leastOf(uses.map((one) => (one === undefined ? undefined : BigInt(one)))),
    spent: leastOf(spent),
  };
}

const leastOf = (all: readonly (bigint | undefined)[]): bigint | undefined =>
  all.reduce((one, two) => (one === undefined || (two !== undefined && two < one) ? two : one), undefined);

/** Whether a promotion counts for all together, so that a key of it must be read. */
export const isCounted = (promotion: Limited): boolean => {
  const { uses, spent } = limitsOf(promotion);
  return uses !== undefined || spent !== undefined;
};

/** Whether one more use of this amount goes beyond a limit: what is used, with this, above it. */
const exceeds = (used: Used | undefined, amount: bigint, uses?: bigint, spent?: bigint): boolean => {
  const { uses: before, spent: took } = used ?? NONE;
  if (uses !== undefined && BigInt(before) + 1n > uses) return true;
  return spent !== undefined && took + amount > spent;
};

/**
 * Why a promotion cannot be used once more for this amount. A limit for each customer is no end of the
 * promotion: it is open to all others.
 */
export function overspent(
  promotion: Limited & Pick<Promotion, 'slices'>,
  counters: Counters,
  amount: bigint,
  slice = 0,
): { readonly reason: Reason; readonly about: string } | undefined {
  const { budget, limits, slices } = promotion;
  const { uses, spent } = limitsOf(promotion);
  const part = (limit: bigint | undefined) =>
    limit === undefined ? undefined : partOf(limit, slices, slice);
  if (exceeds(counters.all, amount, part(uses), part(spent)))
    return { reason: 'budgetSpent', about: budget?.kind ?? 'limits' };
  const each = limits.usePerCustomer;
  if (
    exceeds(
      counters.customer,
      amount,
      each === undefined ? undefined : BigInt(each),
      limits.liabilityPerCustomer?.amount,
    )
  )
    return { reason: 'customerBudgetSpent', about: 'customer' };
  const attribute = attributeOf(budget);
  if (!budget || attribute === undefined) return undefined;
  if (counters.share === undefined) return { reason: 'attributeMissing', about: attribute };
  const spentBy = budget.kind === 'spendByAttribute' ? budget.limit.amount : undefined;
  const usedBy = budget.kind === 'useByAttribute' ? BigInt(budget.limit) : undefined;
  return exceeds(counters.share, amount, usedBy, spentBy)
    ? { reason: 'customerBudgetSpent', about: attribute }
    : undefined;
}

/** One more use, or one given back. */
export const counted = <U extends Used>(used: U, amount: bigint, by: 1 | -1 = 1): U => ({
  ...used,
  uses: used.uses + by,
  spent: used.spent + BigInt(by) * amount,
});

export const noSlice = (promotionId: string, slice: number): BudgetSlice => ({ promotionId, slice, ...NONE });
export const noShare = (of: Pick<BudgetShare, 'promotionId' | 'attribute' | 'value'>): BudgetShare => ({
  ...of,
  ...NONE,
});

/** Which slice an order takes: by its id, so that orders spread and a repeated one finds its own. */
export const sliceOf = (orderId: string, slices: number): number =>
  createHash('sha256').update(orderId).digest().readUInt32BE(0) % slices;

/** The slices in the order in which an order tries them: its own first, then the others. */
export const slicesFrom = (orderId: string, slices: number): number[] => {
  const first = sliceOf(orderId, slices);
  return Array.from({ length: slices }, (_, step) => (first + step) % slices);
};

/** What is left of a limit for all, when so much was used. */
export const leftOf = (promotion: Limited, used: Used) => {
  const { uses, spent } = limitsOf(promotion);
  return {
    uses: uses === undefined ? undefined : uses - BigInt(used.uses),
    spent: spent === undefined ? undefined : spent - used.spent,
  };
};

/** How a promotion stands: a budget that is spent for one customer, or by one value, ends nothing. */
export function standingOf(
  promotion: Promotion,
  used: Used,
  at: string,
): 'draft' | 'upcoming' | 'active' | 'paused' | 'spent' | 'over' | 'ended' {
  const { status, validFrom, validUntil } = promotion;
  if (status === 'ended') return 'ended';
  if (at >= validUntil) return 'over';
  if (status !== 'active') return status;
  if (at < validFrom) return 'upcoming';
  const { uses, spent } = leftOf(promotion, used);
  return uses === 0n || spent === 0n || (uses !== undefined && uses < 0n) ? 'spent' : 'active';
}
