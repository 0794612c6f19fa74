import { eventTypes, isTimestamp, isUri, type Term, toUtc, whyNoLink } from '@roadbook/chaincode/api';
import { Problem } from '../../http/problem';
import { type Condition, facetTime, termValue, uriValue } from '@roadbook/copy';

type Make = (name: string, given: unknown) => Condition | undefined;

/** A parameter of the EPCIS query language: what it says, how it is written, the condition that it makes. */
export interface Parameter {
  readonly says: string;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly make: Make;
}

const MOST_VALUES = 100;

export const wrong = (name: string, why: string): Problem =>
  new Problem(400, 'QUERY_PARAMETER', {
    detail: `The query parameter ${name.slice(0, 100)} is not acceptable: ${why}.`,
    cure: 'Correct it; GET /openapi.json lists the parameters of /epcis/events.',
    facts: { parameter: name.slice(0, 100) },
    epcis: 'QueryParameterException',
  });

/** A list as an address writes it (`a|b`) or as JSON does. */
export function textsOf(name: string, given: unknown): string[] {
  const texts = typeof given === 'string' ? given.split('|') : given;
  const isList =
    Array.isArray(texts) && texts.every((text): text is string => typeof text === 'string' && text !== '');
  if (!isList || texts.length === 0) throw wrong(name, 'it must be one text or several');
  if (texts.length > MOST_VALUES) throw wrong(name, `it has more than ${MOST_VALUES} values`);
  return texts;
}

export const lists = (schema: object): Parameter['schema'] => ({
  type: 'array',
  minItems: 1,
  maxItems: MOST_VALUES,
  items: schema,
});
const uris = lists({ type: 'string', format: 'uri' });
const words = lists({ type: 'string' });

const oneOf = (
  says: string,
  facets: readonly string[],
  known: readonly string[],
  others = (_text: string): boolean => false,
): Parameter => ({
  says,
  schema: lists({ enum: known }),
  make(name, given) {
    const values = textsOf(name, given);
    const unknown = values.find((value) => !known.includes(value) && !others(value));
    if (unknown !== undefined) throw wrong(name, `${unknown.slice(0, 60)} is none of ${known.join(', ')}`);
    return { by: 'facet', names: facets, values, below: [] };
  },
});

const term = (says: string, facet: string, of: Term): Parameter => ({
  says,
  schema: words,
  make: (name, given) => ({
    by: 'facet',
    names: [facet],
    values: textsOf(name, given).map((text) => termValue(of, text)),
    below: [],
  }),
});

const isPattern = (text: string): boolean => /^urn:epc:idpat:/i.test(text);

function demandUris(name: string, texts: readonly string[]): void {
  for (const text of texts) {
    if (!isUri(text) && !isPattern(text)) throw wrong(name, `${text.slice(0, 100)} is no URI`);
    const why = whyNoLink(text);
    if (why !== undefined) throw wrong(name, `${text.slice(0, 100)} names nothing: ${why}`);
  }
}

export const uri = (says: string, ...facets: readonly string[]): Parameter => ({
  says,
  schema: uris,
  make(name, given) {
    const texts = textsOf(name, given);
    demandUris(name, texts);
    return { by: 'facet', names: facets, values: texts.map((text) => uriValue(text)), below: [] };
  },
});

/** A UUID has no case; hash ids are compared as they are. */
const eventIds = (says: string, facet: string): Parameter => ({
  says,
  schema: uris,
  make: (name, given) => ({
    by: 'facet',
    names: [facet],
    values: textsOf(name, given).map((text) => uriValue(text)),
    below: [],
  }),
});

/** A pattern such as `urn:epc:idpat:sgtin:4012345.011111.*` finds everything below the link of its class. */
const matching = (says: string, ...facets: readonly string[]): Parameter => ({
  says: `${says}, as URN, link or pattern (urn:epc:idpat:…)`,
  schema: uris,
  make(name, given) {
    const texts = textsOf(name, given);
    demandUris(name, texts);
    const values = texts.map((text) => uriValue(text));
    const patterns = values.filter((_, at) => isPattern(texts[at] ?? ''));
    const unknown = patterns.find((value) => value.startsWith('urn:'));
    if (unknown !== undefined)
      throw wrong(name, `the pattern ${unknown} is none whose only star is the serial number`);
    return { by: 'facet', names: facets, values, below: patterns.map((value) => `${value}/`) };
  },
});

export function timeOf(name: string, given: unknown): string {
  if (typeof given !== 'string' || !isTimestamp(given))
    throw wrong(name, 'it must be a time like 2026-03-01T10:00:00.000+01:00');
  return toUtc(given);
}

const time = (says: string, column: 'event_at' | 'recorded_at', from: boolean): Parameter => ({
  says,
  schema: { type: 'string', format: 'date-time' },
  make: (name, given) => ({ by: 'time', column, from, at: timeOf(name, given) }),
});
const declaredTime = (says: string, from: boolean): Parameter => ({
  says,
  schema: { type: 'string', format: 'date-time' },
  make: (name, given) => facetTime('errorDeclarationTime', from ? '>=' : '<', timeOf(name, given)),
});

const NUMBER = /^-?\d{1,17}(?:\.\d{1,17})?$/;

/** A number, or several where any of them will do. */
export function measureOf(name: string, given: unknown, several: boolean): number[] {
  const all = typeof given === 'string' ? given.split('|') : Array.isArray(given) ? given : [given];
  if (all.length === 0 || all.length > (several ? MOST_VALUES : 1))
    throw wrong(name, 'it must be one number');
  return all.map((one: unknown) => {
    const value = typeof one === 'string' && NUMBER.test(one) ? Number(one) : one;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    throw wrong(name, 'it must be a number like 21.5');
  });
}

const YES: readonly unknown[] = [true, 'true', 1, '1', null, ''];
const NO: readonly unknown[] = [false, 'false', 0, '0'];

export function truthOf(name: string, given: unknown): boolean {
  if (NO.includes(given)) return false;
  if (YES.includes(given)) return true;
  throw wrong(name, 'it must be true or false');
}

const THINGS = ['epc', 'parentID', 'inputEPC', 'outputEPC'];
const CLASSES = ['epcClass', 'inputEPCClass', 'outputEPCClass'];

/** The parameters with a fixed name that are not of sensors or quantities. */
export const parameters: Readonly<Record<string, Parameter>> = {
  eventType: oneOf('of these types, or of a type named by a URI', ['eventType'], eventTypes, (text) =>
    isUri(text),
  ),
  GE_eventTime: time('that happened at this time or later', 'event_at', true),
  LT_eventTime: time('that happened before this time', 'event_at', false),
  GE_recordTime: time('recorded at this time or later', 'recorded_at', true),
  LT_recordTime: time('recorded before this time', 'recorded_at', false),
  EQ_action: oneOf('with one of these actions', ['action'], ['ADD', 'OBSERVE', 'DELETE']),
  EQ_bizStep: term('with one of these business steps', 'bizStep', 'bizStep'),
  EQ_disposition: term('with one of these dispositions', 'disposition', 'disposition'),
  EQ_persistentDisposition_set: term(
    'that set one of these dispositions',
    'persistentDisposition_set',
    'disposition',
  ),
  EQ_persistentDisposition_unset: term(
    'that unset one of these dispositions',
    'persistentDisposition_unset',
    'disposition',
  ),
  EQ_readPoint: uri('read at one of these places', 'readPoint'),
  EQ_bizLocation: uri('after which things are at one of these places', 'bizLocation'),
  EQ_transformationID: uri('of one of these transformations', 'transformationID'),
  MATCH_epc: matching('naming one of these in epcList or childEPCs', 'epc'),
  MATCH_parentID: matching('with one of these as parent', 'parentID'),
  MATCH_inputEPC: matching('with one of these as input', 'inputEPC'),
  MATCH_outputEPC: matching('with one of these as output', 'outputEPC'),
  MATCH_anyEPC: matching('naming one of these anywhere', ...THINGS),
  MATCH_epcClass: matching('naming one of these classes or lots', 'epcClass'),
  MATCH_inputEPCClass: matching('with one of these classes or lots as input', 'inputEPCClass'),
  MATCH_outputEPCClass: matching('with one of these classes or lots as output', 'outputEPCClass'),
  MATCH_anyEPCClass: matching('naming one of these classes or lots anywhere', ...CLASSES),
  EQ_eventID: eventIds('with one of these ids: the one captured, or the hash', 'eventID'),
  EXISTS_errorDeclaration: {
    says: 'that were declared wrong',
    schema: { type: 'boolean' },
    make: (name, given) => (truthOf(name, given) ? { by: 'declared' } : undefined),
  },
  GE_errorDeclarationTime: declaredTime('declared wrong at this time or later', true),
  LT_errorDeclarationTime: declaredTime('declared wrong before this time', false),
  EQ_errorReason: term('declared wrong for one of these reasons', 'errorReason', 'errorReason'),
  EQ_correctiveEventID: eventIds('whose declaration names one of these as correction', 'correctiveEventID'),
};

/** The parameters whose name ends with a type: `EQ_bizTransaction_po`. */
export const typedParameters: readonly (readonly [start: string, facet: string, term: Term, says: string])[] =
  [
    [
      'EQ_bizTransaction_',
      'bizTransaction',
      'bizTransaction',
      'with one of these business transactions of that type',
    ],
    ['EQ_source_', 'source', 'party', 'with one of these sources of that type'],
    ['EQ_destination_', 'destination', 'party', 'with one of these destinations of that type'],
  ];
