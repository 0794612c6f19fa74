import { demand } from '../../kit/errors';
import { around, holderOf, isTravelling, settled, type Things, demandCustody } from './custody';
import type { Effect } from './effect';
import { partErrors } from '../errors';
import { ended, partLife } from '../life';
import { prefixStanding } from './prefix';
import type { Flag, Part, PartState, Touch } from '../records/part';
import { markDispositions, withFlags } from './mark';
import type { Sighting } from './sighting';

/** A part after an event, what the event touched and which flags it raised. */
export interface Applied {
  readonly part: Part;
  readonly touch: Touch;
  readonly raised: readonly Flag[];
}

/** What a step makes of a state: the new state, or none when it is only seen, and the signs it shows. */
interface Outcome {
  readonly state?: PartState;
  readonly signs: readonly Flag[];
}

const seen = (...signs: Flag[]): Outcome => ({ signs });
const into = (state: PartState, ...signs: Flag[]): Outcome => ({ state, signs });

/**
 * Applies what an event says of one thing. Signs of counterfeit are recorded; an act on another's part is
 * refused.
 */
export function applyEffect(effect: Effect, sighting: Sighting, things: Things): Applied {
  const known = things.get(effect.epc);
  const held = known && settled(known, things);
  const fresh = known === undefined || held?.status === 'withdrawn';
  const outcome = fresh ? first(effect, sighting, things) : again(effect, sighting, known, things);
  const holders = [
    known ? holderOf(known, things) : sighting.by,
    ...(outcome.state ? [outcome.state.custodian] : []),
  ];
  const marked =
    effect.step === 'consume' ? undefined : markDispositions(outcome.state ?? held, sighting, holders);
  const state = marked ?? outcome.state;
  const before = known?.state;
  const part: Part = {
    ...(known ?? { generation: 0, flags: [], events: 0 }),
    ...(effect.step === 'empty' && { generation: (known?.generation ?? 0) + 1, emptiedBy: sighting.by }),
    ...(sighting.disposition !== undefined && { disposition: sighting.disposition }),
    ...(sighting.place !== undefined && { place: sighting.place }),
    epc: effect.epc,
    state: state ?? (before as PartState),
    flags: withFlags(known?.flags ?? [], outcome.signs, sighting.hash),
    lastEvent: sighting.hash,
    events: (known?.events ?? 0) + (known?.lastEvent === sighting.hash ? 0 : 1),
  };
  const touch: Touch = {
    epc: effect.epc,
    changed: state !== undefined || effect.step === 'empty',
    ...(known && known.lastEvent !== sighting.hash && { previous: known.lastEvent }),
    ...(state && before && { before }),
  };
  return {
    part,
    touch,
    raised: outcome.signs.filter((sign) => !known?.flags.some(({ flag }) => flag === sign)),
  };
}

/**
 * A thing that the ledger did not know. A parent need not have been commissioned; a part should have been.
 */
function first(effect: Effect, sighting: Sighting, things: Things): Outcome {
  const born: PartState = { status: 'active', custodian: sighting.by, setBy: sighting.hash };
  if (effect.step === 'commission') return into(madeBy(born, effect, sighting));
  if (effect.step === 'host' || effect.step === 'empty') return into(born);
  const stray: PartState = { ...born, status: 'uncommissioned' };
  const outcome = take(effect, sighting, stray, sighting.by, false, things);
  return into(outcome.state ?? stray, 'never_commissioned', ...outcome.signs);
}

/** Who commissions it is its maker; only the owner of a registered company prefix may be. */
function madeBy(state: PartState, { epc }: Effect, { by, hash, prefixes = new Map() }: Sighting): PartState {
  const companyPrefix = prefixStanding(epc, by, prefixes);
  return { ...state, maker: by, madeBy: hash, setBy: hash, ...(companyPrefix && { companyPrefix }) };
}

function again(effect: Effect, sighting: Sighting, part: Part, things: Things): Outcome {
  const state = settled(part, things);
  if (effect.step === 'commission') {
    const made = madeBy(state, effect, sighting);
    if (state.status !== 'uncommissioned')
      return seen('commissioned_twice', ...(ended.includes(state.status) ? (['reappeared'] as const) : []));
    const status = partLife.step('commission', state.status);
    return into({ ...made, status });
  }
  if (ended.includes(state.status) && effect.step !== 'destroy') return seen('reappeared');
  demand(!part.blocks || !ONWARD.includes(effect.step), partErrors.PART_BLOCKED, {
    epc: part.epc,
    notification: part.blocks?.join(', ') ?? '',
  });
  return take(effect, sighting, state, holderOf(part, things), isTravelling(part, things), things);
}

/** What a blocked part must not do: go on towards a customer. */
const ONWARD: readonly Effect['step'][] = ['ship', 'pack', 'fit', 'consume'];

/** One step on a part that is somewhere. */
function take(
  effect: Effect,
  sighting: Sighting,
  state: PartState,
  holder: string,
  travels: boolean,
  things: Things,
): Outcome {
  const { by, hash } = sighting;
  const mine = holder === by;
  const elsewhere =
    mine || travels || state.status === 'fitted' || by === state.maker ? [] : (['seen_elsewhere'] as const);
  const { parent: _parent, transit: _transit, ...bare } = state;
  const moved = { ...bare, custodian: by, setBy: hash };
  switch (effect.step) {
    case 'host':
    case 'empty':
      if (sighting.packs) demandCustody(mine, effect.epc, by, holder);
      return seen();
    case 'ship': {
      if (state.status === 'fitted' || (state.status === 'in_transit' && mine)) return seen();
      demandCustody(mine, effect.epc, by, holder);
      if (state.status === 'packed') return seen();
      const transit = {
        from: by,
        ...(sighting.to !== undefined && { to: sighting.to }),
        ...(sighting.destination !== undefined && { destination: sighting.destination }),
      };
      return into({ ...bare, status: partLife.step('ship', state.status), transit, setBy: hash });
    }
    case 'unship':
      return state.status === 'in_transit' && mine
        ? into({ ...bare, status: partLife.step('unship', state.status), setBy: hash })
        : seen(...elsewhere);
    case 'receive':
      if (state.status === 'fitted' || (state.status === 'packed' && (mine || travels))) return seen();
      if (state.status === 'packed' || (mine && state.status !== 'in_transit'))
        return seen(...(mine ? [] : (['custody_break'] as const)));
      return into(
        { ...moved, status: partLife.step('receive', state.status) },
        ...(isExpected(state, sighting) ? [] : (['custody_break'] as const)),
      );
    case 'pack':
    case 'fit': {
      const parent = parentOf(effect, things);
      const within = state.parent?.id === effect.parent && state.parent?.generation === parent.generation;
      const twice =
        state.parent && !within && (effect.step === 'fit' ? state.status === 'fitted' : true)
          ? (['two_parents'] as const)
          : [];
      if (effect.step === 'pack') demandCustody(mine, effect.epc, by, holder);
      if (within && state.status === (effect.step === 'pack' ? 'packed' : 'fitted')) return seen();
      const broken =
        mine || state.status === 'fitted' || state.transit?.to === by ? [] : (['custody_break'] as const);
      return into(
        { ...moved, status: partLife.step(effect.step, state.status), parent },
        ...twice,
        ...broken,
      );
    }
    case 'unpack':
      if (state.status !== 'packed') return seen(...elsewhere);
      demandCustody(mine, effect.epc, by, holder);
      return into(
        { ...moved, status: partLife.step('unpack', state.status) },
        ...(state.parent?.id === effect.parent ? [] : (['two_parents'] as const)),
      );
    case 'remove': {
      if (state.status !== 'fitted' && !mine) return seen(...elsewhere);
      const other =
        state.status === 'fitted' && state.parent?.id !== effect.parent ? (['two_parents'] as const) : [];
      return into({ ...moved, status: partLife.step('remove', state.status) }, ...other);
    }
    case 'consume':
    case 'decommission':
    case 'destroy': {
      if (ended.includes(state.status) && state.status !== 'decommissioned') return seen('reappeared');
      demandCustody(mine, effect.epc, by, holder);
      const used = effect.step === 'consume' ? { usedBy: hash } : {};
      return into({ ...moved, ...used, status: partLife.step(effect.step, state.status) });
    }
    default:
      return seen(...elsewhere);
  }
}

/**
 * A receipt matches a shipment when the shipper named this receiver, or when neither side named another
 * destination.
 */
function isExpected({ transit }: PartState, { by, destination }: Sighting): boolean {
  if (!transit) return false;
  if (transit.to !== undefined) return transit.to === by;
  return (
    transit.destination === undefined || destination === undefined || transit.destination === destination
  );
}

function parentOf({ epc, parent: id = '' }: Effect, things: Things): { id: string; generation: number } {
  const parent = things.get(id);
  const chain = parent ? [parent.epc, ...around(parent, things).map((outer) => outer.epc)] : [id];
  demand(!chain.includes(epc), partErrors.PARENT_IN_ITSELF, { epc });
  return { id, generation: parent?.generation ?? 0 };
}

/**
 * Takes back what an event that did not occur had done to a thing, and the signs it had shown. Where a later
 * event built on it, nobody can say what is true: the part is marked as disputed.
 */
export function takeBack(part: Part, touch: Touch, hash: string): Part {
  const flags = part.flags.filter(({ event }) => event !== hash);
  if (!touch.changed) return { ...part, flags };
  if (part.state.setBy !== hash) return { ...part, flags: withFlags(flags, ['disputed'], hash) };
  const state = touch.before ?? { ...part.state, status: partLife.step('withdraw', part.state.status) };
  return { ...part, flags, state };
}
