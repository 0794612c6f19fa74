import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { signedMoney } from '../../kit/value/money';
import { count, member } from '../../kit/value/text';
import { everyone, people } from '../../words/role';
import { couponErrors as errors } from '../errors';
import { couponEvents as events } from '../events';
import { promotionLife } from '../life';
import { Offer, onPromotion, Promotion } from '../records/promotion';
import { Stacking } from '../records/stacking';
import { ofPromotion } from './shape';

const changed = [events.PromotionChanged];

/** What merchants offer, by themselves. */
export const promotionOperations = {
  publishPromotion: submit({
    says: 'Draft a promotion: what it takes off, for whom, when, where and how often. Nothing may change it later.',
    by: people,
    request: Offer,
    creates: onPromotion,
    response: Promotion,
    errors: [errors.PROMOTION_TERMS, errors.ISSUER_NOT_READY],
    events: changed,
  }),
  activate: submit({
    says: 'Let a promotion be used, from its first day on; or again, after a pause.',
    by: people,
    request: ofPromotion,
    on: onPromotion,
    step: promotionLife.activate,
    done: ({ status }) => status === 'active',
    response: Promotion,
    errors: [errors.ISSUER_NOT_READY],
    events: changed,
  }),
  pause: submit({
    says: 'Stop a promotion for the time being.',
    by: people,
    request: ofPromotion,
    on: onPromotion,
    step: promotionLife.pause,
    done: ({ status }) => status === 'paused',
    response: Promotion,
    events: changed,
  }),
  endPromotion: submit({
    says: 'End a promotion for good.',
    by: people,
    request: ofPromotion,
    on: onPromotion,
    step: promotionLife.endPromotion,
    done: ({ status }) => status === 'ended',
    response: Promotion,
    events: changed,
  }),
  setStacking: submit({
    says: 'Say how coupons go together at the own business: order, exclusive and joint categories, limits.',
    by: people,
    request: Stacking,
    response: Stacking,
    events: [events.StackingSet],
  }),
  readStacking: evaluate({
    says: 'Read how coupons go together at a merchant.',
    by: everyone,
    request: z.strictObject({ merchant: member }),
    response: Stacking,
  }),
  readPromotion: evaluate({
    says: 'Read a promotion, how it stands now and what is left of its budget.',
    by: everyone,
    request: ofPromotion,
    on: onPromotion,
    response: z.strictObject({
      promotion: Promotion,
      standing: z.enum(['draft', 'upcoming', 'active', 'paused', 'spent', 'over', 'ended']),
      uses: count(1_000_000_000),
      spent: signedMoney,
      usesLeft: count(1_000_000_000).optional(),
      left: signedMoney.optional(),
    }),
  }),
  listPromotions: evaluate({
    says: 'List the promotions of a merchant, or those that may be used there.',
    by: everyone,
    request: page.extend({ merchant: member, usable: z.boolean().optional() }),
    response: pageOf(Promotion),
  }),
};
