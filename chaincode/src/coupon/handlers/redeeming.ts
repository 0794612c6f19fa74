import { demand, kitErrors, refuse } from '../../kit/errors';
import { compare, type Money } from '../../kit/value/money';
import { areNetted, claimFrom, earnFrom, revokeFrom, tierOf } from '../../loyalty/door';
import { couponErrors } from '../errors';
import { couponEvents } from '../events';
import { couponLife, redemptionLife } from '../life';
import type { Redemption } from '../records/coupon';
import type { BudgetShare } from '../records/promotion';
import { commonStacking } from '../records/stacking';
import { counted, isCounted, noShare, noSlice } from '../rules/budget';
import { GENERIC } from '../rules/coupon';
import type { CouponTx } from '../tables';
import { type Calculated, calculateFor, type Ordering, shareFor } from './calculating';

/** An order in which coupons are used. */
export interface Redeeming extends Omit<Ordering, 'orderId' | 'customer'> {
  readonly orderId: string;
  readonly customer: string;
  readonly about?: Redemption['about'];
  readonly expected?: Money | undefined;
}

/**
 * Uses coupons in an order: each is spent by its key, budgets are counted where they are read, so that of two
 * orders for the last of it one is valid. Throws NOTHING_APPLIED with every reason, TOTAL_OTHER.
 */
export async function redeemIn(tx: CouponTx, redeeming: Redeeming): Promise<Redemption> {
  const { merchant, orderId, customer, about, expected } = redeeming;
  const known = await tx.redemptions.find(merchant, orderId);
  if (known) refuse(kitErrors.EXISTS_DIFFERENTLY, { kind: 'coupon-redemption', id: orderId });
  const found = await calculateFor(tx, {
    ...redeeming,
    tierOf: (programId) => tierOf(tx, programId, customer),
    areNetted: (programId, issuer) => areNetted(tx, programId, issuer, merchant),
  });
  const { calculation } = found;
  const { applied, skipped, totalAmount: total, amount, totalDiscountAmount } = calculation;
  const reasons = skipped.map(({ promotionId, reason }) => `${promotionId} ${reason}`).join(', ');
  demand(applied.length > 0, couponErrors.NOTHING_APPLIED, { reasons });
  if (expected)
    demand(compare(total, expected) === 0, couponErrors.TOTAL_OTHER, {
      ...{ total: `${total.amount}`, expected: `${expected.amount}`, currency: total.currency },
    });
  const redemption: Redemption = {
    ...{ merchant, orderId, customer, by: tx.caller.member, at: tx.now, status: 'redeemed' },
    ...{ amount, totalDiscountAmount, totalAmount: total, applied, skipped },
    counted: await countAll(tx, found),
    claims: await claimAll(tx, found, redeeming),
    bonuses: await giveAll(tx, found, redeeming),
    ...(about && { about }),
  };
  for (const { promotionId, couponId } of applied) {
    if (couponId === GENERIC) continue;
    const coupon = await tx.coupons.get(promotionId, couponId);
    const { reserved: _, ...free } = coupon;
    const status = couponLife.step('redeem', coupon.status);
    await tx.coupons.put({ ...free, status, redemptionId: orderId });
  }
  await tx.redemptions.put(redemption);
  tx.tell(couponEvents.CouponsRedeemed, { merchant, orderId, totalDiscountAmount });
  return redemption;
}

/** Counts what was used where it is limited. */
async function countAll(tx: CouponTx, { calculation, asked, order }: Calculated) {
  const all: Redemption['counted'] = [];
  for (const { promotionId, couponId, amount } of calculation.applied) {
    const one = asked.find((each) => each.promotionId === promotionId && each.couponId === couponId);
    const promotion = one?.promotion;
    if (!promotion) continue;
    const slice = one.slice ?? 0;
    if (isCounted(promotion)) {
      const before = await tx.budgetSlices.find(promotionId, `${slice}`.padStart(2, '0'));
      await tx.budgetSlices.put(counted(before ?? noSlice(promotionId, slice), amount.amount));
    }
    const { usePerCustomer, liabilityPerCustomer } = promotion.limits;
    const share = shareFor(promotion, order);
    const each = (usePerCustomer ?? liabilityPerCustomer) !== undefined && order.customer !== undefined;
    const shares = [
      ...(each ? [{ attribute: 'customer' as const, value: order.customer ?? '' }] : []),
      ...(share && !(each && share.attribute === 'customer') ? [share] : []),
    ];
    for (const { attribute, value } of shares)
      await countShare(tx, { promotionId, attribute, value }, amount.amount, 1);
    all.push({ promotionId, slice, shares });
  }
  return all;
}

async function countShare(
  tx: CouponTx,
  of: Pick<BudgetShare, 'promotionId' | 'attribute' | 'value'>,
  amount: bigint,
  by: 1 | -1,
): Promise<void> {
  const before = await tx.budgetShares.find(of.promotionId, of.attribute, of.value);
  await tx.budgetShares.put(counted(before ?? noShare(of), amount, by));
}

/** What the issuers of coupons that another merchant took owe it. */
async function claimAll(tx: CouponTx, { calculation, asked }: Calculated, redeeming: Redeeming) {
  const { merchant, customer, about } = redeeming;
  const claims: Redemption['claims'] = [];
  for (const [nth, { promotionId, amount }] of calculation.applied.entries()) {
    const promotion = asked.find((one) => one.promotionId === promotionId)?.promotion;
    if (!promotion?.programId || promotion.merchant === merchant || amount.amount === 0n) continue;
    const { programId, merchant: from } = promotion;
    await claimFrom(tx, { programId, from, to: merchant, amount, member: customer, nth, about });
    claims.push({ programId, from, amount });
  }
  return claims;
}

/** Points that promotions give beside, each once an order; none where the member or the issuer is not in. */
async function giveAll(tx: CouponTx, { calculation, asked }: Calculated, { orderId, customer }: Redeeming) {
  const bonuses: NonNullable<Redemption['bonuses']> = [];
  for (const promotionId of new Set(calculation.applied.map((one) => one.promotionId))) {
    const promotion = asked.find((one) => one.promotionId === promotionId)?.promotion;
    if (!promotion?.bonus) continue;
    const { bonus, merchant: partner } = promotion;
    const { programId, units: gift } = bonus;
    const fact = { programId, partner, cause: promotionId, of: orderId };
    const given = await earnFrom(tx, { ...fact, member: customer, gift });
    if (given) bonuses.push({ programId, partner, promotionId, units: given.units });
  }
  return bonuses;
}

/**
 * Undoes the coupons of an order: budgets are given back, what issuers owed is owed back, and coupons are free
 * again unless the merchant keeps them used.
 */
export async function rollBackIn(tx: CouponTx, redemption: Redemption): Promise<Redemption> {
  const { merchant, orderId, applied, claims, customer, about } = redemption;
  const status = redemptionLife.step('rollBack', redemption.status);
  const { rollback } = (await tx.stackings.find(merchant)) ?? commonStacking(merchant);
  for (const [at, { promotionId, slice, shares }] of redemption.counted.entries()) {
    const amount = applied[at]?.amount.amount ?? 0n;
    const before = await tx.budgetSlices.find(promotionId, `${slice}`.padStart(2, '0'));
    if (before) await tx.budgetSlices.put(counted(before, amount, -1));
    for (const share of shares)
      await countShare(
        tx,
        { promotionId, ...(share as Pick<BudgetShare, 'attribute' | 'value'>) },
        amount,
        -1,
      );
  }
  for (const { programId, partner, promotionId } of redemption.bonuses ?? [])
    await revokeFrom(tx, { programId, partner, cause: promotionId, of: orderId });
  for (const [nth, { programId, from, amount }] of claims.entries())
    await claimFrom(tx, { programId, from: merchant, to: from, amount, member: customer, nth, about });
  for (const { promotionId, couponId } of applied) {
    if (couponId === GENERIC || rollback === 'keep') continue;
    const coupon = await tx.coupons.get(promotionId, couponId);
    const { redemptionId: _, ...free } = coupon;
    await tx.coupons.put({ ...free, status: couponLife.step('rollBack', coupon.status) });
  }
  const after = { ...redemption, status };
  await tx.redemptions.put(after);
  tx.tell(couponEvents.CouponsRolledBack, { merchant, orderId });
  return after;
}
