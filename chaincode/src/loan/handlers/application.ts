import type { Api } from '../../kit/api';
import type { Handlers } from '../../kit/implement';
import { dayOf } from '../../kit/value/time';
import { zoneNamed } from '../../kit/value/zone';
import { mustBeBiddingTimes } from '../rules/bid';
import { loanEvents } from '../events';
import type { applicationOperations } from '../api/application';
import { applicationLife, decisionLife } from '../life';
import { accept, decide, type Taken } from '../rules/application';
import type { Application } from '../records/application';
import type { Loan } from '../records/loan';
import { decisionOf, knownDecision, placeDecision, sealsOf } from './decision';
import type { tables, Writing } from '../tables';
import { assess } from '../rules/decision/score';
import { mustBeReviewed } from '../rules/decision/model';
import { inFull, mustBePossible } from '../rules/terms';
import { mayRead } from './access';

/** From the wish for a loan to the money. */
export const applicationHandlers: Handlers<Api<'loan', typeof applicationOperations>, typeof tables> = {
  async publishScorecard(tx, stated) {
    const scorecard = { ...stated, lender: tx.caller.org };
    await tx.scorecards.put(scorecard);
    const { lender, version, effectiveFrom } = scorecard;
    tx.tell(loanEvents.ScorecardPublished, { lender, version, effectiveFrom });
    return scorecard;
  },
  apply: (tx, wish) => appliedBy(tx, { ...wish, applicant: tx.caller.member }),
  async withdraw(tx, { applicationId }, { on: application }) {
    const withdrawn = { ...application, status: applicationLife.step('withdraw', application.status) };
    await tx.applications.put(withdrawn);
    tx.tell(loanEvents.ApplicationWithdrawn, { applicationId });
    return withdrawn;
  },
  underwrite: (tx, { applicationId, decisionId }, { secret }) =>
    tx.underwritings.keep(secret, applicationId, decisionId),
  explain: (tx, { applicationId, decisionId }, { secret }) =>
    tx.reasonings.keep(secret, applicationId, decisionId),
  async decide(tx, stated, { on: application, scorecard, models }) {
    const lender = tx.caller.org;
    const known = await knownDecision(tx, stated, lender);
    if (known) return known;
    for (const model of models) mustBeReviewed(model, dayOf(tx.now));
    await zoneNamed(tx.zones, stated.terms?.zone);
    const { terms: asked, ...rest } = stated;
    const deciding = { ...rest, ...(asked && { terms: inFull(asked) }) };
    const decision = decide(application, scorecard, deciding, lender, tx.now);
    await sealsOf(tx, decision);
    return placeDecision(tx, decision);
  },
  async retract(tx, { applicationId, decisionId }) {
    const decision = await decisionOf(tx, { applicationId, decisionId }, tx.caller.org);
    tx.take(decisionLife.retract, decision);
    const retracted = { ...decision, status: decisionLife.step('retract', decision.status) };
    await tx.decisions.put(retracted);
    tx.tell(loanEvents.OfferRetracted, { applicationId, decisionId });
    return retracted;
  },
  async accept(tx, { applicationId, decisionId, loanId, lender: meant }, { on: wish }) {
    const offer = await decisionOf(tx, { applicationId, decisionId }, meant);
    tx.take(decisionLife.accept, offer);
    return takenBy(tx, accept(wish, offer, loanId, tx.now));
  },
  async score(tx, { applicationId, decisionId, terms: asked, model }, { scorecard, models }) {
    for (const one of models) mustBeReviewed(one, dayOf(tx.now));
    const terms = inFull(asked);
    mustBePossible(terms);
    const facts = await tx.underwritings.reveal(tx.caller.org, applicationId, decisionId);
    return { ...assess(scorecard, facts, terms), ...(model && { model }) };
  },
  readReasons: (tx, { applicationId, decisionId }) =>
    tx.reasonings.reveal(tx.caller.org, applicationId, decisionId),
  readApplication: (_tx, _request, { on }) => on,
  async readDecision(tx, { applicationId, decisionId, lender }, { application: { applicant } }) {
    const own = tx.caller.role === 'lender' ? tx.caller.org : undefined;
    const decision = await decisionOf(tx, { applicationId, decisionId }, lender ?? own);
    mayRead(tx, decision.lender, applicant);
    return decision;
  },
  readScorecard: (_tx, _request, { on }) => on,
  listApplications: (tx, page) => tx.applications.list(page),
  listDecisions: (tx, { applicationId, ...page }) =>
    tx.caller.role === 'lender'
      ? tx.decisions.listBy('lender', [applicationId, tx.caller.org], page)
      : tx.decisions.list(page, applicationId),
};

/** A new application, of the applicant or of the lender that books for it. */
export async function appliedBy(
  tx: Writing,
  wish: Omit<Application, 'status' | 'appliedAt' | 'loanId'>,
): Promise<Application> {
  if (wish.bidding) mustBeBiddingTimes(wish.bidding, tx.now);
  const application = { ...wish, status: 'open', appliedAt: tx.now } as const;
  await tx.applications.put(application);
  const { applicationId, applicant, vin, amount, bidding } = application;
  tx.tell(loanEvents.LoanApplied, { applicationId, applicant, vin, amount, ...(bidding && { bidding }) });
  return application;
}

/** Saves an offer that was taken with the loan that it became. */
export async function takenBy(tx: Writing, { application, decision, loan }: Taken): Promise<Loan> {
  await tx.applications.put(application);
  await tx.decisions.put(decision);
  await tx.loans.put(loan);
  const { applicationId, decisionId } = decision;
  const { loanId, lender, borrower } = loan;
  tx.tell(loanEvents.OfferAccepted, { applicationId, decisionId, loanId, lender, borrower });
  return loan;
}
