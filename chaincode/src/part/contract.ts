import { kitErrors, refuse } from '../kit/errors';
import { implement } from '../kit/implement';
import { partApi } from './api';
import { keysOf, read } from './rules/capture';
import { bomOf, serialPartOf } from './catenax/serialpart';
import { holderOf, settled } from './rules/custody';
import { documentOf, eventOut } from './epcis/document';
import { partErrors } from './errors';
import { partEvents } from './events';
import { canonicalLink } from './gs1/link';
import { batteryHandlers } from './handlers/passport';
import { qualityHandlers } from './handlers/notification';
import { enterPrefix, headOf, ownerOf } from './records/prefix';
import { tables } from './tables';
import { answered, chain, firstDeclaration, readerOf, shown } from './handlers/history';
import { gather, partyOf, record } from './handlers/recording';
import { countReached, traceFrom, traceUsed } from './rules/trace';

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
    async read(tx, { epc: given }) {
      const part = await tx.parts.get(canonicalLink(given));
      const things = await gather(tx, [part.epc]);
      return { ...part, state: { ...settled(part, things), custodian: holderOf(part, things) } };
    },
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
      const told = [];
      for (const record of records) told.push({ record, declaration: await firstDeclaration(tx, record) });
      return { document: documentOf(told, tx.now), ...(next && { next }) };
    },
    whereFrom: async (tx, { id, depth = 4 }) =>
      answered(await traceFrom(readerOf(tx), canonicalLink(id), { depth, links: MAX_LINKS })),
    whereUsed: async (tx, { id, depth = 4 }) =>
      answered(await traceUsed(readerOf(tx), canonicalLink(id), { depth, links: MAX_LINKS })),
    countAffected: (tx, { ids, depth = 4 }) =>
      countReached(readerOf(tx), [...new Set(ids.map(canonicalLink))], { depth, links: MAX_LINKS }),
    async exportSerialPart(tx, { epc }) {
      const { state } = await tx.parts.get(canonicalLink(epc));
      const made = state.madeBy === undefined ? undefined : await tx.events.find(state.madeBy);
      const found = made && serialPartOf(eventOut(made), made.namespaces);
      return found ?? refuse(partErrors.NOT_CATENA, { epc });
    },
    async exportBom(tx, { epc }) {
      const { records } = await chain(tx, { epc, size: MAX_LINKS });
      const told = records.filter(({ erroneous }) => erroneous === undefined);
      const found = bomOf(
        canonicalLink(epc),
        told.map((record) => ({ event: eventOut(record), namespaces: record.namespaces })),
      );
      return found ?? refuse(partErrors.NOT_CATENA, { epc });
    },
    async registerPrefix(tx, registered) {
      const { prefix, party, company } = registered;
      const block = await tx.prefixBlocks.find(headOf(prefix));
      const known = block?.prefixes.find((one) => one.prefix === prefix && one.party === party && one.company === company);
      if (known) return known;
      const entry = { ...registered, at: tx.now };
      await tx.prefixBlocks.put(enterPrefix(block, entry));
      tx.tell(partEvents.PrefixRegistered, { prefix, party });
      return entry;
    },
    async readPrefix(tx, { digits }) {
      const found = ownerOf(digits, await tx.prefixBlocks.find(headOf(digits)));
      return found ?? refuse(kitErrors.NOT_FOUND, { kind: 'company prefix', id: digits });
    },
    keepPrice: (tx, { epc }, { secret }) => tx.prices.keep(secret, canonicalLink(epc), partyOf(tx.caller)),
    keepBom: (tx, { epc }, { secret }) => tx.boms.keep(secret, canonicalLink(epc), partyOf(tx.caller)),
    async seal(tx, { epc: given, what, seal, children }) {
      const [epc, party] = [canonicalLink(given), partyOf(tx.caller)];
      await (what === 'price' ? tx.prices : tx.boms).check(tx.caller.org, seal, epc, party);
      const sealed = { epc, party, what, org: tx.caller.org, seal, at: tx.now, ...(children && { children }) };
      await tx.seals.put(sealed);
      tx.tell(partEvents.PartSealed, { epc, party, what, seal });
      return sealed;
    },
    readSeal: (tx, { epc, what, party }) => tx.seals.get(canonicalLink(epc), what, party),
    revealPrice: (tx, { epc, org }) => tx.prices.reveal(org, canonicalLink(epc), partyOf(tx.caller)),
    revealBom: (tx, { epc, org }) => tx.boms.reveal(org, canonicalLink(epc), partyOf(tx.caller)),
    ...qualityHandlers,
    ...batteryHandlers,
  },
  {
    capture: ({ event, context }) => keysOf(event, context),
    captureDocument: ({ document }) => {
      const keys = document.epcisBody.eventList.map((event) => keysOf(event, document['@context']));
      return {
        events: keys.flatMap((key) => key.events),
        parts: keys.flatMap((key) => key.parts),
        lotUses: keys.flatMap((key) => key.lotUses),
        prefixBlocks: keys.flatMap((key) => key.prefixBlocks),
      };
    },
  },
);

const MAX_LINKS = 500;
const digestIn = (eventId: string): string => eventId.slice('ni:///sha-256;'.length, -'?ver=CBV2.0'.length);
