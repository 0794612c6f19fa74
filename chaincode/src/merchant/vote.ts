import { z } from 'zod';
import { demand, refuse } from '../kit/errors';
import { table } from '../kit/table';
import { count, line, member, org } from '../kit/text';
import { instant } from '../kit/time';
import { merchantErrors } from './errors';

export const choice = z.enum(['yes', 'no', 'abstain']);

/** Who decides on a merchant, and until when. */
export const Poll = z.strictObject({
  round: count(100, 1),
  voters: z.array(org).min(1).max(64).meta({ description: 'organisations that vote, one vote each' }),
  quorum: count(64, 1).meta({ description: 'votes of yes that it takes' }),
  excluded: z
    .array(z.strictObject({ org, why: line(120) }))
    .max(64)
    .meta({ description: 'organisations with a conflict of interest' }),
  until: instant.meta({ description: 'exclusive end of the vote' }),
});
export type Poll = z.output<typeof Poll>;

/** One organisation's vote. A key each, so that voters never collide. */
export const Vote = z.strictObject({ merchant: member, round: count(100, 1), org, choice, by: member, at: instant });
export type Vote = z.output<typeof Vote>;
export const votes = table({
  kind: 'merchant-vote',
  v: 1,
  schema: Vote,
  id: (vote) => [vote.merchant, `${vote.round}`, vote.org],
});

export const verdict = z.enum(['pending', 'approved', 'rejected']);
export const Tally = z.strictObject({ yes: count(64), no: count(64), abstain: count(64), open: count(64), verdict });
export type Tally = z.output<typeof Tally>;

/** Nobody judges its own member; each further conflict is named. More than half of those who are left must say yes. */
export function electorate(
  merchant: string,
  { voters, quorum, until }: Pick<Poll, 'voters' | 'quorum' | 'until'>,
  conflicts: Poll['excluded'],
  { round, now }: { round: number; now: string },
): Poll {
  const wrong = (why: string) => refuse(merchantErrors.ELECTORATE_WRONG, { why });
  if (new Set(voters).size < voters.length) wrong('a voter is named twice');
  if (until <= now) wrong('the vote ends before it begins');
  const home = merchant.slice(0, merchant.indexOf('/'));
  const excluded = [
    ...(voters.includes(home) ? [{ org: home, why: 'it enrolled the merchant' }] : []),
    ...conflicts.filter(({ org: one }) => one !== home),
  ];
  const left = voters.filter((one) => !excluded.some(({ org: other }) => other === one));
  if (quorum > left.length || 2 * quorum <= left.length) wrong('the quorum is not a majority of those who may vote');
  return { round, voters: left, quorum, excluded, until };
}

export function mayVote(review: Poll, org: string, now: string): void {
  demand(!review.excluded.some((one) => one.org === org), merchantErrors.VOTE_CONFLICT, { org });
  demand(review.voters.includes(org), merchantErrors.NOT_A_VOTER, { org, voters: review.voters.join(', ') });
  demand(now < review.until, merchantErrors.VOTE_OVER, { until: review.until });
}

/** Approved by enough votes of yes; rejected as soon as these cannot be reached any more, or at the end of the vote. */
export function tally(review: Poll, cast: readonly Vote[], now: string): Tally {
  const counted = cast.filter(({ org: one, round }) => round === review.round && review.voters.includes(one));
  const of = (wanted: Vote['choice']) => counted.filter((vote) => vote.choice === wanted).length;
  const [yes, no, abstain] = [of('yes'), of('no'), of('abstain')];
  const open = review.voters.length - yes - no - abstain;
  const lost = yes + open < review.quorum || now >= review.until;
  return { yes, no, abstain, open, verdict: yes >= review.quorum ? 'approved' : lost ? 'rejected' : 'pending' };
}
