import { z } from 'zod';
import { table } from '../../kit/table';
import { count, id, member, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';

/** A customer's word on one settled booking. The text stays with the apps; its hash is here. */
export const Review = z.strictObject({
  merchant: member,
  bookingId: id,
  by: member,
  stars: count(5, 1),
  textHash: sha256Hex.optional(),
  at: instant,
  rebuttal: z.strictObject({ textHash: sha256Hex, by: member, at: instant }).optional(),
});
export type Review = z.output<typeof Review>;
export const WHOSE = { bookingId: true, by: true } as const;
/** As others read it: what was said, not by whom about which visit. */
export const SeenReview = Review.partial(WHOSE);
/** Keyed by merchant and booking, so that there is one review a booking. */
export const reviews = table({
  kind: 'review',
  v: 1,
  schema: Review,
  id: (review) => [...review.merchant.split('/'), review.bookingId],
});
