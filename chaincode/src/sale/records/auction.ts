import { z } from 'zod';
import { currency, positiveMoney } from '../../kit/value/money';
import { anybody, whoever } from '../../kit/side';
import { table } from '../../kit/table';
import { count, id, member, nonce, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { vin } from '../../words/vin';

const best = z.strictObject({ bidder: member, price: positiveMoney, placedAt: instant });
export type Best = z.output<typeof best>;

/** Open bids, each higher than the one before. */
const english = z.strictObject({
  start: positiveMoney.meta({ description: 'least first bid' }),
  step: positiveMoney.meta({ description: 'least that a bid is above the one before' }),
  extendMinutes: count(60, 1).meta({
    description: 'after a bid there are at least so many minutes to answer it',
  }),
  extendUntil: instant.meta({ description: 'exclusive: the end never moves beyond' }),
  sealedMaxima: z.boolean().optional().meta({
    description: 'whether a maximum may be sealed until closing (`bid`), and is then opened (`reveal`)',
  }),
});

/** A price that falls until somebody takes it. */
const dutch = z.strictObject({
  start: positiveMoney,
  floor: positiveMoney.meta({ description: 'the price never falls below' }),
  step: positiveMoney,
  stepMinutes: count(10_080, 1).meta({
    description: 'a clock that is ahead gains ten seconds, so one step at most',
  }),
  opensAt: instant.meta({ description: 'from then on the price falls' }),
});

export const auctionStatus = z.enum(['open', 'sold', 'unsold', 'annulled']);
export const auctionKind = z.enum(['sealed', 'english', 'dutch']);

/** Sealed bids at the first price, unless the terms of another kind are given. */
export const Auction = z.strictObject({
  auctionId: id.meta({ description: 'also the id of the trade that it ends in' }),
  listingId: id,
  vin: vin.optional().meta({ description: 'of the vehicle; absent from an auction of before' }),
  status: auctionStatus,
  closesAt: instant.meta({
    description: 'exclusive: bids before; English: the end, until a late bid moves it',
  }),
  revealUntil: instant.meta({
    description:
      'exclusive: bids and reserve are opened before, from 20 s after the end; the hammer falls 20 s ' +
      'after this',
  }),
  currency: currency
    .optional()
    .meta({ description: 'of sealed bids; if not given that of deposit or reserve, else EUR' }),
  reserve: sha256Hex.optional().meta({ description: 'hash of the lowest price, as agreementOf (price.ts)' }),
  reservePrice: positiveMoney
    .optional()
    .meta({ description: 'once opened by the seller; not opened, it does not count' }),
  english: english.optional(),
  dutch: dutch.optional(),
  deposit: positiveMoney.optional().meta({ description: 'that every bidder places before it bids' }),
  revealed: count(10_000)
    .optional()
    .meta({ description: 'of an auction of before: how many bids were opened' }),
  best: best.optional().meta({ description: 'best opened bid; once ended, the one that led' }),
  annulled: z
    .strictObject({ by: member, reason: z.enum(['fraud', 'courtOrder', 'error']), at: instant })
    .optional(),
});
export type Auction = z.output<typeof Auction>;

/**
 * One bid. Sealed ones bear their bidder's name, and nobody bids twice; open ones are numbered without a
 * hole.
 */
export const Bid = z.strictObject({
  auctionId: id,
  bidder: member,
  no: count(9_999, 1).optional().meta({ description: 'of an open bid' }),
  seal: sha256Hex
    .optional()
    .meta({ description: 'of what the organisation of the bidder keeps; absent from an open bid' }),
  agreement: sha256Hex.meta({ description: 'SHA-256 over price, nonce and auction (price.ts)' }),
  certificateHash: sha256Hex,
  placedAt: instant,
  price: positiveMoney.optional().meta({ description: 'once opened' }),
  nonce: nonce.optional(),
  endsAt: instant.optional().meta({ description: 'when bidding ends after this open bid' }),
  upTo: positiveMoney
    .optional()
    .meta({ description: 'of an open bid: how far it answers others by itself; shown to its bidder alone' }),
  asked: z
    .strictObject({ price: positiveMoney, upTo: positiveMoney.optional() })
    .optional()
    .meta({ description: 'as its bidder wrote it, where that is not what it came to' }),
});
export type Bid = z.output<typeof Bid>;

export const numbered = (no: number): string => `${no}`.padStart(4, '0');
/** How many auctions of one vehicle may be open at once. */
export const MAX_CALLINGS = 8;
/**
 * The open auctions of a vehicle, whichever listings they stand under: whoever withdraws or sells the vehicle
 * looks here. One of a ledger of before is not among them, and binds nobody.
 */
export const Calling = z.strictObject({ vin, auctionIds: z.array(id).max(MAX_CALLINGS) });
export type Calling = z.output<typeof Calling>;
export const callings = table({ kind: 'auctionOfVehicle', v: 1, schema: Calling, id: ({ vin: of }) => [of] });

export const auctions = table({
  kind: 'auction',
  v: 1,
  schema: Auction,
  id: ({ auctionId }) => [auctionId],
  sides: { auditor: whoever('auditor'), anybody },
});
export const bids = table({
  kind: 'bid',
  v: 1,
  schema: Bid,
  id: ({ auctionId, bidder, no }) => [auctionId, no === undefined ? bidder : numbered(no)],
});

export type Kind = z.output<typeof auctionKind>;
export const kindOf = (terms: Pick<Auction, 'english' | 'dutch'>): Kind =>
  terms.english ? 'english' : terms.dutch ? 'dutch' : 'sealed';

export const WHO = { bidder: true, nonce: true } as const;
/** What of a bid its bidder alone is shown. */
export const MAXIMUM = { upTo: true, asked: true } as const;
/** As somebody sees a bid who is no side of the auction: how much and when, not who. */
export const SeenBid = Bid.partial(WHO);
export const BestSeen = Auction.shape.best.unwrap().partial({ bidder: true });
export const SeenAuction = Auction.extend({ best: BestSeen.optional() });
