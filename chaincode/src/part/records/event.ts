import { z } from 'zod';
import { table } from '../../kit/table';
import { sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { namespaces } from '../epcis/context';
import { type EpcisEvent, MAX_EPCS } from '../epcis/event';
import { lotsIn, makingIn, transformationIn } from '../epcis/transformation';
import { uri } from '../../words/uri';
import { eventTypes } from '../epcis/vocabulary';
import { party, Touch } from './part';

/** One of the five types, or the URI of somebody else's. */
export const eventType = z.union([z.enum(eventTypes), uri]);

/** An event as it is kept; older ledgers have its text. */
const kept = z.codec(z.unknown(), z.custom<EpcisEvent>(), {
  decode: (stored) => (typeof stored === 'string' ? JSON.parse(stored) : stored) as EpcisEvent,
  encode: (event) => event,
});

/** An EPCIS event, under the SHA-256 of its canonical form. */
export const EventRecord = z.strictObject({
  hash: sha256Hex,
  type: eventType,
  event: kept.meta({ description: 'the event as captured, without @context' }),
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
  corrected: z
    .literal(true)
    .exactOptional()
    .meta({ description: 'its data are incorrect, and other events say what is right' }),
  document: sha256Hex
    .exactOptional()
    .meta({ description: 'the document that brought it, where that said more than its events' }),
  repeats: sha256Hex
    .exactOptional()
    .meta({ description: 'an event that says the same in all that the standard knows' }),
});
export type EventRecord = z.output<typeof EventRecord>;

/** Whether what an event says counts: it occurred, no other stands in its place, and it is no repetition. */
export const counts = ({ erroneous, corrected, repeats }: EventRecord): boolean =>
  erroneous !== 'did_not_occur' && corrected === undefined && repeats === undefined;

const sidesOf = (record: EventRecord) =>
  counts(record) ? transformationIn(record.event, record.namespaces) : undefined;
const madeOf = (record: EventRecord) =>
  counts(record) ? makingIn(record.event, record.namespaces) : undefined;
const each = (ids: readonly string[] | undefined): string[][] | undefined => ids?.map((one) => [one]);

/**
 * The events; a transformation is found by each input, each output, and what it has in common with others,
 * and what else names a lot by the lot: a key for each event, so that users of one lot never collide. What
 * made something is found by its class or lot, and by its master data.
 */
export const events = table({
  kind: 'epcis-event',
  v: 3,
  schema: EventRecord,
  id: ({ hash }) => [hash],
  indexes: {
    input: (record: EventRecord) => each(sidesOf(record)?.inputs),
    output: (record: EventRecord) => each(sidesOf(record)?.outputs),
    transformation: (record: EventRecord) => {
      const common = sidesOf(record)?.id;
      return common === undefined ? undefined : [common];
    },
    lot: (record: EventRecord) => each(lotsIn(record.event, record.namespaces)),
    made: (record: EventRecord) => each(madeOf(record)?.classes),
    ilmd: (record: EventRecord) => madeOf(record)?.ilmd,
  },
});
