import { createHash } from 'node:crypto';
import { demand } from '../../kit/errors';
import { isPositive, isZero, type Money, subtract, zero } from '../../kit/value/money';
import { earnFrom, holdPoints, mustTakePoints, returnPoints, settlePoints } from '../../loyalty/door';
import { couponErrors } from '../errors';
import type { Benefits, WantedBenefits } from '../records/benefit';
import type { Item } from '../records/order';
import type { CouponTx } from '../tables';
import { redeemIn, rollBackIn } from './redeeming';

/** A thing that is bought in another room, with coupons and points. */
export interface Buying {
  readonly seller: string;
  readonly customer: string;
  readonly about: { readonly room: string; readonly id: string };
  readonly price: Money;
  readonly service?: string | undefined;
  readonly category?: string | undefined;
  readonly vin?: string | undefined;
}

/** The id under which coupons and points of a record of another room stand. */
export const orderIdOf = ({ room, id }: Buying['about']): string => {
  const text = `${room}:${id}`;
  return text.length <= 64 ? text : createHash('sha256').update(text).digest('hex');
};

/**
 * Takes coupons and then points off a price, in the transaction in which the rest is paid. Something is always
 * left to pay in money. What a coupon did not do is said with the reason.
 */
export async function useBenefitsIn(
  tx: CouponTx,
  buying: Buying,
  wanted: WantedBenefits,
): Promise<{ readonly toPay: Money; readonly benefits: Benefits }> {
  const { seller, customer, about, price } = buying;
  const { programId, points, coupons, expected } = wanted;
  const orderId = orderIdOf(about);
  if (programId !== undefined) await mustTakePoints(tx, { programId, partner: seller, member: customer });
  const redemption = coupons && (await redeemIn(tx, { ...orderOf(buying), coupons, orderId }));
  const discount = redemption?.totalDiscountAmount ?? zero(price.currency);
  const after = subtract(price, discount);
  const use =
    points && programId !== undefined
      ? await holdPoints(tx, {
          ...{ programId, member: customer, useId: orderId, to: seller, orderId, about, ...points },
        })
      : undefined;
  const paidInPoints = use?.worth ?? zero(price.currency);
  const toPay = subtract(after, paidInPoints);
  const facts = { left: `${toPay.amount}`, currency: price.currency };
  demand(isPositive(toPay), couponErrors.NOTHING_TO_PAY, facts);
  if (expected)
    demand(
      toPay.amount === expected.amount && toPay.currency === expected.currency,
      couponErrors.TOTAL_OTHER,
      {
        ...{ total: `${toPay.amount}`, expected: `${expected.amount}`, currency: price.currency },
      },
    );
  const benefits: Benefits = {
    ...{ listPrice: price, discount, paidInPoints, skipped: redemption?.skipped ?? [] },
    ...(programId !== undefined && { programId }),
    ...(redemption && { orderId }),
    ...(use && { useId: orderId, units: use.units }),
  };
  return { toPay, benefits };
}

function orderOf({ seller, customer, about, price, service, category, vin }: Buying) {
  const item: Item = {
    ...{ itemId: about.room, quantity: 1, amount: price },
    ...(service !== undefined && { service }),
    ...(category !== undefined && { category }),
  };
  return { merchant: seller, customer, about, items: [item], category, vin };
}

/**
 * The purchase came to its end: of what was paid so much goes back. All of it: coupons and points are given
 * back too. A part: the same part of the points, rounded down; the rest is the seller's, and what was paid
 * earns points.
 */
export async function endBenefitsIn(
  tx: CouponTx,
  buying: Buying,
  benefits: Benefits,
  { paid, refund, earns }: { readonly paid: Money; readonly refund: Money; readonly earns: boolean },
): Promise<void> {
  const { seller, customer, about, category } = buying;
  const { programId, orderId, useId, units = 0 } = benefits;
  const whole = refund.amount >= paid.amount;
  if (orderId !== undefined && whole) {
    const redemption = await tx.redemptions.find(seller, orderId);
    if (redemption?.status === 'redeemed') await rollBackIn(tx, redemption);
  }
  if (programId === undefined) return;
  if (useId !== undefined) {
    const back = whole ? BigInt(units) : (BigInt(units) * refund.amount) / paid.amount;
    const use = { programId, member: customer, useId };
    if (back > 0n) await returnPoints(tx, use, Number(back));
    if (!whole) await settlePoints(tx, use);
  }
  const amount = subtract(paid, refund);
  if (!earns || whole || isZero(amount)) return;
  const purchase = { amount, category, at: tx.now };
  await earnFrom(tx, {
    ...{ programId, partner: seller, member: customer, cause: about.room, of: about.id, about, purchase },
  });
}
