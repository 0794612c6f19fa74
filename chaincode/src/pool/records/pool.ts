import { z } from 'zod';
import { whoever } from '../../kit/side';
import { table } from '../../kit/table';
import { count, id, org } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { standing } from './distribution';
import { eligibility, minor, month, structure } from './structure';

/** Most loans of one pool. */
export const MAX_ASSETS = 100_000;

/**
 * gathering: loans come in; offered: the originator sells them as they are; sold: the depositor has them;
 * issued: the trust has them and its notes are out.
 */
export const poolStatus = z.enum([
  ...(['gathering', 'offered', 'sold', 'issued', 'called', 'ended', 'cancelled'] as const),
]);
export type PoolStatus = z.output<typeof poolStatus>;

/** A pool of loans, and where its notes stand. Small, because every month rewrites it. */
export const Pool = z.strictObject({
  poolId: id,
  originator: org,
  servicer: org,
  depositor: org,
  trustee: org,
  currency: structure.shape.currency,
  status: poolStatus,
  cutOff: day.meta({ description: 'loans come in with what is owed on them at the end of this day' }),
  openedAt: instant,
  assets: count(MAX_ASSETS).meta({ description: 'loans that ever came in; each has a number' }),
  balance: minor.meta({ description: 'principal of the loans at the cut-off, less those that left' }),
  closedOn: day.optional().meta({ description: 'day on which the notes were issued' }),
  lastMonth: month.optional().meta({ description: 'the last month that was distributed' }),
  lastPaidOn: day.optional(),
  standing: standing.optional().meta({ description: 'since the issue' }),
  netLoss: minor.optional().meta({ description: 'charged off so far' }),
  recovered: minor.optional().meta({ description: 'recovered so far' }),
  repurchases: minor.optional().meta({ description: 'paid for loans bought back, not distributed yet' }),
});
export type Pool = z.output<typeof Pool>;

export const pools = table({
  kind: 'pool',
  v: 1,
  schema: Pool,
  id: ({ poolId }) => [poolId],
  indexes: { originator: ({ originator }: Pool) => [originator] },
  sides: {
    originator: ({ originator }: Pool) => originator,
    servicer: ({ servicer }: Pool) => servicer,
    depositor: ({ depositor }: Pool) => depositor,
    trustee: ({ trustee }: Pool) => trustee,
    auditor: whoever('auditor'),
  },
});
export const onPool = ({ poolId }: { readonly poolId: string }) => pools.at(poolId);

/** What was agreed when the pool was opened: it never changes. */
export const PoolTerms = z.strictObject({ poolId: id, structure, eligibility });
export type PoolTerms = z.output<typeof PoolTerms>;
export const poolTerms = table({ kind: 'poolTerms', v: 1, schema: PoolTerms, id: ({ poolId }) => [poolId] });
