import type { Api } from '../../kit/api';
import type { Handlers } from '../../kit/implement';
import { canonical } from '../../kit/value/json';
import { exposuresOf, ruleOf } from './access';
import { compared, crashKey, mustBeCrashOf, mustBeProven } from '../rules/crash';
import type { crashOperations } from '../api/crash';
import { claimEvents } from '../events';
import { noticeOf } from './notice';
import type { Claim, CrashStated, Notice } from '../records/claim';
import type { tables, Writing } from '../tables';

export const crashHandlers: Handlers<Api<'claim', typeof crashOperations>, typeof tables> = {
  async keepCrash(tx, { noticeId, ...named }, { secret: record }) {
    const notice = await tx.notices.get(noticeId);
    tx.mustBe('the insurer', notice.insurer);
    const anchor = await tx.anchors.get(named.deviceId, named.evidenceId);
    mustBeCrashOf(notice, anchor);
    mustBeProven(record, anchor, named.maxDeltaV);
    return tx.crashes.keep(record, ...crashKey(noticeId, named));
  },
  async stateCrash(tx, { noticeId, ...crash }) {
    const before = await noticeOf(tx, noticeId);
    if (before.crash && canonical(before.crash) === canonical(crash)) return before;
    mustBeCrashOf(before, await tx.anchors.get(crash.deviceId, crash.evidenceId));
    await tx.crashes.check(before.insurer, crash.seal, ...crashKey(noticeId, crash));
    const notice = { ...before, crash };
    const claim = await comparedClaim(tx, notice, crash);
    await tx.notices.put(notice);
    if (claim) await tx.claims.put(claim);
    const { deviceId, evidenceId, maxDeltaV } = crash;
    tx.tell(claimEvents.CrashStated, { noticeId, deviceId, evidenceId, maxDeltaV });
    return notice;
  },
  async readCrash(tx, { noticeId, ...named }) {
    const { insurer } = await tx.notices.get(noticeId);
    return tx.crashes.reveal(insurer, ...crashKey(noticeId, named));
  },
};

/** The claim of a notice, looked at again in the light of the crash record; `undefined` while there is none. */
async function comparedClaim(tx: Writing, notice: Notice, crash: CrashStated): Promise<Claim | undefined> {
  if (notice.claimId === undefined) return undefined;
  const claim = await tx.claims.get(notice.claimId);
  const found = (await exposuresOf(tx, claim)).map(({ assessment }) => assessment);
  return compared(claim, crash, found, await ruleOf(tx, claim.insurer));
}
