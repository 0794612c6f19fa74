import { createHash } from 'node:crypto';
import { RefusedByContract } from '../errors/call';
import type { Rooms } from '../rooms/rooms';

/** What the process calls: a connection of a lender, or clients over any transport. */
export type LoanDesk = Pick<Rooms, 'loan'>;
/** An application as its lender reads it. */
export type LoanApplication = Awaited<ReturnType<LoanDesk['loan']['readApplication']>>;
type Scoring = Parameters<LoanDesk['loan']['score']>[0];
type Assessment = Awaited<ReturnType<LoanDesk['loan']['score']>>;
/** Terms of an offer; what is left out of them is what the market named fills in. */
export type OfferedTerms = Scoring['terms'];
/** What is known of an applicant, as `loan.underwrite` keeps it. */
export type LoanFacts = Parameters<LoanDesk['loan']['underwrite']>[1];

/** By what a lender decides. */
export interface DecisionPolicy {
  /** The published scorecard. */
  readonly scorecardVersion: number;
  /** The registered model that the decision names, if one. */
  readonly model?: { readonly modelId: string; readonly version: number };
  /** What the lender knows of the applicant; `undefined` leaves the application to a person. */
  readonly facts: (application: LoanApplication) => Promise<LoanFacts | undefined>;
  /** The terms that it would offer for all that was applied for. */
  readonly terms: (application: LoanApplication) => OfferedTerms;
  /** Days that an offer can be accepted; 14 if not given. */
  readonly validDays?: number;
}

/** What became of an application. */
export type DecisionStep =
  | {
      readonly did: 'decided';
      readonly applicationId: string;
      readonly decisionId: string;
      readonly outcome: 'approve' | 'counter' | 'refer' | 'decline';
      readonly points: number;
    }
  /** It waits for a person: nothing is known of the applicant, it invites sealed bids, or the ledger refused. */
  | {
      readonly did: 'left';
      readonly applicationId: string;
      readonly why: 'noFacts' | 'underSeal' | 'refused';
      readonly code?: string;
    }
  /** It is not open any more, or this process decided on it before. */
  | { readonly did: 'passed'; readonly applicationId: string };

/** The id under which the process decides: made of the application, so that it decides once. */
export const decisionIdOf = (applicationId: string): string =>
  `card-${createHash('sha256').update(applicationId).digest('hex').slice(0, 32)}`;

/**
 * Runs the published scorecard of a lender on an open application: keeps the facts, scores them on the own peer,
 * and decides as the scorecard says, with the reasons kept under seal. What it does not approve, counter or
 * decline is referred to a person; what it cannot score is left to one. Repeated it decides once.
 */
export async function decideByScorecard(
  desk: LoanDesk,
  applicationId: string,
  policy: DecisionPolicy,
): Promise<DecisionStep> {
  const application = await desk.loan.readApplication({ applicationId });
  const about = { applicationId, decisionId: decisionIdOf(applicationId) };
  if (application.status !== 'open' || (await isDecided(desk, about)))
    return { did: 'passed', applicationId };
  if (application.bidding) return { did: 'left', applicationId, why: 'underSeal' };
  const facts = await policy.facts(application);
  if (!facts) return { did: 'left', applicationId, why: 'noFacts' };
  try {
    return await decided(desk, about, facts, application, policy);
  } catch (error) {
    if (!(error instanceof RefusedByContract)) throw error;
    return { did: 'left', applicationId, why: 'refused', code: error.code };
  }
}

interface About {
  readonly applicationId: string;
  readonly decisionId: string;
}

async function isDecided(desk: LoanDesk, about: About): Promise<boolean> {
  try {
    await desk.loan.readDecision(about);
    return true;
  } catch (error) {
    if (error instanceof RefusedByContract && error.code === 'NOT_FOUND') return false;
    throw error;
  }
}

async function decided(
  desk: LoanDesk,
  about: About,
  facts: LoanFacts,
  application: LoanApplication,
  policy: DecisionPolicy,
): Promise<DecisionStep> {
  const { scorecardVersion, model, validDays = 14 } = policy;
  const terms = policy.terms(application);
  const named = { ...about, scorecardVersion, ...(model && { model }) };
  const { seal } = await desk.loan.underwrite(about, facts);
  const scored = await desk.loan.score({ ...named, terms });
  const { points } = scored;
  const outcome = outcomeOf(scored);
  const offered =
    outcome === 'counter' && scored.suggested ? { ...terms, principal: scored.suggested } : terms;
  const reasons = scored.reasons.length > 0 ? scored.reasons : undefined;
  const kept = reasons && (await desk.loan.explain(about, { reasons }));
  await desk.loan.decide({
    ...{ ...named, seal, outcome, validDays },
    ...(kept && { reasonsSeal: kept.seal }),
    ...((outcome === 'approve' || outcome === 'counter') && { terms: offered }),
  });
  return { did: 'decided', ...about, outcome, points };
}

/** A counter-offer needs an amount; without one a person decides. */
const outcomeOf = ({ outcome, suggested }: Assessment): Assessment['outcome'] =>
  outcome === 'counter' && (suggested === undefined || suggested.amount <= 0n) ? 'refer' : outcome;
