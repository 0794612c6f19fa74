import { z } from 'zod';
import { secretTable, table } from '../../kit/table';
import { count, line, member, nonce, org, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';

export const choice = z.enum(['yes', 'no', 'abstain']);
export const round = count(100, 1).meta({ description: 'which vote on this merchant, from 1' });

/** Who decides on a merchant, and until when. */
export const Poll = z.strictObject({
  round,
  voters: z.array(org).min(1).max(64).meta({ description: 'organisations that vote, one vote each' }),
  quorum: count(64, 1).meta({ description: 'votes of yes that it takes' }),
  excluded: z
    .array(z.strictObject({ org, why: line(120) }))
    .max(64)
    .meta({ description: 'organisations with a conflict of interest' }),
  until: instant.meta({ description: 'exclusive end of the vote' }),
  openUntil: instant.meta({
    description:
      'exclusive: ballots are opened from 20 s after the vote until then; the others are abstentions',
  }),
  pausedAt: instant
    .optional()
    .meta({ description: 'since when the vote waits for an answer of the merchant' }),
});
export type Poll = z.output<typeof Poll>;

/** What an organisation decides. It stays in the organisation until it is opened. */
export const Ballot = z.strictObject({ choice, reason: line(200).optional(), nonce });
export type Ballot = z.output<typeof Ballot>;
export const ballots = secretTable({ kind: 'merchant-ballot', v: 1, schema: Ballot });

/** One organisation's sealed vote. A key each, so that voters never collide. */
export const Vote = z.strictObject({
  merchant: member,
  round,
  org,
  seal: sha256Hex.meta({ description: 'of the ballot that the organisation keeps' }),
  ballotHash: sha256Hex.meta({ description: 'what opening must match: ballotHashOf (vote.ts)' }),
  by: member,
  at: instant,
});
export type Vote = z.output<typeof Vote>;

/**
 * A ballot once it was opened. Not in the record of the vote, so that opening one's own never collides with
 * opening another.
 */
export const Opened = z.strictObject({
  merchant: member,
  round,
  org,
  ...Ballot.shape,
  by: member,
  at: instant,
});
export type Opened = z.output<typeof Opened>;

/**
 * The end of casting, written down once. Votes and recusals read that it is absent, so none that was endorsed
 * before and held back is recorded after a ballot was opened.
 */
export const PollClosed = z.strictObject({ merchant: member, round, at: instant });
export type PollClosed = z.output<typeof PollClosed>;
export const pollClosings = table({
  kind: 'merchant-poll-closed',
  v: 1,
  schema: PollClosed,
  id: (closed) => [closed.merchant, `${closed.round}`],
});

export const INNER = { by: true } as const;
export const WHY = { by: true, reason: true, nonce: true } as const;
/** As others see a vote: which organisation chose what, not which of its people, nor why. */
export const SeenVote = Vote.partial(INNER).extend({ opened: Opened.partial(WHY).optional() });
/** The round as a part of keys; none before the first vote. */
export const roundOf = (review: Pick<Poll, 'round'> | undefined): string => `${review?.round ?? 0}`;
const keyOf = (vote: { merchant: string; round: number; org: string }) => [
  vote.merchant,
  `${vote.round}`,
  vote.org,
];
export const votes = table({ kind: 'merchant-vote', v: 1, schema: Vote, id: keyOf });
export const openings = table({ kind: 'merchant-opening', v: 1, schema: Opened, id: keyOf });
/** Keys of the votes, and of the opened ballots, of all who may vote. */
export const voterKeys = (merchant: string, review: Pick<Poll, 'round' | 'voters'>): string[][] =>
  review.voters.map((one) => keyOf({ merchant, round: review.round, org: one }));

export const verdict = z.enum(['pending', 'approved', 'rejected']);
/** `sealed` were cast and not opened, `open` were not cast. */
export const Tally = z.strictObject({
  yes: count(64),
  no: count(64),
  abstain: count(64),
  sealed: count(64),
  open: count(64),
  verdict,
});
export type Tally = z.output<typeof Tally>;
