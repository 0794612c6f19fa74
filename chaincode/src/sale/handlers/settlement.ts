import { demand, kitErrors, refuse } from '../../kit/errors';
import { isZero, type Money, zero } from '../../kit/value/money';
import { zoneNamed } from '../../kit/value/zone';
import { settle as settleLoan, clockOf, repaid, save as saveBooking } from '../../loan/door';
import { loanEvents } from '../../loan/events';
import { move } from '../../payment/door';
import { policyEvents } from '../../policy/events';
import { cancel } from '../../policy/door';
import { addReading, openLiens, passTitle, unbindTitle } from '../../vehicle/door';
import { titleKey } from '../../vehicle/records/registry';
import { saleErrors } from '../errors';
import { tradeLife } from '../life';
import { isFresh, isReservedFor, reopen, sell } from '../rules/listing';
import { type Output, outputsOf, type Payoff } from '../rules/proceeds';
import type { Listing, Trade } from '../records/trade';
import { boxOf, isTaken, mustHoldMoney, type Reading, save, seenOf, titleSeenOf, type Writing } from '../tables';
import { afterTime, type Sight, timeStep } from '../rules/deadline';
import { mustBeApproved, mustBeInTime } from '../rules/trade';

interface Closing {
  readonly paymentId: string;
  readonly payoffs: readonly { readonly loanId: string; readonly quoteId: string }[];
  /** What an arbiter gives back to the buyer. */
  readonly toBuyer?: Money;
}

/** Loans, liens, money, title, insurance, odometer and listing: all in this transaction, or the first refusal undoes every one. */
export async function closeTrade(tx: Writing, trade: Trade, step: 'settle' | 'resolve', closing: Closing): Promise<Trade> {
  const status = tradeLife.step(step, trade.status);
  const { price, tradeId } = trade;
  if (!price) return refuse(saleErrors.PRICE_UNPROVEN, { tradeId });
  if (step === 'settle') mustBeInTime(trade, tx.now);
  const passed = await isPassed(tx, trade);
  if (!passed) mustBeApproved(trade, tx.now);
  const payoffs = passed ? [] : await payLoansOff(tx, trade, closing);
  const outputs = outputsOf(trade, price, payoffs, closing.toBuyer ?? zero(price.currency));
  // The offer was bound when the money came; if the buyer gave it back meanwhile, it is bound again.
  if (!passed) await passTitle(tx, trade.vin, { offerId: tradeId, from: trade.seller, to: trade.buyer });
  await endPolicies(tx, trade);
  await discloseOdometer(tx, trade);
  await payOut(tx, trade, step === 'settle' ? 'release' : 'resolve', closing.paymentId, outputs);
  await tx.listings.put(sell(await tx.listings.get(trade.listingId)));
  const { lot: _spent, ...rest } = trade;
  return save(tx, { ...rest, status, outputs, settledAt: tx.now });
}

/** Whether the title passed by this very trade, even if the buyer has sold the vehicle on since. */
export async function isPassed(tx: Writing | Reading, { vin, tradeId, titleNo = 0 }: Trade): Promise<boolean> {
  return (await tx.titles.find(...titleKey(vin, titleNo)))?.titleId === tradeId;
}

async function payLoansOff(tx: Writing, { vin }: Trade, { payoffs, paymentId }: Closing): Promise<Payoff[]> {
  const paid: Payoff[] = [];
  for (const { lienId, holder, loanId } of openLiens(await tx.vehicles.get(vin))) {
    const named = payoffs.find((one) => one.loanId === loanId);
    if (!named) return refuse(saleErrors.PAYOFF_MISSING, { lienId, holder, loanId });
    const loan = await tx.loans.get(loanId);
    const quote = await tx.quotes.get(loanId, named.quoteId);
    const booked = await saveBooking(tx, settleLoan(loan, quote, { paymentId, amount: quote.total }, await clockOf(tx, loan)));
    tx.tell(loanEvents.LoanRepaid, repaid(booked));
    paid.push({ loanId, lender: holder, total: quote.total });
  }
  return paid;
}

/** Sale ends the interest insured: premium is owed for the time of cover only (§ 39 VVG), so there is no short rate. */
async function endPolicies(tx: Writing, { listingId }: Trade): Promise<void> {
  const { policies } = await tx.listings.get(listingId);
  for (const policyId of policies) {
    const before = await tx.policies.get(policyId);
    if (before.status !== 'bound') continue;
    const zone = await zoneNamed(tx.zones, before.zone);
    const { policy, cancelledAt, balance } = cancel(before, { by: 'insurer', reason: 'sold', now: tx.now, zone });
    await tx.policies.put(policy);
    tx.tell(policyEvents.PolicyCancelled, { policyId, cancelledAt, balance });
  }
}

/** The mileage that the seller disclosed joins the series of the vehicle; a lower one is flagged there. */
async function discloseOdometer(tx: Writing, { vin, seller, tradeId, shows }: Trade): Promise<void> {
  if (shows && seller.includes('/')) await addReading(tx, 'sale:', tradeId, { vin, ...shows, source: 'owner', reporter: seller });
}

async function payOut(
  tx: Writing,
  trade: Trade,
  kind: 'release' | 'refund' | 'resolve',
  paymentId: string,
  outputs: readonly Output[],
): Promise<void> {
  const { tradeId, lot } = trade;
  await mustHoldMoney(tx, trade);
  const to = outputs.map(({ party, amount, what }) => ({ party, amount, back: what === 'buyer' }));
  const about = { room: 'sale', id: tradeId };
  await move(tx, kind, { paymentId, from: boxOf(tradeId), lots: lot ? [lot] : [], to, treatment: 'deliver', about });
}

/** Ends a funded trade without a sale: the money as decided, the title free again, the vehicle back on the market. */
export async function endUnsold(
  tx: Writing,
  trade: Trade,
  { paymentId, step, outputs }: { paymentId: string; step: 'giveBack' | 'refund' | 'resolve'; outputs: readonly Output[] },
): Promise<Trade> {
  const status = tradeLife.step(step, trade.status);
  await payOut(tx, trade, step === 'resolve' ? 'resolve' : 'refund', paymentId, outputs);
  await unbind(tx, trade);
  const { lot: _spent, ...rest } = trade;
  return save(tx, { ...rest, status, outputs: [...outputs] });
}

/** The title is free again, and the vehicle back on the market. */
async function unbind(tx: Writing, { tradeId, vin, listingId }: Trade): Promise<void> {
  await unbindTitle(tx, vin, tradeId);
  await tx.listings.put(reopen(await tx.listings.get(listingId)));
}

/** A court took the money: nothing is left to wait for. */
async function writeOff(tx: Writing, trade: Trade, passed: boolean): Promise<Trade> {
  const { lot: _taken, ...ended } = afterTime(trade, 'clawBack');
  if (passed) await tx.listings.put(sell(await tx.listings.get(trade.listingId)));
  else await unbind(tx, trade);
  return save(tx, ended);
}

/** What time, and a court, have to look at. */
export async function sightOf(tx: Writing | Reading, trade: Trade): Promise<Sight> {
  const { tradeId, vin, titleHash, lot } = trade;
  const changed = titleHash !== undefined && titleHash !== (await titleSeenOf(tx, vin));
  return { changed, passed: await isPassed(tx, trade), taken: await isTaken(tx, boxOf(tradeId), lot) };
}

export async function giveBack(tx: Writing, trade: Trade, step: 'giveBack' | 'refund', paymentId: string): Promise<Trade> {
  tradeLife.step(step, trade.status);
  const { vin, tradeId, price, buyer } = trade;
  demand(!(await isPassed(tx, trade)), saleErrors.TITLE_PASSED_ALREADY, { vin, tradeId });
  if (!price || isZero(price)) return refuse(kitErrors.NOT_FOUND, { kind: 'price', id: tradeId });
  return endUnsold(tx, trade, { paymentId, step, outputs: [{ party: buyer, amount: price, what: 'buyer' }] });
}

/** Takes every step that time has taken by now, and nothing else. */
export async function letTimePass(tx: Writing, trade: Trade, paymentId: string): Promise<Trade> {
  const sight = await sightOf(tx, trade);
  let now = trade;
  for (let step = timeStep(now, tx.now, sight); step; step = timeStep(now, tx.now, sight)) {
    if (step === 'clawBack') return writeOff(tx, now, sight.passed);
    if (step === 'refund') return giveBack(tx, now, 'refund', paymentId);
    if (step === 'lapse') return lapse(tx, now);
    now = afterTime(now, step);
  }
  return now === trade ? trade : save(tx, now);
}

/** Whoever let the time to pay for what it had won pass, although nothing but its own money was missing, is named. */
async function lapse(tx: Writing, trade: Trade): Promise<Trade> {
  const lapsed = afterTime(trade, 'lapse');
  const listing = await freeListing(tx, trade);
  const fresh = listing !== undefined && isFresh(listing, await seenOf(tx, trade.vin));
  const payable = fresh && trade.buyerWord?.certificateHash === listing.certificate.hash;
  return save(tx, { ...lapsed, ...(payable && { leftBy: 'buyer' as const }) });
}

/** Back on the market, if it was reserved for this trade; answers the listing as it was reserved. */
export async function freeListing(tx: Writing, { listingId, tradeId }: Trade): Promise<Listing | undefined> {
  const listing = await tx.listings.get(listingId);
  if (!isReservedFor(listing, tradeId)) return undefined;
  await tx.listings.put(reopen(listing));
  return listing;
}
