import { whoever } from '../../kit/side';
import { z } from 'zod';
import { table } from '../../kit/table';
import { count, id, line } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { uri } from '../../words/uri';
import { party } from './part';

/** The notification of the Catena-X quality process, exactly as Trace-X runs it. */
export const notificationStatuses = [
  'CREATED',
  'SENT',
  'RECEIVED',
  'ACKNOWLEDGED',
  'ACCEPTED',
  'DECLINED',
  'CANCELED',
  'CLOSED',
] as const;

export const MAX_TIERS = 16;
export const MAX_AFFECTED = 100;

export const severity = z.enum(['MINOR', 'MAJOR', 'CRITICAL', 'LIFE-THREATENING']);

/**
 * A quality notification from one party to the next. Forwarding makes a new one that names the one it
 * answers, a tier further.
 */
export const Notification = z.strictObject({
  id,
  type: z.enum(['ALERT', 'INVESTIGATION', 'BLOCK']),
  severity,
  title: line(120),
  information: line(1000),
  affected: z.array(uri).min(1).max(MAX_AFFECTED).meta({ description: 'canonical EPCs or lots' }),
  from: party,
  to: party,
  status: z.enum(notificationStatuses),
  root: id.meta({ description: 'the notification that started it' }),
  relatedNotificationId: id.optional().meta({ description: 'the notification that this one passes on' }),
  tier: count(MAX_TIERS, 1),
  targetOn: day.optional().meta({ description: 'day by which the sender expects the answer' }),
  answer: line(1000).optional().meta({ description: 'what the recipient said on accepting or declining' }),
  proven: count(MAX_AFFECTED).meta({
    description: 'affected parts whose bill of material was shown to hold what was affected before',
  }),
  acknowledgedAt: instant.optional(),
  at: instant.meta({ description: 'when it was created' }),
});
export type Notification = z.output<typeof Notification>;
export type Content = Pick<
  Notification,
  'id' | 'type' | 'severity' | 'title' | 'information' | 'affected' | 'to' | 'targetOn'
>;

export const notifications = table({
  kind: 'notification',
  v: 1,
  schema: Notification,
  id: (notice) => [notice.id],
  indexes: {
    byRecipient: ({ to }: Notification) => [to],
    bySender: ({ from }: Notification) => [from],
    byRoot: ({ root }: Notification) => [root],
  },
  sides: {
    sender: ({ from }: Notification) => from,
    recipient: ({ to }: Notification) => to,
    registrar: whoever('registrar'),
    auditor: whoever('auditor'),
  },
});

/** How far a notification got, without saying who is behind a tier. */
export const Tier = Notification.pick({
  tier: true,
  status: true,
  acknowledgedAt: true,
  proven: true,
}).extend({
  affected: count(MAX_AFFECTED),
  overdue: z.boolean().meta({ description: 'its target day has passed and it is not answered' }),
  acknowledgementOverdue: z.boolean().meta({ description: 'its target day has passed and nobody is on it' }),
});

/** The notification that a request names. */
export const onNotification = ({ id: of }: { readonly id: string }) => notifications.at(of);
