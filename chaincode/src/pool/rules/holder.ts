import { demand } from '../../kit/errors';
import { poolErrors } from '../errors';
import type { PoolMonth } from '../records/month';
import type { Holding } from '../records/note';
import type { Structure } from '../records/structure';

/** What a holder gets of a month: by its units, rounded down, so that never more is paid than there is. */
export function shareOf(
  run: PoolMonth,
  { classes }: Structure,
  { noteClass: name, units, holder, paidThrough }: Holding,
) {
  const { month, previous, distribution } = run;
  const issued = classes.find((one) => one.name === name)?.amount ?? 0n;
  const paid = distribution?.classes.find((one) => one.name === name);
  const of = (whole: bigint): bigint => (issued === 0n ? 0n : (whole * units) / issued);
  const share = { interest: of(paid?.interestPaid ?? 0n), principal: of(paid?.principal ?? 0n) };
  const isDue = paidThrough === previous && units > 0n;
  demand(isDue, poolErrors.SHARE_NOT_DUE, { month, holder, name });
  return share;
}

/** Notes pass once their holder was paid the last month: the register is closed until then. */
export function mustBeOpen(holding: Holding | undefined, lastMonth: string | undefined): void {
  if (!holding || holding.units === 0n || lastMonth === undefined) return;
  const { noteClass: name, holder, paidThrough } = holding;
  demand(paidThrough === lastMonth, poolErrors.NOTES_CLOSED, { name, holder, month: lastMonth });
}
