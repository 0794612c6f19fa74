import { z } from 'zod';
import { evaluate } from '../../kit/api';
import { maybe } from '../../kit/ref';
import { count, id, line } from '../../kit/value/text';
import { everyone } from '../../words/role';
import { numbered } from '../records/asset';
import { months, onMonth, rows } from '../records/month';
import { MAX_ASSETS, onPool, pools, poolTerms } from '../records/pool';
import { month } from '../records/structure';

const one = z.strictObject({ poolId: id, month });
const field = z.strictObject({ name: line(60), value: z.string().max(200) });
/** Loans of one page of a report. */
export const REPORT_PAGE = 25;

/** What is filed: loan by loan, and the certificate of the payment date. */
export const reportOperations = {
  reportAssets: evaluate({
    says:
      'Report loans of a month as Schedule AL of Regulation AB II has them (ABS-EE, 72 fields), on a peer ' +
      'of the originator, which alone keeps what is said of the borrower.',
    by: ['lender'],
    request: one.extend({ from: count(MAX_ASSETS, 1) }),
    on: onPool,
    sides: ['originator'],
    loads: ({ poolId, month: of, from }) => ({
      run: months.at(poolId, of),
      terms: poolTerms.at(poolId),
      found: Array.from({ length: REPORT_PAGE }, (_, at) => maybe(rows.at(poolId, of, numbered(from + at)))),
    }),
    response: z.strictObject({
      assets: z.array(z.array(field).max(80)).max(REPORT_PAGE),
      next: count(MAX_ASSETS).optional(),
    }),
  }),
  reportMonth: evaluate({
    says:
      'Report the payment date of a month line by line, as Form 10-D certificates do, with the transaction ' +
      'in which each figure was computed.',
    by: everyone,
    request: one,
    on: onMonth,
    loads: ({ poolId }) => ({ pool: pools.at(poolId), terms: poolTerms.at(poolId) }),
    response: z.strictObject({
      lines: z
        .array(
          z.strictObject({
            part: line(40),
            says: line(160),
            value: z.string().max(60),
            txId: z.string().max(64),
          }),
        )
        .max(300),
    }),
  }),
};
