import { saleAgreement } from '@roadbook/chaincode/api';
import type { Someone } from '@roadbook/ledger';
import { DAY, eur, nonce, openMarket } from './cast';

export const MINUTE = 60_000;
export const ENGLISH = { start: eur(500_000n), step: eur(10_000n), extendMinutes: 10 };
export const DUTCH = { start: eur(1_000_000n), floor: eur(850_000n), step: eur(40_000n), stepMinutes: 60 };
export const BUYER = 'registry/buyer';
export const OTHER = 'registry/other';

/** A listed vehicle and bidders; nothing is opened yet. Times count from now. */
export async function openAuctions() {
  const market = await openMarket();
  const { seller, list, at, auditor, issue, buyer, other } = market;
  await list();
  const { certificate } = await auditor.on.sale.read({ listingId: 'S-1' });
  const times = { closesAt: at(DAY), revealUntil: at(DAY + 90 * MINUTE) };
  const begin = (change: object) =>
    seller.on.sale.openAuction({ auctionId: 'A-1', listingId: 'S-1', ...times, ...change });
  const english = (change: object = {}) =>
    begin({ english: { ...ENGLISH, extendUntil: at(DAY + 60 * MINUTE) }, ...change });
  const dutch = (change: object = {}) => begin({ dutch: { ...DUTCH, opensAt: at(0) }, ...change });
  const outbid = (who: Someone, no: number, cents: bigint) =>
    who.on.sale.outbid({ auctionId: 'A-1', no, price: eur(cents), certificateHash: certificate.hash });
  const take = (who: Someone, cents: bigint) =>
    who.on.sale.take({ auctionId: 'A-1', atMost: eur(cents), certificateHash: certificate.hash });
  const seal = async (who: Someone, cents: bigint) => {
    const price = eur(cents);
    const kept = await who.on.sale.keepBid({ auctionId: 'A-1' }, { price, nonce });
    const agreement = saleAgreement({ tradeId: 'A-1', price, nonce });
    return who.on.sale.bid({
      auctionId: 'A-1',
      seal: kept.seal,
      agreement,
      certificateHash: certificate.hash,
    });
  };
  const stake = async (who: Someone, party: string, cents = 20_000n) =>
    who.on.sale.placeDeposit({
      auctionId: 'A-1',
      paymentId: `stake-${party.split('/')[1]}`,
      lots: [await issue(party, cents)],
    });
  let count = 0;
  const settle = (bidder: string) =>
    other.on.sale.settleDeposit({ auctionId: 'A-1', bidder, paymentId: `end-${bidder.slice(9)}-${++count}` });
  const hammer = () => other.on.sale.hammer({ auctionId: 'A-1' });
  const pay = async (price: bigint) => {
    const { items } = await buyer.on.sale.listBids({ auctionId: 'A-1' });
    const won = items.findLast((bid) => bid.bidder === BUYER)?.nonce ?? nonce;
    const lots = [await issue(BUYER, price)];
    return buyer.on.sale.fund({ tradeId: 'A-1', paymentId: 'P-won', price: eur(price), nonce: won, lots });
  };
  return {
    ...market,
    certificate,
    times,
    begin,
    english,
    dutch,
    outbid,
    take,
    seal,
    stake,
    settle,
    hammer,
    pay,
  };
}
