import { zero } from '../../kit/value/money';
import { dayOf } from '../../kit/value/time';
import { indemnify, securedBy } from '../../loan/door';
import { endByTotalLoss } from '../../policy/door';
import { brandTitle, recordAccident } from '../../vehicle/door';
import { MAX_LIENS } from '../../vehicle/records/lien';
import type { totalLossOperations } from '../api/totalloss';
import { claimEvents } from '../events';
import { settlementLife } from '../life';
import type { Settlement } from '../records/settlement';
import { TOTAL_LOSS } from '../rules/payment';
import { practiceOn } from '../rules/practice';
import {
  lienOf,
  lienPayoutsOf,
  mustBeUnpaid,
  payTotalLoss,
  propose,
  type Settled,
  statePayoff,
} from '../rules/totalloss';
import type { Carries, Writing } from '../tables';
import { isPaidOut, payOut } from './payout';

/** A vehicle that is not worth its repair. */
export const totalLossHandlers: Carries<typeof totalLossOperations> = {
  async proposeTotalLoss(tx, { claimId, retained }, { on: claim, known, lost, practice }) {
    mustBeUnpaid(known);
    if (known) tx.take(settlementLife.propose, known);
    const { cause } = claim;
    const wanted = { retained, proposedBy: tx.caller.member, payoffs: known?.payoffs ?? [], cause };
    const { settlement, exposure } = propose(
      lost,
      wanted,
      practiceOn(practice, claim.insurer, dayOf(tx.now)),
    );
    await tx.settlements.put(settlement);
    await tx.exposures.put(exposure);
    tx.tell(claimEvents.TotalLossProposed, { claimId, retained, payable: settlement.payable });
    return settlement;
  },
  async statePayoff(tx, { claimId, lienId, amount }, { claim, proposed }) {
    const payoff = { lienId, holder: tx.caller.org, amount };
    const lien = lienOf(proposed, await tx.vehicles.get(claim.vin), payoff);
    tx.take(settlementLife.statePayoff, proposed);
    const settlement = statePayoff(proposed, lien, payoff, await securedBy(tx, lien));
    await tx.settlements.put(settlement);
    tx.tell(claimEvents.PayoffStated, { claimId, ...payoff });
    return settlement;
  },
  async payTotalLoss(
    tx,
    { transferId, lots },
    { on: claim, proposed: settlement, vehicle, practice, notice },
  ) {
    const known = await paidBefore(tx, settlement, transferId);
    if (known && (!lots || (await isPaidOut(tx, claim, transferId, lots)))) return known;
    mustBeUnpaid(settlement);
    tx.take(settlementLife.pay, settlement);
    const exposure = await tx.exposures.get(claim.claimId, settlement.exposureId);
    const by = { member: tx.caller.member, org: tx.caller.org, transferId, now: tx.now };
    const rule = practiceOn(practice, claim.insurer, dayOf(tx.now));
    const done = payTotalLoss({ claim, exposure, settlement, vehicle }, by, rule);
    if (lots) await payOut(tx, claim, transferId, lots, done.payments);
    for (const payment of done.payments) await tx.payments.put(payment);
    await tx.claims.put(done.claim);
    await tx.exposures.put(done.exposure);
    await tx.settlements.put(done.settlement);
    const knownAt = notice.notifiedAt ?? claim.openedAt;
    await endByTotalLoss(tx, claim.policyId, { paid: done.paid, at: tx.now, knownAt });
    for (const paid of lienPayoutsOf(done.payments, transferId)) await indemnify(tx, paid);
    await tellTotalLoss(tx, done, transferId);
    return { settlement: done.settlement, payments: done.payments };
  },
  readSettlement: (_tx, _request, { found }) => found,
};

/** What this very transfer has paid of a total loss already: a request sent again finds it. */
async function paidBefore(tx: Writing, settlement: Settlement, transferId: string) {
  if (settlement.status !== 'paid') return undefined;
  const ids = Array.from({ length: MAX_LIENS + 1 }, (_, at) => [
    settlement.claimId,
    `${TOTAL_LOSS}${at + 1}`,
  ]);
  const payments = (await tx.payments.findMany(ids)).filter((one) => one !== undefined);
  return payments[0]?.transferId === transferId ? { settlement, payments } : undefined;
}

async function tellTotalLoss(tx: Writing, settled: Settled, transferId: string): Promise<void> {
  const { claim, settlement, payments, accident } = settled;
  const { claimId, vin } = claim;
  for (const paid of lienPayoutsOf(payments, transferId))
    tx.tell(claimEvents.LienholderPaid, { claimId, vin, ...paid });
  await brandTitle(tx, vin, { brandId: claimId, name: 'salvage', by: claim.insurer, reference: claimId });
  await recordAccident(tx, accident);
  const toOwner =
    payments.find((one) => one.payee.as === 'policyholder')?.amount ?? zero(settlement.payable.currency);
  tx.tell(claimEvents.TotalLossPaid, { claimId, vin, payable: settlement.payable, toOwner });
}
