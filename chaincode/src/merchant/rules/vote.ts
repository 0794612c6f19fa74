import {
  type Poll,
  type Ballot,
  type Vote,
  type Opened,
  type PollClosed,
  type SeenVote,
  type Tally,
  INNER,
  WHY,
} from '../records/vote';
import type { z } from 'zod';
import { demand, refuse } from '../../kit/errors';
import { canonical } from '../../kit/value/json';
import { sha256 } from '../../kit/value/hash';
import {
  addMillis,
  type Instant,
  isAfter,
  isBefore,
  opensAfter,
  toMillis,
  WINDOW_MS,
} from '../../kit/value/time';
import { merchantErrors } from '../errors';
import { without } from '../../kit/view';

/** An organisation that knows of a conflict leaves the vote; the quorum stays, so nobody gains by it. */
export function recuse(review: Poll, org: string, why: string): Poll {
  return {
    ...review,
    voters: review.voters.filter((one) => one !== org),
    excluded: [...review.excluded, { org, why }],
  };
}

/** A vote as others see it: which organisation chose what, not which of its people, nor why. */
export const voteSeen = ({
  opened,
  ...vote
}: Vote & { opened?: Opened | undefined }): z.output<typeof SeenVote> => ({
  ...without(vote, INNER),
  opened: opened && without(opened, WHY),
});

/**
 * SHA-256 over the canonical form (RFC 8785) of ballot, merchant, round and organisation: nobody can open the
 * ballot of another as its own.
 */
export const ballotHashOf = (ballot: Ballot & { merchant: string; round: number; org: string }): string => {
  const { merchant, round: nth, org: one, choice: chosen, reason, nonce: random } = ballot;
  return sha256(canonical({ merchant, round: nth, org: one, choice: chosen, reason, nonce: random }));
};

/**
 * From the end of the vote to the last opening: two windows until an opening is taken, and two in which
 * everybody can open.
 */
const TO_OPEN = 4 * WINDOW_MS;

/**
 * Nobody judges its own member; each further conflict is named. More than half of those who are left must say
 * yes.
 */
export function electorate(
  merchant: string,
  { voters, quorum, until, openUntil }: Pick<Poll, 'voters' | 'quorum' | 'until' | 'openUntil'>,
  conflicts: Poll['excluded'],
  { round: nth, now }: { round: number; now: Instant },
): Poll {
  const wrong = (why: string) => refuse(merchantErrors.ELECTORATE_WRONG, { why });
  if (new Set(voters).size < voters.length) wrong('a voter is named twice');
  if (until <= now) wrong('the vote ends before it begins');
  if (openUntil < addMillis(until, TO_OPEN)) wrong('the ballots need time to be opened after the vote');
  const home = merchant.slice(0, merchant.indexOf('/'));
  const excluded = [
    ...(voters.includes(home) ? [{ org: home, why: 'it enrolled the merchant' }] : []),
    ...conflicts.filter(({ org: one }) => one !== home),
  ];
  const left = voters.filter((one) => !excluded.some(({ org: other }) => other === one));
  if (quorum > left.length || 2 * quorum <= left.length)
    wrong('the quorum is not a majority of those who may vote');
  return { round: nth, voters: left, quorum, excluded, until, openUntil };
}

/** The vote waits: its clock stands still. */
export const pause = (review: Poll, now: Instant): Poll => ({ ...review, pausedAt: now });

/** Both ends move by as long as the vote waited, so that nobody is rejected for being asked. */
export function resume({ pausedAt, ...review }: Poll, now: Instant): Poll {
  const waited = pausedAt === undefined ? 0 : toMillis(now) - toMillis(pausedAt);
  return {
    ...review,
    until: addMillis(review.until, waited),
    openUntil: addMillis(review.openUntil, waited),
  };
}

function mustVoteHere({ excluded, voters }: Poll, org: string): void {
  demand(!excluded.some((one) => one.org === org), merchantErrors.VOTE_CONFLICT, { org });
  demand(voters.includes(org), merchantErrors.NOT_A_VOTER, { org, voters: voters.join(', ') });
}

/**
 * Refuses who has a conflict (VOTE_CONFLICT), who is no voter (NOT_A_VOTER), and whoever comes too late
 * (VOTE_OVER).
 */
export function mayVote(review: Poll, org: string, closed: PollClosed | undefined, now: Instant): void {
  mustVoteHere(review, org);
  demand(closed === undefined && isBefore(now, review.until), merchantErrors.VOTE_OVER, {
    until: review.until,
  });
}

/** The vote is over, by whatever clock. */
export function closePoll(merchant: string, { round: nth, until }: Poll, now: Instant): PollClosed {
  demand(isAfter(now, until), merchantErrors.BALLOTS_SEALED, { until: opensAfter(until) });
  return { merchant, round: nth, at: now };
}

/** Opens a ballot of a vote that is closed, so that nobody votes knowing how another did. */
export function openBallot(
  review: Poll,
  { ballotHash, merchant, round: nth, org }: Vote,
  ballot: Ballot,
  { by, now }: { by: string; now: Instant },
): Opened {
  mustVoteHere(review, org);
  demand(isBefore(now, review.openUntil), merchantErrors.VOTE_OVER, { until: review.openUntil });
  const opened = { merchant, round: nth, org, ...ballot };
  demand(ballotHashOf(opened) === ballotHash, merchantErrors.BALLOT_UNPROVEN);
  return { ...opened, by, at: now };
}

/**
 * Approved by enough opened votes of yes; rejected as soon as these cannot be reached any more. Who was
 * silent until the end, or did not open its ballot in time, said nothing.
 */
export function tally(
  review: Poll,
  cast: readonly Pick<Vote, 'org' | 'round'>[],
  opened: readonly Opened[],
  now: Instant,
): Tally {
  const at = review.pausedAt ?? now;
  const counts = ({ org: one, round: nth }: Pick<Vote, 'org' | 'round'>) =>
    nth === review.round && review.voters.includes(one);
  const shown = opened.filter(counts);
  const of = (wanted: Ballot['choice']) => shown.filter((ballot) => ballot.choice === wanted).length;
  const unopened = cast.filter(counts).length - shown.length;
  const late = isAfter(at, review.openUntil);
  const [yes, no, sealed] = [of('yes'), of('no'), late ? 0 : unopened];
  const open = review.voters.length - shown.length - unopened;
  const reachable = yes + sealed + (isAfter(at, review.until) ? 0 : open);
  const decided = yes >= review.quorum ? 'approved' : reachable < review.quorum ? 'rejected' : 'pending';
  return { yes, no, abstain: of('abstain') + (late ? unopened : 0), sealed, open, verdict: decided };
}
