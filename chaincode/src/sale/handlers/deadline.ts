import { isFresh, isReservedFor, reopen, sell } from '../rules/listing';
import type { Trade } from '../records/trade';
import type { Listing } from '../records/listing';
import type { Reading, Writing } from '../tables';
import { saveTrade } from './record';
import { seenOf, titleSeenOf } from './history';
import { boxOf, isClawedBack } from './escrow';
import { afterTime, type Observed, timeStep } from '../rules/deadline';
import { isPassed, unbind, giveBack } from './settlement';

/** A court took the money: nothing is left to wait for. */
async function writeOff(tx: Writing, trade: Trade, passed: boolean): Promise<Trade> {
  const { lot: _taken, ...ended } = afterTime(trade, 'clawBack');
  if (passed) await tx.listings.put(sell(await tx.listings.get(trade.listingId)));
  else await unbind(tx, trade);
  return saveTrade(tx, ended);
}

/** Whoever enrolled the buyer may suspend it, and may be the seller: it, or its organisation. */
async function isSuspended(tx: Writing | Reading, buyer: string): Promise<boolean> {
  const [org = '', name = ''] = buyer.split('/');
  const parties = [await tx.members.find(org, name), await tx.organisations.find(org)];
  return parties.some((party) => party?.standing === 'suspended');
}

/** What time, and a court, have to look at. */
export async function observedOf(tx: Writing | Reading, trade: Trade): Promise<Observed> {
  const { tradeId, vin, titleHash, lot, buyer, status } = trade;
  const changed = titleHash !== undefined && titleHash !== (await titleSeenOf(tx, vin));
  const [taken, silenced] = [
    await isClawedBack(tx, boxOf(tradeId), lot),
    status === 'inspecting' && (await isSuspended(tx, buyer)),
  ];
  return { changed, passed: await isPassed(tx, trade), taken, silenced };
}

/** Takes every step that time has taken by now, and nothing else. */
export async function letTimePass(tx: Writing, trade: Trade, paymentId: string): Promise<Trade> {
  const observed = await observedOf(tx, trade);
  let now = trade;
  for (let step = timeStep(now, tx.now, observed); step; step = timeStep(now, tx.now, observed)) {
    if (step === 'clawBack') return writeOff(tx, now, observed.passed);
    if (step === 'refund') return giveBack(tx, now, 'refund', paymentId);
    if (step === 'lapse') return lapse(tx, now);
    now = afterTime(now, step);
  }
  return now === trade ? trade : saveTrade(tx, now);
}

/**
 * Whoever let the time to pay for what it had won pass, although nothing but its own money was missing, is
 * named.
 */
async function lapse(tx: Writing, trade: Trade): Promise<Trade> {
  const lapsed = afterTime(trade, 'lapse');
  const listing = await freeListing(tx, trade);
  const fresh = listing !== undefined && isFresh(listing, await seenOf(tx, trade.vin));
  const payable = fresh && trade.buyerWord?.certificateHash === listing.certificate.hash;
  return saveTrade(tx, { ...lapsed, ...(payable && { leftBy: 'buyer' as const }) });
}

/** Back on the market, if it was reserved for this trade; answers the listing as it was reserved. */
export async function freeListing(tx: Writing, { listingId, tradeId }: Trade): Promise<Listing | undefined> {
  const listing = await tx.listings.get(listingId);
  if (!isReservedFor(listing, tradeId)) return undefined;
  await tx.listings.put(reopen(listing));
  return listing;
}
