import { z } from 'zod';
import { decimal, extensions, open } from './extension';
import { ldContext } from './context';
import { address, isUri, uri } from '../../words/uri';
import { sensorElement, timestamp, word } from './sensor';
import { actions, bizSteps, bizTransactionTypes, dispositions, errorReasons, partyTypes } from './vocabulary';

/** EPCIS 2.0 events as GS1's EPCIS-JSON-Schema describes them, with a bound on everything. */
export const MAX_EPCS = 200;
const MAX_EVENT_CHARACTERS = 40_000;

const distinct = (values: readonly string[]): boolean => new Set(values).size === values.length;
const epcs = z.array(uri).max(MAX_EPCS);
const distinctEpcs = epcs.refine(distinct, 'must not name the same EPC twice');

export const errorDeclaration = open({
  declarationTime: timestamp,
  reason: word(errorReasons).exactOptional(),
  correctiveEventIDs: z.array(uri).max(20).exactOptional(),
});

export const quantityElement = z.strictObject({
  epcClass: uri,
  quantity: decimal
    .exactOptional()
    .meta({ description: 'decimal, in the unit of measure; pieces when that is absent' }),
  uom: z
    .string()
    .regex(/^[A-Z0-9]{2,3}$/, 'must be a UN/CEFACT unit code')
    .exactOptional(),
});
const quantities = z.array(quantityElement).max(100);

const disposition = word(dispositions);
const dispositionSet = z
  .array(disposition)
  .min(1)
  .max(20)
  .refine(distinct, 'must not name the same disposition twice');
const persistentDisposition = z
  .strictObject({ set: dispositionSet.exactOptional(), unset: dispositionSet.exactOptional() })
  .refine((value) => value.set !== undefined || value.unset !== undefined, 'must set or unset something');

/** Of a place the standard leaves even the names of further fields free. */
const place = open({ id: uri }, true);

const when = {
  '@context': ldContext.exactOptional(),
  eventTime: timestamp,
  eventTimeZoneOffset: z
    .string()
    .regex(/^[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00)$/, 'must be an offset like +01:00')
    .meta({ examples: ['+01:00'] }),
  recordTime: timestamp.exactOptional(),
  eventID: uri.exactOptional(),
  certificationInfo: z.union([address, z.array(address).max(20)]).exactOptional(),
  errorDeclaration: errorDeclaration.exactOptional(),
};

const bizTransactions = z
  .array(z.strictObject({ type: word(bizTransactionTypes).exactOptional(), bizTransaction: uri }))
  .max(30);

const why = {
  bizStep: word(bizSteps).exactOptional(),
  disposition: disposition.exactOptional(),
  readPoint: place.exactOptional(),
  bizLocation: place.exactOptional(),
  bizTransactionList: bizTransactions.exactOptional(),
  sourceList: z
    .array(z.strictObject({ type: word(partyTypes), source: uri }))
    .max(10)
    .exactOptional(),
  destinationList: z
    .array(z.strictObject({ type: word(partyTypes), destination: uri }))
    .max(10)
    .exactOptional(),
  sensorElementList: z.array(sensorElement).max(20).exactOptional(),
};

const objects = { quantityList: quantities.exactOptional() };
const children = { childEPCs: epcs.exactOptional(), childQuantityList: quantities.exactOptional() };
const action = z.enum(actions);

const some = (list: readonly unknown[] | undefined): boolean => list !== undefined && list.length > 0;

export const objectEvent = open({
  type: z.literal('ObjectEvent'),
  ...when,
  epcList: distinctEpcs.exactOptional(),
  ...objects,
  action,
  ...why,
  persistentDisposition: persistentDisposition.exactOptional(),
  ilmd: extensions.exactOptional(),
})
  .refine(
    (event) =>
      event.epcList !== undefined ||
      some(event.quantityList) ||
      (some(event.sensorElementList) && event.readPoint !== undefined),
    {
      message: 'must name things (epcList or quantityList), or a sensor report with a readPoint',
      path: ['epcList'],
    },
  )
  .refine((event) => event.ilmd === undefined || event.action === 'ADD', {
    message: 'is for action ADD only',
    path: ['ilmd'],
  });

/** What is packed or fitted is named; what is taken out of a thing may be all that is in it. */
const namesChildren = (event: {
  readonly action: z.output<typeof action>;
  readonly childEPCs?: readonly unknown[];
  readonly childQuantityList?: readonly unknown[];
}): boolean => some(event.childEPCs) || some(event.childQuantityList) || event.action === 'DELETE';
const CHILDREN = { message: 'must name children unless the action is DELETE', path: ['childEPCs'] };

export const aggregationEvent = open({
  type: z.literal('AggregationEvent'),
  ...when,
  parentID: uri.exactOptional(),
  ...children,
  action,
  ...why,
}).refine(namesChildren, CHILDREN);

export const associationEvent = open({
  type: z.literal('AssociationEvent'),
  ...when,
  parentID: uri,
  ...children,
  action,
  ...why,
}).refine(namesChildren, CHILDREN);

export const transactionEvent = open({
  type: z.literal('TransactionEvent'),
  ...when,
  parentID: uri.exactOptional(),
  epcList: epcs.exactOptional(),
  ...objects,
  action,
  ...why,
  bizTransactionList: bizTransactions.min(1),
}).refine((event) => event.epcList !== undefined || some(event.quantityList) || event.action === 'DELETE', {
  message: 'must name things (epcList or quantityList) unless the action is DELETE',
  path: ['epcList'],
});

export const transformationEvent = open({
  type: z.literal('TransformationEvent'),
  ...when,
  inputEPCList: distinctEpcs.exactOptional(),
  inputQuantityList: quantities.exactOptional(),
  outputEPCList: distinctEpcs.exactOptional(),
  outputQuantityList: quantities.exactOptional(),
  transformationID: uri.exactOptional(),
  ...why,
  persistentDisposition: persistentDisposition.exactOptional(),
  ilmd: extensions.exactOptional(),
}).refine(
  (event) => {
    const [inputs, outputs] = [
      some(event.inputEPCList) || some(event.inputQuantityList),
      some(event.outputEPCList) || some(event.outputQuantityList),
    ];
    return event.transformationID === undefined ? inputs && outputs : inputs || outputs;
  },
  { message: 'must name inputs and outputs, or one of them with a transformationID', path: ['inputEPCList'] },
);

/**
 * An event of somebody else's type, named by a URI: what all events have, and anything besides. It is kept
 * and given back, and does nothing to what it names.
 */
export const customEvent = open(
  {
    type: z
      .string()
      .max(300)
      .refine((text) => isUri(text) && text.includes(':'), {
        message: 'must be one of the five types, or a URI',
        abort: true,
      })
      .meta({ format: 'uri' }) as unknown as z.ZodType<`${string}:${string}`, string>,
    ...when,
  },
  true,
);
export type CustomEvent = z.infer<typeof customEvent>;

/** One event of any of the five types. */
export const standardEvent = z.discriminatedUnion('type', [
  objectEvent,
  aggregationEvent,
  transactionEvent,
  transformationEvent,
  associationEvent,
]);

/** The characters of what an event says; when and under which id it was recorded is not counted. */
const lengthOf = (event: z.infer<typeof standardEvent> | CustomEvent): number => {
  const {
    '@context': _context,
    eventID: _id,
    recordTime: _recorded,
    errorDeclaration: _error,
    ...said
  } = event;
  return JSON.stringify(said).length;
};

/** One event of the five types or of somebody else's. */
export const epcisEvent = z
  .union([standardEvent, customEvent])
  .refine(
    (event) => lengthOf(event) <= MAX_EVENT_CHARACTERS,
    `must be at most ${MAX_EVENT_CHARACTERS} characters`,
  );
/** An EPCIS 2.0 event as it is captured. */
export type EpcisEvent = z.infer<typeof epcisEvent>;

/** Whether an event is of a type of its own vocabulary, not of EPCIS (a name with a prefix). */
export const isCustom = (event: EpcisEvent): event is CustomEvent => event.type.includes(':');
