import { demand } from '../../kit/errors';
import type { Found, WriteRows } from '../../kit/ledger/rows';
import { loanErrors } from '../errors';
import { loanEvents } from '../events';
import type { Decision } from '../records/application';
import type { Writing } from '../tables';

interface Named {
  readonly applicationId: string;
  readonly decisionId: string;
}
type Decisions<T> = { readonly decisions: T };

/**
 * Where a lender's decision stands: under its id; under its lender's name too when another lender used the id
 * first. So a rival that saw the id in a proposal takes nothing from its owner.
 */
async function placeOf(
  tx: Decisions<Found<Decision>>,
  { applicationId, decisionId }: Named,
  lender: string,
): Promise<string[]> {
  const first = await tx.decisions.find(applicationId, decisionId);
  return [applicationId, decisionId, ...(first === undefined || first.lender === lender ? [] : [lender])];
}

export const knownDecision = async (tx: Decisions<WriteRows<Decision>>, named: Named, lender: string) =>
  tx.decisions.known(...(await placeOf(tx, named, lender)));

/** Writes and tells a new decision. */
export async function placeDecision(tx: Writing, decision: Decision): Promise<Decision> {
  const placed = await putDecision(tx, decision);
  const { applicationId, decisionId, lender, outcome, expiresAt } = decision;
  const told = { applicationId, decisionId, lender, outcome };
  tx.tell(loanEvents.LoanDecided, { ...told, ...(expiresAt && { expiresAt }) });
  return placed;
}

/** Writes a new decision. The first one with its id is marked, so that nobody accepts it for the other. */
async function putDecision(tx: Decisions<WriteRows<Decision>>, decision: Decision): Promise<Decision> {
  const first = await tx.decisions.find(decision.applicationId, decision.decisionId);
  const shared = first !== undefined && first.lender !== decision.lender;
  const placed: Decision = shared ? { ...decision, apart: true } : decision;
  if (shared && !first.contested) await tx.decisions.put({ ...first, contested: true });
  await tx.decisions.put(placed);
  return placed;
}

/** The decision of the lender named; without a name the only one with the id. */
export async function decisionOf(
  tx: Decisions<Found<Decision>>,
  named: Named,
  lender: string | undefined,
): Promise<Decision> {
  if (lender !== undefined) return tx.decisions.get(...(await placeOf(tx, named, lender)));
  const first = await tx.decisions.get(named.applicationId, named.decisionId);
  demand(!first.contested, loanErrors.DECISION_CONTESTED, { decisionId: named.decisionId });
  return first;
}

/** The facts and reasons that a decision rests on are kept by its lender under the seals that it names. */
export async function sealsOf(tx: Writing, decision: Decision): Promise<void> {
  const { lender, seal, reasonsSeal, applicationId, decisionId } = decision;
  await tx.underwritings.check(lender, seal, applicationId, decisionId);
  if (reasonsSeal) await tx.reasonings.check(lender, reasonsSeal, applicationId, decisionId);
}
