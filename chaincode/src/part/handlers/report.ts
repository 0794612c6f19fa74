import { partEvents } from '../events';
import { partyOf } from './party';
import { demandWhole, doneIn, inOrder } from '../rules/report';
import type { reportOperations } from '../api/report';
import type { HandlersOf } from '../tables';

export const reportHandlers: HandlersOf<typeof reportOperations> = {
  keepReport(tx, { notification }, { secret: report }) {
    return tx.reports.keep(
      report,
      notification,
      partyOf(tx.caller),
      String(doneIn(report, notification).length),
    );
  },
  async report(tx, { notification, seal, done: named, closedOn }) {
    const done = inOrder(named);
    demandWhole(done, notification, closedOn);
    const { org } = tx.caller;
    await tx.reports.check(org, seal, notification, partyOf(tx.caller), String(done.length));
    const digest = {
      notification,
      party: partyOf(tx.caller),
      org,
      seal,
      done,
      at: tx.now,
      ...(closedOn && { closedOn }),
    };
    await tx.reportDigests.put(digest);
    tx.tell(partEvents.ReportMoved, { notification, party: digest.party, done: done.length });
    return digest;
  },
  readReport: (_tx, _request, { on }) => on,
  async revealReport(tx, { notification, org }) {
    const { done } = await tx.reportDigests.get(notification, partyOf(tx.caller));
    return tx.reports.reveal(org, notification, partyOf(tx.caller), String(done.length));
  },
};
