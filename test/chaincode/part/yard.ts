import { applyAll } from '../../../chaincode/src/part/rules/state/apply';
import { read, recordOf, sightingOf } from '../../../chaincode/src/part/rules/capture';
import { holderOf, settled, type Things } from '../../../chaincode/src/part/rules/custody';
import { NOTHING_HELD } from '../../../chaincode/src/part/rules/inside/block';
import { type EpcisEvent, epcisEvent } from '../../../chaincode/src/part/epcis/event';
import type { EventRecord } from '../../../chaincode/src/part/records/event';
import type { Flag, Part } from '../../../chaincode/src/part/records/part';
import { takeBack } from '../../../chaincode/src/part/rules/state/undo';

export const epc = (serial: string) => `https://id.gs1.org/01/04012345111118/21/${serial}`;
export const box = 'https://id.gs1.org/00/340123451111111111';
export const pallet = 'https://id.gs1.org/00/340123453111111115';
export const car = 'https://id.gs1.org/8004/4012345WVWZZZ1KZAW000001';

const two = (value: number): string => String(value).padStart(2, '0');
let second = 0;
const when = () => {
  second += 1;
  const time = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60].map(two).join(':');
  return { eventTime: `2026-03-01T${time}.000+00:00`, eventTimeZoneOffset: '+00:00' };
};

type More = Record<string, unknown>;
const event = (members: More): EpcisEvent => epcisEvent.parse({ ...when(), ...members });
const object = (action: string, bizStep: string, epcs: string[], more: More = {}) =>
  event({ type: 'ObjectEvent', action, bizStep, epcList: epcs, ...more });

export const commission = (...epcs: string[]) => object('ADD', 'commissioning', epcs);
export const inspect = (...epcs: string[]) => object('OBSERVE', 'inspecting', epcs);
export const ship = (...epcs: string[]) => object('OBSERVE', 'shipping', epcs);
export const shipTo = (destination: string, ...epcs: string[]) =>
  object('OBSERVE', 'shipping', epcs, { destinationList: [{ type: 'possessing_party', destination }] });
export const voidShipping = (...epcs: string[]) => object('OBSERVE', 'void_shipping', epcs);
export const receive = (...epcs: string[]) => object('OBSERVE', 'receiving', epcs);
export const receiveAt = (destination: string, ...epcs: string[]) =>
  object('OBSERVE', 'receiving', epcs, { destinationList: [{ type: 'possessing_party', destination }] });
export const decommission = (...epcs: string[]) => object('DELETE', 'decommissioning', epcs);
export const destroy = (...epcs: string[]) => object('DELETE', 'destroying', epcs);
export const mark = (set: string[], ...epcs: string[]) =>
  object('OBSERVE', 'inspecting', epcs, { persistentDisposition: { set } });
export const unmark = (unset: string[], ...epcs: string[]) =>
  object('OBSERVE', 'inspecting', epcs, { persistentDisposition: { unset } });
const family = (type: string, action: string, parentID: string, childEPCs: string[]) =>
  event({ type, action, parentID, ...(childEPCs.length > 0 && { childEPCs }) });
export const pack = (parent: string, ...children: string[]) =>
  family('AggregationEvent', 'ADD', parent, children);
export const unpack = (parent: string, ...children: string[]) =>
  family('AggregationEvent', 'DELETE', parent, children);
export const fit = (parent: string, ...children: string[]) =>
  family('AssociationEvent', 'ADD', parent, children);
export const remove = (parent: string, ...children: string[]) =>
  family('AssociationEvent', 'DELETE', parent, children);
export const transform = (inputEPCList: string[], outputEPCList: string[]) =>
  event({ type: 'TransformationEvent', inputEPCList, outputEPCList });

/** An amount of a lot, as quantity lists write it. */
export const some = (lot: string, quantity?: number, uom?: string) => ({
  epcClass: lot,
  ...(quantity !== undefined && { quantity }),
  ...(uom !== undefined && { uom }),
});
type Amount = ReturnType<typeof some>;
const ofLots =
  (type: string, action: string) =>
  (parentID: string, lots: Amount[], ...childEPCs: string[]) =>
    event({ type, action, parentID, childQuantityList: lots, ...(childEPCs.length > 0 && { childEPCs }) });
export const packLots = ofLots('AggregationEvent', 'ADD');
export const unpackLots = ofLots('AggregationEvent', 'DELETE');
export const fitLots = ofLots('AssociationEvent', 'ADD');
export const removeLots = ofLots('AssociationEvent', 'DELETE');
export const shipLots = (...lots: Amount[]) =>
  event({ type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'shipping', quantityList: lots });
/** Any event, with its own time. */
export const happened = (members: More) => event(members);
export const at = (eventTime: string, told: EpcisEvent): EpcisEvent =>
  epcisEvent.parse({ ...told, eventTime, eventTimeZoneOffset: '+00:00' });
export const declared = (told: EpcisEvent, reason: string, correctiveEventIDs?: string[]): EpcisEvent =>
  epcisEvent.parse({
    ...told,
    errorDeclaration: {
      declarationTime: '2026-03-02T08:30:00Z',
      reason,
      ...(correctiveEventIDs && { correctiveEventIDs }),
    },
  });

/** A yard of parts without a ledger: events are applied by the rules alone. */
export function openFleet() {
  let things: Things = { parts: new Map(), emptyings: new Map() };
  const events = new Map<string, EventRecord>();
  const capture = (by: string, event: EpcisEvent, to?: string): Flag[] => {
    const captured = read(event, undefined);
    const sighting = sightingOf(captured, by, to, { held: NOTHING_HELD, lastSeen: new Map() });
    const done = applyAll(captured, sighting, things);
    things = done.things;
    const record = recordOf(captured, by, '2026-03-02T09:00:00.000Z');
    events.set(captured.hash, { ...record, touches: [...done.touches] });
    return done.raised.map(({ flag }) => flag);
  };
  const declareFalse = async (event: EpcisEvent): Promise<void> => {
    const { hash } = read(event, undefined);
    const record = { ...(events.get(hash) as EventRecord), erroneous: 'did_not_occur' };
    events.set(hash, record);
    const parts = new Map(things.parts);
    for (const { epc: id } of record.touches)
      parts.set(id, await takeBack(partOf(id), record, { event: async (one) => events.get(one) }));
    things = { ...things, parts };
  };
  const partOf = (id: string): Part => {
    const part = things.parts.get(id);
    if (!part) throw new Error(`no ${id} in the yard`);
    return part;
  };
  return {
    capture,
    declareFalse,
    part: partOf,
    status: (id: string) => settled(partOf(id), things).status,
    holder: (id: string) => holderOf(partOf(id), things),
    flags: (id: string) => partOf(id).flags.map(({ flag }) => flag),
  };
}
