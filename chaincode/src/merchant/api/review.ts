import { z } from 'zod';
import { evaluate, submit } from '../../kit/api';
import { count, id, member, sha256Hex } from '../../kit/value/text';
import { everyone } from '../../words/role';
import { merchantErrors as errors } from '../errors';
import { merchantEvents as events } from '../events';
import { Score } from '../records/outcome';
import { Review, SeenReview, reviews } from '../records/review';
import { shops, ofMerchant } from './shape';

/** What customers say of a merchant, and how it kept its word. */
export const reviewOperations = {
  rebut: submit({
    says: 'Answer a review, once.',
    by: shops,
    request: z.strictObject({ merchant: member, bookingId: id, textHash: sha256Hex }),
    on: ({ merchant, bookingId }) => reviews.at(...merchant.split('/'), bookingId),
    response: Review,
    errors: [errors.REBUTTED_ALREADY],
    events: [events.ReviewAnswered],
  }),
  readReputation: evaluate({
    says:
      'Read the reputation of a merchant: reviews of settled bookings, newer ones weighing more, and how ' +
      'it kept its promises of late.',
    by: everyone,
    request: ofMerchant,
    response: z.strictObject({
      merchant: member,
      reviews: z.array(SeenReview).max(100).meta({ description: 'the newest' }),
      reviewCount: count(2_000).meta({ description: 'that the stars are the average of' }),
      more: z.boolean().meta({ description: 'there are reviews beyond them' }),
      milliStars: count(5_000).optional().meta({ description: 'thousandths of a star' }),
      kept: Score.meta({ description: 'of bookings that ended in this month and the two before' }),
    }),
  }),
};
