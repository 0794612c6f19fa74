import { eventOut } from '../epcis/document';
import { keyOf } from './identity';
import { claimsAnother } from '../epcis/eventid';
import { hashId } from '../epcis/hash';
import type { Part } from '../records/part';
import type { Declaration } from '../records/declaration';
import type { EventRecord } from '../records/event';
import type { ReadTx } from '../tables';
import { walk } from '../rules/trace/walk';

/** An event as operations answer it. */
export function eventAnswer(record: EventRecord) {
  const { hash, type, by, at, eventAt, namespaces, erroneous } = record;
  const event = eventOut(record);
  return {
    eventId: hashId(hash),
    type,
    by,
    at,
    eventAt,
    namespaces,
    event,
    ...(claimsAnother(record.event, namespaces) && { wrongEventID: true as const }),
    ...(erroneous !== undefined && { erroneous }),
  };
}

export async function firstDeclaration(
  tx: ReadTx,
  { hash, erroneous }: EventRecord,
): Promise<Declaration | undefined> {
  return erroneous === undefined ? undefined : (await tx.declarations.list({ size: 1 }, hash)).items[0];
}

/** A page of the events of a thing, newest first. */
export async function chain(
  tx: ReadTx,
  { epc: given, size = 20, after }: { epc: string; size?: number | undefined; after?: string | undefined },
) {
  const part: Part = await tx.parts.get(await keyOf(tx, given));
  const records: EventRecord[] = [];
  const next = await walk(
    { event: (hash) => tx.events.find(hash) },
    after ?? part.lastEvent,
    part.epc,
    size,
    (found) => records.push(found),
  );
  return { records, next };
}
