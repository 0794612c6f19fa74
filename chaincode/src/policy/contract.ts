import { implement } from '../kit/implement';
import { zoneNamed } from '../kit/value/zone';
import { pay } from '../payment/door';
import { policyApi } from './api';
import { answered, applicationHandlers } from './handlers/application';
import { acceptChange, offerChange } from './rules/change';
import { policyEvents } from './events';
import { queries, tables, tariffOf, type Writing } from './handlers/policy';
import { bind, mustBeInsurable, publish, quote, renewed } from './rules/quote';
import { numbered, type Policy, tariffKey } from './records/policy';
import * as rules from './rules/policy';
import { tripHandlers } from './handlers/trip';

export const policyRoom = implement(
  policyApi,
  tables,
  {
    async publishTariff(tx, stated) {
      const insurer = tx.caller.org;
      const known = await tx.tariffs.known(...tariffKey(insurer, stated.tariffId, stated.version));
      if (known) return known;
      const before = await tx.tariffs.find(...tariffKey(insurer, stated.tariffId, stated.version - 1));
      const tariff = publish({ ...stated, insurer }, before);
      await tx.tariffs.put(tariff);
      tx.tell(policyEvents.TariffPublished, {
        insurer,
        tariffId: tariff.tariffId,
        version: tariff.version,
        effectiveOn: tariff.effectiveOn,
      });
      return tariff;
    },
    async quote(tx, { tariffId, tariffVersion, renews, zone: name, ...asked }) {
      const known = await tx.policies.known(asked.policyId);
      if (known) return known;
      const tariff = await tx.tariffs.get(...tariffKey(tx.caller.org, tariffId, tariffVersion));
      const before = renews === undefined ? undefined : await tx.policies.get(renews);
      mustBeInsurable(await tx.vehicles.get(asked.vin));
      const birth = asked.pricing === 'distance' ? await tx.births.find(asked.vin) : undefined;
      const zone = await zoneNamed(tx.zones, name);
      const { policy, terms } = quote(tariff, { ...asked, carKey: birth?.vehicleKey ?? asked.carKey }, tx.now, before, zone);
      const application = await answered(tx, asked.answers, asked);
      await tx.policies.put(policy);
      await tx.allTerms.put(terms);
      if (application) await tx.applications.put(application);
      const { policyId, insurer, policyholder, vin, quotedUntil } = policy;
      tx.tell(policyEvents.PolicyQuoted, { policyId, insurer, policyholder, vin, quotedUntil });
      return policy;
    },
    async turnDown(tx, { policyId }) {
      const policy = rules.turnDown(await heldBy(tx, policyId));
      await tx.policies.put(policy);
      tx.tell(policyEvents.PolicyTurnedDown, { policyId, insurer: policy.insurer });
      return policy;
    },
    async takeBack(tx, { policyId }) {
      const policy = rules.takeBack(await soldBy(tx, policyId));
      await tx.policies.put(policy);
      tx.tell(policyEvents.PolicyTakenBack, { policyId, insurer: policy.insurer });
      return policy;
    },
    async bind(tx, { policyId }) {
      const policy = bind(await heldBy(tx, policyId), tx.now);
      const before = policy.renews === undefined ? undefined : renewed(await tx.policies.get(policy.renews), policyId);
      await tx.policies.put(policy);
      if (before) await tx.policies.put(before);
      const { insurer, vin, startsAt, endsAt } = policy;
      tx.tell(policyEvents.PolicyBound, { policyId, insurer, vin, startsAt, endsAt });
      if (before) tx.tell(policyEvents.PolicyRenewed, { policyId: before.policyId, by: policyId });
      return policy;
    },
    async receivePremium(tx, { policyId, ...received }) {
      const { no, paymentId } = received;
      const before = await soldBy(tx, policyId);
      const policy = rules.receivePremium(before, { ...received, now: tx.now });
      if (policy === before) return policy;
      await tx.policies.put(policy);
      tx.tell(policyEvents.PremiumReceived, { policyId, no, paymentId });
      return policy;
    },
    async payPremium(tx, { policyId, no, paymentId, lots }) {
      const before = await heldBy(tx, policyId);
      const policy = rules.receivePremium(before, { no, paymentId, now: tx.now });
      if (policy === before) return policy;
      const { insurer, policyholder, vin } = before;
      const to = [{ party: insurer, amount: rules.instalmentOf(before, no).amount }];
      await pay(tx, { paymentId, from: policyholder, lots, to, vin, about: { room: 'policy', id: policyId } });
      await tx.policies.put(policy);
      tx.tell(policyEvents.PremiumReceived, { policyId, no, paymentId });
      return policy;
    },
    async lapse(tx, { policyId }) {
      const before = await soldBy(tx, policyId);
      const policy = rules.lapse(before, tx.now);
      if (policy === before) return policy;
      await tx.policies.put(policy);
      tx.tell(policyEvents.PolicyLapsed, { policyId, no: policy.lapsedOver ?? 1 });
      return policy;
    },
    async reinstate(tx, { policyId, no, paymentId }) {
      const before = await soldBy(tx, policyId);
      const policy = rules.reinstate(before, { no, paymentId, now: tx.now });
      const gap = policy.gaps.at(-1);
      if (policy === before || !gap) return policy;
      await tx.policies.put(policy);
      tx.tell(policyEvents.PolicyReinstated, { policyId, no, paymentId, gapFrom: gap.from, gapUntil: gap.until });
      return policy;
    },
    async offerChange(tx, { policyId, ...change }) {
      const policy = offerChange(await soldBy(tx, policyId), change, tx.now);
      await tx.policies.put(policy);
      tx.tell(policyEvents.CoverChangeOffered, { policyId, from: change.from, acceptUntil: change.acceptUntil });
      return policy;
    },
    async acceptChange(tx, { policyId }) {
      const before = await heldBy(tx, policyId);
      const { policy, terms, refund } = acceptChange(before, tx.now, await zoneNamed(tx.zones, before.zone));
      await tx.policies.put(policy);
      await tx.allTerms.put(terms);
      tx.tell(policyEvents.CoverChanged, { policyId, no: terms.no, from: terms.from, refund });
      return policy;
    },
    async cancel(tx, { policyId, reason }) {
      const before = await tx.policies.get(policyId);
      tx.mustBe('the policyholder or the insurer', before.policyholder, before.insurer);
      const by = tx.is(before.insurer) ? 'insurer' : 'policyholder';
      const { policy, cancelledAt, balance } = rules.cancel(before, {
        by,
        reason,
        now: tx.now,
        zone: await zoneNamed(tx.zones, before.zone),
      });
      await tx.policies.put(policy);
      tx.tell(policyEvents.PolicyCancelled, { policyId, cancelledAt, balance });
      return policy;
    },
    async settleBalance(tx, { policyId, paymentId }) {
      const before = await soldBy(tx, policyId);
      const policy = rules.settleBalance(before, paymentId);
      if (policy === before) return policy;
      await tx.policies.put(policy);
      tx.tell(policyEvents.BalanceSettled, { policyId, paymentId });
      return policy;
    },
    async close(tx, { policyId }) {
      const policy = rules.close(await soldBy(tx, policyId), tx.now);
      await tx.policies.put(policy);
      tx.tell(policyEvents.PolicyClosed, { policyId, insurer: policy.insurer });
      return policy;
    },
    async reportMonth(tx, { digest, signature }) {
      const known = await tx.usages.known(digest.policyId, numbered(digest.month));
      if (known) return known;
      const policy = await tx.policies.get(digest.policyId);
      tx.mustBe('the policyholder or the insurer', policy.policyholder, policy.insurer);
      const now = { at: tx.now, zone: await zoneNamed(tx.zones, policy.zone) };
      const usage = rules.reportMonth(policy, await tariffOf(tx, policy), { digest, signature }, now);
      await tx.usages.put(usage);
      const { policyId, month, scoreMilli, factor, due, balance } = usage;
      tx.tell(policyEvents.MonthReported, { policyId, month, scoreMilli, factor, due, balance });
      return usage;
    },
    async settleMonth(tx, { policyId, month, paymentId }) {
      const usage = await tx.usages.get(policyId, numbered(month));
      tx.mustBe('the insurer', usage.insurer);
      const settled = rules.settleMonth(usage, paymentId, tx.now);
      if (settled === usage) return usage;
      await tx.usages.put(settled);
      tx.tell(policyEvents.MonthSettled, { policyId, month, paymentId });
      return settled;
    },
    ...applicationHandlers,
    ...tripHandlers,
    ...queries,
  },
  {
    apply: ({ applicationId, vin }) => ({ applications: [[applicationId]], vehicles: [[vin]] }),
    quote: ({ policyId, renews, answers, vin }) => ({
      policies: [[policyId], ...(renews === undefined ? [] : [[renews]])],
      vehicles: [[vin]],
      allTerms: [[policyId, '01']],
      applications: answers === undefined ? [] : [[answers]],
    }),
    bind: ({ policyId }) => ({ policies: [[policyId]] }),
    receivePremium: ({ policyId }) => ({ policies: [[policyId]] }),
    payPremium: ({ policyId, paymentId }) => ({ policies: [[policyId]], transfers: [[paymentId]] }),
    reportTrip: ({ trip: { policyId, tripId } }) => ({ policies: [[policyId]], trips: [[policyId, tripId]] }),
    reportMonth: ({ digest }) => ({ policies: [[digest.policyId]], usages: [[digest.policyId, numbered(digest.month)]] }),
    settleMonth: ({ policyId, month }) => ({ usages: [[policyId, numbered(month)]] }),
  },
);

async function soldBy(tx: Writing, policyId: string): Promise<Policy> {
  const policy = await tx.policies.get(policyId);
  tx.mustBe('the insurer', policy.insurer);
  return policy;
}

async function heldBy(tx: Writing, policyId: string): Promise<Policy> {
  const policy = await tx.policies.get(policyId);
  tx.mustBe('the policyholder', policy.policyholder);
  return policy;
}
