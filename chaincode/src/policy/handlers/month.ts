import type { Money } from '../../kit/value/money';
import { zoneNamed } from '../../kit/value/zone';
import type { monthOperations } from '../api/month';
import { policyEvents } from '../events';
import type { Digest } from '../records/month';
import type { Tariff } from '../records/tariff';
import { reportMonth, settleMonth } from '../rules/month';
import { billOf } from '../rules/premium';
import { telematicsOf } from '../rules/tariff';
import { displayOf, penaltiesOf } from '../rules/score';
import type { Carries } from '../tables';

/** Months that were driven on a policy by distance. */
export const monthHandlers: Carries<typeof monthOperations> = {
  async reportMonth(tx, reported, { on: policy, tariff }) {
    const now = { at: tx.now, zone: await zoneNamed(tx.zones, policy.zone) };
    const usage = reportMonth(policy, tariff, reported, now);
    await tx.usages.put(usage);
    const { policyId, month, scoreMilli, factor, due, balance } = usage;
    tx.tell(policyEvents.MonthReported, { policyId, month, scoreMilli, factor, due, balance });
    return usage;
  },
  async settleMonth(tx, { policyId, month, paymentId }, { on: usage }) {
    const settled = settleMonth(usage, paymentId, tx.now);
    await tx.usages.put(settled);
    tx.tell(policyEvents.MonthSettled, { policyId, month, paymentId });
    return settled;
  },
  readMonth: (_tx, _request, { driven, tariff }) => ({
    usage: driven,
    explained: explain(tariff, driven, driven.base),
  }),
  computeMonth: (_tx, { digest }, { on: tariff }) =>
    explain(tariff, digest, telematicsOf(tariff).monthlyBase),
};

function explain(tariff: Tariff, digest: Digest, base: Money) {
  const bill = billOf(tariff, base, digest);
  return {
    ...bill,
    points: penaltiesOf(telematicsOf(tariff).score, digest),
    display: displayOf(bill.scoreMilli),
  };
}
