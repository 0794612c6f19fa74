import { defineLivingApi } from '../../kit/api';
import { couponDues } from '../due';
import { couponLife, promotionLife, redemptionLife } from '../life';
import { couponOperations } from './coupon';
import { promotionOperations } from './promotion';
import { redemptionOperations } from './redemption';

/** All that may be asked about coupons, one value. */
export const couponApi = defineLivingApi(
  'coupon',
  'Promotions and coupons that any merchant issues by itself: budgets, stacking, one use each.',
  { ...promotionOperations, ...couponOperations, ...redemptionOperations },
  { promotion: promotionLife, coupon: couponLife, redemption: redemptionLife },
  couponDues,
);
