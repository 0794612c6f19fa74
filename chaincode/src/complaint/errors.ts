import { defineErrors } from '../kit/errors';

/** What the complaint room refuses, in order of precedence. */
export const complaintErrors = defineErrors({
  LAW_UNFIT: {
    says: 'The law {lawId} is not about {subject}.',
    cure: 'Name another one (complaint.listLaws).',
  },
  LAW_IMPOSSIBLE: {
    says: 'The longest time of {longest} days is shorter than the {answer} days for an answer.',
    cure: 'Copy both from the law; they are the same where it knows no holding reply.',
  },
  COMPLAINT_OF_ONESELF: {
    says: '{against} cannot complain against itself.',
    cure: 'Name whom it is against.',
  },
  HOLDING_UNKNOWN: {
    says: 'The law {lawId} knows no holding reply, or one was sent.',
    cure: 'Answer by the day that is due (complaint.answer).',
  },
  ANSWER_OVERDUE: {
    says: 'The answer was due on {dueOn}.',
    cure: 'Answer now (complaint.answer); it counts as late.',
  },
  ANSWERED_BEFORE: {
    says: 'The complaint {complaintId} was answered otherwise.',
    cure: 'Read the answer that stands (complaint.read).',
  },
  ESCALATION_EARLY: {
    says: 'An answer may still come until the end of {dueOn}.',
    cure: 'Escalate from the next day on, if there is none.',
    retry: 'later',
  },
  ESCALATION_LATE: {
    says: 'After the answer it could be escalated until {until}.',
    cure: 'Go to a court or a dispute body; what was said can be read here.',
  },
  SUPERVISOR_CONCERNED: {
    says: 'The complaint is against {against}, of which the supervisor is.',
    cure: 'Let an auditor of another organisation decide.',
  },
});
