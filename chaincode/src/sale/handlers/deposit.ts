import type { depositOperations } from '../api/deposit';
import { depositsSeen } from './visibility';
import { move, firstLot } from '../../payment/door';
import { letTimePass } from './deadline';
import { type Deposit, depositTold } from '../records/deposit';
import { depositBox, endOfDeposit, placeDeposit } from '../rules/deposit';
import { mustBeOffered } from '../rules/listing';
import { saleEvents } from '../events';
import { depositLife } from '../life';
import type { Trade } from '../records/trade';
import type { SaleHandlers, Writing } from '../tables';
import { isClawedBack } from './escrow';

export const depositHandlers: SaleHandlers<typeof depositOperations> = {
  async placeDeposit(tx, { auctionId, paymentId, lots }, { on: auction, listing }) {
    const bidder = tx.caller.member;
    const lot = await firstLot(tx, { paymentId, from: bidder });
    mustBeOffered(listing);
    const deposit = placeDeposit(auction, listing, { bidder, lot }, tx.now);
    const to = [{ party: depositBox(deposit), amount: deposit.amount }];
    const about = { room: 'sale', id: auctionId };
    await move(tx, 'fund', {
      paymentId,
      from: bidder,
      lots,
      to,
      treatment: 'wait',
      payees: [listing.seller],
      about,
    });
    await tx.deposits.put(deposit);
    tx.tell(saleEvents.DepositPlaced, { auctionId, bidder });
    return deposit;
  },
  async settleDeposit(tx, { auctionId, paymentId }, { on: deposit, auction, bid }) {
    const trade = auction.status === 'sold' ? await tradeByNow(tx, auctionId, paymentId) : undefined;
    if (await isClawedBack(tx, depositBox(deposit), deposit.lot))
      return depositTold(await depositEnded(tx, deposit, 'clawBack'));
    const step = endOfDeposit(deposit, auction, { bid, trade });
    if (step === undefined) return depositTold(deposit);
    const { seller } = await tx.listings.get(auction.listingId);
    return depositTold(await endDeposit(tx, deposit, { step, seller, paymentId }));
  },
  listDeposits: async (tx, { auctionId, ...page }) =>
    depositsSeen(tx, auctionId, await tx.deposits.list(page, auctionId)),
};

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
  const paid = {
    paymentId,
    from: depositBox(deposit),
    lots: lot ? [lot] : [],
    about: { room: 'sale', id: auctionId },
  };
  await move(tx, step === 'forfeit' ? 'release' : 'refund', { ...paid, to, treatment: 'deliver' });
  return depositEnded(tx, deposit, step);
}

async function depositEnded(
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
