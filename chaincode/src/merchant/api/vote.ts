import { z } from 'zod';
import { evaluate, keep, page, pageOf, submit } from '../../kit/api';
import { count, line, member, org } from '../../kit/value/text';
import { everyone, staff } from '../../words/role';
import { merchantErrors as no } from '../errors';
import { merchantEvents as told } from '../events';
import { Merchant } from '../records/merchant';
import { Ballot, Opened, Poll, round, SeenVote, Vote } from '../records/vote';

const ofMerchant = z.strictObject({ merchant: member });
const ofRound = ofMerchant.extend({ round });
const changed = [told.MerchantChanged];

/** The consortium's vote on a merchant: sealed while it runs, opened together. */
export const votingOperations = {
  openReview: submit({
    says: 'Open the vote of the consortium on an application: voters, quorum, ends of voting and of opening, known conflicts of interest.',
    by: ['registrar'],
    request: ofMerchant.extend({
      voters: z.array(org).min(1).max(64),
      quorum: count(64, 1),
      ...Poll.pick({ until: true, openUntil: true }).shape,
      conflicts: z.array(z.strictObject({ org, why: line(120) })).max(64),
    }),
    response: Merchant,
    errors: [no.NOT_A_MERCHANT, no.ELECTORATE_WRONG],
    events: changed,
  }),
  keepBallot: keep({
    says: 'Keep a ballot of the own organisation private: choice, reason, and a nonce of its own. Which one counts is said by casting it.',
    by: staff,
    request: ofRound,
    secret: Ballot,
  }),
  vote: submit({
    says: 'Cast the sealed vote of the own organisation: the seal of what was kept and the hash that opening must match.',
    by: staff,
    request: ofMerchant.extend(Vote.pick({ seal: true, ballotHash: true }).shape),
    response: Vote,
    errors: [no.NOT_A_MERCHANT, no.VOTE_CONFLICT, no.NOT_A_VOTER, no.VOTE_OVER],
    events: [told.VoteCast],
  }),
  openBallot: submit({
    says: 'Open the ballot of the own organisation, from 20 seconds after the vote on or once all have cast. Not opened in time, it is an abstention.',
    by: staff,
    request: ofMerchant.extend(Ballot.shape),
    response: Opened,
    errors: [no.NOT_A_MERCHANT, no.VOTE_CONFLICT, no.NOT_A_VOTER, no.BALLOTS_SEALED, no.VOTE_OVER, no.BALLOT_UNPROVEN],
    events: [told.BallotOpened],
  }),
  recuse: submit({
    says: 'Leave a vote because the own organisation has a conflict of interest. The quorum stays.',
    by: staff,
    request: ofMerchant.extend({ why: line(120) }),
    response: Merchant,
    errors: [no.NOT_A_MERCHANT, no.VOTE_CONFLICT, no.NOT_A_VOTER, no.VOTE_OVER],
    events: [told.VoterRecused],
  }),
  tick: submit({
    says: 'Write down that the vote is over, and what the opened ballots already say. Anyone may; it changes nothing while they are pending or when it is written.',
    by: everyone,
    request: ofMerchant,
    response: Merchant,
    errors: [no.NOT_A_MERCHANT],
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
