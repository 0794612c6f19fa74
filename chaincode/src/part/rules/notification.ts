import type { z } from 'zod';
import { demand } from '../../kit/errors';
import { partErrors } from '../errors';
import { notificationLife, type NotificationStep } from '../life';
import { MAX_BLOCKS, type Part } from '../records/part';
import { type Notification, type Tier, MAX_TIERS, type Content } from '../records/notification';

/** A new notification, not sent yet. Refuses one to oneself: SENT_TO_ITSELF. */
export function raise(content: Content, from: string, at: string): Notification {
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
export function forward(notice: Notification, next: Next, from: string, at: string): Notification {
  demand(notice.to === from, partErrors.UNKNOWN_TIER, { id: notice.id, who: from });
  demand(['ACKNOWLEDGED', 'ACCEPTED'].includes(notice.status), partErrors.NOT_ACKNOWLEDGED, {
    id: notice.id,
    status: notice.status,
  });
  demand(notice.tier < MAX_TIERS, partErrors.TOO_MANY_TIERS, {
    id: notice.id,
    tiers: notice.tier,
    max: MAX_TIERS,
  });
  const { answer: _answer, acknowledgedAt: _acknowledged, ...passed } = notice;
  const {
    id: newId,
    to,
    information = passed.information,
    affected = passed.affected,
    targetOn = passed.targetOn,
  } = next;
  const raised = raise({ ...passed, id: newId, to, information, affected, targetOn }, from, at);
  return {
    ...raised,
    status: notificationLife.step('send', raised.status),
    root: notice.root,
    relatedNotificationId: notice.id,
    tier: notice.tier + 1,
    proven: next.proven ?? 0,
  };
}

/** Takes a step of the life; acknowledging notes when, an answer what was said. */
export function move(
  notice: Notification,
  step: NotificationStep,
  at: string,
  answer?: string,
): Notification {
  const status = notificationLife.step(step, notice.status);
  return {
    ...notice,
    status,
    ...(step === 'acknowledge' && { acknowledgedAt: at }),
    ...(answer !== undefined && { answer }),
  };
}

/**
 * A BLOCK that its recipient acknowledged holds the parts in the recipient's hands; declined or closed it
 * lets them go, unless another still holds them.
 */
export function blocks(notice: Notification, part: Part, holder: string): Part {
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

/** How far a tier got, on a day; a target day that has passed without an answer is overdue. */
export function tierOf(
  { tier, status, acknowledgedAt, proven, affected, targetOn }: Notification,
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
