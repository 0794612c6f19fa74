import { demand } from '../../kit/errors';
import {
  addDays,
  addMonths,
  type Day,
  dayOf,
  epochDays,
  type Instant,
  isAfter,
  isBefore,
  startOf,
} from '../../kit/value/time';
import { complaintErrors } from '../errors';
import type { Complaint } from '../records/complaint';
import type { ComplaintLaw } from '../records/law';

/** 1970-01-01 was a Thursday; Saturday and Sunday are the sixth and seventh day of the week (ISO 8601). */
const isWeekend = (on: Day): boolean => (((epochDays(on) + 3) % 7) + 7) % 7 >= 5;

/** The day so many days of the law after the receipt; the day of the receipt does not count. */
export function dueAfter(received: Day, days: number, { counts, holidays }: ComplaintLaw): Day {
  if (counts === 'days') return addDays(received, days);
  const closed = new Set(holidays);
  let on = received;
  for (let left = days; left > 0; ) {
    on = addDays(on, 1);
    if (!isWeekend(on) && !closed.has(on)) left -= 1;
  }
  return on;
}

/** Exclusive end of the last day for an answer. */
const endOf = ({ dueOn }: Pick<Complaint, 'dueOn'>): Instant => startOf(addDays(dueOn, 1));

export const isInTime = (complaint: Complaint, now: Instant): boolean => isBefore(now, endOf(complaint));

/** Whether nobody can answer in time any more, by no clock. */
export const isOverdue = (complaint: Complaint, now: Instant): boolean =>
  complaint.answer === undefined && complaint.status !== 'withdrawn' && isAfter(now, endOf(complaint));

/** Why it may be escalated: no answer came, or one that does not content. ESCALATION_EARLY, ESCALATION_LATE. */
export function reasonToEscalate(complaint: Complaint, now: Instant): 'silence' | 'answer' {
  const { answer, law, dueOn } = complaint;
  if (!answer) {
    demand(isOverdue(complaint, now), complaintErrors.ESCALATION_EARLY, { dueOn });
    return 'silence';
  }
  const until = addMonths(dayOf(answer.at), law.escalateMonths);
  demand(isBefore(now, startOf(addDays(until, 1))), complaintErrors.ESCALATION_LATE, { until });
  return 'answer';
}
