import { createHash } from 'node:crypto';
import { isBefore, type Instant } from '../../kit/value/time';
import type { Coupon } from '../records/coupon';
import type { AskedCoupon } from '../records/asked';
import type { Promotion } from '../records/promotion';
import type { Fault } from './fault';

/** SHA-256 of a code, as coupons and promotions name it. */
export const codeHashOf = (code: string): string => createHash('sha256').update(code, 'utf8').digest('hex');

/** The one coupon that all users of a generic code share. */
export const GENERIC = 'generic';

/** The id of the coupon that is asked for. */
export const couponIdOf = (asked: AskedCoupon, promotion: Promotion | undefined): string => {
  if (promotion?.codes === 'generic') return GENERIC;
  return asked.couponId ?? (asked.code === undefined ? 'none' : codeHashOf(asked.code));
};

/** What is wrong with a coupon itself: whose it is, whether it was used, for which order it is kept. */
export function couponFault(
  { code, couponId }: AskedCoupon,
  promotion: Promotion | undefined,
  coupon: Coupon | undefined,
  { at, customer, orderId }: { at: Instant; customer: string | undefined; orderId: string | undefined },
): Fault | undefined {
  if (!promotion) return { reason: 'unknown' };
  if (promotion.codes === 'generic')
    return code !== undefined && codeHashOf(code) === promotion.codeHash ? undefined : { reason: 'unknown' };
  if (!coupon) return { reason: 'unknown' };
  const { holder, status, validUntil, reserved } = coupon;
  if (holder !== undefined && holder !== customer) return { reason: 'notHolder' };
  if (holder === undefined && (code === undefined || codeHashOf(code) !== coupon.couponId))
    return { reason: 'unknown', about: couponId };
  if (!['issued', 'reserved', 'rolledBack'].includes(status))
    return { reason: 'couponStatus', about: status };
  if (!isBefore(at, validUntil)) return { reason: 'over', about: validUntil };
  const kept = status === 'reserved' && reserved && isBefore(at, reserved.until);
  if (kept && (reserved.orderId !== orderId || reserved.by !== customer))
    return { reason: 'reservedForAnother', about: reserved.until };
  return undefined;
}
