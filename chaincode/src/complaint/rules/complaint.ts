import { demand } from '../../kit/errors';
import { dayOf, type Instant } from '../../kit/value/time';
import type { z } from 'zod';
import { homeOf } from '../../member/records/member';
import { complaintErrors } from '../errors';
import { complaintLife } from '../life';
import type { Complaint, word } from '../records/complaint';
import type { ComplaintLaw } from '../records/law';
import { dueAfter, isInTime, reasonToEscalate } from './deadline';

type Word = z.output<typeof word>;
interface By {
  readonly by: string;
  readonly now: Instant;
}

/** LAW_IMPOSSIBLE unless the longest time is at least that of the answer. */
export const mustBePossible = ({ answerDays: answer, longestDays: longest }: ComplaintLaw): void =>
  demand(longest >= answer, complaintErrors.LAW_IMPOSSIBLE, { longest, answer });

/** A complaint under a law, due by its days. Refuses with COMPLAINT_OF_ONESELF, LAW_UNFIT. */
export function complain(
  wish: Pick<Complaint, 'complaintId' | 'against' | 'subject' | 'concerns' | 'textHash' | 'complainant'>,
  law: ComplaintLaw,
  now: Instant,
): Complaint {
  const { against, subject } = wish;
  demand(against !== wish.complainant, complaintErrors.COMPLAINT_OF_ONESELF, { against });
  demand(law.subjects.includes(subject), complaintErrors.LAW_UNFIT, { lawId: law.lawId, subject });
  const { lawId, source, answerDays, longestDays, counts, escalateMonths } = law;
  return {
    ...wish,
    law: { lawId, source, answerDays, longestDays, counts, escalateMonths },
    status: 'filed',
    filedAt: now,
    dueOn: dueAfter(dayOf(now), answerDays, law),
  };
}

/** A holding reply in time. Refuses with HOLDING_UNKNOWN, ANSWER_OVERDUE. */
export function holdOff(
  complaint: Complaint,
  law: ComplaintLaw,
  reasonHash: string,
  now: Instant,
): Complaint {
  const { lawId, answerDays, longestDays } = law;
  demand(longestDays > answerDays && !complaint.holding, complaintErrors.HOLDING_UNKNOWN, { lawId });
  demand(isInTime(complaint, now), complaintErrors.ANSWER_OVERDUE, { dueOn: complaint.dueOn });
  const longestOn = dueAfter(dayOf(complaint.filedAt), longestDays, law);
  return { ...complaint, holding: { reasonHash, longestOn }, dueOn: longestOn };
}

/** The answer of whom it is against, late or not; one only. Refuses with ANSWERED_BEFORE. */
export function answer(complaint: Complaint, said: Word, { by, now }: By): Complaint {
  const { complaintId, status } = complaint;
  demand(complaint.answer === undefined, complaintErrors.ANSWERED_BEFORE, { complaintId });
  const to = status === 'escalated' ? 'escalated' : 'answered';
  return {
    ...complaint,
    status: complaintLife.step('answer', status, to),
    answer: { ...said, by, at: now, late: !isInTime(complaint, now) },
  };
}

/** To the supervisor: after silence, or after an answer that does not content. */
export function escalate(complaint: Complaint, textHash: string | undefined, now: Instant): Complaint {
  const why = reasonToEscalate(complaint, now);
  return {
    ...complaint,
    status: complaintLife.step('escalate', complaint.status),
    escalation: { why, at: now, ...(textHash !== undefined && { textHash }) },
  };
}

/** What the supervisor decides. Refuses with SUPERVISOR_CONCERNED who is of the organisation complained about. */
export function decide(complaint: Complaint, said: Word, { by, now }: By): Complaint {
  const { against } = complaint;
  const isConcerned = homeOf(by) === homeOf(against) && !against.includes('/');
  demand(!isConcerned, complaintErrors.SUPERVISOR_CONCERNED, { against });
  const decision = { ...said, by, at: now };
  return { ...complaint, status: complaintLife.step('decide', complaint.status), decision };
}
