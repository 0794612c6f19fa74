import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type AnyDocument,
  documentAround,
  epcisEvent,
  headTold,
  ldContext,
  withEvents,
} from '@roadbook/chaincode/api';
import { z } from 'zod';
import { demandShape, textOf } from '../../http/body';
import { BOUNDS } from '../../http/bound';
import { Problem } from '../../http/problem';

/** What happens to the rest of a document when one of its events is refused. */
export const behaviours = ['rollback', 'proceed'] as const;
export type Behaviour = (typeof behaviours)[number];

const eventList = z.array(z.looseObject({})).min(1).max(BOUNDS.documentEvents);
const envelope = {
  '@context': ldContext,
  id: z.string().max(300).exactOptional(),
  schemaVersion: z.string().max(20).exactOptional(),
  creationDate: z.string().max(40).exactOptional(),
};
/** What says nothing beside its events needs no more than these. */
const bare = z.discriminatedUnion('type', [
  z.strictObject({ ...envelope, type: z.literal('EPCISDocument'), epcisBody: z.strictObject({ eventList }) }),
  z.strictObject({
    ...envelope,
    type: z.literal('EPCISQueryDocument'),
    epcisBody: z.strictObject({
      queryResults: z.strictObject({
        queryName: z.string().max(300),
        subscriptionID: z.string().max(300).exactOptional(),
        resultsBody: z.strictObject({ eventList }),
      }),
    }),
  }),
]);

/** Any other document, by GS1's schema. */
const whole = documentAround(eventList);

/**
 * An event on its way: its place in the document, the item of `part.captureMany` as canonical text, and how
 * many things it names.
 */
export interface Item {
  readonly at: number;
  readonly text: string;
  readonly things: number;
}

/** An event that cannot be sent at all. */
export interface Misfit {
  readonly at: number;
  readonly problem: Problem;
}

/**
 * Most events, characters and things of one transaction: `part.captureMany` takes 200, a contract reads a
 * million characters, and an orderer takes ten million bytes, of which a thing needs about 1,200 (measured).
 */
const MOST_EVENTS = 200;
const MOST_CHARACTERS = 900_000;
const MOST_THINGS = 4_000;
const LISTS = ['epcList', 'childEPCs', 'inputEPCList', 'outputEPCList'];

/** So many events are read before others have their turn. */
const IN_A_TURN = 50;

/**
 * Reads a document into items. Refuses one that is no EPCIS document, and one with more events than the
 * bound, before it looks at any. With
 * `rollback` the first event that cannot be sent is refused; with `proceed` each is named.
 */
export async function readDocument(
  body: Readonly<Record<string, unknown>>,
  behaviour: Behaviour,
): Promise<Read> {
  const found = eventsIn(body);
  if (found > BOUNDS.documentEvents)
    throw tooLarge(
      `${found} events; at most ${BOUNDS.documentEvents} are taken at once`,
      'Split the document.',
    );
  if (!bare.safeParse(body).success) demandShape(whole, body, 'POST /epcis/capture');
  const { '@context': context, epcisBody } = body as z.output<typeof bare>;
  const events =
    'eventList' in epcisBody ? epcisBody.eventList : epcisBody.queryResults.resultsBody.eventList;
  const items: Item[] = [];
  const misfits: Misfit[] = [];
  for (const [at, event] of events.entries()) {
    if (at % IN_A_TURN === IN_A_TURN - 1) await nextTurn();
    const problem = misfitOf(event, at);
    if (problem && behaviour === 'rollback') throw problem;
    if (problem) misfits.push({ at, problem });
    else items.push({ at, text: textOf({ event, context }), things: thingsIn(event) });
  }
  const told = headTold(body as AnyDocument);
  return { items, misfits, ...(told && { head: textOf(told) }) };
}

/** A document as it was read: what can be sent, what cannot, and what it says beside its events, as text. */
export interface Read {
  readonly items: Item[];
  readonly misfits: Misfit[];
  readonly head?: string;
}

/** Some of the events of a document with all that it says beside them, as the contract reads it. */
export const documentWith = (head: string, items: readonly Item[]): string => {
  const events = items.map(({ text }) => (JSON.parse(text) as { event: unknown }).event);
  return textOf({ document: withEvents(JSON.parse(head) as Record<string, unknown>, events) });
};

/**
 * How many events a document seems to have, whichever form it has; the schema says later whether it is one.
 */
function eventsIn(body: Readonly<Record<string, unknown>>): number {
  const ways = [
    ['epcisBody', 'eventList'],
    ['epcisBody', 'queryResults', 'resultsBody', 'eventList'],
  ];
  const lists = ways.map((way) => way.reduce<unknown>((held, name) => memberOf(held, name), body));
  return Math.max(...lists.map((list) => (Array.isArray(list) ? list.length : 0)));
}

const memberOf = (held: unknown, name: string): unknown =>
  typeof held === 'object' && held !== null && Object.hasOwn(held, name) ? held[name as never] : undefined;

const thingsIn = (event: Readonly<Record<string, unknown>>): number =>
  LISTS.reduce((sum, field) => sum + (Array.isArray(event[field]) ? event[field].length : 0), 1);

function misfitOf(event: unknown, at: number): Problem | undefined {
  try {
    demandShape(epcisEvent, event, 'POST /epcis/capture', `eventList.${at}`);
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

/** Items in their order, as many to a transaction as fit. */
export function batchesOf(items: readonly Item[], head = ''): Item[][] {
  const batches: Item[][] = [];
  let [characters, things] = [head.length, 0];
  for (const item of items) {
    const last = batches.at(-1);
    characters += item.text.length + 1;
    things += item.things;
    if (last && last.length < MOST_EVENTS && characters <= MOST_CHARACTERS && things <= MOST_THINGS)
      last.push(item);
    else {
      batches.push([item]);
      [characters, things] = [head.length + item.text.length, item.things];
    }
  }
  return batches;
}

/**
 * All or nothing is what one transaction can promise; a document that needs several is refused rather than
 * promised too much.
 */
export function demandOneTransaction({ items, head }: Read): void {
  const needed = batchesOf(items, head).length;
  if (needed > 1)
    throw tooLarge(
      `${items.length} events that need ${needed} transactions, and only one can be rolled back`,
      `Split the document (at most ${MOST_EVENTS} events, ${MOST_THINGS} things and ${MOST_CHARACTERS} characters), or send GS1-Capture-Error-Behaviour: proceed.`,
    );
}

const tooLarge = (what: string, cure: string): Problem =>
  new Problem(413, 'DOCUMENT_TOO_LARGE', {
    detail: `The document has ${what}.`,
    cure,
    epcis: 'CaptureLimitExceededException',
    headers: {
      'GS1-EPCIS-Capture-Limit': String(BOUNDS.documentEvents),
      'GS1-EPCIS-Capture-File-Size-Limit': String(BOUNDS.documentBytes),
    },
  });
