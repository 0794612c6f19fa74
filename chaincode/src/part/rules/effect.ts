import { type EpcisEvent, isCustom } from '../epcis/event';
import type { PartStep } from '../life';
import { formerKeys } from '../gs1/former';
import { canonicalLink } from '../gs1/link';
import { type Namespaces, expandValue } from '../epcis/namespace';
import { bareTerm } from '../epcis/vocabulary';

/**
 * What an event says of one thing. `host` is a parent that something is put into or taken out of; `empty`
 * takes everything out of it.
 */
export interface Effect {
  readonly epc: string;
  readonly field: string;
  readonly step: Exclude<PartStep, 'withdraw'> | 'observe' | 'host' | 'empty';
  readonly parent?: string;
  /** Keys under which it may have been kept when ids were read otherwise. */
  readonly formers?: readonly string[];
}

/** What an event says of a lot: `put` and `out` are of what it puts into a parent or takes out. */
export interface LotEffect {
  readonly lot: string;
  readonly field: string;
  readonly step: 'ship' | 'consume' | 'put' | 'out' | 'other';
  readonly parent?: string;
  readonly quantity?: number;
  readonly uom?: string;
}

/** All that an event says of things and lots, in the order of its fields. */
export interface Effects {
  readonly things: readonly Effect[];
  readonly lots: readonly LotEffect[];
}

type Step = Effect['step'];

/** Business steps by which custody moves, whatever the event is called. */
const MOVES: Readonly<Record<string, Step>> = {
  shipping: 'ship',
  void_shipping: 'unship',
  receiving: 'receive',
  accepting: 'receive',
};
const ENDS: Readonly<Record<string, Step>> = { destroying: 'destroy' };

/** What an event does to what it names, by its type, action and business step (EPCIS 2.0, CBV 2.0). */
export function effectsOf(event: EpcisEvent, namespaces: Namespaces): Effects {
  if (isCustom(event)) return { things: [], lots: [] };
  const canonical = (epc: string): string => canonicalLink(expandValue(epc, namespaces));
  const bizStep =
    event.bizStep === undefined ? '' : bareTerm('bizStep', expandValue(event.bizStep, namespaces));
  const things = (
    field: string,
    epcs: readonly string[] | undefined,
    step: Step,
    parent?: string,
  ): Effect[] =>
    (epcs ?? []).map((epc) => {
      const formers = formerKeys(expandValue(epc, namespaces));
      return {
        epc: canonical(epc),
        field,
        step,
        ...(parent !== undefined && { parent: canonical(parent) }),
        ...(formers.length > 0 && { formers }),
      };
    });
  const lots = (
    field: string,
    list: readonly Quantity[] | undefined,
    step: LotEffect['step'],
    parent?: string,
  ): LotEffect[] =>
    (list ?? []).map(({ epcClass, ...amount }) => ({
      ...{ lot: canonical(epcClass), field, step, ...amount },
      ...(parent !== undefined && { parent: canonical(parent) }),
    }));
  const moved = MOVES[bizStep] ?? 'observe';
  const carried = moved === 'ship' ? 'ship' : 'other';
  if (event.type === 'ObjectEvent') {
    const step = { ADD: 'commission', OBSERVE: moved, DELETE: ENDS[bizStep] ?? 'decommission' }[
      event.action
    ] as Step;
    const lot = event.action === 'OBSERVE' ? carried : 'other';
    return once(things('epcList', event.epcList, step), lots('quantityList', event.quantityList, lot));
  }
  if (event.type === 'TransformationEvent')
    return once(
      [
        ...things('inputEPCList', event.inputEPCList, 'consume'),
        ...things('outputEPCList', event.outputEPCList, 'commission'),
      ],
      [
        ...lots('inputQuantityList', event.inputQuantityList, 'consume'),
        ...lots('outputQuantityList', event.outputQuantityList, 'other'),
      ],
    );
  const parent = event.parentID === undefined ? [] : [event.parentID];
  if (event.type === 'TransactionEvent')
    return once(
      [...things('epcList', event.epcList, moved), ...things('parentID', parent, moved)],
      lots('quantityList', event.quantityList, carried),
    );
  const { child, host, lot } = family(event, moved);
  return once(
    [...things('childEPCs', event.childEPCs, child, event.parentID), ...things('parentID', parent, host)],
    lots('childQuantityList', event.childQuantityList, lot, event.parentID),
  );
}

type Quantity = { epcClass: string; quantity?: number; uom?: string };

/**
 * What happens to the children and to the parent. DELETE without any children takes everything out: an empty
 * list says as little as none (gs1/EPCIS#276).
 */
function family(
  event: Extract<EpcisEvent, { type: 'AggregationEvent' | 'AssociationEvent' }>,
  moved: Step,
): { child: Step; host: Step; lot: LotEffect['step'] } {
  // Who packs into a thing without naming it was seen with the children, no more.
  if (event.action === 'OBSERVE' || event.parentID === undefined)
    return { child: moved, host: moved, lot: moved === 'ship' ? 'ship' : 'other' };
  const children = (event.childEPCs?.length ?? 0) + (event.childQuantityList?.length ?? 0);
  const all = event.action === 'DELETE' && children === 0;
  const steps = event.type === 'AssociationEvent' ? ASSOCIATION : AGGREGATION;
  const lot = event.action === 'ADD' ? 'put' : 'out';
  return { child: steps[event.action], host: all ? 'empty' : 'host', lot };
}

const AGGREGATION = { ADD: 'pack', DELETE: 'unpack' } as const;
const ASSOCIATION = { ADD: 'fit', DELETE: 'remove' } as const;

/** The same thing written twice, as URN and as link, is one thing; of a lot each line is another amount. */
function once(things: readonly Effect[], lots: readonly LotEffect[]): Effects {
  return {
    things: [...new Map(things.map((effect) => [`${effect.epc} ${effect.step}`, effect])).values()],
    lots: [...lots],
  };
}
