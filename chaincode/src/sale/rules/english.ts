import { add, type Money } from '../../kit/value/money';
import { sha256 } from '../../kit/value/hash';
import { addMillis, earlierOf, type Instant, laterOf, MINUTE_MS } from '../../kit/value/time';
import type { Auction, Bid } from '../records/auction';

type English = NonNullable<Auction['english']>;
type Before = Pick<Bid, 'no' | 'price' | 'endsAt'> | undefined;

/** What is no secret needs no secret nonce: whoever won reads it in its bid and pays with it. */
export const openNonceOf = (auctionId: string): string => sha256(auctionId);

/** The least that the next bid must be: the start, or a step above the bid before. */
export const leastAfter = ({ start, step }: English, before: Before): Money =>
  before?.price ? add(before.price, step) : start;

/** When the bidding ends after a bid; as opened when there is none. */
export const endOf = ({ closesAt }: Auction, before: Before): Instant => before?.endsAt ?? closesAt;

/** Soft close: a late bid leaves time to answer, but not for ever. The end never moves back. */
export const endAfter = ({ extendMinutes, extendUntil }: English, end: Instant, now: Instant): Instant =>
  laterOf(end, earlierOf(addMillis(now, extendMinutes * MINUTE_MS), extendUntil));
