import { addMillis, MINUTE_MS } from '../../kit/value/time';
import { classOf, isClass } from '../gs1/level';
import { canonicalLink } from '../gs1/link';
import { type EpcisEvent, isCustom } from './event';
import { expandValue, fieldName, type Namespaces } from './namespace';
import { toUtc } from './timestamp';

/** The two sides of a transformation: things and lots by their canonical ids, each once. */
export interface Transformation {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** What other events it is one transformation with. */
  readonly id?: string;
}

/** What a TransformationEvent made of what; `undefined` of any other event. */
export function transformationIn(event: EpcisEvent, namespaces: Namespaces): Transformation | undefined {
  if (isCustom(event) || event.type !== 'TransformationEvent') return undefined;
  const canonical = (id: string): string => canonicalLink(expandValue(id, namespaces));
  const side = (epcs: readonly string[] = [], lots: readonly { epcClass: string }[] = []): string[] => [
    ...new Set([...epcs, ...lots.map(({ epcClass }) => epcClass)].map(canonical)),
  ];
  const { transformationID: id } = event;
  return {
    inputs: side(event.inputEPCList, event.inputQuantityList),
    outputs: side(event.outputEPCList, event.outputQuantityList),
    ...(id !== undefined && { id: canonical(id) }),
  };
}

/** The lots and classes that an event of another type names, each once. */
export function lotsIn(event: EpcisEvent, namespaces: Namespaces): string[] {
  if (isCustom(event) || event.type === 'TransformationEvent') return [];
  const inChildren = event.type === 'AggregationEvent' || event.type === 'AssociationEvent';
  const lots = (inChildren ? event.childQuantityList : event.quantityList) ?? [];
  return [...new Set(lots.map(({ epcClass }) => canonicalLink(expandValue(epcClass, namespaces))))];
}

/** What an event made: things and lots by their canonical ids, their classes and lots, and what it says of them. */
export interface Making {
  readonly made: readonly string[];
  readonly classes: readonly string[];
  /** Master data of the instance or lot: names with their namespace, values as text. */
  readonly ilmd: readonly (readonly [name: string, value: string])[];
  /** The day on which it happened, on the clocks of the place. */
  readonly day: string;
}

/** What an event commissioned, or made of others; `undefined` of any other event. */
export function makingIn(event: EpcisEvent, namespaces: Namespaces): Making | undefined {
  const sides = outputsOf(event);
  if (!sides) return undefined;
  const spelled = sides.map((id) => expandValue(id, namespaces));
  const made = [...new Set(spelled.map(canonicalLink))];
  if (made.length === 0) return undefined;
  const classes = [
    ...made.flatMap((id) => classOf(id)?.of ?? []),
    ...made.filter(isClass),
    ...spelled.flatMap(lotBefore),
  ];
  return { made, classes: [...new Set(classes)], ilmd: dataIn(event, namespaces), day: dayOf(event) };
}

function outputsOf(event: EpcisEvent): string[] | undefined {
  if (isCustom(event)) return undefined;
  if (event.type === 'ObjectEvent' && event.action === 'ADD') return both(event.epcList, event.quantityList);
  return event.type === 'TransformationEvent'
    ? both(event.outputEPCList, event.outputQuantityList)
    : undefined;
}

const both = (things: readonly string[] = [], lots: readonly { epcClass: string }[] = []): string[] => [
  ...things,
  ...lots.map(({ epcClass }) => epcClass),
];

/** The lot that stands before the serial in the spelling of a link: it names nothing more, and is a fact. */
function lotBefore(spelled: string): string[] {
  const before = /^(.*\/(?:10|lot)\/[^/?#]+)\/(?:21|ser)\//.exec(spelled)?.[1];
  const lot = before === undefined ? undefined : canonicalLink(before);
  return lot !== undefined && isClass(lot) ? [lot] : [];
}

/** Master data as it can be asked for: texts, numbers and truth values, each of a list. */
function dataIn(event: EpcisEvent, namespaces: Namespaces): [string, string][] {
  const held = 'ilmd' in event && event.ilmd !== undefined ? Object.entries(event.ilmd as object) : [];
  return held.flatMap(([name, value]) =>
    textsIn(value).map((text): [string, string] => [fieldName(name, namespaces), text]),
  );
}

/** A value as texts; one too long to be asked for is none. */
export function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap(textsIn))];
  if (typeof value === 'object' && value !== null && '@value' in value) return textsIn(value['@value']);
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return [];
  const text = String(value);
  return text !== '' && text.length <= MAX_ASKED ? [text] : [];
}

/** Most characters of a value that master data are asked for by. */
export const MAX_ASKED = 200;

function dayOf({ eventTime, eventTimeZoneOffset }: EpcisEvent): string {
  const [, sign = '+', hours = '0', minutes = '0'] = /^([+-])(\d\d):(\d\d)$/.exec(eventTimeZoneOffset) ?? [];
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  return addMillis(toUtc(eventTime), offset * MINUTE_MS).slice(0, 10);
}
