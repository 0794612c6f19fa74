import { zoneNamed } from '../../kit/value/zone';
import type { policyOperations } from '../api/policy';
import { policyEvents } from '../events';
import { applicationLife } from '../life';
import { answer } from '../rules/application';
import { bind, cancel, close, renewed, turnDown, withdrawQuote } from '../rules/policy';
import { mustBeInsurable, quote } from '../rules/quote';
import type { Carries } from '../tables';

/** A policy from its quote to its end. */
export const policyHandlers: Carries<typeof policyOperations> = {
  async quote(tx, { zone: name, ...asked }, { tariff, before, vehicle, birth, application }) {
    mustBeInsurable(vehicle);
    const zone = await zoneNamed(tx.zones, name);
    const carKey = birth?.vehicleKey ?? asked.carKey;
    const { policy, terms } = quote(tariff, { ...asked, carKey }, tx.now, before, zone);
    if (application) tx.take(applicationLife.answer, application);
    const answered = application && answer(application, asked);
    await tx.policies.put(policy);
    await tx.coverTerms.add(terms);
    if (answered) await tx.applications.put(answered);
    const { policyId, insurer, policyholder, vin, quotedUntil } = policy;
    tx.tell(policyEvents.PolicyQuoted, { policyId, insurer, policyholder, vin, quotedUntil });
    return policy;
  },
  async turnDown(tx, { policyId }, { on }) {
    const policy = turnDown(on);
    await tx.policies.put(policy);
    tx.tell(policyEvents.PolicyTurnedDown, { policyId, insurer: policy.insurer });
    return policy;
  },
  async takeBack(tx, { policyId }, { on }) {
    const policy = withdrawQuote(on);
    await tx.policies.put(policy);
    tx.tell(policyEvents.PolicyTakenBack, { policyId, insurer: policy.insurer });
    return policy;
  },
  async bind(tx, { policyId }, { on, before: renewing }) {
    const policy = bind(on, tx.now, renewing);
    const before = renewing && renewed(renewing, policyId);
    await tx.policies.put(policy);
    if (before) await tx.policies.put(before);
    const { insurer, vin, startsAt, endsAt } = policy;
    tx.tell(policyEvents.PolicyBound, { policyId, insurer, vin, startsAt, endsAt });
    if (before) tx.tell(policyEvents.PolicyRenewed, { policyId: before.policyId, by: policyId });
    return policy;
  },
  async cancel(tx, { policyId, reason }, { on }) {
    const by = tx.is(on.insurer) ? 'insurer' : 'policyholder';
    const zone = await zoneNamed(tx.zones, on.zone);
    const { policy, cancelledAt, balance } = cancel(on, { by, reason, now: tx.now, zone });
    await tx.policies.put(policy);
    tx.tell(policyEvents.PolicyCancelled, { policyId, cancelledAt, balance });
    return policy;
  },
  async close(tx, { policyId }, { on }) {
    const policy = close(on, tx.now);
    await tx.policies.put(policy);
    tx.tell(policyEvents.PolicyClosed, { policyId, insurer: policy.insurer });
    return policy;
  },
  read: (_tx, _request, { on }) => on,
  readTerms: (_tx, _request, { numbered }) => numbered,
  listOwn: (tx, page) => tx.policies.listBy('byPolicyholder', [tx.caller.member], page),
};
