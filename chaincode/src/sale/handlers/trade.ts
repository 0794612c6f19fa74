import { demand, kitErrors } from '../../kit/errors';
import type { Money } from '../../kit/value/money';
import { move, firstLot } from '../../payment/door';
import { daysPastDue, payoffToday } from '../../loan/door';
import { bindTitle, openLiens } from '../../vehicle/door';
import type { Lien } from '../../vehicle/records/lien';
import { freeListing, letTimePass, observedOf } from './deadline';
import { saleEvents } from '../events';
import { mustBeFresh, reserve } from '../rules/listing';
import type { Trade } from '../records/trade';
import { mustBeUnbound } from './calling';
import { warningsOf } from './certificate';
import { type Reading, type SaleHandlers, type Writing } from '../tables';
import { saveTrade } from './record';
import { factsHashOf, seen } from '../rules/history';
import { withBenefits } from './benefit';
import { boxOf, mustHoldMoney } from './escrow';
import { statusAt } from '../rules/deadline';
import { mustCover, type Payoff } from '../rules/proceeds';
import type { tradeOperations } from '../api/trade';
import * as rules from '../rules/trade';

export const tradeHandlers: SaleHandlers<typeof tradeOperations> = {
  async open(tx, { tradeId }, { on: listing, auction, calling }) {
    // An auction ends in a trade of its own id, so the two share their ids.
    demand(auction === undefined, kitErrors.EXISTS_DIFFERENTLY, { kind: 'auction', id: tradeId });
    const trade = rules.openTrade(listing, { tradeId, buyer: tx.caller.member }, tx.now);
    await mustBeUnbound(tx, trade.vin, calling);
    return saveTrade(tx, trade);
  },
  async keepPrice(tx, { tradeId, round }, { on: trade, secret }) {
    const side = sideOf(tx, trade);
    return tx.agreements.keep({ ...secret, tradeId }, tradeId, side, `${round}`);
  },
  async agree(tx, { tradeId, round, ...word }, { on: trade, listing, vehicle, odometer, calling }) {
    const side = sideOf(tx, trade);
    await tx.agreements.check(tx.caller.org, word.seal, tradeId, side, `${round}`);
    mustBeFresh(listing, seen(vehicle, odometer));
    const agreed = rules.agree(trade, side, { ...word, at: tx.now }, listing);
    await mustBeUnbound(tx, trade.vin, calling, tradeId);
    return saveTrade(tx, agreed);
  },
  async withdraw(tx, _request, { on: trade }) {
    const left = rules.withdraw(trade, sideOf(tx, trade));
    await freeListing(tx, trade);
    return saveTrade(tx, left);
  },
  async fund(tx, { tradeId, paymentId, price: agreed, nonce, lots, benefits }, loaded) {
    const { on: trade, listing, vehicle, odometer, calling } = loaded;
    mustBeFresh(listing, seen(vehicle, odometer));
    const titleHash = factsHashOf(vehicle, undefined);
    const titleNo = vehicle.owners + 1;
    const bare = rules.fund(
      trade,
      listing,
      { price: agreed, nonce, lot: await firstLot(tx, { paymentId, from: trade.buyer }), titleHash, titleNo },
      tx.now,
    );
    await mustBeUnbound(tx, trade.vin, calling, tradeId);
    const funded = await withBenefits(tx, bare, agreed, benefits);
    const price = funded.price ?? agreed;
    await mustReach(tx, trade, price, openLiens(vehicle));
    await tx.listings.put(reserve(listing, tradeId));
    // From the money on no lien gets between, and nobody else is offered the title.
    await bindTitle(tx, trade.vin, { offerId: tradeId, from: trade.seller, to: trade.buyer });
    await payIn(tx, trade, { paymentId, lots, amount: price });
    return saveTrade(tx, funded);
  },
  async approve(tx, { tradeId, until }, { on: before }) {
    const trade = rules.approve(before, { by: tx.caller.member, at: tx.now, until });
    await tx.trades.put(trade);
    tx.tell(saleEvents.TradeApproved, { tradeId, vin: trade.vin, until });
    return trade;
  },
  async handOver(tx, { value, unit }, { on: trade }) {
    await mustHoldMoney(tx, trade);
    return saveTrade(tx, rules.handOver(trade, { value, unit, at: tx.now }, tx.now));
  },
  accept: (tx, _request, { on: trade }) => saveTrade(tx, rules.accept(trade, tx.now)),
  reject: (tx, { defects }, { on: trade }) => saveTrade(tx, rules.reject(trade, defects, tx.now)),
  dispute: (tx, _request, { on: trade }) => saveTrade(tx, rules.dispute(trade, tx.now)),
  async tick(tx, { tradeId, paymentId }, { on: trade }) {
    const { status, due } = await letTimePass(tx, trade, paymentId);
    return { tradeId, status, due };
  },
  async readTrade(tx, _request, { on: trade }) {
    return { ...trade, now: statusAt(trade, tx.now, await observedOf(tx, trade)) };
  },
  async listTrades(tx, { listingId, ...page }) {
    const { items, ...more } = await tx.trades.listBy('listing', [listingId], page);
    return { items: items.filter((trade) => isReader(tx, trade)), ...more };
  },
  async prepare(tx, _request, { on: trade, listing }) {
    const { approval } = trade;
    const approved = approval !== undefined && tx.now < approval.until;
    const liens = await Promise.all(
      openLiens(await tx.vehicles.get(trade.vin)).map((lien) => arrearsOf(tx, trade, lien)),
    );
    return { liens, approved, policies: listing.policies, warnings: await warningsOf(tx, listing, tx.now) };
  },
};

/**
 * How late the loan behind a lien is today, for the sides, the authority and its own lender; nothing of one
 * that has not begun or is over.
 */
async function arrearsOf(
  tx: Reading,
  trade: Trade,
  { lienId, holder, loanId }: Pick<Lien, 'lienId' | 'holder' | 'loanId'>,
) {
  const loan = await tx.loans.find(loanId);
  const shown = tx.is(holder) || isOf(tx, trade, ['registrar', 'auditor']);
  const days = loan && shown ? await daysPastDue(tx, loan) : undefined;
  return { lienId, holder, loanId, ...(days !== undefined && { daysPastDue: days }) };
}

/**
 * Says before the money comes what the settlement would say: that payoffs as of today and charges exceed the
 * price. A lien whose loan is not quoted is left to the settlement.
 */
async function mustReach(tx: Writing, trade: Trade, price: Money, liens: readonly Lien[]): Promise<void> {
  const payoffs: Payoff[] = [];
  for (const { loanId, holder } of liens) {
    const loan = await tx.loans.find(loanId);
    const total = loan && (await payoffToday(tx, loan));
    if (total) payoffs.push({ loanId, lender: holder, total });
  }
  mustCover(trade, price, payoffs);
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

type Asking = Pick<Reading, 'caller' | 'is'>;

const sideOf = (tx: Asking, { seller }: Trade): 'seller' | 'buyer' => (tx.is(seller) ? 'seller' : 'buyer');

const isOf = (tx: Asking, { seller, buyer, arbiter }: Trade, roles: readonly string[]): boolean =>
  roles.includes(tx.caller.role) || [seller, buyer, arbiter].some((party) => tx.is(party));

const isReader = (tx: Asking, trade: Trade): boolean => isOf(tx, trade, ['registrar', 'auditor', 'lender']);
