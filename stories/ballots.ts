import { createHash } from 'node:crypto';
import { merchantBallotHash } from '@roadbook/chaincode/api';
import type { Rooms } from '@roadbook/gateway';

type Choice = 'yes' | 'no' | 'abstain';
type Desk = { readonly merchant: Pick<Rooms['merchant'], 'keepBallot' | 'vote' | 'openBallot'> };
/** An organisation, somebody who speaks for it, and what it says. */
export type Voter = readonly [org: string, desk: Desk, choice: Choice];

/** What an organisation decides on a merchant, with a nonce of its own. */
export const ballotOf = (merchant: string, org: string, choice: Choice) => ({
  choice,
  reason: `${org} says ${choice}`,
  nonce: createHash('sha256').update(`${org} on ${merchant}`).digest('hex'),
});

/** Keeps the ballot in the own organisation and casts its seal. */
export async function cast(merchant: string, [org, desk, choice]: Voter, round = 1) {
  const ballot = ballotOf(merchant, org, choice);
  const { seal } = await desk.merchant.keepBallot({ merchant, round }, ballot);
  return desk.merchant.vote({
    merchant,
    seal,
    ballotHash: merchantBallotHash({ ...ballot, merchant, round, org }),
  });
}

export const openOf = (merchant: string, [org, desk, choice]: Voter) =>
  desk.merchant.openBallot({ merchant, ...ballotOf(merchant, org, choice) });

/** Everybody casts, then everybody opens: it takes minutes when nobody is waited for. */
export async function voteOn(merchant: string, voters: readonly Voter[]): Promise<void> {
  for (const voter of voters) await cast(merchant, voter);
  for (const voter of voters) await openOf(merchant, voter);
}
