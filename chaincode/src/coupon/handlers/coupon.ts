import { demand, kitErrors, refuse } from '../../kit/errors';
import { addMillis, isAfter, isBefore, MINUTE_MS } from '../../kit/value/time';
import { mustServe } from '../../merchant/door';
import type { couponOperations } from '../api/coupon';
import { couponErrors } from '../errors';
import { couponEvents } from '../events';
import { couponLife } from '../life';
import type { Coupon } from '../records/coupon';
import { codeHashOf } from '../rules/coupon';
import { mustFit } from '../rules/promotion';
import type { CouponTx, Part, Writing } from '../tables';

/** Single coupons. */
export const couponHandlers: Part<typeof couponOperations> = {
  async issueCoupons(tx, { promotionId, coupons }, { on: promotion, issuance, before }) {
    const { merchant, validUntil, limits } = promotion;
    await mustServe(tx, merchant, 'manager', 'cashier');
    mustFit(promotion, coupons, issuance?.issued ?? 0);
    for (const one of before)
      if (one) refuse(kitErrors.EXISTS_DIFFERENTLY, { kind: 'coupon', id: one.couponId });
    for (const { couponId, holder } of coupons)
      await tx.coupons.add({
        ...{ promotionId, couponId, merchant, validUntil, status: 'issued', transfers: 0, issuedAt: tx.now },
        ...(holder !== undefined && { holder }),
      });
    // Counted where there is a limit: else issuing never conflicts.
    const issued = (issuance?.issued ?? 0) + coupons.length;
    if (limits.vouchers !== undefined) await tx.issuances.put({ promotionId, issued });
    tx.tell(couponEvents.CouponsIssued, { promotionId, issued: coupons.length });
    return { promotionId, issued: coupons.length };
  },
  transferCoupon(tx, { promotionId, to }, { on: coupon, promotion }) {
    demand(promotion.transferable, couponErrors.NOT_TRANSFERABLE, { promotionId });
    return saveCoupon(tx, { ...coupon, holder: to, transfers: coupon.transfers + 1 });
  },
  async reserve(tx, { code, orderId, minutes }, { on: coupon }) {
    mustOpen(tx, coupon, code);
    const { couponId, reserved, status } = coupon;
    const kept = status === 'reserved' && reserved && isBefore(tx.now, reserved.until);
    const own = reserved?.by === tx.caller.member && reserved.orderId === orderId;
    demand(!kept || own, couponErrors.COUPON_RESERVED, { couponId, until: reserved?.until ?? '' });
    const until = addMillis(tx.now, minutes * MINUTE_MS);
    return saveCoupon(tx, {
      ...coupon,
      status: couponLife.step('reserve', status),
      reserved: { orderId, by: tx.caller.member, until },
    });
  },
  async release(tx, { code }, { on: coupon }) {
    const own = coupon.reserved?.by === tx.caller.member;
    if (!own && code !== undefined) mustOpen(tx, coupon, code);
    else if (!own && !(coupon.holder !== undefined && tx.is(coupon.holder)))
      await mustServe(tx, coupon.merchant, 'manager', 'cashier');
    const { reserved: _, ...free } = coupon;
    return saveCoupon(tx, { ...free, status: couponLife.step('release', coupon.status) });
  },
  async voidCoupon(tx, _request, { on: coupon }) {
    await mustServe(tx, coupon.merchant, 'manager');
    return saveCoupon(tx, { ...coupon, status: couponLife.step('voidCoupon', coupon.status) });
  },
  async expireCoupon(tx, _request, { on: coupon }) {
    const { couponId, validUntil: until } = coupon;
    demand(isAfter(tx.now, until), couponErrors.COUPON_STANDS, { couponId, until });
    const status = couponLife.step('expireCoupon', coupon.status);
    const { promotionId } = await saveCoupon(tx, { ...coupon, status });
    return { promotionId, couponId, status };
  },
  async readCoupon(tx, _request, { on: coupon }) {
    const own = coupon.holder !== undefined && tx.is(coupon.holder);
    if (!own && tx.caller.role !== 'auditor') await mustServe(tx, coupon.merchant, 'manager', 'cashier');
    return coupon;
  },
  listCoupons(tx, { holder, ...page }) {
    if (tx.caller.role !== 'auditor') tx.mustBe('the holder', holder);
    return tx.coupons.listBy('byHolder', [holder], page);
  },
};

/** COUPON_CODE_WRONG unless the caller holds the coupon, or knows the code of a bearer one. */
function mustOpen(tx: Writing, { couponId, holder }: Coupon, code: string | undefined): void {
  const opens = holder !== undefined ? tx.is(holder) : code !== undefined && codeHashOf(code) === couponId;
  demand(opens, couponErrors.COUPON_CODE_WRONG, { couponId });
}

export async function saveCoupon(tx: Pick<CouponTx, 'coupons' | 'tell'>, coupon: Coupon): Promise<Coupon> {
  await tx.coupons.put(coupon);
  const { promotionId, couponId, status } = coupon;
  tx.tell(couponEvents.CouponChanged, { promotionId, couponId, status });
  return coupon;
}
