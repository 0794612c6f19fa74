import { setTimeout as sleep } from 'node:timers/promises';
import { eur } from '../../../stories/terms';
import { attemptsOf, type Cast } from '../cast';
import { bothWays, chunksOf, eachOf, numbers } from '../row';

const OWNER = 'registry/owner';
const causes = [
  'collision',
  'animal',
  'theft',
  'fire',
  'flood',
  'hail',
  'glass',
  'vandalism',
  'rollover',
  'other',
] as const;
const DAY_MS = 86_400_000;
/**
 * Cover begins so long after the quote: nobody is insured backwards, and every quote must be bound before.
 */
const TIME_TO_BIND = 30_000;
const later = (millis: number): string => new Date(Date.now() + millis).toISOString();

async function insure({ mark, insurer, owner, inFlight }: Cast, vins: readonly string[], count: number) {
  const startsAt = later(TIME_TO_BIND);
  const covers = [
    {
      code: 'collision' as const,
      sumInsured: eur(2_000_000),
      limit: eur(2_000_000),
      deductible: eur(50_000),
    },
  ];
  const policies = numbers(count).map((at) => `${mark}-P${at}`);
  for (const some of chunksOf(policies, 50))
    await insurer.policy.quoteMany({
      items: some.map((policyId, at) => ({
        ...{
          policyId,
          policyholder: OWNER,
          vin: vins[at % vins.length] ?? '',
          tariffId: 'car',
          tariffVersion: 1,
          covers,
        },
        ...{
          pricing: 'fixed',
          listPremium: eur(48_000),
          startsAt,
          months: 12,
          instalments: 4,
          quotedUntil: startsAt,
        },
      })),
    });
  await eachOf(policies, inFlight, (policyId) => owner.policy.bind({ policyId }));
  return { policies, startsAt };
}

/**
 * First notices of loss by the policyholder. One loss a policy, day and cause is told once: the first round
 * through policies and causes lies under cover, what comes after goes back a day at a time and is kept as a
 * draft, which is the same work.
 */
export async function lossRows(cast: Cast, vins: readonly string[], count: number) {
  const { policies, startsAt } = await insure(cast, vins, count);
  const { owner, mark, inFlight } = cast;
  let at = 0;
  const notice = () => {
    const n = at++;
    const day = Math.floor(n / (count * causes.length));
    return {
      ...{
        noticeId: `${mark}-N${n}`,
        policyId: policies[n % count] ?? '',
        cause: causes[Math.floor(n / count) % causes.length] ?? 'other',
      },
      ...{ lossAt: later(-day * DAY_MS), vehicles: 2, injured: 0, evidenceIds: [] },
    };
  };
  const row = { name: 'notify', says: 'file a claim (first notice of loss)', inFlight };
  const rows = bothWays(row, owner, cast.single.owner, async (by) =>
    attemptsOf(await by.claim.notify(notice())),
  );
  const ready = async () => {
    while (new Date().toISOString() <= startsAt) await sleep(100);
  };
  /** Cover begins only then. */
  return { rows, ready, notice };
}
