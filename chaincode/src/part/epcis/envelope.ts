import { z } from 'zod';
import { ldContext } from './context';
import { epcisEvent, type EpcisEvent } from './event';
import { decimal, open } from './extension';
import { timestamp } from './sensor';
import { uri } from '../../words/uri';

/** EPCIS 2.0 documents as GS1's EPCIS-JSON-Schema describes them, with a bound on everything. */
export const MAX_EVENTS = 200;
/** Most characters of a document without its events: its header and master data. */
export const MAX_HEAD = 200_000;
const MAX_VOCABULARIES = 100;
const MAX_ELEMENTS = 2_000;

const text = z
  .string()
  .max(1000)
  .refine((written) => written.isWellFormed(), 'must not hold half of a character');

const attribute = open(
  { id: uri, attribute: z.union([z.string().max(10_000), decimal, extensionsWithin()]).exactOptional() },
  true,
);
const vocabulary = open(
  {
    type: uri,
    vocabularyElementList: z
      .array(
        open(
          {
            id: uri,
            attributes: z.array(attribute).max(200).exactOptional(),
            children: z.array(uri).max(500).exactOptional(),
          },
          true,
        ),
      )
      .max(MAX_ELEMENTS)
      .exactOptional(),
  },
  true,
);
const vocabularyList = z.array(vocabulary).max(MAX_VOCABULARIES);

/** An object whose fields are free. */
function extensionsWithin() {
  return open({}, true);
}

export const epcisHeader = open({
  epcisMasterData: open({ vocabularyList: vocabularyList.exactOptional() }, true).exactOptional(),
});

const eventList = z.array(epcisEvent).max(MAX_EVENTS);
const schemaVersion = z
  .string()
  .max(20)
  .regex(/^\d+(?:\.\d+)*$/, 'must be a version like 2.0')
  .meta({ examples: ['2.0'] });

/** The two forms of a document around a list of events. */
const formsOf = <E extends z.core.$ZodType>(list: E) => ({
  document: open({
    '@context': ldContext,
    type: z.literal('EPCISDocument'),
    id: uri.exactOptional(),
    schemaVersion,
    creationDate: timestamp,
    sender: text.exactOptional(),
    receiver: text.exactOptional(),
    instanceIdentifier: text.exactOptional(),
    epcisHeader: epcisHeader.exactOptional(),
    epcisBody: open({ eventList: list }, true),
  }),
  query: open({
    '@context': ldContext,
    type: z.literal('EPCISQueryDocument'),
    id: uri.exactOptional(),
    schemaVersion: schemaVersion.exactOptional(),
    creationDate: timestamp.exactOptional(),
    epcisBody: open({
      queryResults: open({
        queryName: text,
        subscriptionID: text.exactOptional(),
        resultsBody: open({ eventList: list, vocabularyList: vocabularyList.exactOptional() }),
      }),
    }),
  }),
});
const forms = formsOf(eventList);

/** A document of events, with its header and master data. */
export const epcisDocument = forms.document;
/** An EPCIS 2.0 document to capture. */
export type EpcisDocument = z.infer<typeof epcisDocument>;

/** What a partner's repository answers to a query: events, and master data of vocabularies. */
export const epcisQueryDocument = forms.query;
export type EpcisQueryDocument = z.infer<typeof epcisQueryDocument>;

/** A document of either kind whose events are looked at one by one. */
export function documentAround<E extends z.core.$ZodType>(list: E) {
  const { document, query } = formsOf(list);
  return z
    .discriminatedUnion('type', [document, query])
    .refine((held) => isHeadShort(held as AnyDocument), HEAD_LONG);
}

/** A document to capture, or the answer to a query. */
export type AnyDocument = EpcisDocument | EpcisQueryDocument;

const HEAD_LONG = `must be at most ${MAX_HEAD} characters beside its events`;
function isHeadShort(document: AnyDocument): boolean {
  return JSON.stringify(headOf(document)).length <= MAX_HEAD;
}

/** A document of either kind, as it may be captured. */
export const anyDocument = z
  .discriminatedUnion('type', [epcisDocument, epcisQueryDocument])
  .refine(isHeadShort, HEAD_LONG);

/** The events of a document of either kind, in their order. */
export const eventsIn = (document: AnyDocument): readonly EpcisEvent[] =>
  document.type === 'EPCISDocument'
    ? document.epcisBody.eventList
    : document.epcisBody.queryResults.resultsBody.eventList;

/** The document without its events. */
export function headOf(document: AnyDocument): Readonly<Record<string, unknown>> {
  return withEvents(document, []);
}

/** Fields of a document that say nothing of it beyond its events. */
const BARE = new Set(['@context', 'type', 'schemaVersion', 'creationDate', 'epcisBody']);
const BARE_BODY = new Set(['eventList', 'queryResults', 'queryName', 'subscriptionID', 'resultsBody']);

/** The document without its events, where it says anything beside them. */
export function headTold(document: AnyDocument): Readonly<Record<string, unknown>> | undefined {
  const { epcisBody } = document;
  const bodies: object[] = [epcisBody];
  if ('queryResults' in epcisBody) {
    const { queryResults } = epcisBody as EpcisQueryDocument['epcisBody'];
    bodies.push(queryResults, queryResults.resultsBody);
  }
  const says =
    Object.keys(document).some((name) => !BARE.has(name)) ||
    bodies.some((body) => Object.keys(body).some((name) => !BARE_BODY.has(name)));
  return says ? headOf(document) : undefined;
}

/** A document whose events are these. */
export function withEvents(
  document: Readonly<Record<string, unknown>>,
  events: readonly unknown[],
): Readonly<Record<string, unknown>> {
  const { epcisBody, ...rest } = document as { epcisBody: Record<string, unknown> };
  if (rest['type' as never] === 'EPCISDocument')
    return { ...rest, epcisBody: { ...epcisBody, eventList: events } };
  const results = epcisBody['queryResults'] as Record<string, unknown>;
  const body = { ...(results['resultsBody'] as Record<string, unknown>), eventList: events };
  return { ...rest, epcisBody: { ...epcisBody, queryResults: { ...results, resultsBody: body } } };
}
