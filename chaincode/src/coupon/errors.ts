import { defineErrors } from '../kit/errors';

export const couponErrors = defineErrors({
  PROMOTION_TERMS: {
    says: 'The promotion cannot be published like this: {why}.',
    cure: 'Correct the terms.',
  },
  ISSUER_NOT_READY: {
    says: '{merchant} may issue no coupons: its capability issue_coupons is {status}.',
    cure: 'Ask for the capability and meet what it needs (merchant.read).',
    retry: 'later',
  },
  CODES_OTHER: {
    says: 'Coupons of {promotionId} are {codes}: {why}.',
    cure: 'Read the promotion (coupon.readPromotion).',
  },
  VOUCHERS_SPENT: {
    says: 'Of {promotionId} {issued} coupons were issued; with these the limit of {most} is passed.',
    cure: 'Publish another promotion.',
  },
  NOT_TRANSFERABLE: { says: 'Coupons of {promotionId} stay with whom they were given to.', cure: 'Use it.' },
  COUPON_CODE_WRONG: {
    says: 'The coupon {couponId} is not opened by this code, nor is it yours.',
    cure: 'Check the code.',
  },
  COUPON_RESERVED: {
    says: 'The coupon {couponId} is reserved until {until}.',
    cure: 'Use it in that order, or wait.',
    retry: 'later',
  },
  COUPON_STANDS: {
    says: 'The coupon {couponId} is good until {until}.',
    cure: 'Wait until it is over.',
    retry: 'later',
  },
  NOTHING_APPLIED: {
    says: 'No coupon takes anything off this order: {reasons}.',
    cure: 'See what each says (coupon.check), and leave out what does not fit.',
  },
  NOTHING_TO_PAY: {
    says: 'Coupons and points leave {left} minor units of {currency} to pay; something must be.',
    cure: 'Use fewer points, or another coupon.',
  },
  TOTAL_OTHER: {
    says: 'The order comes to {total}; {expected} was expected, in minor units of {currency}.',
    cure: 'Calculate again (coupon.check).',
    retry: 'later',
  },
});
