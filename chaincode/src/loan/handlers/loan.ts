import type { Api } from '../../kit/api';
import { demand } from '../../kit/errors';
import type { Handlers } from '../../kit/implement';
import { servicingOf } from '../rules/entry';
import { standingOf } from '../rules/collection';
import { assess } from '../records/scorecard';
import { loanErrors } from '../errors';
import { aheadCode, kindCode, slotCode, statusCode } from '../export/fineract';
import { mustBePossible } from '../rules/application';
import { decisionOf } from './decision';
import { payoffOn } from '../rules/quote';
import type { queryOperations } from '../api/loan';
import { booked, type Entry, type Loan } from '../records/loan';
import { type Row, rowsFrom, scheduleOf } from '../rules/calculation/schedule';
import { sumOf } from '../rules/calculation/servicing';
import { subsidyOf } from '../rules/calculation/subvention';
import type { Reading, tables } from '../tables';
import { DEFAULT_ORDER } from '../records/terms';

/** What only reads. A loan is read by its lender, its borrower and the auditor. */
export const queries: Handlers<Api<'loan', typeof queryOperations>, typeof tables> = {
  async score(tx, { applicationId, decisionId, scorecardVersion, terms }) {
    mustBePossible(terms);
    const { org } = tx.caller;
    const scorecard = await tx.scorecards.get(org, `${scorecardVersion}`);
    return assess(scorecard, await tx.underwritings.reveal(org, applicationId, decisionId), terms);
  },
  readReasons: (tx, { applicationId, decisionId }) => tx.reasonings.reveal(tx.caller.org, applicationId, decisionId),
  async calculate(_tx, { terms }) {
    mustBePossible(terms);
    const rows = scheduleOf(terms);
    const subsidy = subsidyOf(terms);
    const { currency } = terms.principal;
    return { currency, interest: sumOf(rows, (row) => row.interest), rows: rows.map(shown), ...(subsidy && { subsidy }) };
  },
  read: (_tx, _request, { on }) => on,
  async schedule(_tx, _request, { on: { terms, servicing } }) {
    const coming = servicing ? rowsFrom(terms, servicing) : [];
    return { currency: terms.principal.currency, planned: scheduleOf(terms).map(shown), coming: coming.map(shown) };
  },
  standing: (_tx, { on }, { on: loan }) => standingOf(notBefore(loan, on), on),
  payoff: (_tx, { on, till }, { on: loan }) => payoffOn(notBefore(loan, on), on, till),
  async readApplication(tx, { applicationId }) {
    const application = await tx.applications.get(applicationId);
    if (tx.caller.role !== 'lender') mayRead(tx, application.applicant);
    return application;
  },
  async readDecision(tx, { applicationId, decisionId, lender }) {
    const own = tx.caller.role === 'lender' ? tx.caller.org : undefined;
    const decision = await decisionOf(tx, { applicationId, decisionId }, lender ?? own);
    mayRead(tx, decision.lender, (await tx.applications.get(applicationId)).applicant);
    return decision;
  },
  readQuote: (_tx, _request, { quote }) => quote,
  readRepossession: (_tx, _request, { taking }) => taking,
  async readScorecard(tx, { lender, version }) {
    mayRead(tx, lender);
    return tx.scorecards.get(lender, `${version}`);
  },
  listApplications: (tx, page) => tx.applications.list(page),
  async listDecisions(tx, { applicationId, ...page }) {
    const { applicant } = await tx.applications.get(applicationId);
    if (tx.caller.role === 'lender') return tx.decisions.listBy('lender', [applicationId, tx.caller.org], page);
    mayRead(tx, applicant);
    return tx.decisions.list(page, applicationId);
  },
  listLent: (tx, page) => tx.loans.listBy('lender', [tx.caller.org], page),
  async listBorrowed(tx, { borrower, ...page }) {
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

function mayRead(tx: Reading, ...parties: readonly string[]): void {
  if (tx.caller.role !== 'auditor') tx.mustBe('a party', ...parties);
}

/** What was is not kept; what is and will be can be derived. */
function notBefore(loan: Loan, on: string): Loan {
  const { asOf } = servicingOf(loan);
  demand(on >= asOf, loanErrors.VALUE_DAY_BEHIND, { on, asOf, loanId: loan.loanId });
  return loan;
}

export const shown = ({ index, dueOn, principal, interest, balance }: Row) => ({
  ...{ number: index + 1, dueOn, instalment: principal + interest, interest, principal, balance },
});

function exportedLoan({ loanId, status, chargedOffOn, terms }: Loan) {
  return {
    externalId: loanId,
    status: statusCode(status) ?? { id: 0, code: 'INVALID' },
    chargedOff: chargedOffOn !== undefined,
    futureInstallmentAllocationRule: aheadCode(terms.allocation.ahead),
    paymentAllocationOrder: (terms.allocation.order ?? DEFAULT_ORDER).map(slotCode),
  };
}

function exported(entry: Entry) {
  const { entryId, kind, on, amount, principal, interest, fee, penalty, over, outstanding, reversedBy } = entry;
  const type = kindCode(kind);
  return {
    ...{ id: entryId, date: on, manuallyReversed: reversedBy !== undefined, ...(type && { type }) },
    ...{ amount, principalPortion: principal, interestPortion: interest, feeChargesPortion: fee },
    ...{ penaltyChargesPortion: penalty, overpaymentPortion: over, outstandingLoanBalance: outstanding },
  };
}
