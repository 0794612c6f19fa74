import { ContractError } from '../../kit/errors';
import { sha256 } from '../../kit/value/hash';
import { read, withoutSpaces } from '../rules/capture';
import { holderOf, placeOf, settled } from '../rules/custody';
import { documentOf } from '../epcis/document';
import { type AnyDocument, eventsIn } from '../epcis/envelope';
import { type DocumentHead, textTold } from '../records/document';
import { keyOf } from './identity';
import { chain, firstDeclaration, eventAnswer } from './history';
import { record } from './recording/record';
import { gather, partyOf } from './party';
import type { eventOperations } from '../api/event';
import type { HandlersOf, WriteTx } from '../tables';

/** Keeps what a document says beside its events, once; answers its key. */
async function keepHead(
  tx: WriteTx,
  document: AnyDocument,
  known: DocumentHead | undefined,
): Promise<string | undefined> {
  const text = known ? known.text : textTold(document);
  if (text === undefined) return undefined;
  const head = known ?? { document: sha256(text), by: partyOf(tx.caller), at: tx.now, text };
  if (!known) await tx.documents.put(head);
  return head.document;
}

export const eventHandlers: HandlersOf<typeof eventOperations> = {
  capture: (tx, { event, context, to, without }) =>
    record(tx, read(withoutSpaces(event, context, without), context), to),
  async captureDocument(tx, { document, to, without }, { known }) {
    const results = [];
    const context = document['@context'];
    const told = await keepHead(tx, document, known);
    for (const [item, event] of eventsIn(document).entries())
      try {
        results.push(await record(tx, read(withoutSpaces(event, context, without), context), to, told));
      } catch (error) {
        throw error instanceof ContractError ? error.with({ item }) : error;
      }
    return { results, ...(told !== undefined && { document: told }) };
  },
  readDocument: (_tx, _request, { on: { text, ...kept } }) => ({ ...kept, head: JSON.parse(text) as never }),
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
