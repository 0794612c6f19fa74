import type { Roadbook } from '../connection/connect';
import type { EventOptions } from '../ledger/events';
import { decideByScorecard, type DecisionPolicy, type DecisionStep } from './decide';

/** How to follow, and by what to decide. */
export interface DecideOptions
  extends DecisionPolicy,
    Pick<EventOptions, 'checkpoint' | 'from' | 'signal' | 'onBreak'> {}

/**
 * The decision process of a lender, run beside its peer: decides on every application as soon as it is told (see
 * {@link decideByScorecard}), for as long as it runs. Give it a checkpoint of its own; what is looked at twice is
 * decided once. Begins with the first block if nothing says otherwise.
 *
 * ```ts
 * for await (const step of followApplications(desk, { scorecardVersion: 1, facts, terms })) told.push(step);
 * ```
 */
export async function* followApplications(
  connection: Roadbook,
  { checkpoint, from = 'first', signal, onBreak, ...policy }: DecideOptions,
): AsyncGenerator<DecisionStep, void, undefined> {
  const where = {
    ...(checkpoint && { checkpoint }),
    ...(signal && { signal }),
    ...(onBreak && { onBreak }),
  };
  for await (const { facts } of connection.events({ facts: ['LoanApplied'], from, ...where }))
    for (const { applicationId } of facts) yield await decideByScorecard(connection, applicationId, policy);
}
