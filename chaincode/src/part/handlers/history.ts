import { demand, kitErrors } from '../../kit/errors';
import { transformationIn } from '../epcis/transformation';
import { isClass } from '../gs1/level';
import { eventOut } from '../epcis/document';
import { keyOf } from './identity';
import { claimsAnother, hashId } from '../epcis/hash';
import type { Part } from '../records/part';
import type { Declaration } from '../records/declaration';
import type { EventRecord } from '../records/event';
import type { ReadTx } from '../tables';
import { walk } from '../rules/trace/walk';

/** An event as operations answer it. */
export function eventAnswer(record: EventRecord) {
  const { hash, type, by, at, eventAt, namespaces, document, erroneous } = record;
  const event = eventOut(record);
  return {
    eventId: hashId(hash),
    type,
    by,
    at,
    eventAt,
    namespaces,
    event,
    ...(document !== undefined && { document }),
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

interface Asked {
  readonly epc: string;
  readonly size?: number | undefined;
  readonly after?: string | undefined;
}
interface Paged {
  readonly records: readonly EventRecord[];
  readonly next?: string | undefined;
}

/** A page of the events of a thing, newest first; of a lot or class, that of all events that name it. */
export async function chain(tx: ReadTx, asked: Asked): Promise<Paged> {
  const { epc: given, size = 20, after } = asked;
  const key = await keyOf(tx, given);
  const part: Part | undefined = isClass(key) ? undefined : await tx.parts.find(key);
  if (part === undefined) return ofLot(tx, key, asked);
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

/** How events name a lot: in a list of quantities, or as what was transformed. */
const NAMED = ['lot', 'input', 'output'] as const;

/** Events that name a lot or class, each once, list by list; within a page the newest first. */
async function ofLot(tx: ReadTx, lot: string, { epc, size = 20, after }: Asked): Promise<Paged> {
  const [, begun = 'lot', begins = ''] = /^(lot|input|output) (.*)$/s.exec(after ?? '') ?? [];
  const first = NAMED.findIndex((one) => one === begun);
  for (const [at, index] of NAMED.entries()) {
    if (at < first) continue;
    const mark = at === first ? begins : '';
    const page = { size, ...(mark !== '' && { after: mark }) };
    const { items, next } = await tx.events.listBy(index, [lot], page);
    if (items.length === 0 && next === undefined) continue;
    const following = NAMED[at + 1];
    const rest = next === undefined ? following && `${following} ` : `${index} ${next}`;
    // A transformation that has it on both sides was told as an input.
    const records = items.filter(
      ({ event, namespaces }) =>
        index !== 'output' || !transformationIn(event, namespaces)?.inputs.includes(lot),
    );
    return {
      records: records.toSorted((one, other) => (one.eventAt < other.eventAt ? 1 : -1)),
      ...(rest !== undefined && { next: rest }),
    };
  }
  demand(after !== undefined, kitErrors.NOT_FOUND, { kind: 'part', id: epc });
  return { records: [] };
}
