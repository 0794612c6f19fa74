import { loyaltyErrors } from '../../loyalty/errors';
import { loyaltyEvents } from '../../loyalty/events';
import { couponErrors } from '../errors';
import { couponEvents } from '../events';

/** What a room may answer with that lets coupons and points be used. */
export const benefitErrors = [
  couponErrors.NOTHING_APPLIED,
  couponErrors.NOTHING_TO_PAY,
  couponErrors.TOTAL_OTHER,
  loyaltyErrors.NOT_A_PARTNER,
  loyaltyErrors.NO_WALLET,
  loyaltyErrors.NO_POINTS,
  loyaltyErrors.POINT_LOT_GONE,
  loyaltyErrors.NOT_ENOUGH_POINTS,
];
/** What it tells when they are used, and when what they were used for has ended. */
export const benefitsUsed = [
  couponEvents.CouponsRedeemed,
  loyaltyEvents.PointsUsed,
  loyaltyEvents.PointsEarned,
] as const;
export const benefitsEnded = [
  couponEvents.CouponsRolledBack,
  loyaltyEvents.PointsReturned,
  loyaltyEvents.PointsEarned,
  loyaltyEvents.PointsEnded,
] as const;
