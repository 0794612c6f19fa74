import { defineLife } from '../kit/life';
import { complaints, complaintStatus } from './records/complaint';

/** A complaint. Deadlines of its law say when an answer is late and when it may be escalated (rules/). */
export const complaintLife = defineLife(
  complaints,
  { field: 'status', statuses: complaintStatus.options, initial: 'filed' },
  {
    holdOff: { by: 'respondent', from: ['filed'], to: '=' },
    // Who was silent may answer still; the supervisor decides all the same.
    answer: { by: 'respondent', from: ['filed', 'escalated'], to: ['answered', '='] },
    accept: { by: 'complainant', from: ['answered'], to: 'settled' },
    escalate: { by: 'complainant', from: ['filed', 'answered'], to: 'escalated' },
    decide: { by: 'auditor', from: ['escalated'], to: 'decided' },
    withdraw: { by: 'complainant', from: ['filed', 'answered', 'escalated'], to: 'withdrawn' },
  },
);
