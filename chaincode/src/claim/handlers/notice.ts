import type { Api } from '../../kit/api';
import { refuse } from '../../kit/errors';
import type { Handlers } from '../../kit/implement';
import { mustCover } from '../../policy/door';
import { claimErrors } from '../errors';
import { claimEvents } from '../events';
import { fingerprintOf, isElsewhere, isSaltOf, markProofOf, mustHold, unmarkedBy } from '../rules/fingerprint';
import { marking } from './fingerprint';
import { judged, mustBeNew, notify, slotOf, withPhotos } from '../rules/notice';
import type { noticeOperations } from '../api/notice';
import type { Notice } from '../records/claim';
import type { tables, Writing } from '../tables';

export const noticeHandlers: Handlers<Api<'claim', typeof noticeOperations>, typeof tables> = {
  async notify(tx, { policyId, ...report }) {
    const known = await tx.notices.known(report.noticeId);
    if (known) return known;
    const policy = await tx.policies.get(policyId);
    tx.mustBe('the policyholder or the insurer', policy.policyholder, policy.insurer);
    const notice = notify(policy, report, { reporter: tx.caller.member, now: tx.now });
    const [, lossOn, cause, reporter] = slotOf(notice);
    mustBeNew(await tx.lossSlots.find(...slotOf(notice)));
    await tx.notices.put(notice);
    await tx.lossSlots.put({ policyId, lossOn, cause, reporter, noticeId: notice.noticeId });
    tx.tell(claimEvents.LossNotified, { noticeId: notice.noticeId, policyId, insurer: notice.insurer, status: notice.status });
    return notice;
  },
  async addPhotos(tx, { noticeId, hashes }) {
    const before = await tx.notices.get(noticeId);
    tx.mustBe('the reporter or the insurer', before.reporter, before.policyholder, before.insurer);
    const found = await tx.photos.findMany(hashes.map((hash) => [hash]));
    const fresh = [...new Set(hashes)].filter((hash) => !found.some((one) => one?.hash === hash));
    const notice = withPhotos(
      before,
      fresh.length,
      found.some((one) => one !== undefined && one.noticeId !== noticeId),
    );
    for (const hash of fresh) await tx.photos.put({ hash, noticeId, insurer: notice.insurer });
    await tx.notices.put(notice);
    tx.tell(claimEvents.PhotosAdded, { noticeId, photos: notice.photos });
    return notice;
  },
  async keepStatement(tx, { noticeId }, { secret }) {
    const { insurer } = await tx.notices.get(noticeId);
    tx.mustBe('the insurer', insurer);
    return tx.statements.keep(secret, noticeId);
  },
  async attachStatement(tx, { noticeId, seal }) {
    const before = await noticeOf(tx, noticeId);
    await tx.statements.check(before.insurer, seal, noticeId);
    const notice = { ...before, statementSeal: seal };
    await tx.notices.put(notice);
    tx.tell(claimEvents.StatementAttached, { noticeId, seal });
    return notice;
  },
  async validate(tx, { noticeId }) {
    const { doubt: _settled, ...before } = await noticeOf(tx, noticeId);
    mustCover(await tx.policies.get(before.policyId), before.lossAt);
    return decide(tx, before, 'validate');
  },
  async reject(tx, { noticeId }) {
    const before = await noticeOf(tx, noticeId);
    const notice = await decide(tx, before, 'reject');
    await tx.lossSlots.remove(...slotOf(before));
    return notice;
  },
  async discard(tx, { noticeId }) {
    const before = await tx.notices.get(noticeId);
    tx.mustBe('the reporter', before.reporter);
    const notice = await decide(tx, before, 'discard');
    await tx.lossSlots.remove(...slotOf(before));
    return notice;
  },
  async readNotice(tx, { noticeId }) {
    const notice = await tx.notices.get(noticeId);
    if (tx.caller.role !== 'auditor') tx.mustBe('a party to the notice', notice.reporter, notice.policyholder, notice.insurer);
    return notice;
  },
  async readStatement(tx, { noticeId }) {
    const { insurer } = await tx.notices.get(noticeId);
    return tx.statements.reveal(insurer, noticeId);
  },
  async openEpoch(tx, epoch) {
    const known = await tx.epochs.known(epoch.epochId);
    if (known) return known;
    await tx.epochs.put(epoch);
    tx.tell(claimEvents.EpochOpened, epoch);
    return epoch;
  },
  async keepSalt(tx, { epochId }, { secret: kept }) {
    if (!isSaltOf(await tx.epochs.get(epochId), kept.salt)) refuse(claimErrors.SALT_WRONG, { epochId });
    return tx.salts.keep(kept, epochId);
  },
  async computeFingerprint(tx, { epochId, ...loss }) {
    mustHold(await tx.epochs.get(epochId), loss.lossOn);
    const { salt } = await tx.salts.reveal(tx.caller.org, epochId);
    const fingerprint = fingerprintOf(salt, loss);
    return { epochId, fingerprint, proof: markProofOf(salt, { epochId, fingerprint, insurer: tx.caller.org }) };
  },
  async seekLoss(tx, { fingerprints }) {
    const found = await tx.fingerprints.findMany(fingerprints.map((one) => [one]));
    return { elsewhere: found.flatMap((one) => (one && isElsewhere(one, tx.caller.org) ? [one.fingerprint] : [])) };
  },
  async markLoss(tx, loss) {
    const { mark, elsewhere } = await marking(tx, loss);
    await tx.fingerprints.put(mark);
    if (elsewhere) tx.tell(claimEvents.LossSeenTwice, { fingerprint: loss.fingerprint });
    return { elsewhere };
  },
  async withdrawMark(tx, { fingerprint }) {
    const mark = unmarkedBy(await tx.fingerprints.get(fingerprint), tx.caller.org, tx.now);
    await tx.fingerprints.put(mark);
    tx.tell(claimEvents.LossMarkWithdrawn, { fingerprint });
    return { elsewhere: isElsewhere(mark, tx.caller.org) };
  },
  readMarks: (tx, { fingerprint }) => tx.fingerprints.get(fingerprint),
};

/** A notice to the caller's own organisation. */
export async function noticeOf(tx: Writing, noticeId: string): Promise<Notice> {
  const notice = await tx.notices.get(noticeId);
  tx.mustBe('the insurer', notice.insurer);
  return notice;
}

async function decide(tx: Writing, before: Notice, step: 'validate' | 'reject' | 'discard'): Promise<Notice> {
  const notice = judged(before, step);
  await tx.notices.put(notice);
  tx.tell(claimEvents.NoticeJudged, { noticeId: notice.noticeId, status: notice.status });
  return notice;
}
