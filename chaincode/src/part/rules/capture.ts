import { demand, kitErrors } from '../../kit/errors';
import { canonical } from '../../kit/value/json';
import { sha256 } from '../../kit/value/hash';
import { addMillis, MINUTE_MS } from '../../kit/value/time';
import { type Effects, effectsOf } from './effect';
import { isClass } from '../gs1/level';
import { isLinkChecked } from '../gs1/urn';
import { withoutNamespaces } from '../epcis/foreign';
import { type EpcisEvent, isCustom } from '../epcis/event';
import { partErrors } from '../errors';
import { canonicalLink, whyNoLink } from '../gs1/link';
import { MAX_CONTEXT } from '../epcis/context';
import {
  contextBeyond,
  expandValue,
  type Namespaces,
  namespacesOf,
  usedNamespaces,
} from '../epcis/namespace';
import { headsOf } from './prefix';
import { digestsOf } from '../epcis/hash';
import type { Declaration } from '../records/declaration';
import type { EventRecord } from '../records/event';
import type { Sighting } from './sighting';
import { toUtc } from '../epcis/timestamp';
import { bareTerm } from '../epcis/vocabulary';

/** An event read and weighed, before anything is known of its things. */
export interface Captured {
  readonly event: EpcisEvent;
  readonly namespaces: Namespaces;
  readonly hash: string;
  /** The hash that it had when ids were read otherwise, where that was another. */
  readonly former?: string;
  readonly effects: Effects;
  /** Its @context, where that says more than prefixes. */
  readonly context?: readonly unknown[];
}

/** Nobody sets the clocks of scanners; further ahead an event is no observation any more. */
export const CLOCK_LEEWAY = 15 * MINUTE_MS;

interface Peeked extends Pick<Captured, 'hash' | 'former' | 'effects'> {
  readonly declared: Namespaces;
}

/**
 * The plan of an operation looks at an event, and then its handler does: the same objects of one request, so
 * the same look.
 */
const looks = new WeakMap<EpcisEvent, { readonly context: unknown; readonly peeked: Peeked }>();

/** An event without the fields of the namespaces named. */
export const withoutSpaces = (
  event: EpcisEvent,
  context: unknown,
  named: readonly string[] = [],
): EpcisEvent => withoutNamespaces(event, namespacesOf(context, event['@context']), named);

/** What an event says and names, without judging it: a plan fetches by this before anything is refused. */
export function peek(event: EpcisEvent, context: unknown): Peeked {
  const known = looks.get(event);
  if (known && known.context === context) return known.peeked;
  const declared = namespacesOf(context, event['@context']);
  const peeked = { declared, effects: effectsOf(event, declared), ...digestsOf(event, declared) };
  looks.set(event, { context, peeked });
  return peeked;
}

/**
 * Reads an event: refuses ids that begin a GS1 key and name nothing (LINK_MALFORMED) and wrong check digits
 * (CHECK_DIGIT_WRONG).
 */
export function read(event: EpcisEvent, context: unknown): Captured {
  const { declared, effects, hash, former } = peek(event, context);
  const { '@context': own, ...bare } = event;
  const lots = effects.lots.map(({ lot, field }) => ({ epc: lot, field }));
  for (const { epc, field } of [...effects.things, ...lots])
    demand(whyNoLink(epc) === undefined, partErrors.LINK_MALFORMED, {
      epc,
      field,
      why: whyNoLink(epc) ?? '',
    });
  for (const { epc, field } of effects.things) {
    demand(!isClass(epc), partErrors.CLASS_FOR_A_THING, { epc, field });
    demand(isLinkChecked(epc), partErrors.CHECK_DIGIT_WRONG, { epc, field });
  }
  const beyond = contextBeyond(context, own);
  const count = beyond ? canonical(beyond).length : 0;
  demand(count <= MAX_CONTEXT, kitErrors.TOO_MANY, {
    what: 'characters of @context',
    count,
    max: MAX_CONTEXT,
  });
  return {
    ...{ event, effects, hash, namespaces: usedNamespaces(bare, declared) },
    ...(former !== undefined && { former }),
    ...(beyond && { context: beyond }),
  };
}

/** What the rules need to know of an event. */
export function sightingOf(
  { event, namespaces, hash, effects }: Captured,
  by: string,
  to: string | undefined,
  known: Pick<Sighting, 'prefixes' | 'held' | 'lastSeen'>,
): Sighting {
  const expand = (value: string): string => expandValue(value, namespaces);
  const words = (list: readonly string[] | undefined): string[] =>
    (list ?? []).map((word) => bareTerm('disposition', expand(word)));
  const marks =
    event.type === 'ObjectEvent' || event.type === 'TransformationEvent'
      ? event.persistentDisposition
      : undefined;
  const destination = isCustom(event)
    ? undefined
    : event.destinationList?.find(({ type }) => bareTerm('party', expand(type)) === 'possessing_party')
        ?.destination;
  const place = isCustom(event) ? undefined : (event.bizLocation?.id ?? event.readPoint?.id);
  const disposition = isCustom(event) ? undefined : event.disposition;
  demand(
    to === undefined || effects.things.some(({ step }) => step === 'ship'),
    partErrors.HAND_OVER_NEEDS_SHIPPING,
    {
      to: to ?? '',
    },
  );
  return {
    hash,
    by,
    packs: event.type === 'AggregationEvent',
    transforms: event.type === 'TransformationEvent',
    eventAt: toUtc(event.eventTime),
    named: new Set(effects.things.map(({ epc }) => epc)),
    ...known,
    set: words(marks?.set),
    unset: words(marks?.unset),
    ...(to !== undefined && { to }),
    ...(destination !== undefined && { destination: canonicalLink(expand(destination)) }),
    ...(disposition !== undefined && { disposition: bareTerm('disposition', expand(disposition)) }),
    ...(place !== undefined && { place: canonicalLink(expand(place)) }),
  };
}

/** The record of an event that nothing has touched yet. */
export function recordOf(
  { event, namespaces, hash, context }: Captured,
  by: string,
  now: string,
): EventRecord {
  const { '@context': _context, errorDeclaration: _error, recordTime: _recorded, ...kept } = event;
  const eventAt = toUtc(event.eventTime);
  demand(eventAt <= addMillis(now, CLOCK_LEEWAY), partErrors.EVENT_IN_FUTURE, { eventAt, now });
  return {
    ...{ hash, type: event.type, event: kept as EpcisEvent, namespaces, eventAt, at: now, by, touches: [] },
    ...(context && { context: canonical(context) }),
  };
}

/** The event's error declaration as a record of its own, if it carries one. */
export function declarationOf(
  { event, namespaces, hash }: Captured,
  by: string,
  now: string,
): Declaration | undefined {
  if (!event.errorDeclaration) return undefined;
  const eventAt = toUtc(event.errorDeclaration.declarationTime);
  demand(eventAt <= addMillis(now, CLOCK_LEEWAY), partErrors.EVENT_IN_FUTURE, { eventAt, now });
  const text = canonical(event.errorDeclaration);
  return { event: hash, declaration: sha256(text), text, namespaces, by, at: now };
}

/** Keys that capturing an event reads, by table. */
export function keysOf(
  event: EpcisEvent,
  context: unknown,
): Record<'events' | 'parts' | 'declarations' | 'prefixBlocks', string[][]> {
  const { hash, former, effects } = peek(event, context);
  const { errorDeclaration } = event;
  return {
    events: former === undefined ? [[hash]] : [[hash], [former]],
    parts: effects.things.flatMap(({ epc, formers = [] }) => [epc, ...formers].map((key) => [key])),
    prefixBlocks: errorDeclaration ? [] : headsOf(effects.things),
    declarations: errorDeclaration ? [[hash, sha256(canonical(errorDeclaration))]] : [],
  };
}

/** The reason of a declaration as a bare word; one without a reason says that the data is wrong. */
export const reasonOf = ({ event, namespaces }: Captured): string =>
  bareTerm('errorReason', expandValue(event.errorDeclaration?.reason ?? 'incorrect_data', namespaces));

/** Whether a declaration names events that say what is right: then the event itself does not count. */
export const isCorrected = ({ event }: Captured): boolean =>
  (event.errorDeclaration?.correctiveEventIDs ?? []).length > 0;
