import type { EpcisDocument } from './envelope';
import type { EpcisEvent } from './event';
import { type Namespaces, STANDARD_CONTEXT } from './namespace';
import { hashId } from './hash';
import type { Declaration } from '../records/declaration';
import type { EventRecord } from '../records/event';

/**
 * An event as it goes out: what was captured, with its hash as eventID unless it had one, and when it was
 * recorded.
 */
export function eventOut(record: EventRecord, declaration?: Declaration): EpcisEvent {
  const held = record.event;
  return {
    ...held,
    eventID: held.eventID ?? hashId(record.hash),
    recordTime: record.at,
    ...(record.context !== undefined && { '@context': JSON.parse(record.context) }),
    ...(declaration && { errorDeclaration: JSON.parse(declaration.text) }),
  };
}

/** A recorded event and, if it was declared wrong, the declaration. */
export interface Recorded {
  readonly record: EventRecord;
  readonly declaration?: Declaration | undefined;
}

/** An event as it goes out, and what its prefixes stand for. */
export interface Outgoing {
  readonly event: EpcisEvent;
  readonly namespaces: Namespaces;
}

/**
 * Events of several captures in one list. Prefixes are declared once for all; an event whose prefix means
 * something else than an earlier one's declares it itself, so that each keeps its hash.
 */
export function gatherEvents(outgoing: readonly Outgoing[]): { context: unknown[]; eventList: EpcisEvent[] } {
  const shared: Record<string, string> = {};
  const eventList = outgoing.map(({ event, namespaces }) => {
    // An event whose @context says more than prefixes has it with itself.
    if (event['@context'] !== undefined) return event;
    const own = ownPrefixes(namespaces, shared);
    return { ...(own && { '@context': [own] }), ...event };
  });
  return {
    context: Object.keys(shared).length > 0 ? [STANDARD_CONTEXT, shared] : [STANDARD_CONTEXT],
    eventList,
  };
}

/** An EPCIS document of recorded events. */
export function documentOf(told: readonly Recorded[], createdAt: string): EpcisDocument {
  const { context, eventList } = gatherEvents(
    told.map(({ record, declaration }) => ({
      event: eventOut(record, declaration),
      namespaces: { ...declaration?.namespaces, ...record.namespaces },
    })),
  );
  return {
    '@context': context as EpcisDocument['@context'],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: createdAt,
    epcisBody: { eventList },
  };
}

function ownPrefixes(
  namespaces: Namespaces,
  shared: Record<string, string>,
): Record<string, string> | undefined {
  const differing: Record<string, string> = {};
  for (const [prefix, namespace] of Object.entries(namespaces)) {
    if (!Object.hasOwn(shared, prefix)) shared[prefix] = namespace;
    else if (shared[prefix] !== namespace) differing[prefix] = namespace;
  }
  return Object.keys(differing).length > 0 ? differing : undefined;
}
