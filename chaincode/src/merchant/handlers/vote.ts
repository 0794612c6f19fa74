import { demand, refuse } from '../../kit/errors';
import { isAfter } from '../../kit/value/time';
import { merchantErrors } from '../errors';
import { merchantEvents } from '../events';
import { merchantLife } from '../life';
import type { Merchant } from '../records/merchant';
import { decide, openReview, recuse } from '../rules/onboarding';
import { change, load, save, type Reading, type Wiring, type Writing } from '../tables';
import {
  ballotHashOf,
  closePoll,
  mayVote,
  openBallot,
  type Poll,
  tally,
  type Tally,
  type Vote,
  voterKeys,
  voteSeen,
} from '../records/vote';
import type { votingOperations } from '../api/vote';

export const voting: Wiring<typeof votingOperations> = {
  async openReview(tx, { merchant, conflicts, ...vote }) {
    const found = await tx.organisations.findMany(vote.voters.map((org) => [org]));
    const members = found.every((one) => one?.standing === 'active');
    demand(members, merchantErrors.ELECTORATE_WRONG, { why: 'a voter is not an active organisation' });
    return change(tx, merchant, (one) => openReview(one, vote, conflicts, tx.now));
  },
  keepBallot: (tx, { merchant, round }, { secret: ballot }) =>
    tx.ballots.keep(ballot, merchant, `${round}`, ballotHashOf({ ...ballot, merchant, round, org: tx.caller.org })),
  async vote(tx, { merchant, ...sealed }) {
    const review = reviewOf(await load(tx, merchant));
    const { org, member: by } = tx.caller;
    const known = await tx.votes.known(merchant, `${review.round}`, org);
    if (known) return known;
    mayVote(review, org, await tx.pollClosings.find(merchant, `${review.round}`), tx.now);
    await tx.ballots.check(org, sealed.seal, merchant, `${review.round}`, sealed.ballotHash);
    const vote: Vote = { merchant, round: review.round, org, ...sealed, by, at: tx.now };
    await tx.votes.put(vote);
    tx.tell(merchantEvents.VoteCast, { merchant, org });
    return vote;
  },
  async openBallot(tx, { merchant, ...ballot }) {
    const review = reviewOf(await load(tx, merchant));
    const { org, member: by } = tx.caller;
    const known = await tx.openings.known(merchant, `${review.round}`, org);
    if (known) return known;
    const sealed = await tx.votes.get(merchant, `${review.round}`, org);
    await closed(tx, merchant, review);
    const opened = openBallot(review, sealed, ballot, { by, now: tx.now });
    await tx.openings.put(opened);
    tx.tell(merchantEvents.BallotOpened, { merchant, org, choice: ballot.choice });
    return opened;
  },
  async recuse(tx, { merchant: whom, why }) {
    const merchant = await load(tx, whom);
    const review = reviewOf(merchant);
    mayVote(review, tx.caller.org, await tx.pollClosings.find(whom, `${review.round}`), tx.now);
    const recused = { ...merchant, review: recuse(review, tx.caller.org, why) };
    await tx.merchants.put(recused);
    tx.tell(merchantEvents.VoterRecused, { merchant: whom, org: tx.caller.org });
    return recused;
  },
  async tick(tx, { merchant: whom }) {
    const merchant = await load(tx, whom);
    if (merchant.status !== 'underReview') return merchant;
    const review = reviewOf(merchant);
    if (isAfter(tx.now, review.until)) await closed(tx, whom, review);
    const decided = decide(merchant, await counted(tx, whom, review));
    return decided === merchant ? merchant : save(tx, decided);
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

/** The end of casting, written down now if it is not yet. Where all have cast no vote can be added, and nothing is written. */
async function closed(tx: Writing, merchant: string, review: Poll): Promise<void> {
  if (await tx.pollClosings.find(merchant, `${review.round}`)) return;
  const cast = await tx.votes.findMany(voterKeys(merchant, review));
  if (cast.some((vote) => vote === undefined)) await tx.pollClosings.put(closePoll(merchant, review, tx.now));
}

/** The votes as they stand, read by the keys of those who may vote. */
export async function counted(tx: Writing | Reading, merchant: string, review: Poll): Promise<Tally> {
  const keys = voterKeys(merchant, review);
  const cast = await tx.votes.findMany(keys);
  const opened = await tx.openings.findMany(keys);
  const there = <T>(one: T | undefined): one is T => one !== undefined;
  return tally(review, cast.filter(there), opened.filter(there), tx.now);
}

const reviewOf = ({ review, status }: Merchant): Poll => {
  merchantLife.step('decide', status);
  return review ?? refuse(merchantErrors.NOT_A_VOTER, { org: '', voters: 'none' });
};
