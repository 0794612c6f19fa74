import { z } from 'zod';
import { demand } from '../../kit/errors';
import { table } from '../../kit/table';
import { count, id, line } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { partErrors } from '../errors';
import { noticeLife, noticeStatuses } from '../life';
import { uri } from '../../words/uri';
import { MAX_BLOCKS, type Part, party } from './part';

export const MAX_TIERS = 16;
export const MAX_AFFECTED = 100;

export const severity = z.enum(['MINOR', 'MAJOR', 'CRITICAL', 'LIFE-THREATENING']);

/** A quality notification from one party to the next. Forwarding makes a new one that names the one it answers, a tier further. */
export const Notice = z.strictObject({
  id,
  type: z.enum(['ALERT', 'INVESTIGATION', 'BLOCK']),
  severity,
  title: line(120),
  information: line(1000),
  affected: z.array(uri).min(1).max(MAX_AFFECTED).meta({ description: 'canonical EPCs or lots' }),
  from: party,
  to: party,
  status: z.enum(noticeStatuses),
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
export type Notice = z.output<typeof Notice>;
export type Content = Pick<Notice, 'id' | 'type' | 'severity' | 'title' | 'information' | 'affected' | 'to' | 'targetOn'>;

export const notices = table({
  kind: 'notification',
  v: 1,
  schema: Notice,
  id: (notice) => [notice.id],
  indexes: {
    byRecipient: ({ to }: Notice) => [to],
    bySender: ({ from }: Notice) => [from],
    byRoot: ({ root }: Notice) => [root],
  },
});

export function raise(content: Content, from: string, at: string): Notice {
  demand(content.to !== from, partErrors.SENT_TO_ITSELF, { party: from });
  return { ...content, from, at, status: 'CREATED', root: content.id, tier: 1, proven: 0 };
}

/** What a forwarder says anew; the rest is passed on as it came. */
export interface Next {
  readonly id: string;
  readonly to: string;
  readonly information?: string | undefined;
  readonly affected?: string[] | undefined;
  readonly proven?: number;
  readonly targetOn?: string | undefined;
}

/** Passes on what was acknowledged, to the next tier; it is sent at once. */
export function forward(notice: Notice, next: Next, from: string, at: string): Notice {
  demand(notice.to === from, partErrors.UNKNOWN_TIER, { id: notice.id, who: from });
  demand(['ACKNOWLEDGED', 'ACCEPTED'].includes(notice.status), partErrors.NOT_ACKNOWLEDGED, {
    id: notice.id,
    status: notice.status,
  });
  demand(notice.tier < MAX_TIERS, partErrors.TOO_MANY_TIERS, { id: notice.id, tiers: notice.tier, max: MAX_TIERS });
  const { answer: _answer, acknowledgedAt: _acknowledged, ...passed } = notice;
  const { id: newId, to, information = passed.information, affected = passed.affected, targetOn = passed.targetOn } = next;
  const raised = raise({ ...passed, id: newId, to, information, affected, targetOn }, from, at);
  return {
    ...raised,
    status: noticeLife.step('send', raised.status),
    root: notice.root,
    relatedNotificationId: notice.id,
    tier: notice.tier + 1,
    proven: next.proven ?? 0,
  };
}

export function move(notice: Notice, step: keyof typeof noticeLife.steps, at: string, answer?: string): Notice {
  const status = noticeLife.step(step, notice.status);
  return { ...notice, status, ...(step === 'acknowledge' && { acknowledgedAt: at }), ...(answer !== undefined && { answer }) };
}

/** Who may take a step: the side that the life names. */
export const sideOf = (notice: Notice, step: keyof typeof noticeLife.steps): { as: string; party: string } =>
  noticeLife.steps[step].by === 'sender' ? { as: 'the sender', party: notice.from } : { as: 'the recipient', party: notice.to };

/** A BLOCK that its recipient acknowledged holds the parts in the recipient's hands; declined or closed it lets them go, unless another still holds them. */
export function blocks(notice: Notice, part: Part, holder: string): Part {
  const { blocks: held = [], ...free } = part;
  if (notice.type !== 'BLOCK') return part;
  const holds = held.includes(notice.id);
  if (!['ACKNOWLEDGED', 'ACCEPTED'].includes(notice.status)) {
    const left = held.filter((one) => one !== notice.id);
    return holds ? { ...free, ...(left.length > 0 && { blocks: left }) } : part;
  }
  if (holds || holder !== notice.to) return part;
  demand(held.length < MAX_BLOCKS, partErrors.TOO_MANY_BLOCKS, { epc: part.epc, max: MAX_BLOCKS });
  return { ...part, blocks: [...held, notice.id] };
}

/** How far a notification got, without saying who is behind a tier. */
export const Tier = Notice.pick({ tier: true, status: true, acknowledgedAt: true, proven: true }).extend({
  affected: count(MAX_AFFECTED),
  overdue: z.boolean().meta({ description: 'its target day has passed and it is not answered' }),
  acknowledgementOverdue: z.boolean().meta({ description: 'its target day has passed and nobody is on it' }),
});

export function tierOf(
  { tier, status, acknowledgedAt, proven, affected, targetOn }: Notice,
  today: string,
): z.output<typeof Tier> {
  const past = targetOn !== undefined && targetOn < today;
  const acknowledgementOverdue = past && ['SENT', 'RECEIVED'].includes(status);
  const overdue = acknowledgementOverdue || (past && status === 'ACKNOWLEDGED');
  return {
    tier,
    status,
    proven,
    affected: affected.length,
    overdue,
    acknowledgementOverdue,
    ...(acknowledgedAt && { acknowledgedAt }),
  };
}
