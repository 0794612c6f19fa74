import { zoneNamed } from '../../kit/value/zone';
import { draw, isPaidWith, knownPayment, pay } from '../../payment/door';
import { drawnBefore } from '../../payment/records/standing';
import type { premiumOperations } from '../api/premium';
import { policyEvents } from '../events';
import { isPaidBy } from '../records/receipt';
import { dueInstalment, instalmentOf, lapse, receivePremium, reinstate } from '../rules/instalment';
import { settleBalance } from '../rules/policy';
import type { Carries } from '../tables';

/** What is paid for cover. */
export const premiumHandlers: Carries<typeof premiumOperations> = {
  async receivePremium(tx, { policyId, ...received }, { on: before }) {
    const { no, paymentId } = received;
    const policy = receivePremium(before, { ...received, now: tx.now });
    if (policy === before) return policy;
    await tx.policies.put(policy);
    tx.tell(policyEvents.PremiumReceived, { policyId, no, paymentId });
    return policy;
  },
  async payPremium(tx, { policyId, no, paymentId, lots }, { on: before }) {
    const { insurer, policyholder, vin } = before;
    const payment = { paymentId, from: policyholder, lots, about: { room: 'policy', id: policyId } };
    if (isPaidBy(before, { no, paymentId }) && (await isPaidWith(tx, payment))) return before;
    const policy = receivePremium(before, { no, paymentId, now: tx.now });
    if (policy === before) return policy;
    const to = [{ party: insurer, amount: instalmentOf(before, no).amount }];
    await pay(tx, { ...payment, to, vin });
    await tx.policies.put(policy);
    tx.tell(policyEvents.PremiumReceived, { policyId, no, paymentId });
    return policy;
  },
  async draw(tx, { policyId, paymentId }, { on: before, order }) {
    const made = await knownPayment(tx, { paymentId, from: order.payer });
    const was = before.instalments.find((one) => one.paymentId === paymentId);
    if (made && was) return { draw: drawnBefore({ ...made, amount: was.amount }, order), no: was.no };
    const { no, amount } = dueInstalment(before, {
      at: tx.now,
      zone: await zoneNamed(tx.zones, before.zone),
    });
    const policy = receivePremium(before, { no, paymentId, now: tx.now });
    const contract = { room: 'policy', id: policyId, payee: before.insurer };
    const drawn = await draw(tx, { order, paymentId, amount, contract });
    if (drawn.status === 'refused') return { draw: drawn };
    await tx.policies.put(policy);
    tx.tell(policyEvents.PremiumReceived, { policyId, no, paymentId });
    return { draw: drawn, no };
  },
  async lapse(tx, { policyId }, { on: before }) {
    const policy = lapse(before, tx.now);
    if (policy === before) return policy;
    await tx.policies.put(policy);
    tx.tell(policyEvents.PolicyLapsed, { policyId, no: policy.lapsedOver ?? 1 });
    return policy;
  },
  async reinstate(tx, { policyId, no, paymentId }, { on: before }) {
    const policy = reinstate(before, { no, paymentId, now: tx.now });
    const gap = policy.gaps.at(-1);
    if (!gap) return policy;
    await tx.policies.put(policy);
    tx.tell(policyEvents.PolicyReinstated, {
      policyId,
      no,
      paymentId,
      gapFrom: gap.from,
      gapUntil: gap.until,
    });
    return policy;
  },
  async settleBalance(tx, { policyId, paymentId }, { on: before }) {
    const policy = settleBalance(before, paymentId);
    await tx.policies.put(policy);
    tx.tell(policyEvents.BalanceSettled, { policyId, paymentId });
    return policy;
  },
};
