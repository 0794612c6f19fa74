import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { count, id, member } from '../../kit/value/text';
import { everyone, people } from '../../words/role';
import { couponErrors as errors } from '../errors';
import { couponEvents as events } from '../events';
import { couponLife } from '../life';
import { Coupon, coupons, onCoupon } from '../records/coupon';
import { issuances, onPromotion, promotions } from '../records/promotion';
import { code, ofCoupon, ofPromotion } from './shape';
import { maybe } from '../../kit/ref';

const changed = [events.CouponChanged];

/** Single coupons. Each is a key, and is used once. */
export const couponOperations = {
  issueCoupons: submit({
    says: 'Issue coupons of an own promotion: unique ones by the hash of their code, assigned ones to members.',
    by: people,
    request: ofPromotion.extend({
      coupons: z
        .array(
          z.strictObject({
            couponId: id.meta({ description: 'of a unique one the SHA-256 of its code' }),
            holder: member.optional(),
          }),
        )
        .min(1)
        .max(100),
    }),
    on: onPromotion,
    creates: ({ promotionId, coupons: [first] }) => coupons.at(promotionId, first?.couponId ?? ''),
    again: (_coupon, { promotionId }, { coupons: all }) => ({ promotionId, issued: all.length }),
    loads: ({ promotionId, coupons: all }) => ({
      issuance: maybe(issuances.at(promotionId)),
      before: all.map(({ couponId }) => maybe(coupons.at(promotionId, couponId))),
    }),
    response: z.strictObject({ promotionId: id, issued: count(100) }),
    errors: [errors.CODES_OTHER, errors.VOUCHERS_SPENT],
    events: [events.CouponsIssued],
  }),
  transferCoupon: submit({
    says: 'Give a coupon to another member, where the promotion lets it.',
    by: people,
    request: ofCoupon.extend({ to: member }),
    on: onCoupon,
    step: couponLife.transferCoupon,
    loads: ({ promotionId }) => ({ promotion: promotions.at(promotionId) }),
    response: Coupon,
    errors: [errors.NOT_TRANSFERABLE],
    events: changed,
  }),
  reserve: submit({
    says: 'Keep a coupon for an order, for some minutes: no other order may use it meanwhile.',
    by: people,
    request: ofCoupon.extend({ code: code.optional(), orderId: id, minutes: count(1_440, 1) }),
    on: onCoupon,
    step: couponLife.reserve,
    response: Coupon,
    errors: [errors.COUPON_CODE_WRONG, errors.COUPON_RESERVED],
    events: changed,
  }),
  release: submit({
    says: 'Let a reserved coupon go.',
    by: people,
    request: ofCoupon.extend({ code: code.optional() }),
    on: onCoupon,
    step: couponLife.release,
    done: ({ status }) => status === 'issued',
    response: Coupon,
    errors: [errors.COUPON_CODE_WRONG],
    events: changed,
  }),
  voidCoupon: submit({
    says: 'Take a coupon out of use, as its merchant.',
    by: people,
    request: ofCoupon,
    on: onCoupon,
    step: couponLife.voidCoupon,
    done: ({ status }) => status === 'void',
    response: Coupon,
    events: changed,
  }),
  expireCoupon: submit({
    says: 'Write down that the time of a coupon is over. Anyone may.',
    by: everyone,
    request: ofCoupon,
    on: onCoupon,
    step: couponLife.expireCoupon,
    done: ({ status }) => status === 'expired',
    response: Coupon.pick({ promotionId: true, couponId: true, status: true }),
    errors: [errors.COUPON_STANDS],
    events: changed,
  }),
  readCoupon: evaluate({
    says: 'Read a coupon.',
    by: everyone,
    request: ofCoupon,
    on: onCoupon,
    response: Coupon,
  }),
  listCoupons: evaluate({
    says: 'List the own coupons.',
    by: everyone,
    request: page.extend({ holder: member }),
    response: pageOf(Coupon),
  }),
};
