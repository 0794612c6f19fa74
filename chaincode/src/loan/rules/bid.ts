import { z } from 'zod';
import { demand, refuse } from '../../kit/errors';
import { canonical } from '../../kit/value/json';
import { sha256 } from '../../kit/value/hash';
import { addMillis, DAY_MS, type Instant, isAfter, isBefore, opensAfter } from '../../kit/value/time';
import type { BidFacts, bidding, LoanBidsClosed, LoanBid } from '../records/bid';
import { loanErrors } from '../errors';
import type { Application } from '../records/application';
import { askedTerms } from '../records/market';

/** Longest time from the application to the last opening. */
export const MAX_BIDDING_DAYS = 60;

/**
 * SHA-256 over the canonical form of a bid with its application and lender: another lender's hash is no bid
 * of one's own, and without the nonce nobody finds the terms by trying. Terms go in as they are stated: what a
 * market fills in is named by the market.
 */
export const bidHashOf = (bid: BidFacts & Pick<LoanBid, 'applicationId' | 'lender'>): string =>
  sha256(canonical({ ...bid, terms: z.encode(askedTerms, bid.terms) }));

/** Bidding must close in the future, leave time to open, and end within 60 days (BIDDING_TIMES_WRONG). */
export function mustBeBiddingTimes({ closesAt, openUntil }: z.output<typeof bidding>, now: Instant): void {
  const until = addMillis(now, MAX_BIDDING_DAYS * DAY_MS);
  demand(
    isBefore(now, closesAt) && opensAfter(closesAt) < openUntil && openUntil <= until,
    loanErrors.BIDDING_TIMES_WRONG,
    {
      until,
    },
  );
}

/** The application itself is not written, so that bids in one block never conflict. */
export function placeBid(
  application: Application,
  bid: LoanBid,
  closed: LoanBidsClosed | undefined,
): LoanBid {
  const { applicationId } = application;
  const { closesAt } = invited(application);
  demand(isBefore(bid.placedAt, closesAt) && !closed, loanErrors.BIDDING_CLOSED, { applicationId, closesAt });
  return bid;
}

/** The end of the bidding, once it is past by any clock. Throws NO_BIDDING, BIDDING_RUNS. */
export function closeBids(application: Application, now: Instant): LoanBidsClosed {
  const { applicationId } = application;
  mustBeClosed(application, now);
  return { applicationId, at: now };
}

function mustBeClosed(application: Application, now: Instant): void {
  const { closesAt } = invited(application);
  const from = opensAfter(closesAt);
  demand(isAfter(now, closesAt), loanErrors.BIDDING_RUNS, {
    applicationId: application.applicationId,
    closesAt,
    from,
  });
}

/** Opens a bid between closing and the end of opening, exactly as it was sealed. */
export function openBid(
  application: Application,
  bid: LoanBid,
  facts: BidFacts,
  decisionId: string,
  now: Instant,
): LoanBid {
  const { applicationId, lender } = bid;
  const { openUntil } = invited(application);
  mustBeClosed(application, now);
  demand(isBefore(now, openUntil), loanErrors.BID_LAPSED, { applicationId, lender, openUntil });
  demand(bidHashOf({ ...facts, applicationId, lender }) === bid.bidHash, loanErrors.BID_DIFFERS, {
    applicationId,
    lender,
  });
  return { ...bid, openedAt: now, decisionId };
}

const invited = ({ applicationId, bidding: times }: Application): z.output<typeof bidding> =>
  times ?? refuse(loanErrors.NO_BIDDING, { applicationId });
