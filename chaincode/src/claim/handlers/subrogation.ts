import type { Api } from '../../kit/api';
import type { Handlers } from '../../kit/implement';
import { equal } from '../../kit/value/money';
import { claimOf, readable, ruleOf } from './access';
import { claimEvents } from '../events';
import type { Subrogation } from '../records/exposure';
import { recover } from '../rules/reserve';
import { answered, demandBack, recovered } from '../rules/subrogation';
import type { subrogationOperations } from '../api/subrogation';
import type { tables, Writing } from '../tables';

export const subrogationHandlers: Handlers<Api<'claim', typeof subrogationOperations>, typeof tables> = {
  async demandBack(tx, { claimId, exposureId, ...wanted }) {
    const known = await tx.subrogations.known(claimId, wanted.subrogationId);
    if (known) return known;
    const claim = await claimOf(tx, claimId);
    const one = demandBack(await tx.exposures.get(claimId, exposureId), claim.insurer, wanted);
    await tx.subrogations.put(one);
    tx.tell(claimEvents.RecoveryDemanded, { ...sidesOf(one), demanded: one.demanded });
    return one;
  },
  acceptDemand: (tx, ids) => answer(tx, ids, 'accept'),
  disputeDemand: (tx, ids) => answer(tx, ids, 'dispute'),
  arbitrate: (tx, ids) => answer(tx, ids, 'arbitrate'),
  dropDemand: (tx, ids) => answer(tx, ids, 'drop'),
  async recover(tx, { claimId, subrogationId, amount, costCategory }) {
    const before = await tx.subrogations.get(claimId, subrogationId);
    tx.mustBe('the insurer that demands', before.insurer);
    if (before.status === 'recovered' && equal(before.recovered, amount)) return before;
    const { madeWhole } = await ruleOf(tx, before.insurer);
    const { subrogation, forInsurer } = recovered(before, amount, madeWhole);
    const exposure = await tx.exposures.get(claimId, before.exposureId);
    await tx.exposures.put(recover(exposure, { costType: 'claimCost', costCategory }, 'subrogation', forInsurer));
    await tx.subrogations.put(subrogation);
    tx.tell(claimEvents.DemandRecovered, {
      ...sidesOf(subrogation),
      recovered: amount,
      deductibleBack: subrogation.deductibleBack,
    });
    return subrogation;
  },
  async readDemand(tx, { claimId, subrogationId }) {
    const one = await tx.subrogations.get(claimId, subrogationId);
    if (!tx.is(one.respondent)) await readable(tx, claimId);
    return one;
  },
};

const sidesOf = ({ claimId, subrogationId, insurer, respondent, status }: Subrogation) => ({
  claimId,
  subrogationId,
  insurer,
  respondent,
  status,
});

async function answer(
  tx: Writing,
  ids: Pick<Subrogation, 'claimId' | 'subrogationId'>,
  step: 'accept' | 'dispute' | 'arbitrate' | 'drop',
) {
  const before = await tx.subrogations.get(ids.claimId, ids.subrogationId);
  if (step === 'accept' || step === 'dispute') tx.mustBe('the respondent', before.respondent);
  else tx.mustBe('the insurer that demands', before.insurer);
  const one = answered(before, step);
  await tx.subrogations.put(one);
  tx.tell(claimEvents.DemandAnswered, sidesOf(one));
  return one;
}
