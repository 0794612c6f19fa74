import type { Api } from '../../kit/api';
import { refuse } from '../../kit/errors';
import type { Handlers } from '../../kit/implement';
import { zoneNamed } from '../../kit/value/zone';
import { pay } from '../../payment/door';
import { placeLien } from '../../vehicle/door';
import { mustBeBiddingTimes } from '../rules/bid';
import { book, mustBeValueDay } from '../rules/entry';
import { loanErrors } from '../errors';
import { loanEvents } from '../events';
import { DISBURSEMENT, type intakeOperations } from '../api/application';
import { applicationLife, decisionLife, loanLife } from '../life';
import { accept, decide, disburse, mustSecure } from '../rules/application';
import { decisionOf, knownDecision, putDecision } from './decision';
import type { Decision } from '../records/loan';
import { clockOf, type tables, type Writing } from '../tables';

/** From the wish for a loan to the money. */
export const intake: Handlers<Api<'loan', typeof intakeOperations>, typeof tables> = {
  async publishScorecard(tx, stated) {
    const scorecard = { ...stated, lender: tx.caller.org };
    await tx.scorecards.put(scorecard);
    const { lender, version, effectiveFrom } = scorecard;
    tx.tell(loanEvents.ScorecardPublished, { lender, version, effectiveFrom });
    return scorecard;
  },
  async apply(tx, wish) {
    if (wish.bidding) mustBeBiddingTimes(wish.bidding, tx.now);
    const application = { ...wish, applicant: tx.caller.member, status: 'open', appliedAt: tx.now } as const;
    await tx.applications.put(application);
    const { applicationId, applicant, vin, amount, bidding } = application;
    tx.tell(loanEvents.LoanApplied, { applicationId, applicant, vin, amount, ...(bidding && { bidding }) });
    return application;
  },
  async withdraw(tx, { applicationId }, { on: application }) {
    const withdrawn = { ...application, status: applicationLife.step('withdraw', application.status) };
    await tx.applications.put(withdrawn);
    tx.tell(loanEvents.ApplicationWithdrawn, { applicationId });
    return withdrawn;
  },
  underwrite: (tx, { applicationId, decisionId }, { secret }) => tx.underwritings.keep(secret, applicationId, decisionId),
  explain: (tx, { applicationId, decisionId }, { secret }) => tx.reasonings.keep(secret, applicationId, decisionId),
  async decide(tx, stated, { on: application, scorecard }) {
    const { applicationId, decisionId } = stated;
    const lender = tx.caller.org;
    const known = await knownDecision(tx, stated, lender);
    if (known) return known;
    await zoneNamed(tx.zones, stated.terms?.zone);
    const decision = decide(application, scorecard, stated, lender, tx.now);
    await sealsOf(tx, decision);
    const placed = await putDecision(tx, decision);
    const { outcome, expiresAt } = decision;
    tx.tell(loanEvents.LoanDecided, { applicationId, decisionId, lender, outcome, ...(expiresAt && { expiresAt }) });
    return placed;
  },
  async retract(tx, { applicationId, decisionId }) {
    const decision = await decisionOf(tx, { applicationId, decisionId }, tx.caller.org);
    tx.mustBe('the lender', decision.lender);
    const retracted = { ...decision, status: decisionLife.step('retract', decision.status) };
    await tx.decisions.put(retracted);
    tx.tell(loanEvents.OfferRetracted, { applicationId, decisionId });
    return retracted;
  },
  async accept(tx, { applicationId, decisionId, loanId, lender: meant }, { on: wish }) {
    const offer = await decisionOf(tx, { applicationId, decisionId }, meant);
    const { application, decision, loan } = accept(wish, offer, loanId, tx.now);
    await tx.applications.put(application);
    await tx.decisions.put(decision);
    await tx.loans.put(loan);
    const { lender, borrower } = loan;
    tx.tell(loanEvents.OfferAccepted, { applicationId, decisionId, loanId, lender, borrower });
    return loan;
  },
  async cancel(tx, { loanId }, { on: loan }) {
    const cancelled = { ...loan, status: loanLife.step('cancel', loan.status) };
    await tx.loans.put(cancelled);
    tx.tell(loanEvents.LoanCancelled, { loanId });
    return cancelled;
  },
  async disburse(tx, { loanId, on, transfer }, { on: accepted, vehicle: named }) {
    const vehicle = named ?? refuse(loanErrors.NOT_COLLATERAL, { vin: accepted.vin });
    mustSecure(accepted, vehicle);
    const { vin, lienId, lender: holder } = accepted;
    const { principal: amount } = accepted.terms;
    const { loan, entry } = book(
      disburse(accepted, on),
      { entryId: DISBURSEMENT, kind: 'disbursement', on, amount: amount.amount },
      tx.now,
    );
    mustBeValueDay(loan, on, await clockOf(tx, loan));
    await placeLien(tx, vin, { lienId, holder, loanId, amount });
    if (transfer)
      await pay(tx, { ...transfer, from: holder, to: [{ party: transfer.to, amount }], about: { room: 'loan', id: loanId } });
    await tx.loans.put(loan);
    await tx.entries.put(entry);
    tx.tell(loanEvents.LoanDisbursed, { loanId, vin, amount, on, ...(loan.subsidy && { subsidy: loan.subsidy }) });
    return loan;
  },
};

/** The facts and reasons that a decision rests on are kept by its lender under the seals that it names. */
export async function sealsOf(tx: Writing, decision: Decision): Promise<void> {
  const { lender, seal, reasonsSeal, applicationId, decisionId } = decision;
  await tx.underwritings.check(lender, seal, applicationId, decisionId);
  if (reasonsSeal) await tx.reasonings.check(lender, reasonsSeal, applicationId, decisionId);
}
