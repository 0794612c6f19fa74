import { digestIn } from '../epcis/hash';
import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { instant } from '../../kit/value/time';
import { ldContext, namespaces } from '../epcis/context';
import { anyDocument, epcisDocument } from '../epcis/envelope';
import { epcisEvent } from '../epcis/event';
import { partErrors as errors } from '../errors';
import { partEvents as events } from '../events';
import { mayCapture, mayRead } from '../records/role';
import { uri } from '../../words/uri';
import { flag, Part, party } from '../records/part';
import { Declaration } from '../records/declaration';
import { DocumentHead, documents, onHead } from '../records/document';
import { events as records, eventType } from '../records/event';

export const eventId = z
  .string()
  .regex(
    /^ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/,
    'must be the hash of an event, ni:///sha-256;…?ver=CBV2.0',
  )
  .meta({ description: 'EPCIS event hash id' });

const documentId = DocumentHead.shape.document;

const to = party.exactOptional().meta({ description: 'who is to receive what the event ships' });

const spaces = z
  .array(uri)
  .max(20)
  .exactOptional()
  .meta({ description: 'namespaces whose fields are left out, as of a repository that adds its own' });

const captured = z.strictObject({
  eventId,
  recorded: z
    .enum(['new', 'exists', 'declared'])
    .meta({ description: 'declared: its error declaration was new' }),
  raised: z.array(z.strictObject({ epc: uri, flag })).max(3000),
});

const capturing = {
  errors: [
    errors.CLASS_FOR_A_THING,
    errors.CHECK_DIGIT_WRONG,
    errors.LINK_MALFORMED,
    errors.EVENT_IN_FUTURE,
    errors.HAND_OVER_NEEDS_SHIPPING,
    errors.EVENT_UNKNOWN,
    errors.NOT_ITS_CAPTURER,
    errors.PREFIX_OF_ANOTHER,
    errors.PARENT_IN_ITSELF,
    errors.NESTED_TOO_DEEP,
    errors.NOT_IN_CUSTODY,
    errors.PART_BLOCKED,
  ],
  events: [events.EventCaptured, events.EventDeclaredWrong, events.PartFlagged],
};

const recorded = z.strictObject({
  eventId,
  type: eventType,
  by: party,
  at: instant,
  eventAt: instant,
  namespaces,
  document: documentId
    .exactOptional()
    .meta({ description: 'the document that brought it: readDocument tells what it said beside its events' }),
  event: epcisEvent,
  wrongEventID: z
    .literal(true)
    .exactOptional()
    .meta({ description: 'the eventID under which it was captured is the hash of another content' }),
  erroneous: z.string().max(300).exactOptional(),
});

export const ofThing = z.strictObject({ epc: uri });

/** The things that an event names one by one, as it spells them. */
const thingsNamed = (event: object): string[] =>
  ['parentID', 'epcList', 'childEPCs', 'inputEPCList', 'outputEPCList'].flatMap(
    (field) => ((event as Readonly<Record<string, string | string[]>>)[field] ?? []) as string | string[],
  );

/** What happened to parts: events captured, and read again. */
export const eventOperations = {
  capture: submit({
    says:
      'Capture an EPCIS event. The same event again answers that it exists; with an error declaration it ' +
      'is declared wrong.',
    by: mayCapture,
    request: z.strictObject({ event: epcisEvent, context: ldContext.exactOptional(), to, without: spaces }),
    response: captured,
    many: 200,
    about: ({ event }) => thingsNamed(event),
    ...capturing,
  }),
  captureDocument: submit({
    says:
      'Capture every event of an EPCIS document, all or none, and keep what it says beside them: sender, receiver, ' +
      'header with master data, extensions.',
    by: mayCapture,
    request: z.strictObject({ document: anyDocument, to, without: spaces }),
    loads: ({ document }) => ({ known: onHead(document) }),
    response: z.strictObject({
      results: z.array(captured).max(200),
      document: documentId
        .exactOptional()
        .meta({ description: 'under which its header is read again, where it has one' }),
    }),
    ...capturing,
  }),
  readDocument: evaluate({
    says: 'Read what a captured document said beside its events.',
    by: mayRead,
    request: z.strictObject({ document: documentId }),
    on: ({ document }) => documents.at(document),
    response: DocumentHead.omit({ text: true }).extend({
      head: z.looseObject({ type: z.enum(['EPCISDocument', 'EPCISQueryDocument']) }).meta({
        description: 'the document as it came, its list of events empty',
      }),
    }),
  }),
  read: evaluate({
    says: 'Read a part, container or vehicle by its EPC, as URN or link.',
    by: mayRead,
    request: ofThing,
    response: Part,
  }),
  readEvent: evaluate({
    says: 'Read an event and the declarations that it is wrong.',
    by: mayRead,
    request: z.strictObject({ eventId }),
    on: (asked) => records.at(digestIn(asked.eventId)),
    response: z.strictObject({ event: recorded, declarations: z.array(Declaration).max(100) }),
  }),
  listEvents: evaluate({
    says: 'List the events of a part, newest first; or those that name a lot or class.',
    by: mayRead,
    request: page.extend({ epc: uri }),
    response: pageOf(recorded),
  }),
  exportEvents: evaluate({
    says: 'The events of a part, or those that name a lot or class, as an EPCIS 2.0 document, newest first.',
    by: mayRead,
    request: page.extend({ epc: uri }),
    response: z.strictObject({ document: epcisDocument, next: z.string().max(2048).optional() }),
  }),
};
