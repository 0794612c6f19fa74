import type { StepOf } from '../../kit/life';
import { onNotification, notifications, MAX_AFFECTED, Notification, Tier } from '../records/notification';
import { notificationLife } from '../life';
import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { id, line } from '../../kit/value/text';
import { mayCapture, mayRead } from '../records/role';
import { partErrors as errors } from '../errors';
import { partEvents as events } from '../events';
import { proof, Reached } from '../records/proof';
import { party } from '../records/part';

const notice = z.strictObject({ id });

const moving = { by: mayCapture, response: Notification, events: [events.NotificationMoved] };

const moved = (says: string, step: StepOf<Notification>) =>
  submit({ says, request: notice, on: onNotification, step, ...moving });

const answered = z.strictObject({ id, answer: line(1000).optional() });

const content = Notification.pick({
  id: true,
  type: true,
  severity: true,
  title: true,
  information: true,
  affected: true,
  to: true,
  targetOn: true,
});

/** Quality: notifications from tier to tier. */
export const notificationOperations = {
  raise: submit({
    says: 'Write a quality notification about parts to their maker or user.',
    by: mayCapture,
    request: content,
    creates: onNotification,
    response: Notification,
    errors: [errors.SENT_TO_ITSELF],
    events: [events.NotificationMoved],
  }),
  forward: submit({
    says: 'Pass an acknowledged notification on to the next tier.',
    by: mayCapture,
    request: z.strictObject({
      id,
      relatedNotificationId: id,
      to: party,
      information: line(1000).optional(),
      affected: Notification.shape.affected.optional(),
      proofs: z.array(proof).max(MAX_AFFECTED).optional(),
      targetOn: Notification.shape.targetOn,
    }),
    creates: onNotification,
    loads: ({ relatedNotificationId }) => ({ before: notifications.at(relatedNotificationId) }),
    response: Notification,
    errors: [
      errors.UNKNOWN_TIER,
      errors.NOT_ACKNOWLEDGED,
      errors.TOO_MANY_TIERS,
      errors.SENT_TO_ITSELF,
      errors.PROOF_FAILS,
    ],
    events: [events.NotificationMoved],
  }),
  send: moved('Send a notification.', notificationLife.send),
  cancel: moved('Cancel a notification that was not sent.', notificationLife.cancel),
  receive: moved('Confirm that a notification arrived.', notificationLife.receive),
  acknowledge: submit({
    says: 'Acknowledge a notification: somebody is on it.',
    request: notice,
    on: onNotification,
    step: notificationLife.acknowledge,
    ...moving,
    errors: [errors.TOO_MANY_BLOCKS],
  }),
  accept: submit({
    says: 'Accept what a notification says.',
    request: answered,
    on: onNotification,
    step: notificationLife.accept,
    ...moving,
    errors: [errors.TOO_MANY_BLOCKS],
  }),
  decline: submit({
    says: 'Decline what a notification says.',
    request: answered,
    on: onNotification,
    step: notificationLife.decline,
    ...moving,
  }),
  close: moved('Close a notification.', notificationLife.close),
  readNotification: evaluate({
    says: 'Read a notification as its sender, recipient, registrar or auditor.',
    by: mayRead,
    request: notice,
    on: onNotification,
    sides: ['sender', 'recipient', 'registrar', 'auditor'],
    response: Notification,
  }),
  listNotifications: evaluate({
    says: 'List the notifications that the caller received or sent.',
    by: mayCapture,
    request: page.extend({ side: z.enum(['received', 'sent']) }),
    response: pageOf(Notification),
  }),
  searchBoms: evaluate({
    says:
      'Look through a page of the own sealed bills of material for parts that hold any of some things; a ' +
      'page may find none and have a next.',
    by: mayCapture,
    request: page.extend({ children: Notification.shape.affected }),
    response: pageOf(Reached),
  }),
  listTiers: evaluate({
    says:
      'How far a notification got and how many parts it reached, tier by tier, without naming who is ' +
      'behind each tier.',
    by: mayRead,
    request: page.extend({ id }),
    on: onNotification,
    sides: ['sender', 'recipient', 'registrar', 'auditor'],
    response: pageOf(Tier),
  }),
};
