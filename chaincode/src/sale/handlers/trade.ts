import { demand, kitErrors } from '../../kit/errors';
import type { Money } from '../../kit/value/money';
import { move, firstLot } from '../../payment/door';
import { payersDay, standingOf, clockOf } from '../../loan/door';
import { bindTitle as bind, openLiens } from '../../vehicle/door';
import type { Lien } from '../../vehicle/records/vehicle';
import { closeTrade, endUnsold, freeListing, giveBack, isPassed, letTimePass, sightOf } from './settlement';
import { saleEvents } from '../events';
import { mustBeFresh, reserve } from '../rules/listing';
import { splitOf } from '../rules/proceeds';
import type { Trade } from '../records/trade';
import { warningsOf } from './listing';
import { boxOf, change, mustHoldMoney, type Reading, save, seenOf, titleSeenOf, type Wiring, type Writing } from '../tables';
import { statusAt } from '../rules/deadline';
import type { tradeOperations } from '../api/trade';
import * as rules from '../rules/trade';
import { resolve } from '../rules/dispute';

export const dealing: Wiring<typeof tradeOperations> = {
  async open(tx, { tradeId, listingId }) {
    const known = await tx.trades.known(tradeId);
    if (known) return known;
    await mustBeNew(tx, tradeId);
    const listing = await tx.listings.get(listingId);
    return save(tx, rules.openTrade(listing, { tradeId, buyer: tx.caller.member }, tx.now));
  },
  async keepPrice(tx, { tradeId, round }, { secret }) {
    const side = sideOf(tx, await tx.trades.get(tradeId));
    return tx.agreements.keep({ ...secret, tradeId }, tradeId, side, `${round}`);
  },
  async agree(tx, { tradeId, round, ...word }) {
    const trade = await tx.trades.get(tradeId);
    const side = sideOf(tx, trade);
    const listing = await tx.listings.get(trade.listingId);
    await tx.agreements.check(tx.caller.org, word.seal, tradeId, side, `${round}`);
    mustBeFresh(listing, await seenOf(tx, trade.vin));
    return save(tx, rules.agree(trade, side, { ...word, at: tx.now }, listing));
  },
  async withdraw(tx, { tradeId }) {
    const trade = await tx.trades.get(tradeId);
    const left = rules.withdraw(trade, sideOf(tx, trade));
    await freeListing(tx, trade);
    return save(tx, left);
  },
  async fund(tx, { tradeId, paymentId, price, nonce, lots }) {
    const trade = await tx.trades.get(tradeId);
    tx.mustBe('the buyer', trade.buyer);
    const listing = await tx.listings.get(trade.listingId);
    mustBeFresh(listing, await seenOf(tx, trade.vin));
    const titleHash = await titleSeenOf(tx, trade.vin);
    const titleNo = (await tx.vehicles.get(trade.vin)).owners + 1;
    const funded = rules.fund(
      trade,
      listing,
      { price, nonce, lot: await firstLot(tx, { paymentId, from: trade.buyer }), titleHash, titleNo },
      tx.now,
    );
    await tx.listings.put(reserve(listing, tradeId));
    await bindTitle(tx, trade);
    await payIn(tx, trade, { paymentId, lots, amount: price });
    return save(tx, funded);
  },
  async approve(tx, { tradeId, until }) {
    const before = await tx.trades.get(tradeId);
    if (before.approval?.until === until) return before;
    const trade = rules.approve(before, { by: tx.caller.member, at: tx.now, until });
    await tx.trades.put(trade);
    tx.tell(saleEvents.TradeApproved, { tradeId, vin: trade.vin, until });
    return trade;
  },
  async handOver(tx, { tradeId, ...shows }) {
    await mustHoldMoney(tx, await tx.trades.get(tradeId));
    return change(tx, tradeId, 'seller', (trade) => rules.handOver(trade, { ...shows, at: tx.now }, tx.now));
  },
  accept: (tx, { tradeId }) => change(tx, tradeId, 'buyer', (trade) => rules.accept(trade, tx.now)),
  reject: (tx, { tradeId, defects }) => change(tx, tradeId, 'buyer', (trade) => rules.reject(trade, defects, tx.now)),
  async giveBack(tx, { tradeId, paymentId }) {
    const trade = await tx.trades.get(tradeId);
    tx.mustBe('the seller', trade.seller);
    return giveBack(tx, trade, 'giveBack', paymentId);
  },
  async settle(tx, { tradeId, paymentId, payoffs }) {
    const trade = await tx.trades.get(tradeId);
    if (tx.caller.role !== 'registrar') sideOf(tx, trade);
    if (trade.status === 'settled') return trade;
    return closeTrade(tx, trade, 'settle', { paymentId, payoffs });
  },
  async dispute(tx, { tradeId }) {
    const trade = await tx.trades.get(tradeId);
    sideOf(tx, trade);
    return save(tx, rules.dispute(trade, tx.now));
  },
  async resolve(tx, { tradeId, paymentId, toBuyer, passTitle, payoffs }) {
    const trade = await tx.trades.get(tradeId);
    tx.mustBe('the arbiter', trade.arbiter);
    const passed = await isPassed(tx, trade);
    const price = resolve(trade, { passed, passTitle, toBuyer }, tx.now);
    if (passTitle) return closeTrade(tx, trade, 'resolve', { paymentId, payoffs, toBuyer });
    return endUnsold(tx, trade, { paymentId, step: 'resolve', outputs: splitOf(trade, price, toBuyer) });
  },
  async tick(tx, { tradeId, paymentId }) {
    const { status, due } = await letTimePass(tx, await tx.trades.get(tradeId), paymentId);
    return { tradeId, status, due };
  },
  async readTrade(tx, { tradeId }) {
    const trade = await tx.trades.get(tradeId);
    mayLook(tx, trade);
    return { ...trade, now: statusAt(trade, tx.now, await sightOf(tx, trade)) };
  },
  async listTrades(tx, { listingId, ...page }) {
    const { items, ...more } = await tx.trades.listBy('listing', [listingId], page);
    return { items: items.filter((trade) => isLooker(tx, trade)), ...more };
  },
  async prepare(tx, { tradeId }) {
    const trade = await tx.trades.get(tradeId);
    mayLook(tx, trade);
    const listing = await tx.listings.get(trade.listingId);
    const { approval } = trade;
    const approved = approval !== undefined && tx.now < approval.until;
    const liens = await Promise.all(openLiens(await tx.vehicles.get(trade.vin)).map((lien) => arrearsOf(tx, trade, lien)));
    return { liens, approved, policies: listing.policies, warnings: await warningsOf(tx, listing, tx.now) };
  },
};

/** How late the loan behind a lien is today, for the sides, the authority and its own lender; nothing of one that has not begun or is over. */
async function arrearsOf(tx: Reading, trade: Trade, { lienId, holder, loanId }: Pick<Lien, 'lienId' | 'holder' | 'loanId'>) {
  const loan = await tx.loans.find(loanId);
  const runs = loan?.status === 'active' || loan?.status === 'defaulted';
  const shown = runs && (tx.is(holder) || isOf(tx, trade, ['registrar', 'auditor']));
  if (!shown) return { lienId, holder, loanId };
  const on = payersDay(loan, await clockOf(tx, loan));
  return { lienId, holder, loanId, daysPastDue: standingOf(loan, on).pastDueDays };
}

/** An auction ends in a trade of its own id, so the two share their ids. */
async function mustBeNew(tx: Writing, tradeId: string): Promise<void> {
  demand((await tx.auctions.find(tradeId)) === undefined, kitErrors.EXISTS_DIFFERENTLY, { kind: 'auction', id: tradeId });
}

/** From the money on the title is bound to the buyer: no lien gets between, and nobody else is offered it. */
async function bindTitle(tx: Writing, trade: Trade): Promise<void> {
  const { vin, tradeId: offerId, seller: from, buyer: to } = trade;
  await bind(tx, vin, { offerId, from, to });
}

/** The buyer's money goes into the box of the trade. */
async function payIn(
  tx: Writing,
  trade: Trade,
  { paymentId, lots, amount }: { paymentId: string; lots: readonly string[]; amount: Money },
): Promise<void> {
  const { tradeId, buyer: from } = trade;
  const to = [{ party: boxOf(tradeId), amount }];
  const about = { room: 'sale', id: tradeId };
  await move(tx, 'fund', { paymentId, from, lots, to, treatment: 'wait', payees: payeesOf(trade), about });
}

/** Purpose-bound money must fit everybody who is known to get of it. */
const payeesOf = ({ seller, charges }: Trade): string[] => [seller, ...charges.map(({ party }) => party)];

type Asking = Pick<Reading, 'caller' | 'is' | 'mustBe'>;

function sideOf(tx: Asking, { seller, buyer }: Trade): 'seller' | 'buyer' {
  tx.mustBe('a side of the trade', seller, buyer);
  return tx.is(seller) ? 'seller' : 'buyer';
}

const isOf = (tx: Asking, { seller, buyer, arbiter }: Trade, roles: readonly string[]): boolean =>
  roles.includes(tx.caller.role) || [seller, buyer, arbiter].some((party) => tx.is(party));

const isLooker = (tx: Asking, trade: Trade): boolean => isOf(tx, trade, ['registrar', 'auditor', 'lender']);

function mayLook(tx: Asking, trade: Trade): void {
  if (!isLooker(tx, trade)) tx.mustBe('a side of the trade', trade.seller, trade.buyer, trade.arbiter);
}
