import { defineErrors } from '../kit/errors';

export const saleErrors = defineErrors({
  LISTING_OVER: { says: 'The listing {listingId} ended at {until}.', cure: 'List the vehicle again.' },
  LISTING_POLICY_WRONG: {
    says: 'The policy {policyId} is not a policy of the seller on this vehicle.',
    cure: 'Name the own policies that cover the vehicle.',
  },
  TRADE_SIDES_WRONG: {
    says: 'Seller, buyer and arbiter of a trade must be three.',
    cure: 'Name an arbiter who is neither side; nobody buys from himself.',
  },
  LISTING_STALE: {
    says: 'A new fact about {vin} arrived after the listing {listingId}.',
    cure: 'Let the seller refresh the listing (sale.refresh) and both sides look again.',
    retry: 'later',
  },
  HISTORY_DIFFERS: {
    says: 'The history that was agreed to is not the one of the listing {listingId}.',
    cure: 'Read the certificate (vehicle.readCertificate) and agree to its hash.',
  },
  PRICES_DIFFER: {
    says: 'The two sides of the trade {tradeId} do not agree on the price.',
    cure: 'Talk, keep the new price under the next round (sale.keepPrice) and agree again.',
  },
  PRICE_UNPROVEN: {
    says: 'Price and nonce do not have the hash that was agreed in {tradeId}.',
    cure: 'Give exactly the price and the nonce that both sides agreed on.',
  },
  TRADE_LATE: {
    says: 'The trade {tradeId} waited until {due} for this.',
    cure: 'Send a tick (sale.tick) and read what became of it.',
  },
  TRADE_IN_TIME: { says: 'Nothing is due in the trade {tradeId} before {due}.', cure: 'Wait until then.', retry: 'later' },
  APPROVAL_MISSING: {
    says: 'The registrar has not consented to the trade {tradeId}, or no longer.',
    cure: 'Ask the registrar (sale.approve).',
    retry: 'later',
  },
  PAYOFF_MISSING: {
    says: 'The lien {lienId} of {holder} has no payoff quote in the settlement.',
    cure: 'Quote the loan {loanId} (loan.quote) and name the quote.',
    retry: 'later',
  },
  PRICE_TOO_LOW: {
    says: 'Payoffs and charges of {needed} exceed the {price} that are there, in minor units.',
    cure: 'Let the seller pay the loans down first.',
    retry: 'later',
  },
  TITLE_PASSED_ALREADY: {
    says: 'The title of {vin} passed by the trade {tradeId}; the money cannot go back.',
    cure: 'Settle the trade, or let the arbiter decide.',
  },
  SPLIT_EXCEEDS: { says: 'The share of {share} exceeds the {price} in the box.', cure: 'Share out at most what is there.' },
  INSPECTOR_NOT_INDEPENDENT: { says: 'The seller cannot inspect its own vehicle.', cure: 'Ask another workshop.' },
  AUCTION_CLOSED: { says: 'The auction {auctionId} took bids until {closesAt}.', cure: 'Reveal what was bid before.' },
  AUCTION_NOT_CLOSED: {
    says: 'The auction {auctionId} opens what was bid from {from} on.',
    cure: 'Wait until then.',
    retry: 'later',
  },
  AUCTION_REVEALED: {
    says: 'Bids of the auction {auctionId} were opened until {revealUntil}.',
    cure: 'Tick it, to write down who won.',
  },
  AUCTION_TIMES_WRONG: {
    says: 'The times of the auction do not follow one another.',
    cure: 'Close after now and open after closing.',
  },
  BID_UNPROVEN: { says: 'Price and nonce do not have the hash of the bid.', cure: 'Give exactly what was bid.' },
  TOO_FEW_SALES: {
    says: 'There are {found} comparable sales; a price is told from {needed} on.',
    cure: 'Widen the range of kilometres or wait for more sales.',
    retry: 'later',
  },
});
