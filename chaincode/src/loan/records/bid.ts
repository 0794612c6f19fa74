import { z } from 'zod';
import { secretTable, table } from '../../kit/table';
import { count, id, nonce, org, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { askedTerms } from './market';

/** When lenders compete for an application under seal. */
export const bidding = z.strictObject({
  closesAt: instant.meta({ description: 'exclusive: bids before, opened from 20 seconds after on' }),
  openUntil: instant.meta({ description: 'exclusive: bids are opened before; one that is not lapses' }),
});

/** What a lender bids: private until it opens the bid. */
export const BidFacts = z.strictObject({ terms: askedTerms, validDays: count(90, 1), nonce });
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
 * The end of the bidding, written down once. Every bid reads that it is absent, so one that was endorsed
 * before and held back is not recorded after it, when others have shown their terms.
 */
export const LoanBidsClosed = z.strictObject({ applicationId: id, at: instant });
export type LoanBidsClosed = z.output<typeof LoanBidsClosed>;
export const bidsClosed = table({
  kind: 'loanBidsClosed',
  v: 1,
  schema: LoanBidsClosed,
  id: ({ applicationId }) => [applicationId],
});
