import type { EpcisEvent } from './epcis';
import type { PartStep } from './life';
import { canonicalLink } from './link';
import { type Namespaces, expandValue } from './namespace';
import type { LotUse } from './records';
import { bareTerm } from './vocabulary';

/** What an event says of one thing. `host` is a parent that something is put into or taken out of; `empty` takes everything out of it. */
export interface Effect {
  readonly epc: string;
  readonly field: string;
  readonly step: Exclude<PartStep, 'withdraw'> | 'observe' | 'host' | 'empty';
  readonly parent?: string;
}

export interface LotEffect {
  readonly lot: string;
  readonly as: LotUse['as'];
}

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

export function effectsOf(event: EpcisEvent, namespaces: Namespaces): Effects {
  const canonical = (epc: string): string => canonicalLink(expandValue(epc, namespaces));
  const bizStep = event.bizStep === undefined ? '' : bareTerm('bizStep', expandValue(event.bizStep, namespaces));
  const things = (field: string, epcs: readonly string[] | undefined, step: Step, parent?: string): Effect[] =>
    (epcs ?? []).map((epc) => ({ epc: canonical(epc), field, step, ...(parent !== undefined && { parent }) }));
  const lots = (list: readonly { epcClass: string }[] | undefined, as: LotEffect['as']): LotEffect[] =>
    (list ?? []).map(({ epcClass }) => ({ lot: canonical(epcClass), as }));
  const moved = MOVES[bizStep] ?? 'observe';
  switch (event.type) {
    case 'ObjectEvent': {
      const step = { ADD: 'commission', OBSERVE: moved, DELETE: ENDS[bizStep] ?? 'decommission' }[event.action] as Step;
      return once(things('epcList', event.epcList, step), lots(event.quantityList, 'object'));
    }
    case 'TransactionEvent': {
      const parent = event.parentID === undefined ? [] : [event.parentID];
      return once(
        [...things('epcList', event.epcList, moved), ...things('parentID', parent, moved)],
        lots(event.quantityList, 'object'),
      );
    }
    case 'TransformationEvent':
      return once(
        [...things('inputEPCList', event.inputEPCList, 'consume'), ...things('outputEPCList', event.outputEPCList, 'commission')],
        [...lots(event.inputQuantityList, 'input'), ...lots(event.outputQuantityList, 'output')],
      );
    case 'AggregationEvent':
    case 'AssociationEvent': {
      const steps = event.type === 'AssociationEvent' ? ASSOCIATION : AGGREGATION;
      const parent = event.parentID === undefined ? undefined : canonical(event.parentID);
      const children = things(
        'childEPCs',
        event.childEPCs,
        event.action === 'OBSERVE' && moved !== 'observe' ? moved : steps[event.action],
        parent,
      );
      const all = event.action === 'DELETE' && event.childEPCs === undefined && event.childQuantityList === undefined;
      const host = event.action === 'OBSERVE' ? moved : all ? 'empty' : 'host';
      return once(
        [...children, ...things('parentID', parent === undefined ? [] : [parent], host)],
        lots(event.childQuantityList, 'child'),
      );
    }
  }
}

const AGGREGATION = { ADD: 'pack', OBSERVE: 'observe', DELETE: 'unpack' } as const;
const ASSOCIATION = { ADD: 'fit', OBSERVE: 'observe', DELETE: 'remove' } as const;

/** The same thing written twice, as URN and as link, is one thing; so is a lot. */
function once(things: readonly Effect[], lots: readonly LotEffect[]): Effects {
  return {
    things: [...new Map(things.map((effect) => [`${effect.epc} ${effect.step}`, effect])).values()],
    lots: [...new Map(lots.map((effect) => [`${effect.lot} ${effect.as}`, effect])).values()],
  };
}
