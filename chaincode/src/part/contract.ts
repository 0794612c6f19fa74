import { demand, kitErrors } from '../kit/errors';
import { implement } from '../kit/implement';
import type { TxOf } from '../kit/tx';
import { partApi } from './api';
import { declarationOf, read } from './capture';
import { documentOf, eventOut } from './document';
import type { EpcisEvent } from './epcis';
import { partEvents } from './events';
import { canonicalLink } from './link';
import type { noticeLife } from './life';
import { forward, move, type Notice, notices, raise, sideOf } from './notice';
import { hashId } from './prehash';
import { boms, declarations, type EventRecord, events, lotUses, type Part, parts, prices, seals } from './records';
import { partyOf, record } from './recording';
import { type Reader, traceFrom, traceUsed, walk } from './trace';

const tables = { events, parts, lotUses, declarations, seals, prices, boms, notices };
type Reading = TxOf<'evaluate', typeof tables>;
type Writing = TxOf<'submit', typeof tables>;

export const partRoom = implement(
  partApi,
  tables,
  {
    capture: (tx, { event, context, to }) => record(tx, read(event, context), to),
    async captureDocument(tx, { document, to }) {
      const results = [];
      for (const event of document.epcisBody.eventList) results.push(await record(tx, read(event, document['@context']), to));
      return { results };
    },
    read: (tx, { epc }) => tx.parts.get(canonicalLink(epc)),
    async readEvent(tx, { eventId }) {
      const event = await tx.events.get(digestIn(eventId));
      const { items } = await tx.declarations.list({ size: 100 }, event.hash);
      return { event: shown(event), declarations: items };
    },
    async listEvents(tx, request) {
      const { records, next } = await chain(tx, request);
      return { items: records.map(shown), ...(next && { next }) };
    },
    async exportEvents(tx, request) {
      const { records, next } = await chain(tx, request);
      return { document: documentOf(records, tx.now), ...(next && { next }) };
    },
    whereFrom: async (tx, { id, depth = 4 }) =>
      answered(await traceFrom(readerOf(tx), canonicalLink(id), { depth, links: MAX_LINKS })),
    whereUsed: async (tx, { id, depth = 4 }) =>
      answered(await traceUsed(readerOf(tx), canonicalLink(id), { depth, links: MAX_LINKS })),
    keepPrice: (tx, { epc }, secret) => tx.prices.keep(secret, canonicalLink(epc), partyOf(tx.caller)),
    keepBom: (tx, { epc }, secret) => tx.boms.keep(secret, canonicalLink(epc), partyOf(tx.caller)),
    async seal(tx, { epc: given, what, seal }) {
      const [epc, party] = [canonicalLink(given), partyOf(tx.caller)];
      await (what === 'price' ? tx.prices : tx.boms).check(tx.caller.org, seal, epc, party);
      const sealed = { epc, party, what, org: tx.caller.org, seal, at: tx.now };
      await tx.seals.put(sealed);
      tx.tell(partEvents.PartSealed, { epc, party, what, seal });
      return sealed;
    },
    readSeal: (tx, { epc, what, party }) => tx.seals.get(canonicalLink(epc), what, party),
    revealPrice: (tx, { epc, org }) => tx.prices.reveal(org, canonicalLink(epc), partyOf(tx.caller)),
    revealBom: (tx, { epc, org }) => tx.boms.reveal(org, canonicalLink(epc), partyOf(tx.caller)),
    async raise(tx, content) {
      const known = await tx.notices.known(content.id);
      if (known) return known;
      const affected = [...new Set(content.affected.map(canonicalLink))];
      return told(tx, raise({ ...content, affected }, partyOf(tx.caller), tx.now));
    },
    async forward(tx, { relatedNotificationId, ...next }) {
      const known = await tx.notices.known(next.id);
      if (known) return known;
      const notice = await tx.notices.get(relatedNotificationId);
      return told(tx, forward(notice, next, partyOf(tx.caller), tx.now));
    },
    send: (tx, { id }) => step(tx, 'send', id),
    cancel: (tx, { id }) => step(tx, 'cancel', id),
    receive: (tx, { id }) => step(tx, 'receive', id),
    acknowledge: (tx, { id }) => step(tx, 'acknowledge', id),
    accept: (tx, { id, answer }) => step(tx, 'accept', id, answer),
    decline: (tx, { id, answer }) => step(tx, 'decline', id, answer),
    close: (tx, { id }) => step(tx, 'close', id),
    async readNotification(tx, { id }) {
      const notice = await tx.notices.get(id);
      mustSee(tx, notice);
      return notice;
    },
    listNotifications: (tx, { side, ...page }) =>
      tx.notices.listBy(side === 'received' ? 'byRecipient' : 'bySender', [partyOf(tx.caller)], page),
    async listTiers(tx, { id, ...page }) {
      mustSee(tx, await tx.notices.get(id));
      const { items, next } = await tx.notices.listBy('byRoot', [id], page);
      const tiers = items.map(({ tier, status, acknowledgedAt }) => ({
        tier,
        status,
        ...(acknowledgedAt && { acknowledgedAt }),
      }));
      return { items: tiers, ...(next && { next }) };
    },
  },
  {
    capture: ({ event, context }) => keysOf(event, context),
    captureDocument: ({ document }) => {
      const keys = document.epcisBody.eventList.map((event) => keysOf(event, document['@context']));
      return { events: keys.flatMap((key) => key.events), parts: keys.flatMap((key) => key.parts) };
    },
  },
);

const MAX_LINKS = 500;
const digestIn = (eventId: string): string => eventId.slice('ni:///sha-256;'.length, -'?ver=CBV2.0'.length);

/** What capturing an event reads first. A request that cannot be read is refused by the handler, not here. */
function keysOf(event: EpcisEvent, context: unknown): { events: string[][]; parts: string[][]; declarations: string[][] } {
  const captured = read(event, context);
  const declaration = declarationOf(captured, '', '');
  return {
    events: [[captured.hash]],
    parts: captured.effects.things.map(({ epc }) => [epc]),
    declarations: declaration ? [[declaration.event, declaration.declaration]] : [],
  };
}

function shown(record: EventRecord) {
  const { hash, type, by, at, eventAt, namespaces, erroneous } = record;
  return {
    eventId: hashId(hash),
    type,
    by,
    at,
    eventAt,
    namespaces,
    event: eventOut(record),
    ...(erroneous !== undefined && { erroneous }),
  };
}

async function chain(
  tx: Reading,
  { epc: given, size = 20, after }: { epc: string; size?: number | undefined; after?: string | undefined },
) {
  const part: Part = await tx.parts.get(canonicalLink(given));
  const records: EventRecord[] = [];
  const next = await walk(readerOf(tx), after ?? part.lastEvent, part.epc, size, (found) => records.push(found));
  return { records, next };
}

const readerOf = (tx: Reading): Reader => ({
  part: (epc) => tx.parts.find(epc),
  event: (hash) => tx.events.find(hash),
  lotUses: async (lot) => (await tx.lotUses.list({ size: 100 }, lot)).items,
});

const answered = ({ links, truncated }: Awaited<ReturnType<typeof traceFrom>>) => ({
  links: links.map((link) => ({ ...link, event: hashId(link.event) })),
  truncated,
});

async function told(tx: Writing, notice: Notice): Promise<Notice> {
  await tx.notices.put(notice);
  const { id, root, tier, from, to, status } = notice;
  tx.tell(partEvents.NotificationMoved, { id, root, tier, from, to, status });
  return notice;
}

async function step(tx: Writing, name: keyof typeof noticeLife.steps, id: string, answer?: string): Promise<Notice> {
  const notice = await tx.notices.get(id);
  const side = sideOf(notice, name);
  tx.mustBe(side.as, side.party);
  return told(tx, move(notice, name, tx.now, answer));
}

function mustSee(tx: Reading, { from, to }: Notice): void {
  const sees = ['registrar', 'auditor'].includes(tx.caller.role) || tx.is(from) || tx.is(to);
  demand(sees, kitErrors.NOT_YOURS, {
    who: tx.caller.member,
    as: 'the sender or the recipient',
    needed: 'the sender or the recipient',
  });
}
