import type { EpcisEvent } from '../../../../../chaincode/src/part/epcis/event';
import { epcisEvent } from '../../../../../chaincode/src/part/epcis/event';
import { epc } from '../../yard';
import { boxOf, carOf, lotOf } from '../people';
import type { Happening, Oracle } from './oracle';

export const PARTIES = ['a/one', 'a/two', 'b/three', 'c/four', 'd/liar', 'd/cheat'] as const;
/** Who may say anything; the others say what they can know. */
const LIARS: readonly string[] = PARTIES.slice(4);
const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at);
export const PARTS = upTo(30).map((at) => epc(`P${at}`));
export const BOXES = upTo(5).map(boxOf);
export const CARS = upTo(5).map(carOf);
export const LOTS = upTo(3).map((at) => lotOf(`L${at}`));
const GROUPS = ['urn:melt:1', 'urn:melt:2'];

/** A generator of numbers below a bound, the same for the same seed (mulberry32). */
export function dice(seed: number): (bound: number) => number {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

const ACTS: readonly (readonly [Happening['act'], number])[] = [
  ['commission', 10], ['inspect', 2], ['ship', 8], ['unship', 1], ['receive', 8], ['decommission', 1], ['destroy', 1],
  ['pack', 14], ['unpack', 6], ['unpackAll', 3], ['fit', 16], ['remove', 7], ['removeAll', 3], ['transform', 8],
  ['declare', 8], ['block', 3], ['release', 2],
]; // biome-ignore format: a table of pairs
const WEIGHT = ACTS.reduce((sum, [, weight]) => sum + weight, 0);

/** The next happening of a story, as its parties know and lie. */
export function happen(roll: (bound: number) => number, { graph, happened, taken }: Oracle): Happening {
  const one = <T>(list: readonly T[]): T => list[roll(list.length)] as T;
  let left = roll(WEIGHT);
  const act = ACTS.find(([, weight]) => (left -= weight) < 0)?.[0] ?? 'inspect';
  const by = one(PARTIES);
  const lies = LIARS.includes(by);
  const known = [...graph.things.keys()];
  const mine = known.filter((id) => graph.holder(id) === by);
  const near = lies || mine.length === 0 || roll(8) === 0 ? [...PARTS.slice(0, 12), ...known] : mine;
  const some = (): string[] => [...new Set(upTo(1 + roll(3)).map(() => one(near)))];
  const amounts = () =>
    [...new Set(upTo(1 + roll(2)).map(() => one(LOTS)))].map((lot) => ({
      lot,
      quantity: roll(3) === 0 ? undefined : 1 + roll(4),
    }));
  const none = { by, act, things: [], parent: '', lots: [], outputs: [], group: '', of: 0 } as Happening;
  const hosts = [...BOXES, ...CARS, ...PARTS.slice(0, 6)];
  const within = known.filter((id) => (graph.at(id)?.claims.length ?? 0) > 0);
  switch (act) {
    case 'commission':
      return { ...none, things: [...new Set([one(PARTS), one(PARTS)])] };
    case 'ship':
    case 'receive':
    case 'unship':
    case 'inspect': {
      const moved =
        act === 'receive' && roll(3) > 0 ? known.filter((id) => graph.at(id)?.status === 'in_transit') : near;
      const things = moved.length > 0 ? [one(moved)] : some();
      return { ...none, things, lots: act === 'ship' && roll(6) === 0 ? amounts() : [] };
    }
    case 'pack':
    case 'fit': {
      const parent = one(hosts);
      const lots = roll(3) === 0 ? amounts() : [];
      return { ...none, things: some().filter((id) => roll(12) === 0 || id !== parent), parent, lots };
    }
    case 'unpack':
    case 'remove': {
      const child = within.length > 0 && roll(5) > 0 ? one(within) : one(near);
      const claimed = graph.at(child)?.claims ?? [];
      const parent = claimed.length > 0 && roll(5) > 0 ? one(claimed).parent : one(hosts);
      return { ...none, things: [child], parent, lots: roll(3) === 0 ? amounts() : [] };
    }
    case 'unpackAll':
    case 'removeAll':
      return { ...none, parent: one(hosts) };
    case 'transform': {
      const outputs = [...new Set([one(PARTS), one(PARTS)])];
      const things = some().filter((id) => PARTS.includes(id) && !outputs.includes(id));
      const group = roll(3) === 0 ? one(GROUPS) : `#${happened.length}`;
      return { ...none, things, lots: things.length === 0 || roll(3) === 0 ? amounts() : [], outputs, group };
    }
    case 'declare': {
      const events = upTo(happened.length).filter(
        (at) => isEvent(happened[at]) && taken.has(at) && !graph.void.has(at),
      );
      const of = events.length > 0 ? one(events) : -1;
      return of < 0
        ? { ...none, act: 'inspect', things: [one(PARTS)] }
        : { ...none, by: happened[of]?.by ?? by, of };
    }
    case 'block':
      return { ...none, things: roll(3) === 0 ? [] : some(), lots: roll(2) === 0 ? amounts() : [] };
    case 'release': {
      const blocks = upTo(happened.length).filter((at) => happened[at]?.act === 'block');
      return blocks.length > 0
        ? { ...none, of: one(blocks) }
        : { ...none, act: 'inspect', things: [one(PARTS)] };
    }
    default:
      return { ...none, things: [one(near)] };
  }
}

const isEvent = (one: Happening | undefined): boolean =>
  one !== undefined && !['declare', 'block', 'release'].includes(one.act);

const STEPS: Readonly<Record<string, [string, string]>> = {
  commission: ['ADD', 'commissioning'],
  inspect: ['OBSERVE', 'inspecting'],
  ship: ['OBSERVE', 'shipping'],
  unship: ['OBSERVE', 'void_shipping'],
  receive: ['OBSERVE', 'receiving'],
  decommission: ['DELETE', 'decommissioning'],
  destroy: ['DELETE', 'destroying'],
};

/** A happening as the event that is captured. */
export function eventOf({ act, things, parent, lots, outputs, group }: Happening, at: number): EpcisEvent {
  const seconds = String(at % 60).padStart(2, '0');
  const minutes = String(Math.floor(at / 60)).padStart(2, '0');
  const when = { eventTime: `2026-03-01T00:${minutes}:${seconds}Z`, eventTimeZoneOffset: '+00:00' };
  const list = lots.map(({ lot, quantity }) => ({
    epcClass: lot,
    ...(quantity !== undefined && { quantity }),
  }));
  if (act === 'transform')
    return epcisEvent.parse({
      ...{ type: 'TransformationEvent', ...when, outputEPCList: outputs },
      ...(things.length > 0 && { inputEPCList: things }),
      ...(list.length > 0 && { inputQuantityList: list }),
      ...(!group.startsWith('#') && { transformationID: group }),
    });
  const [action, bizStep] = STEPS[act] ?? [];
  if (action)
    return epcisEvent.parse({
      ...{ type: 'ObjectEvent', ...when, action, bizStep, epcList: things },
      ...(list.length > 0 && { quantityList: list }),
    });
  return epcisEvent.parse({
    type: act.startsWith('pack') || act.startsWith('unpack') ? 'AggregationEvent' : 'AssociationEvent',
    ...{ ...when, parentID: parent, action: act === 'pack' || act === 'fit' ? 'ADD' : 'DELETE' },
    ...(things.length > 0 && { childEPCs: things }),
    ...(list.length > 0 && { childQuantityList: list }),
  });
}
