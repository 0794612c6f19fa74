import { z } from 'zod';
import { defineLivingApi, evaluate, page, pageOf, submit } from '../kit/api';
import { id, sha256Hex } from '../kit/value/text';
import { everyone, people, type Role, staff } from '../words/role';
import { organisations } from '../member/records/member';
import { merchantErrors } from '../merchant/errors';
import { merchants } from '../merchant/records/merchant';
import { party } from '../payment/records/party';
import { complaintErrors as errors } from './errors';
import { complaintEvents as events } from './events';
import { complaintLife } from './life';
import { Complaint, onComplaint, type Said, word } from './records/complaint';
import { ComplaintCount } from './records/count';
import { ComplaintLaw, complaintLaws, PublishedLaw } from './records/law';

const acting: readonly Exclude<Role, 'auditor'>[] = [...people, ...staff];
const one = z.strictObject({ complaintId: id });
const readers = ['complainant', 'respondent', 'auditor', 'registrar'] as const;
const changed = [events.ComplaintChanged];
const lawNamed = ({ lawId }: { readonly lawId: string }) => complaintLaws.at(lawId);
const lawOf = (_request: object, { law }: Complaint) => ({ law: lawNamed(law) });

/** Whether this very word was said before. */
const isSaid = (
  said: z.output<typeof Said> | undefined,
  { outcome, textHash, remedy }: z.output<typeof word>,
): boolean =>
  said?.outcome === outcome &&
  said.textHash === textHash &&
  said.remedy?.amount === remedy?.amount &&
  said.remedy?.currency === remedy?.currency;

/** All that may be asked about complaints, one value. */
export const complaintApi = defineLivingApi(
  'complaint',
  'Complaints against organisations and merchants: filed, answered in the time of a law, escalated, counted.',
  {
    publishLaw: submit({
      says: 'Publish the deadlines of a law as the supervisor. Under their id they never change.',
      by: ['auditor'],
      request: ComplaintLaw,
      creates: lawNamed,
      response: PublishedLaw,
      errors: [errors.LAW_IMPOSSIBLE],
      events: [events.ComplaintLawPublished],
    }),
    readLaw: evaluate({
      says: 'Read the deadlines of a law.',
      by: everyone,
      request: z.strictObject({ lawId: id }),
      on: lawNamed,
      response: PublishedLaw,
    }),
    listLaws: evaluate({
      says: 'List the laws under which may be complained.',
      by: everyone,
      request: page,
      response: pageOf(PublishedLaw),
    }),
    complain: submit({
      says: 'Complain against an organisation or a merchant, under a law whose deadlines count from now.',
      by: acting,
      request: Complaint.pick({
        ...{ complaintId: true, against: true, subject: true, concerns: true, textHash: true },
      }).extend({ lawId: id }),
      creates: onComplaint,
      loads: ({ lawId, against }) => ({
        law: complaintLaws.at(lawId),
        shop: against.includes('/') ? merchants.at(...against.split('/')) : undefined,
        organisation: against.includes('/') ? undefined : organisations.at(against),
      }),
      response: Complaint,
      errors: [merchantErrors.NOT_A_MERCHANT, errors.COMPLAINT_OF_ONESELF, errors.LAW_UNFIT],
      events: [events.ComplaintFiled],
    }),
    holdOff: submit({
      says: 'Send a holding reply in time: why the answer takes longer, which gives the longest time of the law.',
      by: acting,
      request: one.extend({ reasonHash: sha256Hex }),
      on: onComplaint,
      step: complaintLife.holdOff,
      done: ({ holding }, { reasonHash }) => holding?.reasonHash === reasonHash,
      loads: lawOf,
      response: Complaint,
      errors: [errors.HOLDING_UNKNOWN, errors.ANSWER_OVERDUE],
      events: changed,
    }),
    answer: submit({
      says: 'Answer a complaint; after its day the answer counts as late.',
      by: acting,
      request: one.extend(word.shape),
      on: onComplaint,
      step: complaintLife.answer,
      done: ({ answer }, said) => isSaid(answer, said),
      response: Complaint,
      errors: [errors.ANSWERED_BEFORE],
      events: changed,
    }),
    accept: submit({
      says: 'Be content with the answer: the complaint is settled.',
      by: acting,
      request: one,
      on: onComplaint,
      step: complaintLife.accept,
      done: ({ status }) => status === 'settled',
      response: Complaint,
      events: changed,
    }),
    escalate: submit({
      says: 'Bring a complaint before the supervisor: after silence, or after an answer that does not content.',
      by: acting,
      request: one.extend({ textHash: sha256Hex.optional() }),
      on: onComplaint,
      step: complaintLife.escalate,
      done: ({ escalation }, { textHash }) => escalation !== undefined && escalation.textHash === textHash,
      response: Complaint,
      errors: [errors.ESCALATION_EARLY, errors.ESCALATION_LATE],
      events: changed,
    }),
    decide: submit({
      says: 'Decide an escalated complaint as the supervisor.',
      by: ['auditor'],
      request: one.extend(word.shape),
      on: onComplaint,
      step: complaintLife.decide,
      done: ({ decision }, said) => isSaid(decision, said),
      response: Complaint,
      errors: [errors.SUPERVISOR_CONCERNED],
      events: changed,
    }),
    withdraw: submit({
      says: 'Withdraw an own complaint.',
      by: acting,
      request: one,
      on: onComplaint,
      step: complaintLife.withdraw,
      done: ({ status }) => status === 'withdrawn',
      response: Complaint,
      events: changed,
    }),
    read: evaluate({
      says: 'Read a complaint, and whether its answer is overdue now.',
      by: everyone,
      request: one,
      on: onComplaint,
      sides: readers,
      response: Complaint.extend({ overdue: z.boolean() }),
    }),
    listComplaints: evaluate({
      says: 'List the complaints against a party, or those that it made: for itself, registrar and auditor.',
      by: everyone,
      request: page.extend({ party, made: z.boolean().optional() }),
      response: pageOf(Complaint),
    }),
    countComplaints: evaluate({
      says: 'Count the complaints against a party, 2000 a page, as the supervisor or the registrar.',
      by: ['auditor', 'registrar'],
      request: page.pick({ after: true }).extend({ against: party }),
      response: ComplaintCount.extend({ next: page.shape.after }),
    }),
  },
  { complaint: complaintLife },
);
