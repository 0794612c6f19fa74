import type { Roadbook } from '../connection/connect';
import type { EventOptions } from '../ledger/events';
import { type RecallOptions, type RecallStep, recipientOf, walkRecall } from './walk';

/**
 * How to follow: how recalls are passed on, and where the ledger is read from, as {@link EventOptions} say.
 */
export interface FollowOptions
  extends RecallOptions,
    Pick<EventOptions, 'checkpoint' | 'from' | 'signal' | 'onBreak'> {}

const FACTS = ['NotificationMoved', 'RecallAnnounced'] as const;

/**
 * The recall agent of an organisation, run beside its peer: carries every notification that it receives a
 * tier further (see {@link walkRecall}), for as long as it runs, and goes back to those of a campaign when
 * that is announced. Give it a checkpoint of its own; it is saved when all steps of a transaction were taken,
 * and what is taken twice changes nothing and is told once. Begins with the first block if nothing says
 * otherwise.
 *
 * ```ts
 * for await (const step of followRecalls(desk, { checkpoint, days: 5 })) told.push(step);
 * ```
 */
export async function* followRecalls(
  connection: Roadbook,
  { days, acknowledge, from = 'first', ...where }: FollowOptions = {},
): AsyncGenerator<RecallStep, void, undefined> {
  const how: RecallOptions = {
    ...(days !== undefined && { days }),
    ...(acknowledge !== undefined && { acknowledge }),
  };
  const recipient = await recipientOf(connection);
  const walked = new Set<string>();
  const news = newsOf();
  for await (const { facts } of connection.events({ facts: FACTS, from, ...where }))
    for (const fact of facts) {
      if (
        fact.name === 'RecallAnnounced' &&
        fact.manufacturer === connection.org &&
        fact.notification !== undefined
      )
        for (const id of await receivedUnder(connection, fact.notification))
          for await (const step of walkRecall(connection, id, how)) if (news(step)) yield step;
      if (fact.name !== 'NotificationMoved' || fact.to !== recipient || walked.delete(fact.id)) continue;
      for await (const step of walkRecall(connection, fact.id, how)) {
        // The own acknowledgement comes back as a fact; it was walked already.
        if (step.did === 'acknowledged') walked.add(fact.id);
        if (news(step)) yield step;
      }
    }
}

/**
 * Whether a step says something else than the one before of its kind: a notification moves several times, and
 * is walked each time.
 */
export function newsOf(): (step: RecallStep) => boolean {
  const told = new Map<string, string>();
  return (step) => {
    const subject = [
      step.notification,
      step.did,
      'to' in step ? step.to : '',
      'sent' in step ? step.sent : '',
    ].join();
    const says = JSON.stringify(step);
    const isNews = told.get(subject) !== says;
    told.set(subject, says);
    return isNews;
  };
}

/** The received notifications of one campaign. */
async function receivedUnder(connection: Roadbook, root: string): Promise<string[]> {
  const found: string[] = [];
  for (let after: string | undefined; ; ) {
    const page = await connection.part.listNotifications({
      side: 'received',
      size: 100,
      ...(after !== undefined && { after }),
    });
    found.push(...page.items.filter((notice) => notice.root === root).map(({ id }) => id));
    if (page.next === undefined) return found;
    after = page.next;
  }
}
