import { demand, kitErrors } from '../../../kit/errors';
import { demandCustody, placeOf, type Things } from '../custody';
import type { Effect } from '../effect';
import { claimsIn, withClaims } from '../inside/claim';
import { demandOutside } from '../inside/nesting';
import { partLife, type PartStep } from '../../life';
import { type Claim, type Flag, MAX_CLAIMS, type PartState } from '../../records/part';
import type { Sighting } from '../sighting';

/** What a step makes of a state: the new state, or none when it is only seen, and the signs it shows. */
export interface Outcome {
  readonly state?: PartState;
  readonly signs: readonly Flag[];
}

/** Where a part stands when something happens to it, and with whom. */
export interface Standing {
  readonly state: PartState;
  readonly holder: string;
  readonly travels: boolean;
}

export const seen = (...signs: Flag[]): Outcome => ({ signs });
export const into = (state: PartState, ...signs: Flag[]): Outcome => ({ state, signs });

/** One step on a part that is somewhere. */
export function take(effect: Effect, sighting: Sighting, at: Standing, things: Things): Outcome {
  const { by, hash } = sighting;
  const { state, holder } = at;
  const mine = holder === by;
  const elsewhere = seen(...strayed(effect, sighting, at, things));
  const { parent: _parent, claims: _claims, transit: _transit, ...bare } = state;
  const moved = { ...bare, custodian: by, setBy: hash };
  const to = (step: PartStep) => partLife.step(step, state.status);
  switch (effect.step) {
    case 'host':
    case 'empty':
      if (sighting.packs) demandCustody(mine, effect.epc, by, holder);
      return seen();
    case 'ship': {
      if (state.status === 'fitted') return elsewhere;
      if (state.status === 'in_transit' && mine) return seen();
      demandCustody(mine, effect.epc, by, holder);
      if (state.status === 'packed') return seen();
      const transit = {
        from: by,
        ...(sighting.to !== undefined && { to: sighting.to }),
        ...(sighting.destination !== undefined && { destination: sighting.destination }),
      };
      return into({ ...bare, status: to('ship'), transit, setBy: hash });
    }
    case 'unship':
      return state.status === 'in_transit' && mine
        ? into({ ...bare, status: to('unship'), setBy: hash })
        : elsewhere;
    case 'receive':
      if (state.status === 'fitted') return elsewhere;
      if (state.status === 'packed') return seen(...(mine || at.travels ? [] : (['custody_break'] as const)));
      if (mine && state.status !== 'in_transit') return seen();
      return into(
        { ...moved, status: to('receive') },
        ...(isExpected(state, sighting) ? [] : (['custody_break'] as const)),
      );
    case 'pack':
    case 'fit':
      return put(effect, sighting, at, things);
    case 'unpack':
    case 'remove':
      return out(effect, sighting, at, elsewhere);
    case 'consume':
      demandCustody(mine, effect.epc, by, holder);
      return into({ ...moved, usedBy: state.usedBy ?? hash, status: to('consume') });
    case 'decommission':
    case 'destroy':
      // Who fitted it may say so too: whoever holds what it is in need not be told.
      demandCustody(mine || (state.status === 'fitted' && state.custodian === by), effect.epc, by, holder);
      return into({ ...moved, status: to(effect.step) });
    default:
      return elsewhere;
  }
}

/** Puts a part into a parent: beside what claims it already, unless its holder takes it out of its packing. */
function put({ epc, step, parent: id = '' }: Effect, { by, hash }: Sighting, at: Standing, things: Things) {
  const { state, holder } = at;
  const mine = holder === by;
  demandOutside(epc, id, things);
  if (step === 'pack') demandCustody(mine, epc, by, holder);
  const how = step === 'pack' ? 'packed' : 'fitted';
  const known = claimsIn(state);
  const same = known.find((claim) => claim.id === id && claim.how === how);
  if (same && (how === 'fitted' || same === known[0])) return seen();
  const claim: Claim = { id, generation: things.parts.get(id)?.generation ?? 0, how, by, event: hash };
  const others = known.filter((one) => one.id !== id);
  const unpacked = how === 'fitted' && mine ? others.filter((one) => one.how !== 'packed') : others;
  const status =
    unpacked.length === 0 || how === 'packed' ? partLife.step(step as PartStep, state.status) : state.status;
  const broken =
    mine || state.status === 'fitted' || state.transit?.to === by ? [] : (['custody_break'] as const);
  const claims = how === 'packed' ? [claim, ...unpacked] : [...unpacked, claim];
  demand(claims.length <= MAX_CLAIMS, kitErrors.TOO_MANY, {
    what: `things that claim to have ${epc} in them`,
    count: claims.length,
    max: MAX_CLAIMS,
  });
  const { transit: _transit, ...rest } = state;
  const signs = unpacked.length > 0 ? (['two_parents'] as const) : [];
  return into(withClaims({ ...rest, status, setBy: hash }, claims), ...signs, ...broken);
}

/** Takes a part out of a parent. What says nothing of where the part is takes it out of nothing. */
function out(
  { epc, step, parent }: Effect,
  { by, hash }: Sighting,
  { state, holder }: Standing,
  elsewhere: Outcome,
): Outcome {
  const mine = holder === by;
  const known = claimsIn(state);
  const claim = known.find(
    (one) => one.id === parent && one.how === (step === 'unpack' ? 'packed' : 'fitted'),
  );
  const { transit: _transit, ...rest } = state;
  const bare = withClaims({ ...rest, custodian: by, setBy: hash }, []);
  if (!claim) {
    if (known.length > 0 && !known.some((one) => one.id === parent)) return seen('two_parents');
    const loose = step === 'remove' && known.length === 0 && mine;
    return loose && (state.status === 'uncommissioned' || state.status === 'active')
      ? into({ ...bare, status: partLife.step('remove', state.status) })
      : elsewhere;
  }
  if (step === 'unpack') demandCustody(mine || claim.by === by, epc, by, holder);
  else if (known.length > 1 && !mine && by !== state.maker && claim.by !== by) return seen('two_parents');
  const left = known.filter((one) => one !== claim);
  return left.length > 0
    ? into(withClaims({ ...rest, setBy: hash }, left))
    : into({ ...bare, status: partLife.step(step as PartStep, state.status) });
}

/**
 * Whether somebody saw a part where it is not: who neither holds nor made it, while it is under way with
 * nobody. A part that is in another thing is where that is; only a place that is named is another one.
 */
function strayed({ step }: Effect, { by, place, named }: Sighting, at: Standing, things: Things): Flag[] {
  const { state, holder, travels } = at;
  if (holder === by || by === state.maker) return [];
  if (state.status !== 'fitted') return travels ? [] : ['seen_elsewhere'];
  if (claimsIn(state).some(({ id }) => named.has(id))) return [];
  const parent = things.parts.get(state.parent?.id ?? '');
  const apart = place !== undefined && !travels && place !== (parent && placeOf(parent, things));
  return apart || step === 'ship' || step === 'unship' || step === 'receive' ? ['seen_elsewhere'] : [];
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
