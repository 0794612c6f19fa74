import { z } from 'zod';
import { table } from '../../kit/table';
import { sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { namespaces } from '../epcis/context';
import { MAX_EPCS } from '../epcis/event';
import { uri } from '../../words/uri';
import { eventTypes } from '../epcis/vocabulary';
import { party, Touch } from './part';

/** One of the five types, or the URI of somebody else's. */
export const eventType = z.union([z.enum(eventTypes), uri]);

/** An EPCIS event, under the SHA-256 of its canonical form. */
export const EventRecord = z.strictObject({
  hash: sha256Hex,
  type: eventType,
  event: z
    .string()
    .max(45_000)
    .meta({ description: 'the event as captured, canonical JSON without @context' }),
  namespaces,
  context: z
    .string()
    .max(25_000)
    .exactOptional()
    .meta({ description: 'its @context as one list, where that says more than prefixes' }),
  eventAt: instant.meta({ description: 'eventTime in UTC' }),
  at: instant.meta({ description: 'when it was recorded' }),
  by: party.meta({ description: 'who captured it' }),
  touches: z.array(Touch).max(2 * MAX_EPCS + 1),
  erroneous: z
    .string()
    .max(300)
    .exactOptional()
    .meta({ description: 'the reason of its first error declaration' }),
});
export type EventRecord = z.output<typeof EventRecord>;

/**
 * That an event names a lot or a class of things: a key for each event, so that users of one lot never
 * collide.
 */
export const LotUse = z.strictObject({
  lot: uri,
  hash: sha256Hex,
  as: z.enum(['object', 'child', 'input', 'output']),
});
export type LotUse = z.output<typeof LotUse>;

export const events = table({ kind: 'epcis-event', v: 1, schema: EventRecord, id: ({ hash }) => [hash] });
export const lotUses = table({
  kind: 'lot-use',
  v: 1,
  schema: LotUse,
  id: ({ lot, hash, as }) => [lot, hash, as],
});
