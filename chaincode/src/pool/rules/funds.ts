import type { Funds } from '../records/distribution';
import type { Share, Structure } from '../records/structure';

const MILLION = 1_000_000n;

/** All that came in for a month, less advances that the servicer takes back. */
export const collected = (funds: Funds): bigint =>
  funds.interest +
  funds.principal +
  funds.recoveries +
  funds.liquidation +
  funds.repurchases +
  funds.advances -
  funds.reimbursed;

/** An amount that follows the pool. */
export function amountOf(share: Share | undefined, pool: { now: bigint; atStart: bigint }): bigint {
  if (!share) return 0n;
  const of = share.of === 'poolNow' ? pool.now : pool.atStart;
  const part = (of * BigInt(share.ppm)) / MILLION;
  return share.floor !== undefined && part < share.floor ? share.floor : part;
}

/** Yield supplement after so many payment dates; nothing beyond the end of its schedule. */
export const supplementAfter = ({ yieldSupplement = [] }: Structure, payments: number): bigint =>
  yieldSupplement[payments] ?? 0n;

export const least = (...amounts: readonly [bigint, ...bigint[]]): bigint =>
  amounts.reduce((one, two) => (one < two ? one : two));
export const over = (left: bigint, right: bigint): bigint => (left > right ? left - right : 0n);
