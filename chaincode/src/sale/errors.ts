import { defineErrors } from '../kit/errors';

export const saleErrors = defineErrors({
  LISTING_OVER: { says: 'The listing {listingId} ended at {until}.', cure: 'List the vehicle again.' },
  LISTING_POLICY_WRONG: {
    says: 'The policy {policyId} is not a policy of the seller on this vehicle.',
    cure: 'Name the own policies that cover the vehicle.',
  },
  DISCLOSURE_MISSING: {
    says: 'The ledger knows {disclosure} of {vin}, and the listing does not disclose it.',
    cure: 'Name {disclosure} among the disclosures.',
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
  TRADE_IN_TIME: {
    says: 'Nothing is due in the trade {tradeId} before {due}.',
    cure: 'Wait until then.',
    retry: 'later',
  },
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
  MONEY_TAKEN: {
    says: 'A court took the money of the trade {tradeId} out of its box.',
    cure: 'Send a tick (sale.tick): the trade ends by that. Hand nothing over.',
  },
  SPLIT_EXCEEDS: {
    says: 'The share of {share} exceeds the {price} in the box.',
    cure: 'Share out at most what is there.',
  },
  INSPECTOR_NOT_INDEPENDENT: {
    says: 'The seller cannot inspect its own vehicle.',
    cure: 'Ask another workshop.',
  },
  AUCTION_TERMS_WRONG: {
    says: 'The terms of the auction do not fit together: {why}.',
    cure: 'Open it with terms of one kind.',
  },
  AUCTION_TIMES_WRONG: {
    says: 'The times of the auction do not follow one another.',
    cure:
      'Close after now, open what is hidden after closing (40 seconds after the latest end at the ' +
      'soonest), and end with the listing.',
  },
  AUCTION_BINDS: {
    says: '{vin} is in the auction {auctionId} without reserve: it is not withdrawn or sold beside.',
    cure:
      'Wait for the hammer (sale.hammer); the auditor may end the auction (sale.forceEnd). Who wants to ' +
      'keep a way out opens an auction with a reserve.',
    retry: 'later',
  },
  AUCTION_OF_OTHER_KIND: {
    says: 'The auction {auctionId} is {kind}; {step} is for others.',
    cure: 'Sealed: sale.bid. English: sale.outbid. Dutch: sale.take.',
  },
  AUCTION_NOT_OPEN: {
    says: 'The auction {auctionId} begins at {from}.',
    cure: 'Wait until then.',
    retry: 'later',
  },
  AUCTION_CLOSED: {
    says: 'The auction {auctionId} took bids until {closesAt}.',
    cure: 'Reveal what was bid before.',
  },
  AUCTION_NOT_CLOSED: {
    says: 'The auction {auctionId} opens what was bid from {from} on.',
    cure: 'Wait until then.',
    retry: 'later',
  },
  AUCTION_REVEALED: {
    says: 'Bids of the auction {auctionId} were opened until {revealUntil}.',
    cure: 'Let it be ended (sale.hammer), to write down who won.',
  },
  BID_UNPROVEN: {
    says: 'Price and nonce do not have the hash of the bid.',
    cure: 'Give exactly what was bid.',
  },
  BID_OUTBID: {
    says: 'Bid {no} of the auction {auctionId} is there already, at {price} in minor units.',
    cure:
      'Read the auction (sale.readAuction) and bid the least it tells, or more, under the number it ' +
      'tells.',
  },
  BID_TOO_LOW: {
    says: 'Bid {no} of the auction {auctionId} must be {least} or more, in minor units.',
    cure: 'Bid at least that.',
  },
  PRICE_NOT_FALLEN: {
    says: 'The price of the auction {auctionId} is {price}, above {atMost}, in minor units.',
    cure: 'Take it at its price, or wait until it falls; somebody else may take it before.',
    retry: 'later',
  },
  DEPOSIT_MISSING: {
    says: 'Bids of the auction {auctionId} need a deposit of {amount}.',
    cure:
      'Place it first (sale.placeDeposit); it comes back unless a won vehicle is not paid or a sealed bid ' +
      'not opened.',
  },
  DEPOSIT_UNWANTED: { says: 'The auction {auctionId} asks for no deposit.', cure: 'Bid without one.' },
  TOO_FEW_SALES: {
    says: 'There are {found} comparable sales; a price is told from {needed} on.',
    cure: 'Widen the range of kilometres or wait for more sales.',
    retry: 'later',
  },
});
