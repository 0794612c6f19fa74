import type { Found } from '../../kit/ledger/rows';
import { addDays } from '../../kit/value/time';
import { scheduledIn, servicedAt } from '../../loan/door';
import type { Entry } from '../../loan/records/entry';
import type { Loan } from '../../loan/records/loan';
import { type Asset, numbered, type Pledge } from '../records/asset';
import type { Row } from '../records/month';
import type { Pool } from '../records/pool';
import type { Month } from '../records/structure';
import { endOf, rowOf } from '../rules/month';

interface Looking {
  readonly id: string;
  readonly assets: Pick<Found<Asset>, 'findMany'>;
  readonly pledges: Pick<Found<Pledge>, 'findMany'>;
  readonly rows: Pick<Found<Row>, 'findMany'>;
  readonly loans: Pick<Found<Loan>, 'findMany'>;
  readonly entries: Pick<Found<Entry>, 'get'>;
}

/** Which loans, and against which month before. */
interface Asked {
  readonly pool: Pool;
  readonly month: Month;
  readonly previous: Month | undefined;
  readonly from: number;
  readonly to: number;
}

/**
 * The months of some loans, computed from their entries. A number whose loan left the pool before the sale
 * has none.
 */
export async function rowsOf(tx: Looking, { pool, month, previous, from, to }: Asked): Promise<Row[]> {
  const numbers = Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
  const { poolId } = pool;
  const found = await tx.assets.findMany(numbers.map((number) => [poolId, numbered(number)]));
  const known = found.flatMap((one) => (one ? [one] : []));
  const pledged = await tx.pledges.findMany(known.map(({ loanId }) => [loanId]));
  const mine = pledged.flatMap((one, at) => (one && isOf(one, poolId, known[at]?.number) ? [one] : []));
  const loans = await tx.loans.findMany(mine.map(({ loanId }) => [loanId]));
  const before =
    previous === undefined
      ? []
      : await tx.rows.findMany(mine.map(({ number }) => [poolId, previous, numbered(number)]));
  const rows: Row[] = [];
  for (const [at, pledge] of mine.entries()) {
    const loan = loans[at];
    if (!loan) continue;
    const stood = await servicedAt(tx, loan, endOf(month));
    const ratePpm = loan.terms.annualRatePpm;
    const scheduled = scheduledIn(loan, addDays(`${month}-01`, -1), endOf(month));
    rows.push(rowOf({ pool, month, pledge, before: before[at], stood, scheduled, ratePpm, txId: tx.id }));
  }
  return rows;
}

/** A loan that left may stand under another number, in another pool: it is no part of this one. */
const isOf = ({ poolId, number, status }: Pledge, own: string, place: number | undefined): boolean =>
  poolId === own && number === place && (status === 'pledged' || status === 'boughtBack');
