import { z } from 'zod';
import { evaluate, keep, page, pageOf, submit } from '../../kit/api';
import { count, line, member, org } from '../../kit/value/text';
import { everyone, staff } from '../../words/role';
import { merchantErrors as errors } from '../errors';
import { merchantEvents as events } from '../events';
import { Merchant, onMerchant, SeenMerchant } from '../records/merchant';
import {
  Ballot,
  Opened,
  Poll,
  round,
  SeenVote,
  Vote,
  openings,
  pollClosings,
  roundOf,
  votes,
} from '../records/vote';
import { maybe } from '../../kit/ref';
import { organisations } from '../../member/records/member';
import { merchantLife } from '../life';
import { ofMerchant, changed } from './shape';

const ofRound = ofMerchant.extend({ round });

/** The consortium's vote on a merchant: sealed while it runs, opened together. */
export const voteOperations = {
  openReview: submit({
    says:
      'Open the vote of the consortium on an application: voters, quorum, ends of voting and of opening, ' +
      'known conflicts of interest.',
    by: ['registrar'],
    request: ofMerchant.extend({
      voters: z.array(org).min(1).max(64),
      quorum: count(64, 1),
      ...Poll.pick({ until: true, openUntil: true }).shape,
      conflicts: z.array(z.strictObject({ org, why: line(120) })).max(64),
    }),
    on: onMerchant,
    step: merchantLife.openReview,
    loads: ({ voters }) => ({ members: voters.map((one) => maybe(organisations.at(one))) }),
    response: Merchant,
    errors: [errors.NOT_A_MERCHANT, errors.ELECTORATE_WRONG],
    events: changed,
  }),
  keepBallot: keep({
    says:
      'Keep a ballot of the own organisation private: choice, reason, and a nonce of its own. Which one ' +
      'counts is said by casting it.',
    by: staff,
    request: ofRound,
    secret: Ballot,
  }),
  vote: submit({
    says:
      'Cast the sealed vote of the own organisation: the seal of what was kept and the hash that opening ' +
      'must match.',
    by: staff,
    request: ofMerchant.extend(Vote.pick({ seal: true, ballotHash: true }).shape),
    on: onMerchant,
    step: merchantLife.vote,
    creates: ({ merchant }, { org: voter }, { review }) => votes.at(merchant, roundOf(review), voter),
    loads: ({ merchant }, { review }) => ({ closed: maybe(pollClosings.at(merchant, roundOf(review))) }),
    response: Vote,
    errors: [errors.NOT_A_MERCHANT, errors.VOTE_CONFLICT, errors.NOT_A_VOTER, errors.VOTE_OVER],
    events: [events.VoteCast],
  }),
  openBallot: submit({
    says:
      'Open the ballot of the own organisation, from 20 seconds after the vote on or once all have cast. ' +
      'Not opened in time, it is an abstention.',
    by: staff,
    request: ofMerchant.extend(Ballot.shape),
    on: onMerchant,
    step: merchantLife.openBallot,
    creates: ({ merchant }, { org: voter }, { review }) => openings.at(merchant, roundOf(review), voter),
    loads: ({ merchant }, { review }, { org: voter }) => ({
      cast: votes.at(merchant, roundOf(review), voter),
    }),
    response: Opened,
    errors: [
      errors.NOT_A_MERCHANT,
      errors.VOTE_CONFLICT,
      errors.NOT_A_VOTER,
      errors.BALLOTS_SEALED,
      errors.VOTE_OVER,
      errors.BALLOT_UNPROVEN,
    ],
    events: [events.BallotOpened],
  }),
  recuse: submit({
    says: 'Leave a vote because the own organisation has a conflict of interest. The quorum stays.',
    by: staff,
    request: ofMerchant.extend({ why: line(120) }),
    on: onMerchant,
    step: merchantLife.recuse,
    loads: ({ merchant }, { review }) => ({ closed: maybe(pollClosings.at(merchant, roundOf(review))) }),
    response: Merchant,
    errors: [errors.NOT_A_MERCHANT, errors.VOTE_CONFLICT, errors.NOT_A_VOTER, errors.VOTE_OVER],
    events: [events.VoterRecused],
  }),
  tick: submit({
    says:
      'Write down that the vote is over, and what the opened ballots already say. Anyone may; it changes ' +
      'nothing while they are pending or when it is written.',
    by: everyone,
    request: ofMerchant,
    on: onMerchant,
    steps: [merchantLife.decide],
    response: SeenMerchant,
    errors: [errors.NOT_A_MERCHANT],
    events: changed,
  }),
  readBallot: evaluate({
    says: 'Read the ballot that the own organisation cast and keeps, on a peer of its own.',
    by: staff,
    request: ofRound,
    response: Ballot,
  }),
  listVotes: evaluate({
    says: 'List the votes on a merchant, sealed or opened.',
    by: everyone,
    request: page.extend({ merchant: member }),
    response: pageOf(SeenVote),
  }),
};
