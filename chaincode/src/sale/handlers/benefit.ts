import { endBenefits, useBenefits } from '../../coupon/door';
import type { WantedBenefits } from '../../coupon/records/benefit';
import type { Money } from '../../kit/value/money';
import type { Trade } from '../records/trade';
import type { Writing } from '../tables';

const buyingOf = ({ seller, buyer, tradeId, vin }: Trade, price: Money) => ({
  ...{ seller, customer: buyer, about: { room: 'sale', id: tradeId }, price, vin },
});

/** A trade whose price coupons and points of the seller have lowered, before the rest goes into the box. */
export async function withBenefits(
  tx: Writing,
  trade: Trade,
  price: Money,
  wanted: WantedBenefits | undefined,
): Promise<Trade> {
  if (!wanted) return trade;
  const { toPay, benefits } = await useBenefits(tx, buyingOf(trade, price), wanted);
  return { ...trade, price: toPay, benefits };
}

/**
 * What becomes of coupons and points when a trade ends: sold, the buyer has so much back; unsold (`undefined`)
 * all of them are given back.
 */
export async function endBenefitsOf(tx: Writing, trade: Trade, back: Money | undefined): Promise<void> {
  const { benefits, price } = trade;
  if (!benefits || !price) return;
  const earns = back !== undefined;
  await endBenefits(tx, buyingOf(trade, price), benefits, { paid: price, refund: back ?? price, earns });
}
