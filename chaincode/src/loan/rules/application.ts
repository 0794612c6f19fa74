import { demand, refuse } from '../../kit/errors';
import { equal, show } from '../../kit/value/money';
import { derivedId } from '../../kit/value/derived';
import { addMillis, DAY_MS, dayOf, type Instant, isBefore } from '../../kit/value/time';
import type { Scorecard } from '../records/scorecard';
import { loanErrors } from '../errors';
import { applicationLife, decisionLife } from '../life';
import type { Loan } from '../records/loan';
import type { Application, Decision } from '../records/application';
import type { Terms } from '../records/terms';
import { disclosureOf } from './plan/disclosure';
import { mustBePossible } from './terms';

type Deciding = Omit<Decision, 'lender' | 'status' | 'decidedAt' | 'expiresAt'> & {
  readonly validDays: number;
};

/**
 * A lender decides on an open application. One that invites sealed bids takes no offer in the open, which
 * would show others the terms.
 */
export function decide(
  application: Application,
  scorecard: Scorecard,
  stated: Deciding,
  lender: string,
  now: Instant,
): Decision {
  applicationLife.step('decide', application.status);
  const { applicationId, bidding } = application;
  const sealed = bidding !== undefined && (stated.outcome === 'approve' || stated.outcome === 'counter');
  demand(!sealed, loanErrors.BIDS_ONLY, { applicationId, closesAt: bidding?.closesAt ?? '' });
  return weigh(application, scorecard, stated, lender, now);
}

/**
 * What a decision must hold, by a scorecard in effect. Declining and countering need reasons, offering needs
 * terms.
 */
export function weigh(
  application: Application,
  scorecard: Scorecard,
  stated: Deciding,
  lender: string,
  now: Instant,
): Decision {
  const { validDays, ...facts } = stated;
  const { outcome, terms, reasonsSeal } = facts;
  const { version, effectiveFrom } = scorecard;
  demand(effectiveFrom <= dayOf(now), loanErrors.SCORECARD_NOT_EFFECTIVE, { version, lender, effectiveFrom });
  const offers = outcome === 'approve' || outcome === 'counter';
  demand(reasonsSeal !== undefined || outcome === 'approve', loanErrors.REASONS_MISSING, { outcome });
  if (!offers) {
    demand(terms === undefined, loanErrors.TERMS_NOT_OFFERED, { outcome });
    return { ...facts, lender, status: outcome === 'refer' ? 'referred' : 'declined', decidedAt: now };
  }
  if (!terms) return refuse(loanErrors.OFFER_NEEDS_TERMS, { outcome });
  mustBePossible(terms);
  const differs = differencesOf(application, terms);
  demand((differs.length === 0) === (outcome === 'approve'), loanErrors.OUTCOME_DIFFERS, {
    ...{ outcome, amount: show(terms.principal), wanted: show(application.amount) },
    differs: differs.join(' and ') || 'nothing',
  });
  return {
    ...facts,
    lender,
    status: 'offered',
    price: disclosureOf(terms),
    decidedAt: now,
    expiresAt: addMillis(now, validDays * DAY_MS),
  };
}

/**
 * In what an offer is another than was applied for: a different amount, or other terms, is a counter-offer and
 * no approval (Regulation B, 12 CFR 1002.2(c)(1)(i)).
 */
function differencesOf(application: Application, terms: Terms): string[] {
  const { amount, instalments, annualRatePpm = terms.annualRatePpm } = application;
  return [
    ...(equal(terms.principal, amount) ? [] : ['the amount']),
    ...(terms.instalments === instalments ? [] : ['the number of instalments']),
    ...(terms.annualRatePpm <= annualRatePpm ? [] : ['the rate']),
  ];
}

/** An offer that was taken, and the loan that it became. */
export interface Taken {
  readonly application: Application;
  readonly decision: Decision;
  readonly loan: Loan;
}

/** The borrower takes one offer of whichever lender; the others fall with the application. */
export function accept(
  application: Application,
  decision: Decision,
  loanId: string,
  now: Instant,
  step: 'accept' | 'acceptFor' = 'accept',
): Taken {
  const { applicationId, decisionId, lender, terms, expiresAt } = decision;
  const status = applicationLife.step(step, application.status);
  const accepted = decisionLife.step('accept', decision.status);
  if (!terms || !expiresAt) return refuse(loanErrors.NOT_ACCEPTABLE, { decisionId, lender });
  demand(isBefore(now, expiresAt), loanErrors.OFFER_EXPIRED, { decisionId, expiresAt, lender });
  const loan: Loan = {
    ...{
      loanId,
      applicationId,
      lender,
      borrower: application.applicant,
      vin: application.vin,
      lienId: derivedId('loan-', loanId),
    },
    ...{ status: 'accepted', terms, pauses: [], entries: 0 },
  };
  return {
    application: { ...application, status, loanId },
    decision: { ...decision, status: accepted },
    loan,
  };
}
