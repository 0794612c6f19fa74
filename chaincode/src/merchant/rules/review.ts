import type { z } from 'zod';
import { without } from '../../kit/view';
import { DAY_MS, toMillis } from '../../kit/value/time';
import { type Review, type SeenReview, WHOSE } from '../records/review';

/** A review as this reader may see it: who wrote it about which visit is for the writer and the merchant. */
export const reviewSeen = (review: Review, is: (party: string) => boolean): z.output<typeof SeenReview> =>
  is(review.by) || is(review.merchant) ? review : without(review, WHOSE);
/** A review weighs half after half a year. */
export const HALF_LIFE_DAYS = 180;

/** The newest, in order of time, newest first. */
export const latestOf = (all: readonly Review[], most: number): Review[] =>
  all.toSorted((left, right) => (left.at === right.at ? 0 : left.at < right.at ? 1 : -1)).slice(0, most);

/** Thousandths of a star, averaged with weights that halve with every half-life; none without reviews. */
export function averageOf(all: readonly Pick<Review, 'stars' | 'at'>[], now: string): number | undefined {
  const weighed = all.map(({ stars, at }) => {
    const halvings = Math.floor((toMillis(now) - toMillis(at)) / (HALF_LIFE_DAYS * DAY_MS));
    return { stars, weight: 2 ** Math.max(0, 10 - Math.max(0, halvings)) };
  });
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0);
  const stars = weighed.reduce((sum, one) => sum + one.stars * one.weight, 0);
  return total === 0 ? undefined : Math.floor((stars * 1000) / total);
}
