import { dayOf } from '../../kit/value/time';
import type { subrogationOperations } from '../api/subrogation';
import { claimEvents } from '../events';
import type { Subrogation } from '../records/subrogation';
import { practiceOn } from '../rules/practice';
import { recover } from '../rules/reserve';
import { answered, demandBack, recovered } from '../rules/subrogation';
import type { Carries, Writing } from '../tables';

/** What the insurer demands back from the one of the other side. */
export const subrogationHandlers: Carries<typeof subrogationOperations> = {
  async demandBack(tx, { claimId: _claim, exposureId: _exposure, ...wanted }, { on: claim, exposure }) {
    const one = demandBack(exposure, claim.insurer, wanted);
    await tx.subrogations.put(one);
    tx.tell(claimEvents.RecoveryDemanded, { ...sidesOf(one), demanded: one.demanded });
    return one;
  },
  acceptDemand: (tx, _request, { on }) => answer(tx, answered(on, 'accept')),
  disputeDemand: (tx, _request, { on }) => answer(tx, answered(on, 'dispute')),
  arbitrate: (tx, _request, { on }) => answer(tx, answered(on, 'arbitrate')),
  dropDemand: (tx, _request, { on }) => answer(tx, answered(on, 'drop')),
  async recover(tx, { amount, costCategory }, { on: before, exposure, practice }) {
    const { madeWhole } = practiceOn(practice, before.insurer, dayOf(tx.now));
    const { subrogation, forInsurer } = recovered(before, { amount, costCategory }, madeWhole);
    await tx.exposures.put(
      recover(exposure, { costType: 'claimCost', costCategory }, 'subrogation', forInsurer),
    );
    await tx.subrogations.put(subrogation);
    const { deductibleBack } = subrogation;
    tx.tell(claimEvents.DemandRecovered, { ...sidesOf(subrogation), recovered: amount, deductibleBack });
    return subrogation;
  },
  readDemand(tx, _request, { found, claim: { policyholder, insurer } }) {
    if (tx.caller.role !== 'auditor')
      tx.mustBe('a side of the demand', found.respondent, policyholder, insurer);
    return found;
  },
};

const sidesOf = ({ claimId, subrogationId, insurer, respondent, status }: Subrogation) => ({
  ...{ claimId, subrogationId, insurer, respondent, status },
});

async function answer(tx: Writing, one: Subrogation): Promise<Subrogation> {
  await tx.subrogations.put(one);
  tx.tell(claimEvents.DemandAnswered, sidesOf(one));
  return one;
}
