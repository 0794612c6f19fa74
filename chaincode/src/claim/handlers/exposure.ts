import { dayOf } from '../../kit/value/time';
import { padded, termsNoAt } from '../../policy/records/policy';
import type { exposureOperations } from '../api/exposure';
import { claimEvents } from '../events';
import { assess, expose } from '../rules/claim';
import { flaggedByCrash } from '../rules/crash';
import { practiceOn } from '../rules/practice';
import { bucketsOf, closeExposure, financialsOf } from '../rules/reserve';
import type { Carries } from '../tables';

/** One cover for one claimant. */
export const exposureHandlers: Carries<typeof exposureOperations> = {
  async openExposure(tx, wanted, { on: before, policy }) {
    const { covers } = await tx.coverTerms.get(policy.policyId, padded(termsNoAt(policy, before.lossAt)));
    const { claim, exposure } = expose(before, covers, wanted);
    await tx.claims.put(claim);
    await tx.exposures.put(exposure);
    const { claimId, exposureId, cover } = exposure;
    tx.tell(claimEvents.ExposureOpened, { claimId, exposureId, cover });
    return exposure;
  },
  async closeExposure(tx, { claimId, exposureId }, { on: claim, opened }) {
    const exposure = closeExposure(opened);
    await tx.exposures.put(exposure);
    await tx.claims.put({ ...claim, openExposures: claim.openExposures - 1 });
    tx.tell(claimEvents.ExposureClosed, { claimId, exposureId });
    return exposure;
  },
  async assess(tx, { claimId, exposureId, found }, { on: claim, opened, practice, notice }) {
    const rule = practiceOn(practice, claim.insurer, dayOf(tx.now));
    const exposure = assess(opened, found, tx.caller.member, rule);
    const seen = flaggedByCrash(claim, notice.crash, [found], rule);
    await tx.exposures.put(exposure);
    if (seen !== claim) await tx.claims.put(seen);
    tx.tell(claimEvents.LossAssessed, {
      claimId,
      exposureId,
      reportHash: found.reportHash,
      payable: exposure.payable,
    });
    return exposure;
  },
  readExposure: (_tx, _request, { found }) => found,
  readFinancials(_tx, _request, { on: claim, all }) {
    const code = claim.amount.currency;
    return { ...financialsOf(all, code), ...bucketsOf(all, code) };
  },
};
