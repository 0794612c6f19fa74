import {
  bareTerm,
  canonicalLink,
  claimsAnother,
  expandValue,
  isCustom,
  type Namespaces,
  type Term,
  toUtc,
} from '@roadbook/chaincode/api';
import type { Declared, Recorded } from './recorded';

/**
 * One thing by which an event can be found: its name and its value in the form in which values are compared.
 */
export type Facet = readonly [name: string, value: string];

type Plain = Readonly<Record<string, unknown>>;
const listOf = (held: unknown): readonly unknown[] =>
  Array.isArray(held) ? held : held === undefined ? [] : [held];

/**
 * A term as its bare word, an address as its canonical link: however they were written, they compare equal.
 */
export const termValue = (term: Term, text: string, namespaces: Namespaces = {}): string =>
  bareTerm(term, expandValue(text, namespaces));
export const uriValue = (text: string, namespaces: Namespaces = {}): string =>
  canonicalLink(expandValue(text, namespaces));

/** Where things are named in an event, by the parameter of the standard that looks there. */
const THINGS: readonly (readonly [field: string, facet: string])[] = [
  ['epcList', 'epc'],
  ['childEPCs', 'epc'],
  ['parentID', 'parentID'],
  ['inputEPCList', 'inputEPC'],
  ['outputEPCList', 'outputEPC'],
  ['transformationID', 'transformationID'],
];
const CLASSES: readonly (readonly [field: string, facet: string])[] = [
  ['quantityList', 'epcClass'],
  ['childQuantityList', 'epcClass'],
  ['inputQuantityList', 'inputEPCClass'],
  ['outputQuantityList', 'outputEPCClass'],
];
const TYPED: readonly (readonly [field: string, value: string, facet: string, term: Term])[] = [
  ['bizTransactionList', 'bizTransaction', 'bizTransaction', 'bizTransaction'],
  ['sourceList', 'source', 'source', 'party'],
  ['destinationList', 'destination', 'destination', 'party'],
];
const TERMS: readonly (readonly [field: string, term: Term])[] = [
  ['bizStep', 'bizStep'],
  ['disposition', 'disposition'],
];

/** The id under which an event was captured, unless it is the hash of another one's content. */
const ownId = ({ eventId, event, namespaces }: Recorded): string[] =>
  event.eventID === undefined || (event.eventID !== eventId && claimsAnother(event, namespaces))
    ? []
    : [event.eventID];

/** Everything by which an event can be found, each once. */
export function facetsOf(recorded: Recorded): Facet[] {
  const { eventId, event, namespaces, declarations } = recorded;
  const uri = (value: unknown): string => uriValue(String(value), namespaces);
  // Of a type that is somebody else's, nobody here knows what its fields say.
  const held: Plain = isCustom(event) ? {} : event;
  const term = (of: Term, value: unknown): string => termValue(of, String(value), namespaces);
  const marks = (held['persistentDisposition'] ?? {}) as Plain;
  const found: Facet[] = [
    ['eventType', event.type],
    ['eventID', eventId],
    ...ownId(recorded).map((id): Facet => ['eventID', uri(id)]),
    ...listOf(held['action']).map((action): Facet => ['action', String(action)]),
    ...TERMS.flatMap(([field, of]) => listOf(held[field]).map((value): Facet => [field, term(of, value)])),
    ...['set', 'unset'].flatMap((way) =>
      listOf(marks[way]).map((value): Facet => [`persistentDisposition_${way}`, term('disposition', value)]),
    ),
    ...['readPoint', 'bizLocation'].flatMap((field) =>
      listOf(held[field]).map((place): Facet => [field, uri((place as { id: string }).id)]),
    ),
    ...THINGS.flatMap(([field, facet]) => listOf(held[field]).map((value): Facet => [facet, uri(value)])),
    ...CLASSES.flatMap(([field, facet]) =>
      listOf(held[field]).map((element): Facet => [facet, uri((element as { epcClass: string }).epcClass)]),
    ),
    ...TYPED.flatMap(([field, value, facet, of]) =>
      listOf(held[field]).map((element): Facet => {
        const { type = '', [value]: named } = element as Plain;
        return [`${facet}_${term(of, type)}`, uri(named)];
      }),
    ),
    ...declarations.flatMap(declaredFacets),
  ];
  return [...new Map(found.map((facet) => [facet.join('\n'), facet])).values()];
}

function declaredFacets({ declaration, namespaces }: Declared): Facet[] {
  const { declarationTime, reason, correctiveEventIDs = [] } = declaration;
  return [
    ['errorDeclarationTime', toUtc(declarationTime)],
    ...listOf(reason).map((why): Facet => ['errorReason', termValue('errorReason', String(why), namespaces)]),
    ...correctiveEventIDs.map((id): Facet => ['correctiveEventID', uriValue(id, namespaces)]),
  ];
}
