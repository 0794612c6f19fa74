import { demand, refuse } from '../../kit/errors';
import { isAfter } from '../../kit/value/time';
import { merchantErrors } from '../errors';
import { merchantEvents } from '../events';
import type { Merchant } from '../records/merchant';
import { decide, openReview } from '../rules/onboarding';
import { recuse, ballotHashOf, closePoll, mayVote, openBallot, tally, voteSeen } from '../rules/vote';
import { type Reading, type Part, type Writing } from '../tables';
import { save, shown } from './merchant';
import { type Poll, type Tally, type Vote, voterKeys } from '../records/vote';
import type { voteOperations } from '../api/vote';

export const voteHandlers: Part<typeof voteOperations> = {
  async openReview(tx, { merchant: _whom, conflicts, ...vote }, { on: merchant, members }) {
    const active = members.every((one) => one?.standing === 'active');
    demand(active, merchantErrors.ELECTORATE_WRONG, { why: 'a voter is not an active organisation' });
    return save(tx, openReview(merchant, vote, conflicts, tx.now));
  },
  keepBallot: (tx, { merchant, round }, { secret: ballot }) =>
    tx.ballots.keep(
      ballot,
      merchant,
      `${round}`,
      ballotHashOf({ ...ballot, merchant, round, org: tx.caller.org }),
    ),
  async vote(tx, { merchant, ...sealed }, { on, closed }) {
    const review = reviewOf(on);
    const { org, member: by } = tx.caller;
    mayVote(review, org, closed, tx.now);
    await tx.ballots.check(org, sealed.seal, merchant, `${review.round}`, sealed.ballotHash);
    const vote: Vote = { merchant, round: review.round, org, ...sealed, by, at: tx.now };
    await tx.votes.put(vote);
    tx.tell(merchantEvents.VoteCast, { merchant, org });
    return vote;
  },
  async openBallot(tx, { merchant, ...ballot }, { on, cast }) {
    const review = reviewOf(on);
    const { org, member: by } = tx.caller;
    await close(tx, merchant, review);
    const opened = openBallot(review, cast, ballot, { by, now: tx.now });
    await tx.openings.put(opened);
    tx.tell(merchantEvents.BallotOpened, { merchant, org, choice: ballot.choice });
    return opened;
  },
  async recuse(tx, { merchant: whom, why }, { on: merchant, closed }) {
    const review = reviewOf(merchant);
    mayVote(review, tx.caller.org, closed, tx.now);
    const recused = { ...merchant, review: recuse(review, tx.caller.org, why) };
    await tx.merchants.put(recused);
    tx.tell(merchantEvents.VoterRecused, { merchant: whom, org: tx.caller.org });
    return recused;
  },
  async tick(tx, { merchant: whom }, { on: merchant }) {
    if (merchant.status !== 'underReview') return shown(tx, merchant);
    const review = reviewOf(merchant);
    if (isAfter(tx.now, review.until)) await close(tx, whom, review);
    const decided = decide(merchant, await tallyOf(tx, whom, review));
    return shown(tx, decided === merchant ? merchant : await save(tx, decided));
  },
  async readBallot(tx, { merchant, round }) {
    const { ballotHash } = await tx.votes.get(merchant, `${round}`, tx.caller.org);
    return tx.ballots.reveal(tx.caller.org, merchant, `${round}`, ballotHash);
  },
  async listVotes(tx, { merchant, ...page }) {
    const { items, ...more } = await tx.votes.list(page, merchant);
    const opened = await tx.openings.findMany(items.map(({ round, org }) => [merchant, `${round}`, org]));
    const inside = tx.caller.staff || tx.caller.role === 'auditor' || tx.is(merchant);
    const votes = items.map((vote, at) => ({ ...vote, opened: opened[at] }));
    return { items: inside ? votes : votes.map(voteSeen), ...more };
  },
};

/**
 * The end of casting, written down now if it is not yet. Where all have cast no vote can be added, and
 * nothing is written.
 */
async function close(tx: Writing, merchant: string, review: Poll): Promise<void> {
  if (await tx.pollClosings.find(merchant, `${review.round}`)) return;
  const cast = await tx.votes.findMany(voterKeys(merchant, review));
  if (cast.some((vote) => vote === undefined)) await tx.pollClosings.put(closePoll(merchant, review, tx.now));
}

/** The votes as they stand, read by the keys of those who may vote. */
export async function tallyOf(tx: Writing | Reading, merchant: string, review: Poll): Promise<Tally> {
  const keys = voterKeys(merchant, review);
  const cast = await tx.votes.findMany(keys);
  const opened = await tx.openings.findMany(keys);
  const there = <T>(one: T | undefined): one is T => one !== undefined;
  return tally(review, cast.filter(there), opened.filter(there), tx.now);
}

const reviewOf = ({ review }: Merchant): Poll =>
  review ?? refuse(merchantErrors.NOT_A_VOTER, { org: '', voters: 'none' });
