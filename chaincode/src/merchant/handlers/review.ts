import { demand } from '../../kit/errors';
import { mustServe } from './crew';
import { merchantErrors } from '../errors';
import { merchantEvents } from '../events';
import { scoreOf, scoredMonths } from '../rules/outcome';
import { averageOf, latestOf, reviewSeen } from '../rules/review';
import type { reviewOperations } from '../api/review';
import type { Part, Reading } from '../tables';
import { MOST_A_MONTH, type Outcome } from '../records/outcome';
import type { Review } from '../records/review';

/** What customers say of a merchant, and how it kept its word. */
export const reviewHandlers: Part<typeof reviewOperations> = {
  async rebut(tx, { merchant, bookingId, textHash }, { on: review }) {
    await mustServe(tx, merchant, 'manager');
    if (review.rebuttal?.textHash === textHash) return review;
    demand(review.rebuttal === undefined, merchantErrors.REBUTTED_ALREADY, { bookingId });
    const answered = { ...review, rebuttal: { textHash, by: tx.caller.member, at: tx.now } };
    await tx.reviews.put(answered);
    tx.tell(merchantEvents.ReviewAnswered, { merchant, bookingId });
    return answered;
  },
  async readReputation(tx, { merchant }) {
    const { reviews, more } = await reviewsOf(tx, merchant);
    const [milliStars, kept] = [averageOf(reviews, tx.now), scoreOf(await outcomesOf(tx, merchant))];
    const shown = latestOf(reviews, SHOWN).map((review) => reviewSeen(review, (party) => tx.is(party)));
    return { merchant, reviews: shown, reviewCount: reviews.length, more, milliStars, kept };
  },
};

/** Reviews that are answered one by one, and pages of as many that an average is made of. */
export const [SHOWN, PAGES] = [100, 20];

export async function reviewsOf(
  tx: Reading,
  merchant: string,
): Promise<{ reviews: Review[]; more: boolean }> {
  const reviews: Review[] = [];
  let after: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const { items, next } = await tx.reviews.list(
      { size: SHOWN, ...(after !== undefined && { after }) },
      ...merchant.split('/'),
    );
    reviews.push(...items);
    if (next === undefined) return { reviews, more: false };
    after = next;
  }
  return { reviews, more: true };
}

export async function outcomesOf(tx: Reading, merchant: string): Promise<Outcome[]> {
  const all: Outcome[] = [];
  for (const month of scoredMonths(tx.now))
    all.push(...(await tx.outcomes.list({ size: MOST_A_MONTH }, ...merchant.split('/'), month)).items);
  return all;
}
