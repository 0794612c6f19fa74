import { demand, refuse } from '../../kit/errors';
import { compare, equal, show } from '../../kit/value/money';
import { derivedId } from '../../kit/value/derived';
import { addMillis, type Day, DAY_MS, dayOf, type Instant, isBefore } from '../../kit/value/time';
import type { Vehicle } from '../../vehicle/records/vehicle';
import type { Scorecard } from '../records/scorecard';
import { loanErrors } from '../errors';
import { applicationLife, decisionLife, loanLife } from '../life';
import type { Application, Decision, Loan } from '../records/loan';
import { begin } from './calculation/servicing';
import { subsidyOf } from './calculation/subvention';
import type { Terms } from '../records/terms';

/** Refuses terms that contradict themselves. */
export function mustBePossible(terms: Terms): void {
  const { principal, balloon, late, firstDueOn, startOn, instalments, subvention } = terms;
  const impossible = (holds: boolean, why: string) => demand(!holds, loanErrors.TERMS_IMPOSSIBLE, { why });
  impossible(firstDueOn <= startOn, 'the first instalment is not after the start');
  impossible((terms.gracePrincipal ?? 0) >= instalments, 'no instalment is left to pay principal');
  impossible((terms.graceInterest ?? 0) >= instalments, 'no instalment is left to pay interest');
  impossible(balloon !== undefined && compare(balloon, principal) >= 0, 'the balloon is not less than the principal');
  impossible(late.fee !== undefined && late.fee.currency !== principal.currency, 'the late fee is in another currency');
  impossible(
    subvention !== undefined && subvention.annualRatePpm < terms.annualRatePpm,
    'the full rate is below the subvented one',
  );
}

type Deciding = Omit<Decision, 'lender' | 'status' | 'decidedAt' | 'expiresAt'> & { readonly validDays: number };

/** A lender decides on an open application. One that invites sealed bids takes no offer in the open, which would show others the terms. */
export function decide(application: Application, scorecard: Scorecard, stated: Deciding, lender: string, now: Instant): Decision {
  applicationLife.step('decide', application.status);
  const { applicationId, bidding } = application;
  const sealed = bidding !== undefined && (stated.outcome === 'approve' || stated.outcome === 'counter');
  demand(!sealed, loanErrors.BIDS_ONLY, { applicationId, closesAt: bidding?.closesAt ?? '' });
  return weigh(application, scorecard, stated, lender, now);
}

/** What a decision must hold, by a scorecard in effect. Declining and countering need reasons, offering needs terms. */
export function weigh(application: Application, scorecard: Scorecard, stated: Deciding, lender: string, now: Instant): Decision {
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
  const asWanted = equal(terms.principal, application.amount);
  demand(asWanted === (outcome === 'approve'), loanErrors.OUTCOME_DIFFERS, {
    ...{ outcome, amount: show(terms.principal), wanted: show(application.amount) },
  });
  return { ...facts, lender, status: 'offered', decidedAt: now, expiresAt: addMillis(now, validDays * DAY_MS) };
}

/** The borrower takes one offer of whichever lender; the others fall with the application. */
export function accept(application: Application, decision: Decision, loanId: string, now: Instant) {
  const { applicationId, decisionId, lender, terms, expiresAt } = decision;
  const status = applicationLife.step('accept', application.status);
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
  return { application: { ...application, status, loanId }, decision: { ...decision, status: accepted }, loan };
}

/** Only a vehicle of the borrower secures the loan: its title, or its first sale. */
export function mustSecure(loan: Loan, vehicle: Vehicle): void {
  const mine = vehicle.owner === undefined ? vehicle.sale?.to === loan.borrower : vehicle.owner === loan.borrower;
  demand(mine, loanErrors.NOT_COLLATERAL, { vin: vehicle.vin });
}

/** Interest runs from the day of disbursement; the schedule is made for that day. */
export function disburse(loan: Loan, on: Day): Loan {
  const status = loanLife.step('disburse', loan.status);
  const { startOn, firstDueOn } = loan.terms;
  demand(on >= startOn && on < firstDueOn, loanErrors.DISBURSED_OUT_OF_TERM, { on, startOn, firstDueOn });
  const terms = { ...loan.terms, startOn: on };
  const subsidy = subsidyOf(terms);
  return { ...loan, status, terms, servicing: begin(terms), ...(subsidy && { subsidy }) };
}
