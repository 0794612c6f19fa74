import { mustCover } from '../../policy/door';
import type { noticeOperations } from '../api/notice';
import { claimEvents } from '../events';
import { type LossSlot, type Notice, slotKey } from '../records/notice';
import { decidedNotice, mustBeNew, notify, slotOf, withPhotos } from '../rules/notice';
import type { Carries, Writing } from '../tables';

/** What comes before a claim. */
export const noticeHandlers: Carries<typeof noticeOperations> = {
  async notify(tx, { policyId, ...report }, { on: policy, slot, ofDay }) {
    const notice = notify(policy, report, { reporter: tx.caller.member, now: tx.now });
    mustBeNew(slot ?? ofDay);
    const { noticeId, insurer, status } = notice;
    await tx.notices.put(notice);
    await tx.lossSlots.put(slotOf(notice));
    tx.tell(claimEvents.LossNotified, { noticeId, policyId, insurer, status });
    return notice;
  },
  async addPhotos(tx, { noticeId, hashes }, { on: before, known }) {
    const fresh = [...new Set(hashes)].filter((hash) => !known.some((one) => one?.hash === hash));
    const seenBefore = known.some((one) => one !== undefined && one.noticeId !== noticeId);
    const notice = withPhotos(before, fresh.length, seenBefore);
    for (const hash of fresh) await tx.photos.put({ hash, noticeId, insurer: notice.insurer });
    await tx.notices.put(notice);
    tx.tell(claimEvents.PhotosAdded, { noticeId, photos: notice.photos });
    return notice;
  },
  keepStatement: (tx, { noticeId }, { secret }) => tx.statements.keep(secret, noticeId),
  async attachStatement(tx, { noticeId, seal }, { on: before }) {
    await tx.statements.check(before.insurer, seal, noticeId);
    const notice = { ...before, statementSeal: seal };
    await tx.notices.put(notice);
    tx.tell(claimEvents.StatementAttached, { noticeId, seal });
    return notice;
  },
  async validate(tx, _request, { on: { doubt: _settled, ...before }, policy }) {
    mustCover(policy, before.lossAt);
    return decide(tx, decidedNotice(before, 'validate'));
  },
  async reject(tx, _request, { on: before, slot, ofDay }) {
    await free(tx, before, slot, ofDay);
    return decide(tx, decidedNotice(before, 'reject'));
  },
  async discard(tx, _request, { on: before, slot, ofDay }) {
    await free(tx, before, slot, ofDay);
    return decide(tx, decidedNotice(before, 'discard'));
  },
  readNotice: (_tx, _request, { on }) => on,
  readStatement: (tx, { noticeId }, { notice }) => tx.statements.reveal(notice.insurer, noticeId),
};

/** The loss may be reported again. */
async function free(tx: Writing, { noticeId }: Notice, ...slots: (LossSlot | undefined)[]): Promise<void> {
  for (const slot of slots) if (slot?.noticeId === noticeId) await tx.lossSlots.remove(...slotKey(slot));
}

async function decide(tx: Writing, notice: Notice): Promise<Notice> {
  await tx.notices.put(notice);
  tx.tell(claimEvents.NoticeJudged, { noticeId: notice.noticeId, status: notice.status });
  return notice;
}
