import { type reportOperations, REPORT_PAGE } from '../api/report';
import { certificate } from '../export/certificate';
import { assetData } from '../export/scheduleal';
import { numbered } from '../records/asset';
import type { PoolHandlers } from '../tables';

/** What is filed: loan by loan, and the certificate of the payment date. */
export const reportHandlers: PoolHandlers<typeof reportOperations> = {
  async reportAssets(tx, { poolId, from }, { on: pool, run, terms, found }) {
    // After its end a loan is not reported any more.
    const rows = found.flatMap((row) => (row && (!row.ended || row.endedIn === run.month) ? [row] : []));
    const assets = [];
    const { servicingFeePpm } = terms.structure;
    for (const row of rows) {
      const { loanId } = await tx.assets.get(poolId, numbered(row.number));
      const pledge = await tx.pledges.get(loanId);
      const loan = await tx.loans.get(loanId);
      const facts =
        pledge.factsSeal === undefined ? undefined : await tx.assetFacts.reveal(pool.originator, loanId);
      assets.push(assetData({ ...{ pool, run, row, pledge, loan, facts }, servicingFeePpm }));
    }
    const next = from + REPORT_PAGE;
    return { assets, ...(next <= run.visited && { next }) };
  },
  reportMonth: (_tx, _request, { on: run, pool }) => Promise.resolve({ lines: certificate(pool, run) }),
};
