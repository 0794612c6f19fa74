import { z } from 'zod';
import { table } from '../../kit/table';
import { count, id, line } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';

/** What a complaint is about. */
export const subject = z.enum([
  ...(['payment', 'loan', 'insurance', 'service', 'rental', 'sale', 'data', 'other'] as const),
]);

/** Most holidays that a law names. */
const MOST_HOLIDAYS = 200;

/** The deadlines of a law for an answer, as the supervisor publishes them; they never change under their id. */
export const ComplaintLaw = z.strictObject({
  lawId: id,
  source: line(200).meta({ description: 'where it stands: act, article, clause' }),
  subjects: z.array(subject).min(1).max(subject.options.length),
  answerDays: count(365, 1).meta({ description: 'days from the receipt in which an answer is due' }),
  longestDays: count(365, 1).meta({
    description: 'days from the receipt that are the most, where a holding reply gives the reason',
  }),
  counts: z
    .enum(['days', 'businessDays'])
    .meta({ description: 'every day, or those from Monday to Friday that are no holiday' }),
  holidays: z.array(day).max(MOST_HOLIDAYS),
  escalateMonths: count(60, 1).meta({ description: 'months after an answer in which it may be escalated' }),
});
export type ComplaintLaw = z.output<typeof ComplaintLaw>;

export const PublishedLaw = ComplaintLaw.extend({ publishedAt: instant });
export const complaintLaws = table({
  kind: 'complaint-law',
  v: 1,
  schema: PublishedLaw,
  id: ({ lawId }) => [lawId],
});
