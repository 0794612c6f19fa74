import type { z } from 'zod';
import { demand } from '../../kit/errors';
import { partErrors } from '../errors';
import { notificationLife, type NotificationStep } from '../life';
import { type HeldLots, MAX_HELD } from '../records/lot';
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

/** Whether a BLOCK was acknowledged by its recipient, and neither declined nor closed since. */
export const isInForce = ({ type, status }: Notification): boolean =>
  type === 'BLOCK' && ['ACKNOWLEDGED', 'ACCEPTED'].includes(status);

/**
 * A BLOCK that its recipient acknowledged holds the parts in the recipient's hands, those that come into them
 * later from then on; declined or closed it lets them go, unless another still holds them.
 */
export function blocks(notice: Notification, part: Part, holder: string): Part {
  const { blocks: held = [], ahead = [], ...free } = part;
  const holds = held.includes(notice.id) || ahead.some(({ notification }) => notification === notice.id);
  if (holds === isInForce(notice)) return part;
  const others = {
    blocks: held.filter((one) => one !== notice.id),
    ahead: ahead.filter(({ notification }) => notification !== notice.id),
  };
  if (isInForce(notice)) {
    demand(held.length + ahead.length < MAX_BLOCKS, partErrors.TOO_MANY_BLOCKS, {
      epc: part.epc,
      max: MAX_BLOCKS,
    });
    if (holder === notice.to) others.blocks.push(notice.id);
    else others.ahead.push({ party: notice.to, notification: notice.id });
  }
  return {
    ...free,
    ...(others.blocks.length > 0 && { blocks: others.blocks }),
    ...(others.ahead.length > 0 && { ahead: others.ahead }),
  };
}

/** The lots that are held in the hands of a notification's recipient, with or without those that it names. */
export function heldLots(
  notice: Notification,
  known: HeldLots | undefined,
  lots: readonly string[],
): HeldLots {
  const held = new Map((known?.lots ?? []).map(({ lot, notifications }) => [lot, notifications] as const));
  for (const lot of lots) {
    const others = (held.get(lot) ?? []).filter((one) => one !== notice.id);
    const all = isInForce(notice) ? [...others, notice.id] : others;
    demand(all.length <= MAX_BLOCKS, partErrors.TOO_MANY_BLOCKS, { epc: lot, max: MAX_BLOCKS });
    if (all.length > 0) held.set(lot, all);
    else held.delete(lot);
  }
  const list = [...held].map(([lot, notifications]) => ({ lot, notifications }));
  demand(list.length <= MAX_HELD, partErrors.TOO_MANY_BLOCKS, { epc: lots[0] ?? '', max: MAX_HELD });
  return { party: notice.to, lots: list };
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
