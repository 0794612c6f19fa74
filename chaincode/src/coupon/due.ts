import { dueAfter } from '../kit/due/row';
import { couponLife } from './life';
import { type Coupon, coupons } from './records/coupon';

/** What falls due of coupons. */
export const couponDues = [
  dueAfter(coupons, {
    operation: 'expireCoupon',
    when: 'a coupon was not used before the end of its time',
    after: ({ status, validUntil }: Coupon) =>
      couponLife.next(status).includes('expireCoupon') ? validUntil : undefined,
    request: ({ promotionId, couponId }) => ({ promotionId, couponId }),
  }),
];
