import { read, withoutSpaces } from '../rules/capture';
import { holderOf, placeOf, settled } from '../rules/custody';
import { documentOf } from '../epcis/document';
import { eventsIn } from '../epcis/envelope';
import { keyOf } from './identity';
import { chain, firstDeclaration, eventAnswer } from './history';
import { record } from './recording/record';
import { gather } from './party';
import type { eventOperations } from '../api/event';
import type { HandlersOf } from '../tables';

export const eventHandlers: HandlersOf<typeof eventOperations> = {
  capture: (tx, { event, context, to, without }) =>
    record(tx, read(withoutSpaces(event, context, without), context), to),
  async captureDocument(tx, { document, to, without }) {
    const results = [];
    const context = document['@context'];
    for (const event of eventsIn(document))
      results.push(await record(tx, read(withoutSpaces(event, context, without), context), to));
    return { results };
  },
  async read(tx, { epc: given }) {
    const part = await tx.parts.get(await keyOf(tx, given));
    const things = await gather(tx, [part.epc]);
    const place = placeOf(part, things);
    return {
      ...part,
      ...(place !== undefined && { place }),
      state: { ...settled(part, things), custodian: holderOf(part, things) },
    };
  },
  async readEvent(tx, _request, { on: event }) {
    const { items } = await tx.declarations.list({ size: 100 }, event.hash);
    return { event: eventAnswer(event), declarations: items };
  },
  async listEvents(tx, request) {
    const { records, next } = await chain(tx, request);
    return { items: records.map(eventAnswer), ...(next && { next }) };
  },
  async exportEvents(tx, request) {
    const { records, next } = await chain(tx, request);
    const told = [];
    for (const record of records) told.push({ record, declaration: await firstDeclaration(tx, record) });
    return { document: documentOf(told, tx.now), ...(next && { next }) };
  },
};
