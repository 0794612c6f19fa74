import { ownersOf } from '../../vehicle/records/vehicle';
import { dayIn, zoneNamed } from '../../kit/value/zone';
import { openLiens } from '../../vehicle/door';
import type { coverOperations } from '../api/cover';
import { padded, type Policy, termsNoAt } from '../records/policy';
import { coverUntil, givesCover, standingAt } from '../rules/cover';
import { claimFreeFactorOf, yearsBetween } from '../rules/premium';
import type { Carries, Reading } from '../tables';

/** What is covered, as of a moment. */
export const coverHandlers: Carries<typeof coverOperations> = {
  readCoverNote(tx, { policyId, at = tx.now }, { on: policy, terms: { covers } }) {
    const { insurer, policyholder, vin, startsAt: from } = policy;
    const { until } = coverUntil(policy);
    return { policyId, insurer, policyholder, vin, covers, standing: standingAt(policy, at), from, until };
  },
  async activeCover(tx, { vin, at = tx.now }) {
    const found = (await boundOn(tx, vin)).filter((policy) => givesCover(policy, at)).slice(0, 20);
    const terms = await tx.coverTerms.findMany(
      found.map((policy) => [policy.policyId, padded(termsNoAt(policy, at))]),
    );
    const vehicle = await tx.vehicles.find(vin);
    const holders = vehicle ? openLiens(vehicle).map(({ holder }) => holder) : [];
    const overseer = tx.caller.role === 'auditor' || tx.caller.role === 'registrar';
    const all = overseer || [...(vehicle ? ownersOf(vehicle) : []), ...holders].some((party) => tx.is(party));
    const seen = found.map(({ insurer, policyholder }) => all || tx.is(insurer) || tx.is(policyholder));
    const covers = found.map((policy, index) => ({
      ...(seen[index] && { insurer: policy.insurer }),
      codes: terms[index]?.covers.map((cover) => cover.code) ?? [],
      until: coverUntil(policy).until,
    }));
    return { covered: covers.length > 0, covers };
  },
  async readClaimFree(tx, { on: day }, { on: policy, tariff }) {
    const on = day ?? dayIn(await zoneNamed(tx.zones, policy.zone), tx.now);
    const since = policy.claimFreeSince;
    return { since, years: yearsBetween(since, on), factor: claimFreeFactorOf(tariff, since, on) };
  },
};

async function boundOn(tx: Reading, vin: string): Promise<Policy[]> {
  const found: Policy[] = [];
  for (let after: string | undefined; ; ) {
    const { items, next } = await tx.policies.listBy('byVin', [vin], { size: 100, after });
    found.push(...items);
    if (next === undefined) return found;
    after = next;
  }
}
