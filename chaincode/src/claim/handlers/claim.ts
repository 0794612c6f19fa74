import { pageIn } from '../../kit/api';
import { dayOf } from '../../kit/value/time';
import { confirmClaim, endClaim, mustCover, openClaim, reopenClaim, stateLoss } from '../../policy/door';
import { recordAccident } from '../../vehicle/door';
import type { claimOperations } from '../api/claim';
import { claimEvents } from '../events';
import { noticeLife } from '../life';
import type { Claim } from '../records/claim';
import type { Notice } from '../records/notice';
import { buyBack, lossOf } from '../rules/fault';
import { confirm, end, flagsOf, type Indications, open, rechecked, reopen } from '../rules/claim';
import { isElsewhere, markedIn } from '../rules/fingerprint';
import { claimed, completed } from '../rules/notice';
import { practiceOn } from '../rules/practice';
import { accidentFrom, restated } from '../rules/totalloss';
import type { Carries, Reading, Writing } from '../tables';

/** The claim itself: opened, confirmed or denied, ended, opened again. */
export const claimHandlers: Carries<typeof claimOperations> = {
  async open(
    tx,
    { claimId, noticeId, loss },
    { on: notice, policy, odometer, first, practice, known, epoch },
  ) {
    const { insurer, policyId, lossAt, cause } = notice;
    mustCover(policy, lossAt);
    const by = { insurer, by: tx.caller.member, at: tx.now };
    const seen = loss && epoch && markedIn(epoch, known, by, loss);
    const signs: Indications = {
      odometerIllogical: odometer?.verdict === 'illogical',
      lossSeenElsewhere: seen?.elsewhere ?? false,
      claimedBefore: first !== undefined,
    };
    const flags = flagsOf(policy, notice, signs, practiceOn(practice, insurer, dayOf(tx.now)));
    const taken = claimed(notice, claimId);
    const claim = open(taken, policy, { claimId, fingerprint: loss?.fingerprint }, flags, tx.now);
    await tx.claims.put(claim);
    await tx.notices.put(taken);
    await openClaim(tx, policyId);
    if (!first) await tx.lossClaims.put({ policyId, lossOn: dayOf(lossAt), cause, claimId });
    if (seen) await tx.fingerprints.put(seen.mark);
    tx.tell(claimEvents.ClaimOpened, { ...idsOf(claim), noticeId });
    if (seen?.elsewhere) tx.tell(claimEvents.LossSeenTwice, { fingerprint: seen.mark.fingerprint });
    return claim;
  },
  async recheck(tx, _request, { on: before, known }) {
    const claim = rechecked(before, isElsewhere(known, before.insurer));
    if (claim === before) return before;
    await tx.claims.put(claim);
    tx.tell(claimEvents.ClaimRechecked, idsOf(claim));
    return claim;
  },
  async confirm(tx, { amount, ownFault }, { on: before }) {
    const claim = confirm(before, amount, ownFault);
    await confirmClaim(tx, claim.policyId, { before: before.amount, amount, loss: lossOf(claim) });
    await tx.claims.put(claim);
    tx.tell(claimEvents.ClaimConfirmed, { ...idsOf(claim), amount });
    return claim;
  },
  async deny(tx, { reason }, { on, notice }) {
    const claim = await finish(tx, end({ ...on, denial: reason }, 'deny', tx.now), notice);
    tx.tell(claimEvents.ClaimDenied, { ...idsOf(claim), reason });
    return claim;
  },
  async withdraw(tx, _request, { on, notice }) {
    return ended(tx, await finish(tx, end(on, 'withdraw', tx.now), notice));
  },
  async cancel(tx, _request, { on, notice }) {
    return ended(tx, await finish(tx, end(on, 'cancel', tx.now), notice));
  },
  async close(tx, _request, { on, notice, exposures, known }) {
    const accident = restated(known, accidentFrom(on, exposures, tx.now));
    const claim = await finish(tx, end(on, 'close', tx.now), notice);
    if (accident) await recordAccident(tx, accident);
    return ended(tx, claim);
  },
  async reopen(tx, _request, { on }) {
    const claim = reopen(on);
    await tx.claims.put(claim);
    await reopenClaim(tx, claim.policyId, lossOf(claim));
    tx.tell(claimEvents.ClaimReopened, idsOf(claim));
    return claim;
  },
  async buyBack(tx, { paymentId, amount, on: day = dayOf(tx.now) }, { on: before, practice }) {
    const rule = practiceOn(practice, before.insurer, dayOf(tx.now));
    const claim = buyBack(before, { paymentId, amount, on: day }, rule);
    await tx.claims.put(claim);
    await stateLoss(tx, claim.policyId, lossOf(claim));
    tx.tell(claimEvents.ClaimBoughtBack, { ...idsOf(claim), amount, paymentId });
    return claim;
  },
  read: (tx, _request, { on }) => shownTo(tx, on),
  async listByPolicy(tx, { policyId, ...asked }) {
    const { items, ...rest } = await tx.claims.listBy('byPolicy', [policyId], pageIn(asked));
    return { items: items.map((claim) => shownTo(tx, claim)), ...rest };
  },
};

const idsOf = ({ claimId, policyId, insurer }: Claim): Pick<Claim, 'claimId' | 'policyId' | 'insurer'> => ({
  ...{ claimId, policyId, insurer },
});

/** Saves a claim that ended: its notice is complete, and the policy owes no more for it than was paid. */
async function finish(tx: Writing, claim: Claim, notice: Notice): Promise<Claim> {
  tx.take(noticeLife.complete, notice);
  await tx.notices.put(completed(notice));
  const revoked = claim.status === 'cancelled' ? claim.amount : undefined;
  await endClaim(tx, claim.policyId, lossOf(claim), revoked);
  await tx.claims.put(claim);
  return claim;
}

function ended(tx: Writing, claim: Claim): Claim {
  tx.tell(claimEvents.ClaimEnded, { ...idsOf(claim), status: claim.status });
  return claim;
}

const without = ({ fingerprint: _mark, ...claim }: Claim): Claim => ({ ...claim, flags: [] });

/** A policyholder does not see what made the insurer look twice. */
const shownTo = (tx: Reading, claim: Claim): Claim =>
  tx.caller.role === 'auditor' || tx.is(claim.insurer) ? claim : without(claim);
