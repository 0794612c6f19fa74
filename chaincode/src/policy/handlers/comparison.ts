import { demand, kitErrors, refuse } from '../../kit/errors';
import { listUpTo } from '../../kit/ledger/page';
import { dayOf } from '../../kit/value/time';
import type { comparisonOperations } from '../api/comparison';
import { policyErrors } from '../errors';
import { MOST_MONTHS, MOST_TARIFFS } from '../records/comparison';
import type { Digest } from '../records/month';
import { padded } from '../records/policy';
import { compared, inEffect, metresAYearOf, together } from '../rules/plan/comparison';
import type { Carries, Reading } from '../tables';

/** The right cover for who asks. */
export const comparisonHandlers: Carries<typeof comparisonOperations> = {
  async findCover(tx, { currency, policyId, metresAYear, scoreMilli, claimFreeSince }, { own: [policy] }) {
    const on = dayOf(tx.now);
    if (policy) tx.mustBe('the policyholder', policy.policyholder);
    const digest = policyId === undefined ? undefined : together(await monthsOf(tx, policyId));
    const driven = metresAYear ?? (digest && metresAYearOf(digest));
    const score = digest ? 0 : scoreMilli;
    if (driven === undefined || score === undefined) return refuse(policyErrors.NOTHING_DRIVEN, {});
    const { items, next } = await listUpTo(MOST_TARIFFS, (page) => tx.tariffs.list(page));
    const facts = { count: MOST_TARIFFS + 1, what: 'versions of tariffs', max: MOST_TARIFFS };
    demand(next === undefined, kitErrors.TOO_MANY, facts);
    const driving = { metresAYear: driven, digest, scoreMilli: score };
    const since = claimFreeSince ?? policy?.claimFreeSince ?? on;
    return { on, metresAYear: driven, ...compared(inEffect(items, currency, on), driving, since, on) };
  },
};

async function monthsOf(tx: Reading, policyId: string): Promise<Digest[]> {
  const keys = Array.from({ length: MOST_MONTHS }, (_, at) => [policyId, padded(at + 1)]);
  return (await tx.usages.findMany(keys)).flatMap((one) => (one ? [one] : []));
}
