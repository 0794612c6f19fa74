import { z } from 'zod';
import { defineApi, evaluate, keep, page, pageOf, submit } from '../../kit/api';
import { count, org } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { epcisDocument, epcisEvent, ldContext, namespaces } from '../epcis/event';
import { partErrors as errors } from '../errors';
import { partEvents as events } from '../events';
import { qualityOperations } from './notification';
import { capturers, readers } from '../records/role';
import { bomAsBuilt, serialPart } from '../catenax/serialpart';
import { batteryOperations } from './passport';
import { uri } from '../../words/uri';
import { CompanyPrefix } from '../records/prefix';
import { bom, Declaration, flag, Part, party, price, Sealed } from '../records/part';
import { eventTypes } from '../epcis/vocabulary';

export const eventId = z
  .string()
  .regex(/^ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/, 'must be the hash of an event, ni:///sha-256;…?ver=CBV2.0')
  .meta({ description: 'EPCIS event hash id' });

const to = party.exactOptional().meta({ description: 'who is to receive what the event ships' });
const captured = z.strictObject({
  eventId,
  recorded: z.enum(['new', 'exists', 'declared']).meta({ description: 'declared: its error declaration was new' }),
  raised: z.array(z.strictObject({ epc: uri, flag })).max(3000),
});
const capturing = {
  errors: [
    errors.NAMESPACE_NOT_DECLARED,
    errors.CHECK_DIGIT_WRONG,
    errors.EVENT_IN_FUTURE,
    errors.HAND_OVER_NEEDS_SHIPPING,
    errors.EVENT_UNKNOWN,
    errors.NOT_ITS_CAPTURER,
    errors.PREFIX_OF_ANOTHER,
    errors.PARENT_IN_ITSELF,
    errors.NOT_IN_CUSTODY,
    errors.PART_BLOCKED,
  ],
  events: [events.EventCaptured, events.EventDeclaredWrong, events.PartFlagged],
};

const recorded = z.strictObject({
  eventId,
  type: z.enum(eventTypes),
  by: party,
  at: instant,
  eventAt: instant,
  namespaces,
  event: epcisEvent,
  erroneous: z.string().max(300).exactOptional(),
});
const ofThing = z.strictObject({ epc: uri });
const traced = z.strictObject({
  links: z
    .array(z.strictObject({ id: uri, of: uri, depth: count(8, 1), how: z.enum(['transformed', 'contained']), event: eventId }))
    .max(500),
  truncated: z.boolean(),
});
const tracing = z.strictObject({ id: uri, depth: count(8, 1).exactOptional() });

export const partApi = defineApi('part', 'Parts: where they come from, who holds them, what is wrong with them.', {
  capture: submit({
    says: 'Capture an EPCIS event. The same event again answers that it exists; with an error declaration it is declared wrong.',
    by: capturers,
    request: z.strictObject({ event: epcisEvent, context: ldContext.exactOptional(), to }),
    response: captured,
    many: 200,
    ...capturing,
  }),
  captureDocument: submit({
    says: 'Capture every event of an EPCIS document, all or none.',
    by: capturers,
    request: z.strictObject({ document: epcisDocument, to }),
    response: z.strictObject({ results: z.array(captured).max(200) }),
    ...capturing,
  }),
  read: evaluate({
    says: 'Read a part, container or vehicle by its EPC, as URN or link.',
    by: readers,
    request: ofThing,
    response: Part,
  }),
  readEvent: evaluate({
    says: 'Read an event and the declarations that it is wrong.',
    by: readers,
    request: z.strictObject({ eventId }),
    response: z.strictObject({ event: recorded, declarations: z.array(Declaration).max(100) }),
  }),
  listEvents: evaluate({
    says: 'List the events of a part, newest first.',
    by: readers,
    request: page.extend({ epc: uri }),
    response: pageOf(recorded),
  }),
  exportEvents: evaluate({
    says: 'The events of a part as an EPCIS 2.0 document, newest first.',
    by: readers,
    request: page.extend({ epc: uri }),
    response: z.strictObject({ document: epcisDocument, next: z.string().max(2048).optional() }),
  }),
  whereFrom: evaluate({
    says: 'What a part or lot was made from and contains, tier by tier.',
    by: readers,
    request: tracing,
    response: traced,
  }),
  whereUsed: evaluate({ says: 'What a part or lot went into, tier by tier.', by: readers, request: tracing, response: traced }),
  countAffected: evaluate({
    says: 'How many things a fault in some parts or lots reaches, and how many of those are in nothing else (cars), naming none of them.',
    by: readers,
    request: z.strictObject({ ids: z.array(uri).min(1).max(50), depth: count(8, 1).exactOptional() }),
    response: z.strictObject({ reached: count(1000), outermost: count(1000), truncated: z.boolean() }),
  }),
  exportSerialPart: evaluate({
    says: 'A part as Catena-X SerialPart 3.0.0, from the event that commissioned it.',
    by: readers,
    request: ofThing,
    response: serialPart,
    errors: [errors.NOT_CATENA],
  }),
  exportBom: evaluate({
    says: 'What was fitted into a part as Catena-X SingleLevelBomAsBuilt 3.0.0.',
    by: readers,
    request: ofThing,
    response: bomAsBuilt,
    errors: [errors.NOT_CATENA],
  }),
  registerPrefix: submit({
    says: 'Register a GS1 company prefix for the party that owns it: from then on only it commissions serials that begin with it.',
    by: ['registrar'],
    request: CompanyPrefix.omit({ at: true }),
    response: CompanyPrefix,
    errors: [errors.PREFIX_TAKEN],
    events: [events.PrefixRegistered],
  }),
  readPrefix: evaluate({
    says: 'Whose company prefix some digits begin with.',
    by: readers,
    request: z.strictObject({ digits: z.string().regex(/^\d{6,30}$/, 'must be 6 to 30 digits') }),
    response: CompanyPrefix,
  }),
  keepPrice: keep({ says: 'Keep the price of a part private.', by: capturers, request: ofThing, secret: price }),
  keepBom: keep({ says: 'Keep the bill of material of a part private.', by: capturers, request: ofThing, secret: bom }),
  seal: submit({
    says: 'Stand publicly by the seal of a price or bill of material that was kept.',
    by: capturers,
    request: Sealed.pick({ epc: true, what: true, seal: true, children: true }),
    response: Sealed,
    events: [events.PartSealed],
  }),
  readSeal: evaluate({
    says: 'Read who stands by which seal.',
    by: readers,
    request: z.strictObject({ epc: uri, what: z.enum(['price', 'bom']), party }),
    response: Sealed,
  }),
  revealPrice: evaluate({
    says: 'Read a price that the own organisation keeps.',
    by: capturers,
    request: z.strictObject({ epc: uri, org }),
    response: price,
  }),
  revealBom: evaluate({
    says: 'Read a bill of material that the own organisation keeps.',
    by: capturers,
    request: z.strictObject({ epc: uri, org }),
    response: bom,
  }),
  ...qualityOperations,
  ...batteryOperations,
});
