import { dayOf } from '../../kit/value/time';
import type { Reached } from '../records/proof';
import { checkProofs, lineWith } from '../rules/proof';
import { isInstance } from '../gs1/level';
import { customerOf, holderOf, type Things } from '../rules/custody';
import { spread } from '../rules/inside/carried';
import { partEvents } from '../events';
import type { NotificationStep } from '../life';
import { canonicalLink } from '../gs1/link';
import { keyOf, keysOf } from './identity';
import type { Notification } from '../records/notification';
import { blocks, forward, heldLots, move, raise, tierOf } from '../rules/notification';
import type { Part } from '../records/part';
import { gather, partyOf } from './party';
import type { WriteTx, HandlersOf } from '../tables';
import type { notificationOperations } from '../api/notification';

export const notificationHandlers: HandlersOf<typeof notificationOperations> = {
  async raise(tx, content) {
    const affected = await keysOf(tx, content.affected);
    return told(tx, raise({ ...content, affected }, partyOf(tx.caller), tx.now));
  },
  async forward(tx, { relatedNotificationId: _before, proofs = [], ...next }, { before: notice }) {
    const by = partyOf(tx.caller);
    const affected = await keysOf(tx, next.affected ?? notice.affected);
    const parents = new Map<string, string>();
    for (const { parent } of proofs) parents.set(parent, await keyOf(tx, parent));
    const sealed = await tx.seals.findMany(
      proofs.map(({ parent }) => [parents.get(parent) ?? '', 'bom', by]),
    );
    checkProofs(proofs, notice.affected, affected, sealed);
    const proven = new Set(parents.values()).size;
    return told(tx, forward(notice, { ...next, affected, proven }, by, tx.now));
  },
  send: (tx, _request, { on }) => step(tx, 'send', on),
  cancel: (tx, _request, { on }) => step(tx, 'cancel', on),
  receive: (tx, _request, { on }) => step(tx, 'receive', on),
  acknowledge: (tx, _request, { on }) => step(tx, 'acknowledge', on),
  accept: (tx, { answer }, { on }) => step(tx, 'accept', on, answer),
  decline: (tx, { answer }, { on }) => step(tx, 'decline', on, answer),
  close: (tx, _request, { on }) => step(tx, 'close', on),
  readNotification: (_tx, _request, { on }) => on,
  listNotifications: (tx, { side, ...page }) =>
    tx.notifications.listBy(side === 'received' ? 'byRecipient' : 'bySender', [partyOf(tx.caller)], page),
  async searchBoms(tx, { children, ...page }) {
    const [party, wanted] = [partyOf(tx.caller), new Set(children.map(canonicalLink))];
    const { items: sealed, ...more } = await tx.seals.listBy('bomsOf', [party], page);
    const kept = await tx.boms.revealMany(
      tx.caller.org,
      sealed.map(({ epc }) => [epc, party]),
    );
    const found = sealed.flatMap((one, at) => (kept[at] && lineWith(wanted, kept[at], one)) ?? []);
    const things = await gather(
      tx,
      found.map(({ parent }) => parent),
    );
    return { items: found.map((line) => withCustomer(line, things, party)), ...more };
  },
  async listTiers(tx, { id, ...page }) {
    const { items, next } = await tx.notifications.listBy('byRoot', [id], page);
    const tiers = items.map((notice) => tierOf(notice, dayOf(tx.now)));
    return { items: tiers, ...(next && { next }) };
  },
};

async function told(tx: WriteTx, notice: Notification): Promise<Notification> {
  await tx.notifications.put(notice);
  const { id, root, tier, from, to, status } = notice;
  tx.tell(partEvents.NotificationMoved, { id, root, tier, from, to, status });
  return notice;
}

async function step(
  tx: WriteTx,
  name: NotificationStep,
  notice: Notification,
  answer?: string,
): Promise<Notification> {
  const moved = move(notice, name, tx.now, answer);
  if (moved.type === 'BLOCK') await hold(tx, moved);
  return told(tx, moved);
}

/** Holds what a BLOCK names, or lets it go: parts wherever they are, and lots in the recipient's hands. */
async function hold(tx: WriteTx, notice: Notification): Promise<void> {
  const things = await gather(tx, notice.affected);
  const changed = new Map<string, Part>();
  for (const epc of notice.affected) {
    const now = { ...things, parts: new Map([...things.parts, ...changed]) };
    const part = now.parts.get(epc);
    const after = part && blocks(notice, part, holderOf(part, now));
    if (!after || after === part) continue;
    changed.set(epc, after);
    now.parts.set(epc, after);
    for (const above of spread(after, [], now)) changed.set(above.epc, above);
  }
  for (const part of changed.values()) await tx.parts.put(part);
  const lots = notice.affected.filter((id) => !isInstance(id));
  if (lots.length === 0) return;
  const known = await tx.heldLots.find(notice.to);
  const after = heldLots(notice, known, lots);
  if (known || after.lots.length > 0) await tx.heldLots.put(after);
}

/**
 * What the bill itself says of the customer is believed before the ledger, where the part may have gone
 * further since.
 */
function withCustomer(line: Reached, things: Things, party: string): Reached {
  const part = things.parts.get(line.parent);
  const customer = line.customer ?? (part && customerOf(part, things, party));
  return customer === undefined ? line : { ...line, customer };
}
