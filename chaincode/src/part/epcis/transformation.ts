import { canonicalLink } from '../gs1/link';
import { type EpcisEvent, isCustom } from './event';
import { expandValue, type Namespaces } from './namespace';

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
