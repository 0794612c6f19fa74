import { demand, kitErrors, refuse } from '../../kit/errors';
import { isZero, type Money, zero } from '../../kit/value/money';
import { settleFromSale } from '../../loan/door';
import { isPaidWith, move } from '../../payment/door';
import { cancelFromSale } from '../../policy/door';
import { addReading, openLiens, passTitle, unbindTitle } from '../../vehicle/door';
import { titleKey } from '../../vehicle/records/title';
import type { settlementOperations } from '../api/settlement';
import { saleErrors } from '../errors';
import { tradeLife } from '../life';
import { reopen, sell } from '../rules/listing';
import { isSettledWith, type Output, outputsOf, type Payoff, splitOf } from '../rules/proceeds';
import type { Trade } from '../records/trade';
import type { Reading, Writing, SaleHandlers } from '../tables';
import { saveTrade } from './record';
import { endBenefitsOf } from './benefit';
import { boxOf, mustHoldMoney } from './escrow';
import { mustBeApproved, mustBeInTime } from '../rules/trade';
import { resolve } from '../rules/dispute';

interface Closing {
  readonly paymentId: string;
  readonly payoffs: readonly { readonly loanId: string; readonly quoteId: string }[];
  /** What an arbiter gives back to the buyer. */
  readonly toBuyer?: Money;
}

/**
 * Loans, liens, money, title, insurance, odometer and listing: all in this transaction, or the first refusal
 * undoes every one.
 */
export async function closeTrade(
  tx: Writing,
  trade: Trade,
  step: 'settle' | 'resolve',
  closing: Closing,
): Promise<Trade> {
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
  await endBenefitsOf(tx, trade, closing.toBuyer ?? zero(price.currency));
  await tx.listings.put(sell(await tx.listings.get(trade.listingId)));
  const { lot: _spent, ...rest } = trade;
  const used = closing.payoffs.filter(({ loanId }) => payoffs.some((one) => one.loanId === loanId));
  const quoted = used.length > 0 && { payoffs: used };
  return saveTrade(tx, { ...rest, status, outputs, ...quoted, settledAt: tx.now });
}

/** Whether this payment emptied the box of a trade. */
const isPaidBy = (tx: Writing, { tradeId }: Trade, paymentId: string): Promise<boolean> =>
  isPaidWith(tx, { paymentId, from: boxOf(tradeId), about: { room: 'sale', id: tradeId } });

/** Whether the title passed by this very trade, even if the buyer has sold the vehicle on since. */
export async function isPassed(
  tx: Writing | Reading,
  { vin, tradeId, titleNo = 0 }: Trade,
): Promise<boolean> {
  return (await tx.titles.find(...titleKey(vin, titleNo)))?.titleId === tradeId;
}

async function payLoansOff(tx: Writing, { vin }: Trade, { payoffs, paymentId }: Closing): Promise<Payoff[]> {
  const paid: Payoff[] = [];
  for (const { lienId, holder, loanId } of openLiens(await tx.vehicles.get(vin))) {
    const named = payoffs.find((one) => one.loanId === loanId);
    if (!named) return refuse(saleErrors.PAYOFF_MISSING, { lienId, holder, loanId });
    paid.push({ loanId, lender: holder, total: await settleFromSale(tx, { ...named, paymentId }) });
  }
  return paid;
}

/** The seller's policies end with its interest in the vehicle. */
async function endPolicies(tx: Writing, { listingId }: Trade): Promise<void> {
  const { policies } = await tx.listings.get(listingId);
  for (const policyId of policies) await cancelFromSale(tx, policyId);
}

/** The mileage that the seller disclosed joins the series of the vehicle; a lower one is flagged there. */
async function discloseOdometer(tx: Writing, { vin, seller, tradeId, shows }: Trade): Promise<void> {
  if (shows && seller.includes('/'))
    await addReading(tx, 'sale:', tradeId, { vin, ...shows, source: 'owner', reporter: seller });
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
  await move(tx, kind, {
    paymentId,
    from: boxOf(tradeId),
    lots: lot ? [lot] : [],
    to,
    treatment: 'deliver',
    about,
  });
}

/**
 * Ends a funded trade without a sale: the money as decided, the title free again, the vehicle back on the
 * market.
 */
export async function endUnsold(
  tx: Writing,
  trade: Trade,
  {
    paymentId,
    step,
    outputs,
  }: { paymentId: string; step: 'giveBack' | 'refund' | 'resolve'; outputs: readonly Output[] },
): Promise<Trade> {
  const status = tradeLife.step(step, trade.status);
  await payOut(tx, trade, step === 'resolve' ? 'resolve' : 'refund', paymentId, outputs);
  await endBenefitsOf(tx, trade, undefined);
  await unbind(tx, trade);
  const { lot: _spent, ...rest } = trade;
  return saveTrade(tx, { ...rest, status, outputs: [...outputs] });
}

/** The title is free again, and the vehicle back on the market. */
export async function unbind(tx: Writing, { tradeId, vin, listingId }: Trade): Promise<void> {
  await unbindTitle(tx, vin, tradeId);
  await tx.listings.put(reopen(await tx.listings.get(listingId)));
}

/**
 * The buyer has the whole price back, by the seller or by time. Throws TITLE_PASSED_ALREADY when there is no
 * way back.
 */
export async function giveBack(
  tx: Writing,
  trade: Trade,
  step: 'giveBack' | 'refund',
  paymentId: string,
): Promise<Trade> {
  tradeLife.step(step, trade.status);
  const { vin, tradeId, price, buyer } = trade;
  demand(!(await isPassed(tx, trade)), saleErrors.TITLE_PASSED_ALREADY, { vin, tradeId });
  if (!price || isZero(price)) return refuse(kitErrors.NOT_FOUND, { kind: 'price', id: tradeId });
  return endUnsold(tx, trade, { paymentId, step, outputs: [{ party: buyer, amount: price, what: 'buyer' }] });
}

export const settlementHandlers: SaleHandlers<typeof settlementOperations> = {
  giveBack: (tx, { paymentId }, { on: trade }) => giveBack(tx, trade, 'giveBack', paymentId),
  async settle(tx, { paymentId, payoffs }, { on: trade }) {
    const again = trade.status === 'settled' && (await isPaidBy(tx, trade, paymentId));
    if (!again) return closeTrade(tx, trade, 'settle', { paymentId, payoffs });
    const { tradeId: id } = trade;
    demand(isSettledWith(trade, payoffs), kitErrors.EXISTS_DIFFERENTLY, { kind: 'trade', id });
    return trade;
  },
  async resolve(tx, { paymentId, toBuyer, passTitle, payoffs }, { on: trade }) {
    const passed = await isPassed(tx, trade);
    const price = resolve(trade, { passed, passTitle, toBuyer }, tx.now);
    if (passTitle) return closeTrade(tx, trade, 'resolve', { paymentId, payoffs, toBuyer });
    return endUnsold(tx, trade, { paymentId, step: 'resolve', outputs: splitOf(trade, price, toBuyer) });
  },
};
