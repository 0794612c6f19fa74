import type { Api, Operation } from '../kit/api';
import type { Handlers } from '../kit/implement';
import type { TxOf } from '../kit/tx';
import { demand } from '../kit/errors';
import { tables as loanTables } from '../loan/door';
import { escrowBox } from '../payment/door';
import { moneyTables } from '../payment/records/money';
import { policies } from '../policy/records/policy';
import { certificateTables } from '../vehicle/door';
import { births } from '../vehicle/records/birth';
import { titles } from '../vehicle/records/registry';
import { auctions, bids } from './records/auction';
import { type Deposit, deposits } from './records/deposit';
import { depositBox } from './rules/deposit';
import { saleErrors } from './errors';
import { saleEvents } from './events';
import { factsHashOf } from './rules/history';
import { closings, openings, reserves } from './records/opening';
import type { Seen } from './rules/listing';
import { agreements, type Listing, listings, reports, type Trade, trades } from './records/trade';

/** Own tables, and those of the rooms whose facts change hands with the vehicle. */
export const tables = {
  ...{ ...certificateTables, births, titles },
  ...loanTables,
  ...moneyTables,
  policies,
  listings,
  reports,
  trades,
  auctions,
  bids,
  closings,
  openings,
  reserves,
  deposits,
  agreements,
};
export type Reading = TxOf<'evaluate', typeof tables>;
export type Writing = TxOf<'submit', typeof tables>;
export type Wiring<Ops extends Record<string, Operation>> = Handlers<Api<'sale', Ops>, typeof tables>;

/** The money of a trade. No escrow of the room payment bears this name, so nobody but this room opens it: the buyer cannot waive the lien. */
export const boxOf = (tradeId: string): string => escrowBox(`sale:${tradeId}`);

/** Whether a court took the money out of its box: beside the rules of this room nothing else opens it. */
export const isTaken = async (tx: Writing | Reading, box: string, lot: string | undefined): Promise<boolean> =>
  lot !== undefined && (await tx.lots.find(box, lot)) === undefined;

/** What a bidder has at stake: nothing once a court took it, written down or not. */
export async function stakeOf(tx: Writing, auctionId: string, bidder: string): Promise<Deposit | undefined> {
  const placed = await tx.deposits.find(auctionId, bidder);
  return placed && (await isTaken(tx, depositBox(placed), placed.lot)) ? undefined : placed;
}

export async function mustHoldMoney(tx: Writing, { tradeId, lot }: Trade): Promise<void> {
  demand(!(await isTaken(tx, boxOf(tradeId), lot)), saleErrors.MONEY_TAKEN, { tradeId });
}

/** What the ledger sees of a vehicle's history in this transaction. */
export async function seenOf(tx: Writing, vin: string): Promise<Seen> {
  const odometer = await tx.odometers.find(vin);
  const { value, unit } = odometer?.last ?? {};
  const factsHash = factsHashOf(await tx.vehicles.get(vin), odometer);
  return { factsHash, ...(value !== undefined && unit !== undefined && { shows: { value, unit } }) };
}

/** Title, brands, liens and theft alone: what the buyer itself drives during the inspection does not count against a trade. */
export const titleSeenOf = async (tx: Writing | Reading, vin: string): Promise<string> =>
  factsHashOf(await tx.vehicles.get(vin), undefined);

export async function listedBy(tx: Writing, listingId: string): Promise<Listing> {
  const listing = await tx.listings.get(listingId);
  tx.mustBe('the seller', listing.seller);
  return listing;
}

/** Saves a trade and tells where it stands. */
export async function save(tx: Writing, trade: Trade): Promise<Trade> {
  await tx.trades.put(trade);
  const { tradeId, vin, status, due } = trade;
  tx.tell(saleEvents.TradeChanged, { tradeId, vin, status, due });
  return trade;
}

/** Reads a trade in which the caller plays a part, applies a rule, saves and tells. */
export async function change(
  tx: Writing,
  tradeId: string,
  side: 'seller' | 'buyer',
  rule: (trade: Trade) => Trade,
): Promise<Trade> {
  const trade = await tx.trades.get(tradeId);
  tx.mustBe(`the ${side}`, trade[side]);
  return save(tx, rule(trade));
}
