import { type Act, dueOf, kept } from '../kit/due/row';
import { type Merchant, merchants } from './records/merchant';
import { type Opened, openings } from './records/vote';

const isVotedOn = ({ status, review }: Merchant): boolean =>
  status === 'underReview' && review !== undefined && review.pausedAt === undefined;

const tickOf = (merchant: string, after?: string): Act => ({ after, request: () => ({ merchant }) });

/** What falls due of votes on merchants. */
export const merchantDues = [
  dueOf(merchants, {
    operation: 'tick',
    when: 'the vote is over, and again when the time to open ballots is',
    acts: (one: Merchant) =>
      isVotedOn(one) && one.review
        ? [tickOf(one.merchant, one.review.until), tickOf(one.merchant, one.review.openUntil)]
        : [],
  }),
  dueOf(openings, {
    operation: 'tick',
    when: 'a ballot was opened',
    looks: [kept(merchants, isVotedOn)],
    acts: ({ merchant, round }: Opened, look) =>
      look.find(merchants, ...merchant.split('/'))?.review?.round === round ? [tickOf(merchant)] : [],
  }),
];
