import { z } from 'zod';
import { evaluate, keep, page, pageOf, submit } from '../../kit/api';
import { id, line, org, sha256Hex } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { capturers, readers } from '../records/role';
import { partErrors as errors } from '../errors';
import { partEvents as events } from '../events';
import { proof, Reached } from '../records/proof';
import { MAX_AFFECTED, Notice, Tier } from '../records/notification';
import { party } from '../records/part';
import { disciplines, ReportDigest, report8d } from '../records/report';
import { warrantyClaim } from '../records/warrantyclaim';

const notice = z.strictObject({ id });
const moving = { by: capturers, response: Notice, events: [events.NotificationMoved] };
const step = (says: string) => submit({ says, request: notice, ...moving });
const answered = z.strictObject({ id, answer: line(1000).optional() });
const content = Notice.pick({
  id: true,
  type: true,
  severity: true,
  title: true,
  information: true,
  affected: true,
  to: true,
  targetOn: true,
});

/** Quality: notifications from tier to tier, 8D reports, warranty claims. */
export const qualityOperations = {
  raise: submit({
    says: 'Write a quality notification about parts to their maker or user.',
    by: capturers,
    request: content,
    response: Notice,
    errors: [errors.SENT_TO_ITSELF],
    events: [events.NotificationMoved],
  }),
  forward: submit({
    says: 'Pass an acknowledged notification on to the next tier.',
    by: capturers,
    request: z.strictObject({
      id,
      relatedNotificationId: id,
      to: party,
      information: line(1000).optional(),
      affected: Notice.shape.affected.optional(),
      proofs: z.array(proof).max(MAX_AFFECTED).optional(),
      targetOn: Notice.shape.targetOn,
    }),
    response: Notice,
    errors: [errors.UNKNOWN_TIER, errors.NOT_ACKNOWLEDGED, errors.TOO_MANY_TIERS, errors.SENT_TO_ITSELF, errors.PROOF_FAILS],
    events: [events.NotificationMoved],
  }),
  send: step('Send a notification.'),
  cancel: step('Cancel a notification that was not sent.'),
  receive: step('Confirm that a notification arrived.'),
  acknowledge: submit({
    says: 'Acknowledge a notification: somebody is on it.',
    request: notice,
    ...moving,
    errors: [errors.TOO_MANY_BLOCKS],
  }),
  accept: submit({ says: 'Accept what a notification says.', request: answered, ...moving, errors: [errors.TOO_MANY_BLOCKS] }),
  decline: submit({ says: 'Decline what a notification says.', request: answered, ...moving }),
  close: step('Close a notification.'),
  readNotification: evaluate({
    says: 'Read a notification as its sender, recipient, registrar or auditor.',
    by: readers,
    request: notice,
    response: Notice,
  }),
  listNotifications: evaluate({
    says: 'List the notifications that the caller received or sent.',
    by: capturers,
    request: page.extend({ side: z.enum(['received', 'sent']) }),
    response: pageOf(Notice),
  }),
  searchBoms: evaluate({
    says: 'Look through a page of the own sealed bills of material for parts that hold any of some things; a page may find none and have a next.',
    by: capturers,
    request: page.extend({ children: Notice.shape.affected }),
    response: pageOf(Reached),
  }),
  listTiers: evaluate({
    says: 'How far a notification got and how many parts it reached, tier by tier, without naming who is behind each tier.',
    by: readers,
    request: page.extend({ id }),
    response: pageOf(Tier),
  }),
  keepReport: keep({
    says: 'Keep an 8D report private; it names people.',
    by: capturers,
    request: z.strictObject({ notification: id }),
    secret: report8d,
    errors: [errors.REPORT_INCOMPLETE],
  }),
  report: submit({
    says: 'Say publicly how far the 8D report on a received notification is, with the seal of the report that was kept.',
    by: capturers,
    request: z.strictObject({
      notification: id,
      seal: sha256Hex,
      done: z.array(z.enum(disciplines)).max(8),
      closedOn: day.optional(),
    }),
    response: ReportDigest,
    errors: [errors.REPORT_INCOMPLETE],
    events: [events.ReportMoved],
  }),
  readReport: evaluate({
    says: 'Read how far an 8D report is.',
    by: readers,
    request: z.strictObject({ notification: id, party }),
    response: ReportDigest,
  }),
  revealReport: evaluate({
    says: 'Read an 8D report that the own organisation keeps.',
    by: capturers,
    request: z.strictObject({ notification: id, org }),
    response: report8d,
  }),
  keepWarrantyClaim: keep({
    says: 'Keep a warranty claim private, once its sums hold.',
    by: capturers,
    request: z.strictObject({ claimId: id }),
    secret: warrantyClaim,
    errors: [errors.SUM_DIFFERS],
  }),
  revealWarrantyClaim: evaluate({
    says: 'Read a warranty claim that the own organisation keeps.',
    by: capturers,
    request: z.strictObject({ claimId: id, org }),
    response: warrantyClaim,
  }),
};
