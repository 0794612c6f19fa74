import { isVouched } from '../../evidence/door';
import type { Anchor } from '../../evidence/records/anchor';
import type { Device } from '../../evidence/records/device';
import { canonical } from '../../kit/value/json';
import { dayOf } from '../../kit/value/time';
import type { Birth } from '../../vehicle/records/birth';
import type { crashOperations } from '../api/crash';
import { claimEvents } from '../events';
import type { Claim } from '../records/claim';
import { exposuresOf } from '../records/exposure';
import type { CrashStated, Notice } from '../records/notice';
import type { Practice } from '../records/practice';
import { crashKey, flaggedByCrash, mustBeCrashOf, mustBeProvenCrash } from '../rules/crash';
import { practiceOn } from '../rules/practice';
import type { Carries, Writing } from '../tables';

/** What the car recorded of a crash. */
export const crashHandlers: Carries<typeof crashOperations> = {
  async keepCrash(tx, { noticeId, ...named }, { on: notice, secret: record, ...found }) {
    const anchor = vouched(notice, found);
    mustBeProvenCrash(record, anchor, named.maxDeltaV);
    return tx.crashes.keep(record, ...crashKey(noticeId, named));
  },
  async stateCrash(tx, { noticeId, ...crash }, { on: before, claim: known, practice, ...found }) {
    if (before.crash && canonical(before.crash) === canonical(crash)) return before;
    vouched(before, found);
    await tx.crashes.check(before.insurer, crash.seal, ...crashKey(noticeId, crash));
    const notice = { ...before, crash };
    const claim = known && (await compared(tx, known, crash, practice));
    await tx.notices.put(notice);
    if (claim) await tx.claims.put(claim);
    const { deviceId, evidenceId, maxDeltaV } = crash;
    tx.tell(claimEvents.CrashStated, { noticeId, deviceId, evidenceId, maxDeltaV });
    return notice;
  },
  readCrash: (tx, { noticeId, ...named }, { notice }) =>
    tx.crashes.reveal(notice.insurer, ...crashKey(noticeId, named)),
};

interface Found {
  readonly anchor: Anchor;
  readonly device: Device;
  readonly birth: Birth | undefined;
}

/**
 * The crash record that the notice names, of a device that the vehicle's maker stands behind: anybody else
 * could make one up.
 */
function vouched(notice: Notice, { anchor, device, birth }: Found): Anchor {
  mustBeCrashOf(notice, anchor, isVouched(device, anchor.seq, birth?.manufacturer));
  return anchor;
}

/** The claim of a notice, looked at again in the light of the crash record. */
async function compared(
  tx: Writing,
  claim: Claim,
  crash: CrashStated,
  practice: Practice | undefined,
): Promise<Claim> {
  const exposures = await tx.exposures.findMany(exposuresOf(claim).map(({ id }) => id));
  const rule = practiceOn(practice, claim.insurer, dayOf(tx.now));
  return flaggedByCrash(
    claim,
    crash,
    exposures.map((one) => one?.assessment),
    rule,
  );
}
