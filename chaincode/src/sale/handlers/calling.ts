import { demand } from '../../kit/errors';
import { saleErrors } from '../errors';
import { type Auction, type Calling, MAX_CALLINGS } from '../records/auction';
import { mayBind } from '../rules/auction';
import type { Writing } from '../tables';

/**
 * The auction without reserve that has bids on a vehicle, beside the one named: it binds the seller. A first
 * bid that comes in meanwhile makes the transaction conflict.
 */
export async function callingBeside(
  tx: Writing,
  calling: Calling | undefined,
  own?: string,
): Promise<Auction | undefined> {
  for (const auctionId of calling?.auctionIds.filter((one) => one !== own) ?? []) {
    const auction = await tx.auctions.find(auctionId);
    if (auction && mayBind(auction) && (await tx.bids.first(auctionId))) return auction;
  }
  return undefined;
}

/** Refuses with AUCTION_BINDS to withdraw a vehicle, or to sell it beside, once it is bid for without reserve. */
export async function mustBeUnbound(
  tx: Writing,
  vin: string,
  calling: Calling | undefined,
  own?: string,
): Promise<void> {
  const auction = await callingBeside(tx, calling, own);
  demand(auction === undefined, saleErrors.AUCTION_BINDS, { auctionId: auction?.auctionId ?? '', vin });
}

/** One more open auction of the vehicle; those that are over are taken off. */
export async function callUp(
  tx: Writing,
  { vin, auctionId }: { vin: string; auctionId: string },
  calling: Calling | undefined,
): Promise<void> {
  const known = await tx.auctions.findMany((calling?.auctionIds ?? []).map((one) => [one]));
  const open = known.flatMap((one) => (one?.status === 'open' ? [one.auctionId] : []));
  const why = `${MAX_CALLINGS} auctions of the vehicle are open`;
  demand(open.length < MAX_CALLINGS, saleErrors.AUCTION_TERMS_WRONG, { why });
  await tx.callings.put({ vin, auctionIds: [...open, auctionId] });
}
