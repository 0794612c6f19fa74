import { addMillis, MINUTE_MS } from '../../kit/value/time';
import { classOf, isClass } from '../gs1/level';
import { canonicalLink } from '../gs1/link';
import { type EpcisEvent, isCustom } from './event';
import { expandValue, fieldName, type Namespaces } from './namespace';
import { toUtc } from './timestamp';

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
  if (value === null || value === undefined || typeof value === 'object') return [];
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
