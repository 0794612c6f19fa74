import type { Page } from '../../kit/api';
import type { Money } from '../../kit/value/money';
import { dayIn, zoneNamed, zones } from '../../kit/value/zone';
import type { TxOf } from '../../kit/tx';
import { moneyTables } from '../../payment/records/money';
import { births } from '../../vehicle/records/birth';
import { openLiens } from '../../vehicle/door';
import { vehicles } from '../../vehicle/records/vehicle';
import { applications } from '../records/application';
import { coverUntil, givesCover, standingAt, termsNoAt } from '../rules/cover';
import { baseOf, billOf, claimFreeFactorOf, yearsBetween } from '../rules/premium';
import { allTerms, type Digest, numbered, type Policy, policies, tariffKey, tariffs, usages } from '../records/policy';
import { displayOf, penaltiesOf } from '../rules/score';
import type { Tariff } from '../records/tariff';
import { trips } from '../records/trip';

export const tables = { applications, policies, allTerms, usages, trips, tariffs, births, vehicles, zones, ...moneyTables };
export type Reading = TxOf<'evaluate', typeof tables>;
export type Writing = TxOf<'submit', typeof tables>;

interface Asked {
  readonly policyId: string;
  readonly at?: string | undefined;
}

/** What only reads. A policy is read by its two sides, the auditor and the registrar. */
export const queries = {
  read: (tx: Reading, { policyId }: Asked) => readable(tx, policyId),
  async readTerms(tx: Reading, { policyId, no }: { policyId: string; no: number }) {
    await readable(tx, policyId);
    return tx.allTerms.get(policyId, numbered(no));
  },
  async readCoverNote(tx: Reading, { policyId, at = tx.now }: Asked) {
    const policy = await readable(tx, policyId);
    const { covers } = await tx.allTerms.get(policyId, numbered(termsNoAt(policy, at)));
    const { insurer, policyholder, vin, startsAt } = policy;
    return {
      policyId,
      insurer,
      policyholder,
      vin,
      covers,
      standing: standingAt(policy, at),
      from: startsAt,
      until: coverUntil(policy).until,
    };
  },
  async activeCover(tx: Reading, { vin, at = tx.now }: { vin: string; at?: string | undefined }) {
    const found = (await boundOn(tx, vin)).filter((policy) => givesCover(policy, at)).slice(0, 20);
    const terms = await tx.allTerms.findMany(found.map((policy) => [policy.policyId, numbered(termsNoAt(policy, at))]));
    const vehicle = await tx.vehicles.find(vin);
    const holders = vehicle ? openLiens(vehicle).map(({ holder }) => holder) : [];
    const all = isOverseer(tx) || [vehicle?.owner ?? '-', ...holders].some((party) => tx.is(party));
    const seen = found.map(({ insurer, policyholder }) => all || tx.is(insurer) || tx.is(policyholder));
    const covers = found.map((policy, index) => ({
      ...(seen[index] && { insurer: policy.insurer }),
      codes: terms[index]?.covers.map((cover) => cover.code) ?? [],
      until: coverUntil(policy).until,
    }));
    return { covered: covers.length > 0, covers };
  },
  async readClaimFree(tx: Reading, { policyId, on: day }: { policyId: string; on?: string | undefined }) {
    const policy = await readable(tx, policyId);
    const on = day ?? dayIn(await zoneNamed(tx.zones, policy.zone), tx.now);
    const since = policy.claimFreeSince;
    return { since, years: yearsBetween(since, on), factor: claimFreeFactorOf(await tariffOf(tx, policy), since, on) };
  },
  async readMonth(tx: Reading, { policyId, month }: { policyId: string; month: number }) {
    const policy = await readable(tx, policyId);
    const usage = await tx.usages.get(policyId, numbered(month));
    return { usage, explained: explain(await tariffOf(tx, policy), usage, baseOf(policy, month)) };
  },
  async computeMonth(tx: Reading, asked: { insurer: string; tariffId: string; tariffVersion: number; digest: Digest }) {
    const tariff = await tx.tariffs.get(...tariffKey(asked.insurer, asked.tariffId, asked.tariffVersion));
    return explain(tariff, asked.digest, tariff.monthlyBase);
  },
  readTariff: (tx: Reading, { insurer, tariffId, version }: { insurer: string; tariffId: string; version: number }) =>
    tx.tariffs.get(...tariffKey(insurer, tariffId, version)),
  listTariffs: (tx: Reading, { insurer, page }: { insurer: string; page: Page }) => tx.tariffs.list(page, insurer),
  listOwn: (tx: Reading, page: Page) => tx.policies.listBy('byPolicyholder', [tx.caller.member], page),
};

/** Who reads what it is no party to. */
export const isOverseer = ({ caller }: Reading): boolean => caller.role === 'auditor' || caller.role === 'registrar';

export async function readable(tx: Reading, policyId: string): Promise<Policy> {
  const policy = await tx.policies.get(policyId);
  if (!isOverseer(tx)) tx.mustBe('a party to the policy', policy.policyholder, policy.insurer);
  return policy;
}

/** The tariff that a policy was quoted under. */
export const tariffOf = (
  tx: { readonly tariffs: { get(...id: string[]): Promise<Tariff> } },
  { insurer, tariffId, tariffVersion }: Policy,
): Promise<Tariff> => tx.tariffs.get(...tariffKey(insurer, tariffId, tariffVersion));

async function boundOn(tx: Reading, vin: string): Promise<Policy[]> {
  const found: Policy[] = [];
  for (let after: string | undefined; ; ) {
    const { items, next } = await tx.policies.listBy('byVin', [vin], { size: 100, after });
    found.push(...items);
    if (next === undefined) return found;
    after = next;
  }
}

function explain(tariff: Tariff, digest: Digest, base: Money) {
  const bill = billOf(tariff, base, digest);
  return { ...bill, points: penaltiesOf(tariff.score, digest), display: displayOf(bill.scoreMilli) };
}
