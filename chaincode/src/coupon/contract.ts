import { implement } from '../kit/implement';
import { couponApi } from './api';
import { couponHandlers } from './handlers/coupon';
import { promotionHandlers } from './handlers/promotion';
import { redemptionHandlers } from './handlers/redemption';
import { tables } from './tables';

export const couponRoom = implement(couponApi, tables, {
  ...promotionHandlers,
  ...couponHandlers,
  ...redemptionHandlers,
});
