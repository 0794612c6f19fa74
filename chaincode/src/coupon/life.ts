import { defineLife } from '../kit/life';
import { coupons, couponStatus, Redemption, redemptions } from './records/coupon';
import { promotions, promotionStatus } from './records/promotion';

const shop = ['merchant', 'crew'] as const;
/** That its time is over, and that a reservation has lapsed, is derived; a coupon in these may be used. */
const OPEN = ['issued', 'reserved', 'rolledBack'] as const;

export const promotionLife = defineLife(
  promotions,
  { field: 'status', statuses: promotionStatus.options, initial: 'draft' },
  {
    activate: { by: shop, from: ['draft', 'paused'], to: 'active' },
    pause: { by: shop, from: ['active'], to: 'paused' },
    endPromotion: { by: shop, from: ['draft', 'active', 'paused'], to: 'ended' },
  },
);

export const couponLife = defineLife(
  coupons,
  {
    field: 'status',
    statuses: couponStatus.options,
    initial: 'issued',
    way: ['issued', 'reserved', 'redeemed'],
  },
  {
    transferCoupon: { by: 'holder', from: ['issued', 'rolledBack'], to: '=' },
    reserve: { by: ['holder', 'bearer'], from: OPEN, to: 'reserved' },
    release: { by: ['holder', 'bearer', ...shop], from: ['reserved'], to: 'issued' },
    redeem: { by: shop, from: OPEN, to: 'redeemed' },
    rollBack: { by: shop, from: ['redeemed'], to: 'rolledBack' },
    voidCoupon: { by: shop, from: OPEN, to: 'void' },
    expireCoupon: { by: 'anybody', from: OPEN, to: 'expired' },
  },
);

export const redemptionLife = defineLife(
  redemptions,
  { field: 'status', statuses: Redemption.shape.status.options, initial: 'redeemed' },
  { rollBack: { by: shop, from: ['redeemed'], to: 'rolledBack' } },
);
