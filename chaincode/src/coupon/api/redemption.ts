import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { id, member } from '../../kit/value/text';
import { everyone, people } from '../../words/role';
import { couponErrors as errors } from '../errors';
import { couponEvents as events } from '../events';
import { loyaltyEvents } from '../../loyalty/events';
import { couponLife, redemptionLife } from '../life';
import { onRedemption, Redemption } from '../records/coupon';
import { maybe } from '../../kit/ref';
import { promotions } from '../records/promotion';
import { stackings } from '../records/stacking';
import { Calculation } from '../records/order';
import { order } from './shape';

const ofRedemption = z.strictObject({ merchant: member, orderId: id });

/** Coupons in an order: what they take off, and why some do nothing. */
export const redemptionOperations = {
  check: evaluate({
    says: 'Calculate what coupons make of an order now, and say of each that does nothing why.',
    by: everyone,
    request: order.partial({ orderId: true, customer: true, expected: true }),
    response: Calculation,
  }),
  redeem: submit({
    says: 'Use coupons in an order at the own business. A coupon is used once, budgets are never passed.',
    by: people,
    request: order,
    creates: onRedemption,
    takes: [couponLife.redeem],
    loads: ({ merchant, coupons: all }) => ({
      stacking: maybe(stackings.at(merchant)),
      offered: [...new Set(all.map(({ promotionId }) => promotionId))].map((one) =>
        maybe(promotions.at(one)),
      ),
    }),
    response: Redemption,
    errors: [errors.NOTHING_APPLIED, errors.TOTAL_OTHER],
    events: [events.CouponsRedeemed, loyaltyEvents.PointsEarned],
  }),
  rollBack: submit({
    says: 'Undo the coupons of an order that was cancelled: budgets are given back, coupons too where the stacking says so.',
    by: people,
    request: ofRedemption,
    on: onRedemption,
    step: redemptionLife.rollBack,
    takes: [couponLife.rollBack],
    done: ({ status }) => status === 'rolledBack',
    response: Redemption,
    events: [events.CouponsRolledBack, loyaltyEvents.PointsEnded],
  }),
  readRedemption: evaluate({
    says: 'Read what coupons took off an order.',
    by: everyone,
    request: ofRedemption,
    on: onRedemption,
    response: Redemption,
  }),
  listRedemptions: evaluate({
    says: 'List the orders in which a member used coupons.',
    by: everyone,
    request: page.extend({ customer: member }),
    response: pageOf(Redemption),
  }),
};
