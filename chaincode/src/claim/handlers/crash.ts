import { canonical } from '../../kit/value/json';
import { dayOf } from '../../kit/value/time';
import type { crashOperations } from '../api/crash';
import { claimEvents } from '../events';
import type { Claim } from '../records/claim';
import { exposuresOf } from '../records/exposure';
import type { CrashStated } from '../records/notice';
import type { Practice } from '../records/practice';
import { crashKey, flaggedByCrash, mustBeCrashOf, mustBeProvenCrash } from '../rules/crash';
import { practiceOn } from '../rules/practice';
import type { Carries, Writing } from '../tables';

/** What the car recorded of a crash. */
export const crashHandlers: Carries<typeof crashOperations> = {
  async keepCrash(tx, { noticeId, ...named }, { on: notice, anchor, secret: record }) {
    mustBeCrashOf(notice, anchor);
    mustBeProvenCrash(record, anchor, named.maxDeltaV);
    return tx.crashes.keep(record, ...crashKey(noticeId, named));
  },
  async stateCrash(tx, { noticeId, ...crash }, { on: before, anchor, claim: known, practice }) {
    if (before.crash && canonical(before.crash) === canonical(crash)) return before;
    mustBeCrashOf(before, anchor);
    await tx.crashes.check(before.insurer, crash.seal, ...crashKey(noticeId, crash));
    const notice = { ...before, crash };
    const claim = known && (await compared(tx, known, crash, practice));
    await tx.notices.put(notice);
    if (claim) await tx.claims.put(claim);
    const { deviceId, evidenceId, maxDeltaV } = crash;
    tx.tell(claimEvents.CrashStated, { noticeId, deviceId, evidenceId, maxDeltaV });
    return notice;
  },
  readCrash: (tx, { noticeId, ...named }, { notice }) => tx.crashes.reveal(notice.insurer, ...crashKey(noticeId, named)),
};

/** The claim of a notice, looked at again in the light of the crash record. */
async function compared(tx: Writing, claim: Claim, crash: CrashStated, practice: Practice | undefined): Promise<Claim> {
  const exposures = await tx.exposures.findMany(exposuresOf(claim).map(({ id }) => id));
  const rule = practiceOn(practice, claim.insurer, dayOf(tx.now));
  return flaggedByCrash(
    claim,
    crash,
    exposures.map((one) => one?.assessment),
    rule,
  );
}
