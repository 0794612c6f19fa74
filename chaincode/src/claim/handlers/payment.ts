import type { Api } from '../../kit/api';
import type { Handlers } from '../../kit/implement';
import { demand } from '../../kit/errors';
import { zero } from '../../kit/value/money';
import { indemnify } from '../../loan/door';
import { pay } from '../../payment/door';
import { endByTotalLoss, payClaim } from '../../policy/door';
import { brandTitle, recordAccident } from '../../vehicle/door';
import { paidBefore } from './claim';
import { claimOf, readable, ruleOf } from './access';
import { claimErrors } from '../errors';
import { claimEvents } from '../events';
import type { ClaimPayment, Exposure } from '../records/exposure';
import { approve, confirmPaid, isIndemnity, mustBeFree, refusePayment, schedule } from '../rules/payment';
import type { paymentOperations } from '../api/payment';
import type { Claim } from '../records/claim';
import { recover, reserveRecovery, setReserve } from '../rules/reserve';
import { paired } from '../rules/claim';
import type { tables, Writing } from '../tables';
import { lienPayoutsOf, mustBeUnpaid, payTotalLoss, propose, type Settled, statePayoff } from '../rules/totalloss';

export const paymentHandlers: Handlers<Api<'claim', typeof paymentOperations>, typeof tables> = {
  async setReserve(tx, { claimId, exposureId, total, ...line }) {
    await claimOf(tx, claimId);
    const exposure = setReserve(await tx.exposures.get(claimId, exposureId), line, total);
    await tx.exposures.put(exposure);
    tx.tell(claimEvents.ReserveSet, { claimId, exposureId, reserved: total });
    return exposure;
  },
  async reserveRecovery(tx, { claimId, exposureId, total, ...line }) {
    await claimOf(tx, claimId);
    const exposure = reserveRecovery(await tx.exposures.get(claimId, exposureId), line, total);
    await tx.exposures.put(exposure);
    tx.tell(claimEvents.ReserveSet, { claimId, exposureId, reserved: total });
    return exposure;
  },
  async schedulePayment(tx, wanted) {
    const known = await tx.payments.known(wanted.claimId, wanted.paymentId);
    if (known) return known;
    mustBeFree(wanted.paymentId);
    const claim = await claimOf(tx, wanted.claimId);
    const rule = await ruleOf(tx, claim.insurer);
    const { as, party } = wanted.payee;
    const pair = as === 'workshop' ? paired(await tx.pairings.find(party, claim.policyholder), claim, party, rule) : undefined;
    const exposure = await tx.exposures.get(wanted.claimId, wanted.exposureId);
    const due = schedule(pair?.claim ?? claim, exposure, { ...wanted, proposedBy: tx.caller.member }, rule);
    await save(tx, due);
    if (pair) await tx.pairings.put(pair.pairing);
    tx.tell(claimEvents.PaymentScheduled, { ...idsOf(due.payment), amount: wanted.amount });
    return due.payment;
  },
  async approvePayment(tx, { claimId, paymentId }) {
    await claimOf(tx, claimId);
    const payment = approve(await tx.payments.get(claimId, paymentId), tx.caller);
    await tx.payments.put(payment);
    tx.tell(claimEvents.PaymentApproved, idsOf(payment));
    return payment;
  },
  async refusePayment(tx, { claimId, paymentId }) {
    const before = await paying(tx, claimId, paymentId);
    const after = refusePayment(before);
    await save(tx, after);
    tx.tell(claimEvents.PaymentRefused, idsOf(after.payment));
    return after.payment;
  },
  async confirmPaid(tx, { claimId, paymentId, transferId, lots }) {
    const before = await paying(tx, claimId, paymentId);
    if (before.payment.transferId === transferId) return before.payment;
    const after = confirmPaid(before, transferId);
    const { payment, claim } = after;
    if (lots) await payOut(tx, claim, transferId, lots, [payment]);
    if (isIndemnity(payment)) await payClaim(tx, claim.policyId, payment.amount);
    await save(tx, after);
    tx.tell(claimEvents.PaymentMade, { ...idsOf(payment), amount: payment.amount, transferId });
    return payment;
  },
  async recordRecovery(tx, stated) {
    const { claimId, recoveryId, exposureId, category, amount } = stated;
    const known = await tx.recoveries.known(claimId, recoveryId);
    if (known) return known;
    await claimOf(tx, claimId);
    const exposure = recover(await tx.exposures.get(claimId, exposureId), stated, category, amount);
    const recovery = { ...stated, at: tx.now };
    await tx.exposures.put(exposure);
    await tx.recoveries.put(recovery);
    tx.tell(claimEvents.RecoveryRecorded, { claimId, recoveryId, amount });
    return recovery;
  },
  async proposeTotalLoss(tx, { claimId, exposureId, retained }) {
    const claim = await claimOf(tx, claimId);
    const known = await tx.settlements.find(claimId);
    mustBeUnpaid(known);
    const before = await tx.exposures.get(claimId, exposureId);
    const wanted = { retained, proposedBy: tx.caller.member, payoffs: known?.payoffs ?? [] };
    const { settlement, exposure } = propose(before, wanted, await ruleOf(tx, claim.insurer));
    await tx.settlements.put(settlement);
    await tx.exposures.put(exposure);
    tx.tell(claimEvents.TotalLossProposed, { claimId, retained, payable: settlement.payable });
    return settlement;
  },
  async statePayoff(tx, { claimId, lienId, amount }) {
    const { vin } = await tx.claims.get(claimId);
    const payoff = { lienId, holder: tx.caller.org, amount };
    const settlement = statePayoff(await tx.settlements.get(claimId), await tx.vehicles.get(vin), payoff);
    await tx.settlements.put(settlement);
    tx.tell(claimEvents.PayoffStated, { claimId, ...payoff });
    return settlement;
  },
  async payTotalLoss(tx, { claimId, transferId, lots }) {
    const claim = await claimOf(tx, claimId);
    const settlement = await tx.settlements.get(claimId);
    const known = await paidBefore(tx, settlement, transferId);
    if (known) return known;
    const exposure = await tx.exposures.get(claimId, settlement.exposureId);
    const vehicle = await tx.vehicles.get(claim.vin);
    const by = { member: tx.caller.member, org: tx.caller.org, transferId, now: tx.now };
    const done = payTotalLoss({ claim, exposure, settlement, vehicle }, by, await ruleOf(tx, claim.insurer));
    if (lots) await payOut(tx, claim, transferId, lots, done.payments);
    for (const payment of done.payments) await tx.payments.put(payment);
    await tx.claims.put(done.claim);
    await tx.exposures.put(done.exposure);
    await tx.settlements.put(done.settlement);
    await endByTotalLoss(tx, claim.policyId, done.paid, tx.now);
    for (const paid of lienPayoutsOf(done.payments, transferId)) await indemnify(tx, paid);
    await tellTotalLoss(tx, done, transferId);
    return { settlement: done.settlement, payments: done.payments };
  },
  async readPayment(tx, { claimId, paymentId }) {
    const payment = await tx.payments.get(claimId, paymentId);
    if (!tx.is(payment.payee.party)) await readable(tx, claimId);
    return payment;
  },
  async listPayments(tx, { claimId, page }) {
    await readable(tx, claimId);
    return tx.payments.list(page, claimId);
  },
  async readSettlement(tx, { claimId }) {
    await readable(tx, claimId);
    return tx.settlements.get(claimId);
  },
};

const idsOf = ({ claimId, paymentId, status }: ClaimPayment): Pick<ClaimPayment, 'claimId' | 'paymentId' | 'status'> => ({
  claimId,
  paymentId,
  status,
});

async function paying(tx: Writing, claimId: string, paymentId: string) {
  const claim = await claimOf(tx, claimId);
  const payment = await tx.payments.get(claimId, paymentId);
  return { claim, payment, exposure: await tx.exposures.get(claimId, payment.exposureId) };
}

async function save(
  tx: Writing,
  { claim, exposure, payment }: { claim: Claim; exposure: Exposure; payment: ClaimPayment },
): Promise<void> {
  await tx.claims.put(claim);
  await tx.exposures.put(exposure);
  await tx.payments.put(payment);
}

async function tellTotalLoss(tx: Writing, { claim, settlement, payments, accident }: Settled, transferId: string): Promise<void> {
  const { claimId, vin } = claim;
  for (const paid of lienPayoutsOf(payments, transferId)) tx.tell(claimEvents.LienholderPaid, { claimId, vin, ...paid });
  await brandTitle(tx, vin, { brandId: claimId, name: 'salvage', by: claim.insurer, reference: claimId });
  await recordAccident(tx, accident);
  const toOwner = payments.find((one) => one.payee.as === 'policyholder')?.amount ?? zero(settlement.payable.currency);
  tx.tell(claimEvents.TotalLossPaid, { claimId, vin, payable: settlement.payable, toOwner });
}

/** Moves the insurer's digital money to the payees of a claim, in the transaction that records the payments. */
async function payOut(
  tx: Writing,
  claim: Claim,
  paymentId: string,
  lots: readonly string[],
  payments: readonly ClaimPayment[],
): Promise<void> {
  const { claimId, insurer: from, vin } = claim;
  for (const { payee } of payments) demand(!OUTSIDE.test(payee.party), claimErrors.PAYEE_OUTSIDE, { claimId, as: payee.as });
  const to = payments.map(({ payee, amount }) => ({ party: payee.party, amount }));
  await pay(tx, { paymentId, from, lots: [...lots], to, vin, about: { room: 'claim', id: claimId } });
}

/** A payee that is no member is known by a salted hash. */
const OUTSIDE = /^[0-9a-f]{64}$/;
