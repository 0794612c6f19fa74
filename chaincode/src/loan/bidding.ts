import { z } from 'zod';
import { demand, refuse } from '../kit/errors';
import { canonical } from '../kit/json';
import { sha256 } from '../kit/rows';
import { secretTable, table } from '../kit/table';
import { count, id, nonce, org, sha256Hex } from '../kit/text';
import { addMillis, DAY_MS, instant, type Instant, isAfter, isBefore, opensAfter } from '../kit/time';
import { loanErrors } from './errors';
import { applicationLife } from './life';
import type { Application } from './records';
import { terms } from './terms';

/** Longest time from the application to the last opening. */
export const MAX_BIDDING_DAYS = 60;

/** When lenders compete for an application under seal. */
export const bidding = z.strictObject({
  closesAt: instant.meta({ description: 'exclusive: bids before, opened from 20 seconds after on' }),
  openUntil: instant.meta({ description: 'exclusive: bids are opened before; one that is not lapses' }),
});

/** What a lender bids: private until it opens the bid. */
export const BidFacts = z.strictObject({ terms, validDays: count(90, 1), nonce });
export type BidFacts = z.output<typeof BidFacts>;

/** One sealed bid of a lender; no lender bids twice for an application. */
export const LoanBid = z.strictObject({
  applicationId: id,
  lender: org,
  seal: sha256Hex.meta({ description: 'of what the lender keeps' }),
  bidHash: sha256Hex.meta({ description: 'hash that opening must match (bidHashOf)' }),
  placedAt: instant,
  openedAt: instant.optional(),
  decisionId: id.optional().meta({ description: 'the offer that the opened bid became' }),
});
export type LoanBid = z.output<typeof LoanBid>;

export const loanBids = table({
  kind: 'loanBid',
  v: 1,
  schema: LoanBid,
  id: ({ applicationId, lender }) => [applicationId, lender],
});
export const bidFacts = secretTable({ kind: 'loanBidFacts', v: 1, schema: BidFacts });

/**
 * The end of the bidding, written down once. Every bid reads that it is absent, so one that was endorsed before and held back is not recorded after
 * it, when others have shown their terms.
 */
export const BidsClosed = z.strictObject({ applicationId: id, at: instant });
export type BidsClosed = z.output<typeof BidsClosed>;
export const bidsClosed = table({ kind: 'loanBidsClosed', v: 1, schema: BidsClosed, id: ({ applicationId }) => [applicationId] });

/**
 * SHA-256 over the canonical form of a bid with its application and lender: another lender's hash is no bid of one's own, and without the nonce
 * nobody finds the terms by trying.
 */
export const bidHashOf = (bid: BidFacts & Pick<LoanBid, 'applicationId' | 'lender'>): string =>
  sha256(canonical({ ...bid, terms: z.encode(terms, bid.terms) }));

export function mustBeBiddingTimes({ closesAt, openUntil }: z.output<typeof bidding>, now: Instant): void {
  const until = addMillis(now, MAX_BIDDING_DAYS * DAY_MS);
  demand(isBefore(now, closesAt) && opensAfter(closesAt) < openUntil && openUntil <= until, loanErrors.BIDDING_TIMES_WRONG, {
    until,
  });
}

/** The application itself is not written, so that bids in one block never conflict. */
export function placeBid(application: Application, bid: LoanBid, closed: BidsClosed | undefined): LoanBid {
  applicationLife.step('bid', application.status);
  const { applicationId } = application;
  const { closesAt } = invited(application);
  demand(isBefore(bid.placedAt, closesAt) && !closed, loanErrors.BIDDING_CLOSED, { applicationId, closesAt });
  return bid;
}

export function closeBids(application: Application, now: Instant): BidsClosed {
  const { applicationId } = application;
  mustBeClosed(application, now);
  return { applicationId, at: now };
}

function mustBeClosed(application: Application, now: Instant): void {
  const { closesAt } = invited(application);
  const from = opensAfter(closesAt);
  demand(isAfter(now, closesAt), loanErrors.BIDDING_RUNS, { applicationId: application.applicationId, closesAt, from });
}

/** Opens a bid between closing and the end of opening, exactly as it was sealed. */
export function openBid(application: Application, bid: LoanBid, facts: BidFacts, decisionId: string, now: Instant): LoanBid {
  applicationLife.step('openBid', application.status);
  const { applicationId, lender } = bid;
  const { openUntil } = invited(application);
  mustBeClosed(application, now);
  demand(isBefore(now, openUntil), loanErrors.BID_LAPSED, { applicationId, lender, openUntil });
  demand(bidHashOf({ ...facts, applicationId, lender }) === bid.bidHash, loanErrors.BID_DIFFERS, { applicationId, lender });
  return { ...bid, openedAt: now, decisionId };
}

const invited = ({ applicationId, bidding: times }: Application): z.output<typeof bidding> =>
  times ?? refuse(loanErrors.NO_BIDDING, { applicationId });
