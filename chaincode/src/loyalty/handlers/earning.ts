import { demand, refuse } from '../../kit/errors';
import type { earningOperations } from '../api/earning';
import { loyaltyErrors } from '../errors';
import type { EarnRule, Program } from '../records/program';
import { monthNamed } from '../records/lot';
import { milestoneReached } from '../rules/milestone';
import type { Part } from '../tables';
import { mustSpeakFor } from './party';
import { givePoints } from './points';
import { revokePoints } from './settling';

/** How points come to be, and how they are taken back. */
export const earningHandlers: Part<typeof earningOperations> = {
  async earn(tx, { programId, partner, member, receiptId, amount, category }) {
    await mustSpeakFor(tx, partner);
    const purchase = { amount, category, at: tx.now };
    return givePoints(tx, { programId, partner, member, cause: 'receipt', of: receiptId, purchase });
  },
  async earnMilestone(tx, { programId, partner, ruleId, vin, milestoneKm }, { vehicle, odometer }) {
    await mustSpeakFor(tx, partner);
    const { points, everyKm } = ruleOf(await tx.programs.get(programId), ruleId, 'mileage');
    milestoneReached(odometer?.last, milestoneKm, everyKm);
    const member = vehicle.owner ?? refuse(loyaltyErrors.NO_WALLET, { programId, member: 'nobody' });
    const of = `${vin}-${milestoneKm}`;
    return givePoints(tx, { programId, partner, member, cause: ruleId, of, gift: points });
  },
  async earnSafeDriving(tx, { programId, partner, ruleId, policyId, month }, { policy, usage }) {
    await mustSpeakFor(tx, partner);
    const { points, minScoreMilli } = ruleOf(await tx.programs.get(programId), ruleId, 'safeDriving');
    const facts = { month, score: usage.scoreMilli, least: minScoreMilli };
    demand(usage.scoreMilli >= minScoreMilli, loyaltyErrors.SCORE_SHORT, facts);
    const [member, of] = [policy.policyholder, monthNamed(policyId, month)];
    return givePoints(tx, { programId, partner, member, cause: ruleId, of, gift: points });
  },
  async revoke(tx, { partner, revokeTo }, { on: earning }) {
    await mustSpeakFor(tx, partner);
    return revokePoints(tx, earning, revokeTo);
  },
};

/** A rule of the program by its id and kind; NO_POINTS when it has none. */
function ruleOf<K extends EarnRule['kind']>(
  { terms }: Program,
  ruleId: string,
  kind: K,
): Extract<EarnRule, { kind: K }> {
  const found = terms.rules.find((rule) => rule.ruleId === ruleId && rule.kind === kind);
  if (!found) return refuse(loyaltyErrors.NO_POINTS, { why: `there is no such rule of ${kind}` });
  return found as Extract<EarnRule, { kind: K }>;
}
