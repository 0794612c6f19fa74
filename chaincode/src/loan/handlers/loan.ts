import type { Api } from '../../kit/api';
import type { Handlers } from '../../kit/implement';
import { notBefore } from '../rules/valueday';
import { standingOf } from '../rules/owed/standing';
import { exportedLoan, exported } from '../export/fineract';
import { inFull, mustBePossible } from '../rules/terms';
import { PRESETS, SOURCES } from '../records/market';
import type { loanOperations } from '../api/loan';
import { booked } from '../records/entry';
import { rowsFrom, scheduleOf, shown } from '../rules/plan/schedule';
import { disclosureOf } from '../rules/plan/disclosure';
import { sumOf } from '../rules/state/sums';
import { subsidyOf } from '../rules/plan/subvention';
import type { tables } from '../tables';
import { mayRead } from './access';

/** What only reads. A loan is read by its lender, its borrower and the auditor. */
export const loanHandlers: Handlers<Api<'loan', typeof loanOperations>, typeof tables> = {
  async calculate(_tx, { terms: asked }) {
    const terms = inFull(asked);
    mustBePossible(terms);
    const rows = scheduleOf(terms);
    const subsidy = subsidyOf(terms);
    const { currency } = terms.principal;
    return {
      currency,
      interest: sumOf(rows, (row) => row.interest),
      rows: rows.map(shown),
      price: disclosureOf(terms),
      ...(subsidy && { subsidy }),
    };
  },
  readPreset: (_tx, { market, annualRatePpm = 0 }) => ({
    market,
    ...PRESETS[market](annualRatePpm),
    sources: [...SOURCES[market]],
  }),
  read: (_tx, _request, { on }) => on,
  async schedule(_tx, _request, { on: { terms, servicing } }) {
    const coming = servicing ? rowsFrom(terms, servicing) : [];
    return {
      currency: terms.principal.currency,
      planned: scheduleOf(terms).map(shown),
      coming: coming.map(shown),
    };
  },
  standing: (_tx, { on }, { on: loan }) => standingOf(notBefore(loan, on), on),
  listLent: (tx, page) => tx.loans.listBy('lender', [tx.caller.org], page),
  async listBorrowed(tx, { borrower = tx.caller.member, ...page }) {
    mayRead(tx, borrower);
    return tx.loans.listBy('borrower', borrower.split('/'), page);
  },
  listByVehicle: (tx, { vin, ...page }) => tx.loans.listBy('vehicle', [vin], page),
  async listEntries(tx, { loanId, ...page }) {
    const { items, ...rest } = await tx.entries.list(page, loanId);
    return { ...rest, items: items.map(booked) };
  },
  async exportEntries(tx, { loanId, ...page }, { on: loan }) {
    const { items, ...rest } = await tx.entries.list(page, loanId);
    return { ...exportedLoan(loan), transactions: items.map(exported), ...rest };
  },
};
