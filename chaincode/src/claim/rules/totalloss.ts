import { demand, refuse } from '../../kit/errors';
import { compare, isPositive, type Money, show, sum } from '../../kit/value/money';
import { addDays, dayOf, type Instant, isAfter, startOf } from '../../kit/value/time';
import type { Indemnity } from '../../loan/records/entry';
import { accidentOf, damageOf, openLiens } from '../../vehicle/door';
import type { Lien } from '../../vehicle/records/lien';
import type { Vehicle } from '../../vehicle/records/vehicle';
import type { Accident } from '../../vehicle/records/accident';
import { claimErrors } from '../errors';
import { settlementLife } from '../life';
import type { Exposure, LineKey } from '../records/exposure';
import type { Payoff, Settlement } from '../records/settlement';
import type { ClaimPayment } from '../records/payment';
import { confirmPaid, schedule, TOTAL_LOSS } from './payment';
import { mustBeSecond, needsSecond } from './practice';
import type { Claim } from '../records/claim';
import type { LossCause } from '../../vehicle/records/accident';
import type { PracticeVersion } from '../records/practice';
import { missingOf, mustBeTotalLoss, sharesOf, totalLossPayable, wreckOf } from './settlement';

const LINE: LineKey = { costType: 'claimCost', costCategory: 'body' };

/**
 * Proposes to settle as a total loss: what is payable follows from the assessment, the cover and whether the
 * owner keeps the wreck. A vehicle that was stolen and not found is one without repair and wreck.
 */
export function propose(
  exposure: Exposure,
  {
    retained,
    proposedBy,
    payoffs = [],
    cause,
  }: Pick<Settlement, 'retained' | 'proposedBy'> &
    Partial<Pick<Settlement, 'payoffs'>> & { readonly cause?: LossCause },
  rule: PracticeVersion,
): { settlement: Settlement; exposure: Exposure } {
  const stolen = missingOf(exposure.assessment, cause);
  demand(!stolen || !retained, claimErrors.WRECK_MISSING, { exposureId: exposure.exposureId });
  const wreck = stolen ?? wreckOf(exposure.assessment);
  if (!stolen) mustBeTotalLoss(wreck, rule);
  const faultShare = exposure.assessment?.faultShare ?? 0;
  const payable = totalLossPayable({ ...wreck, faultShare }, exposure, {
    retained,
    comparative: rule.comparative,
  });
  const { claimId, exposureId } = exposure;
  demand(isPositive(payable), claimErrors.NOTHING_PAYABLE, { exposureId });
  return {
    settlement: { claimId, exposureId, retained, payable, status: 'proposed', proposedBy, payoffs },
    exposure: { ...exposure, payable },
  };
}

/** A proposal may be replaced by another until it is paid; what lenders said is owed to them stays said. */
export function mustBeUnpaid(settlement: Settlement | undefined): void {
  demand(settlement?.status !== 'paid', claimErrors.TOTAL_LOSS_PAID, { claimId: settlement?.claimId ?? '' });
}

/** The open lien of the lender that says what is owed on it. Throws LIEN_NOT_OPEN. */
export function lienOf(settlement: Settlement, vehicle: Vehicle, { lienId, holder }: Payoff): Lien {
  const lien = openLiens(vehicle).find((one) => one.lienId === lienId && one.holder === holder);
  if (!lien || settlement.status !== 'proposed') return refuse(claimErrors.LIEN_NOT_OPEN, { lienId, holder });
  return lien;
}

/**
 * The lender says what is owed on its lien; without a word the amount of the lien counts. A lien secures the
 * claim as its terms say, with interest and costs (BGB § 1210(1)): `secured`, of a loan on this ledger. Throws
 * PAYOFF_ABOVE_LIEN.
 */
export function statePayoff(settlement: Settlement, lien: Lien, payoff: Payoff, secured?: Money): Settlement {
  const { lienId } = lien;
  const most = secured ?? lien.amount;
  demand(compare(payoff.amount, most) <= 0, claimErrors.PAYOFF_ABOVE_LIEN, { lienId, amount: show(most) });
  return { ...settlement, payoffs: [...settlement.payoffs.filter((one) => one.lienId !== lienId), payoff] };
}

interface LienPayout extends Indemnity {
  readonly lienId: string;
  readonly holder: string;
}

export interface TotalLoss {
  readonly claim: Claim;
  readonly exposure: Exposure;
  readonly settlement: Settlement;
  readonly vehicle: Vehicle;
}

export interface Settled extends Omit<TotalLoss, 'vehicle'> {
  readonly payments: ClaimPayment[];
  /** All of them together. */
  readonly paid: Money;
  readonly accident: Accident;
}

/**
 * Pays a total loss as one whole: lien-holders first, then the policyholder; the title is branded, the
 * accident recorded, cover ends. Above the limit of authority, or on a flagged claim, by another person than
 * the proposer.
 */
export function payTotalLoss(
  before: TotalLoss,
  by: { member: string; org: string; transferId: string; now: Instant },
  rule: PracticeVersion,
): Settled {
  const { settlement } = before;
  const { payable, proposedBy } = settlement;
  mustBeUnpaid(settlement);
  const status = settlementLife.step('pay', settlement.status);
  mustHaveWaited(before, by.now, rule);
  const shares = sharesOf(payable, openLiens(before.vehicle), settlement.payoffs);
  if (needsSecond(before.claim, payable, rule)) mustBeSecond(proposedBy, by);
  let { claim, exposure } = before;
  const payments = shares.map(({ lien, amount }, at): ClaimPayment => {
    const { claimId, exposureId } = settlement;
    const to = lien
      ? { payee: { as: 'lienholder' as const, party: lien.holder }, lienId: lien.lienId, loanId: lien.loanId }
      : { payee: { as: 'policyholder' as const, party: claim.policyholder } };
    const wanted = {
      claimId,
      paymentId: `${TOTAL_LOSS}${at + 1}`,
      exposureId,
      ...LINE,
      amount,
      eroding: true,
      ...to,
      proposedBy,
    };
    const due = schedule(claim, exposure, wanted, rule);
    const done = confirmPaid(
      { ...due, payment: { ...due.payment, status: 'expected', approvedBy: by.member } },
      by.transferId,
    );
    ({ claim, exposure } = done);
    return done.payment;
  });
  const paid = sum(
    payments.map((one) => one.amount),
    payable.currency,
  );
  return {
    claim,
    exposure,
    payments,
    paid,
    settlement: { ...settlement, status, approvedBy: by.member, paidAt: by.now },
    accident: written(before, by),
  };
}

/**
 * A stolen vehicle may be found: its total loss is paid after the days of the practice since the claim was opened
 * (AKB 2015 A.2.5.5.1: a month from the notice). Throws THEFT_TOO_RECENT.
 */
function mustHaveWaited(
  { claim, exposure }: TotalLoss,
  now: Instant,
  { theftDays = 0 }: PracticeVersion,
): void {
  if (!missingOf(exposure.assessment, claim.cause)) return;
  const until = startOf(addDays(dayOf(claim.openedAt), theftDays + 1));
  const waited = theftDays === 0 || isAfter(now, until);
  demand(waited, claimErrors.THEFT_TOO_RECENT, { claimId: claim.claimId, until });
}

/** What went to lien-holders; each books itself on the loan of the lien. */
export const lienPayoutsOf = (payments: readonly ClaimPayment[], transferId: string): LienPayout[] =>
  payments.flatMap(({ lienId, loanId, payee, amount }) =>
    lienId !== undefined && loanId !== undefined
      ? [{ lienId, loanId, holder: payee.party, amount, transferId }]
      : [],
  );

/** The accident that a total loss writes on the vehicle, beside the Salvage brand. */
function written({ claim }: TotalLoss, { org, now }: { org: string; now: Instant }): Accident {
  const { vin, claimId, cause, lossAt } = claim;
  return accidentOf({
    vin,
    claimId,
    happenedOn: dayOf(lossAt),
    cause,
    damage: 'totalLoss',
    insurer: org,
    at: now,
  });
}

/** Covers that answer for what happened to others: their damage is not that of the insured vehicle. */
const OF_OTHERS: readonly Exposure['cover'][] = ['compulsory', 'liability', 'medical'];

/**
 * What a claim that paid writes on the vehicle: how badly it was hit, no amounts. Without a repair and a
 * value to compare, how badly is not stated; that it happened is, for who buys the vehicle.
 */
export function accidentFrom(
  claim: Claim,
  exposures: readonly Exposure[],
  at: Instant,
): Accident | undefined {
  const { vin, claimId, cause, lossAt, insurer, paid } = claim;
  const own = exposures.filter((one) => !OF_OTHERS.includes(one.cover));
  const { repair, value } =
    own.findLast((one) => one.assessment?.repair && one.assessment.value)?.assessment ?? {};
  if (paid.amount === 0n) return undefined;
  const damage = repair && value ? damageOf(repair, value, false) : 'notStated';
  return accidentOf({ vin, claimId, happenedOn: dayOf(lossAt), cause, damage, insurer, at });
}

/**
 * What closing a claim again adds to the vehicle's history: the last word on the damage, under the same
 * accident; a total loss stays one.
 */
export function restated(known: Accident | undefined, fresh: Accident | undefined): Accident | undefined {
  if (!known) return fresh;
  const says = fresh && fresh.damage !== 'notStated' && fresh.damage !== known.damage;
  return says && known.damage !== 'totalLoss' ? fresh : undefined;
}
