import { depositsSeen } from './visibility';
import { refuse } from '../../kit/errors';
import { equal } from '../../kit/value/money';
import { move, firstLot } from '../../payment/door';
import { type Bid, numbered, wonTrade } from '../records/auction';
import type { biddingOperations } from '../api/bid';
import { letTimePass } from './settlement';
import { type Deposit } from '../records/deposit';
import { depositBox, endOfDeposit, mustBeDeposited, placeDeposit } from '../rules/deposit';
import { take } from '../rules/dutch';
import { outbid } from '../rules/english';
import { saleErrors } from '../errors';
import { saleEvents } from '../events';
import { depositLife } from '../life';
import { mustTakeBids } from '../rules/sealed';
import { award, mustBeFresh } from '../rules/listing';
import type { Trade } from '../records/trade';
import { isTaken, save, seenOf, stakeOf, type Wiring, type Writing } from '../tables';

export const bidding: Wiring<typeof biddingOperations> = {
  async outbid(tx, { auctionId, no, ...offered }) {
    const wanted = { ...offered, bidder: tx.caller.member };
    const there = await tx.bids.find(auctionId, numbered(no));
    if (there) return sameBid(there, wanted);
    const { auction, listing } = await auctionFor(tx, auctionId);
    const before = no === 1 ? undefined : await tx.bids.get(auctionId, numbered(no - 1));
    const bid = outbid(auction, { listing, before }, wanted, tx.now);
    await tx.bids.put(bid);
    const { bidder, price, endsAt = auction.closesAt } = { ...bid, price: wanted.price };
    tx.tell(saleEvents.BidRaised, { auctionId, no, bidder, price, endsAt });
    return bid;
  },
  async take(tx, { auctionId, ...offered }) {
    const wanted = { ...offered, bidder: tx.caller.member };
    const known = await tx.auctions.get(auctionId);
    if (known.dutch && known.best?.bidder === wanted.bidder) return known;
    const { auction: before, listing } = await auctionFor(tx, auctionId);
    const { auction, bid } = take(before, listing, wanted, tx.now);
    await tx.auctions.put(auction);
    await tx.bids.put(bid);
    await tx.listings.put(award(listing, auctionId));
    await save(tx, wonTrade(auction, bid, listing, tx.now));
    tx.tell(saleEvents.AuctionEnded, { auctionId, status: auction.status, tradeId: auctionId });
    return auction;
  },
  async placeDeposit(tx, { auctionId, paymentId, lots }) {
    const bidder = tx.caller.member;
    const known = await tx.deposits.known(auctionId, bidder);
    if (known) return known;
    const auction = await tx.auctions.get(auctionId);
    const listing = await tx.listings.get(auction.listingId);
    const lot = await firstLot(tx, { paymentId, from: bidder });
    const deposit = placeDeposit(auction, listing, { bidder, lot }, tx.now);
    const to = [{ party: depositBox(deposit), amount: deposit.amount }];
    const about = { room: 'sale', id: auctionId };
    await move(tx, 'fund', { paymentId, from: bidder, lots, to, treatment: 'wait', payees: [listing.seller], about });
    await tx.deposits.put(deposit);
    tx.tell(saleEvents.DepositPlaced, { auctionId, bidder });
    return deposit;
  },
  async settleDeposit(tx, { auctionId, bidder, paymentId }) {
    const deposit = await tx.deposits.get(auctionId, bidder);
    if (deposit.status !== 'held') return deposit;
    const auction = await tx.auctions.get(auctionId);
    const bid = await tx.bids.find(auctionId, bidder);
    const trade = auction.status === 'sold' ? await tradeByNow(tx, auctionId, paymentId) : undefined;
    if (await isTaken(tx, depositBox(deposit), deposit.lot)) return told(tx, deposit, 'clawBack');
    const step = endOfDeposit(deposit, auction, { bid, trade });
    if (step === undefined) return deposit;
    const { seller } = await tx.listings.get(auction.listingId);
    return endDeposit(tx, deposit, { step, seller, paymentId });
  },
  listDeposits: async (tx, { auctionId, ...page }) => depositsSeen(tx, auctionId, await tx.deposits.list(page, auctionId)),
};

/** The auction and what is up in it, for somebody who has staked what it asks and whose history is still true. */
async function auctionFor(tx: Writing, auctionId: string) {
  const auction = await tx.auctions.get(auctionId);
  const listing = await tx.listings.get(auction.listingId);
  mustTakeBids(auction, await tx.closings.find(auctionId));
  mustBeFresh(listing, await seenOf(tx, listing.vin));
  mustBeDeposited(auction, await stakeOf(tx, auctionId, tx.caller.member));
  return { auction, listing };
}

/** A repeated bid is answered; somebody else's stands in the way. */
function sameBid(there: Bid, { bidder, price }: { bidder: string; price: NonNullable<Bid['price']> }): Bid {
  const { auctionId, no = 0, price: known } = there;
  if (there.bidder === bidder && known && equal(known, price)) return there;
  return refuse(saleErrors.BID_OUTBID, { auctionId, no, price: `${known?.amount ?? 0n}` });
}

/** The trade that an auction ended in; the time to pay may be over without a tick. */
async function tradeByNow(tx: Writing, tradeId: string, paymentId: string): Promise<Trade> {
  const trade = await tx.trades.get(tradeId);
  return trade.status === 'agreed' ? letTimePass(tx, trade, paymentId) : trade;
}

async function endDeposit(
  tx: Writing,
  deposit: Deposit,
  { step, seller, paymentId }: { step: 'giveBack' | 'forfeit'; seller: string; paymentId: string },
): Promise<Deposit> {
  const { auctionId, bidder, amount, lot } = deposit;
  const to = [step === 'forfeit' ? { party: seller, amount } : { party: bidder, amount, back: true }];
  const paid = { paymentId, from: depositBox(deposit), lots: lot ? [lot] : [], about: { room: 'sale', id: auctionId } };
  await move(tx, step === 'forfeit' ? 'release' : 'refund', { ...paid, to, treatment: 'deliver' });
  return told(tx, deposit, step);
}

async function told(
  tx: Writing,
  { lot: _gone, ...deposit }: Deposit,
  step: 'giveBack' | 'forfeit' | 'clawBack',
): Promise<Deposit> {
  const { auctionId, bidder } = deposit;
  const status = depositLife.step(step, deposit.status);
  const ended = { ...deposit, status };
  await tx.deposits.put(ended);
  tx.tell(saleEvents.DepositEnded, { auctionId, bidder, status });
  return ended;
}
