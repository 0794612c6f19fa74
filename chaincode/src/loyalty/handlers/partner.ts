import { demand } from '../../kit/errors';
import { emptyEscrow, fundEscrow, openEscrow, payOutOfEscrow } from '../../payment/door';
import type { partnerOperations } from '../api/partner';
import { loyaltyErrors } from '../errors';
import { loyaltyEvents } from '../events';
import { partnerLife } from '../life';
import { type Partner, type PointSlice, sliceKey } from '../records/partner';
import { collateralTerms, heldIn, mustFit, mustStayCovered } from '../rules/collateral';
import { coverAt, liabilityOf, outstanding, summed } from '../rules/cover';
import { idOf } from '../rules/id';
import type { Part, Reading, Writing } from '../tables';

/** Who issues and takes points, and the money that stands for them. */
export const partnerHandlers: Part<typeof partnerOperations> = {
  async invite(tx, { programId, partner }, { on: program }) {
    demand(program.status === 'running', loyaltyErrors.PROGRAM_ENDED, { programId });
    const { operator, terms } = program;
    const { slices } = terms;
    return save(tx, {
      ...{ programId, partner, operator, status: 'invited', collateral: [], openDues: 0, slices },
    });
  },
  async joinProgram(tx, { programId }, { on: partner, program }) {
    demand(program.status === 'running', loyaltyErrors.PROGRAM_ENDED, { programId });
    const status = partnerLife.step('joinProgram', partner.status);
    return save(tx, { ...partner, status, joinedAt: tx.now });
  },
  async postCollateral(tx, { boxId, paymentId, amount, until, lots, keeper }, { on: partner, program }) {
    mustFit(program, partner, amount);
    await openEscrow(tx, collateralTerms({ boxId, partner, amount, until, keeper }));
    await fundEscrow(tx, { escrowId: boxId, paymentId, lots });
    return changed(tx, { ...partner, collateral: [...partner.collateral, boxId] });
  },
  async releaseCollateral(tx, { boxId, paymentId, amount }, { on: partner, program, boxes, box }) {
    demand(partner.collateral.includes(boxId), loyaltyErrors.COLLATERAL_SHORT, {
      ...{ partner: partner.partner, capacity: 0, asked: 0 },
    });
    const counted = summed(await slicesOf(tx, partner));
    mustStayCovered(program, partner, {
      ...{ held: heldIn(program, boxes), amount, outstanding: outstanding(counted) },
    });
    const paid = await payOutOfEscrow(tx, { escrow: box, to: partner.partner, amount, paymentId });
    const whole = paid !== undefined && paid.amount === amount.amount;
    demand(whole, loyaltyErrors.COLLATERAL_SHORT, { partner: partner.partner, capacity: 0, asked: 0 });
    return changed(tx, partner);
  },
  leave: (tx, _request, { on: partner }) =>
    save(tx, { ...partner, status: partnerLife.step('leave', partner.status) }),
  async settleOut(tx, { programId, paymentId }, { on: partner, boxes }) {
    const counted = summed(await slicesOf(tx, partner));
    const owed = await tx.pointClaims.first(programId, partner.partner);
    const [out, claims, dues] = [outstanding(counted), owed ? 1 : 0, partner.openDues];
    const facts = { partner: partner.partner, outstanding: out, claims, dues };
    demand(out === 0 && !owed && dues === 0, loyaltyErrors.POINTS_OUTSTANDING, facts);
    for (const [at, escrow] of boxes.entries())
      if (escrow) {
        const id = at === 0 ? paymentId : idOf(tx.callId, at);
        await emptyEscrow(tx, { escrow, refund: escrow.left, paymentId: id });
      }
    const status = partnerLife.step('settleOut', partner.status);
    return save(tx, { ...partner, status, collateral: [], leftAt: tx.now });
  },
  async readPartner(tx, _request, { on: partner, program, boxes }) {
    const found = liabilityOf(program.terms, summed(await slicesOf(tx, partner)));
    const collateral = heldIn(program, boxes);
    const capacity = coverAt(program.terms, boxes, tx.now, undefined);
    return { partner, ...found, outstanding: Math.max(found.outstanding, 0), collateral, capacity };
  },
  listPartners: (tx, { programId, ...page }) => tx.partners.list(page, programId),
};

/** All keys over which the points of a partner are counted. */
export async function slicesOf(
  tx: Pick<Writing | Reading, 'pointSlices'>,
  { programId, partner, slices }: Partner,
): Promise<PointSlice[]> {
  const keys = Array.from({ length: slices }, (_, slice) => sliceKey(programId, partner, slice));
  return (await tx.pointSlices.findMany(keys)).filter((one) => one !== undefined);
}

async function save(tx: Writing, partner: Partner): Promise<Partner> {
  await tx.partners.put(partner);
  const { programId, partner: who, status } = partner;
  tx.tell(loyaltyEvents.PartnerChanged, { programId, partner: who, status });
  return partner;
}

async function changed(tx: Writing, partner: Partner): Promise<Partner> {
  await tx.partners.put(partner);
  const { programId, partner: who, collateral } = partner;
  tx.tell(loyaltyEvents.CollateralChanged, { programId, partner: who, collateral });
  return partner;
}
