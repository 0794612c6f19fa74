import { demand } from '../../../kit/errors';
import { addMillis, DAY_MS } from '../../../kit/value/time';
import { holderOf, isTravelling, settled, type Things } from '../custody';
import type { Effect } from '../effect';
import { partErrors } from '../../errors';
import { reusableAfter } from '../../gs1/reuse';
import { holdWithin } from '../inside/block';
import { contentOf, emptied } from '../inside/carried';
import { ended, partLife } from '../../life';
import { prefixStanding } from '../prefix';
import type { Emptying, Flag, Part, PartState, Touch } from '../../records/part';
import { markDispositions, withFlags, withSameClaims } from './mark';
import type { Sighting } from '../sighting';
import { into, type Outcome, seen, type Standing, take } from './step';
import { wasOf } from './undo';

/** A part after an event, what the event touched, which flags it raised, and what it emptied. */
export interface Applied {
  readonly part: Part;
  readonly touch: Touch;
  readonly raised: readonly Flag[];
  readonly emptying?: Emptying;
}

/**
 * Applies what an event says of one thing. Signs of counterfeit are recorded; an act on another's part is
 * refused.
 */
export function applyEffect(effect: Effect, sighting: Sighting, things: Things): Applied {
  const known = things.parts.get(effect.epc);
  const held = known && settled(known, things);
  const at = known && held && standingOf(known, held, things);
  const fresh = known === undefined || held?.status === 'withdrawn';
  const reborn = !fresh && at !== undefined && isReborn(effect, sighting, known, at);
  const outcome =
    fresh || reborn
      ? first(effect, sighting, things)
      : again(effect, sighting, known, at as Standing, things);
  const holders = [at ? at.holder : sighting.by, ...(outcome.state ? [outcome.state.custodian] : [])];
  const marked =
    effect.step === 'consume' ? undefined : markDispositions(outcome.state ?? held, sighting, holders);
  const state = marked ?? outcome.state;
  const emptying = emptyingOf(effect, sighting, known, at, reborn);
  const flags = withFlags(reborn ? [] : (known?.flags ?? []), outcome.signs, sighting.hash);
  const part: Part = {
    ...(known ? (emptying?.held ? emptied(known) : known) : BORN),
    ...(emptying && { generation: emptying.generation, emptiedBy: emptying.by }),
    ...(at?.state.parent && at.holder !== sighting.by ? {} : lastOf(sighting)),
    ...rolesOf(effect, sighting),
    epc: effect.epc,
    state: state ?? (known?.state as PartState),
    flags,
    lastEvent: sighting.hash,
    events: (known?.events ?? 0) + (known?.lastEvent === sighting.hash ? 0 : 1),
  };
  const touch: Touch = {
    epc: effect.epc,
    changed: state !== undefined || emptying !== undefined,
    ...(known && known.lastEvent !== sighting.hash && { previous: known.lastEvent }),
    ...(known && state && { was: wasOf(known, state) }),
    ...(outcome.signs.length > 0 && { signs: [...new Set(outcome.signs)] }),
    ...(emptying && { emptied: emptying.generation }),
  };
  const shown = reborn ? [] : (known?.flags ?? []);
  return {
    ...{ part, touch },
    raised: outcome.signs.filter((sign) => !shown.some(({ flag }) => flag === sign)),
    ...(emptying && { emptying }),
  };
}

const BORN = { generation: 0, flags: [], events: 0, linked: true as const };

const standingOf = (part: Part, state: PartState, things: Things): Standing => ({
  ...{ state, holder: holderOf(part, things), travels: isTravelling(part, things) },
});

const lastOf = ({ disposition, place }: Sighting) => ({
  ...(disposition !== undefined && { disposition }),
  ...(place !== undefined && { place }),
});

/** What the trace looks for beyond the record itself. */
const rolesOf = ({ step }: Effect, { transforms }: Sighting) => ({
  ...(step === 'host' && { hosted: true as const }),
  ...(step === 'consume' && { used: true as const }),
  ...(step === 'commission' && transforms && { made: true as const }),
});

/** Everything is taken out by an event that says so, and of what begins a new life. */
function emptyingOf(
  { epc, step }: Effect,
  { by }: Sighting,
  known: Part | undefined,
  at: Standing | undefined,
  reborn: boolean,
): Emptying | undefined {
  if (step !== 'empty' && !reborn) return undefined;
  const holder = at?.holder ?? by;
  const taker = reborn ? holder : by;
  const content = known ? contentOf(known) : {};
  const generation = (known?.generation ?? 0) + 1;
  return { epc, generation, by: taker, held: reborn || holder === by, ...content };
}

/**
 * A thing that the ledger did not know. A parent need not have been commissioned; a part should have been.
 */
function first(effect: Effect, sighting: Sighting, things: Things): Outcome {
  const born: PartState = { status: 'active', custodian: sighting.by, setBy: sighting.hash };
  if (effect.step === 'commission') return into(madeBy(born, effect, sighting));
  if (effect.step === 'host' || effect.step === 'empty') return into(born);
  const stray: PartState = { ...born, status: 'uncommissioned' };
  const outcome = take(effect, sighting, { state: stray, holder: sighting.by, travels: false }, things);
  return into(outcome.state ?? stray, 'never_commissioned', ...outcome.signs);
}

/** Who commissions it is its maker; only the owner of a registered company prefix may be. */
function madeBy(state: PartState, { epc }: Effect, { by, hash, prefixes = new Map() }: Sighting): PartState {
  const companyPrefix = prefixStanding(epc, by, prefixes);
  return { ...state, maker: by, madeBy: hash, setBy: hash, ...(companyPrefix && { companyPrefix }) };
}

/** Whether an id that may be given again begins a new life, by whom the last one was: its maker, or holder. */
function isReborn(
  { epc, step }: Effect,
  sighting: Sighting,
  part: Part,
  { state, holder }: Standing,
): boolean {
  const days = step === 'commission' ? reusableAfter(epc) : undefined;
  if (days === undefined || sighting.by !== (state.maker ?? holder)) return false;
  if (days === 0) return state.status === 'decommissioned';
  const last = sighting.lastSeen.get(part.epc);
  return (
    state.status !== 'uncommissioned' &&
    last !== undefined &&
    sighting.eventAt >= addMillis(last, days * DAY_MS)
  );
}

function again(effect: Effect, sighting: Sighting, part: Part, at: Standing, things: Things): Outcome {
  const { state } = at;
  if (effect.step === 'commission') {
    const made = madeBy(state, effect, sighting);
    const over = ended.includes(state.status);
    if (state.maker !== undefined || over)
      return seen('commissioned_twice', ...(over ? (['reappeared'] as const) : []));
    const status =
      state.status === 'uncommissioned' ? partLife.step('commission', state.status) : state.status;
    return into(withSameClaims({ ...made, status }, state));
  }
  if (ended.includes(state.status) && !(effect.step === 'destroy' && state.status === 'decommissioned'))
    return seen(...(isToldAgain(effect, sighting, state) ? [] : (['reappeared'] as const)));
  const hold = ONWARD.includes(effect.step) && holdWithin(part, sighting.by, sighting.held, things);
  demand(!hold, partErrors.PART_BLOCKED, {
    epc: hold ? hold.epc : '',
    notification: hold ? hold.notifications.join(', ') : '',
  });
  return take(effect, sighting, at, things);
}

/** What a blocked part must not do: go on towards a customer. */
const ONWARD: readonly Effect['step'][] = ['ship', 'pack', 'fit', 'consume'];
const ENDS: Readonly<Record<string, PartState['status']>> = {
  consume: 'consumed',
  decommission: 'decommissioned',
  destroy: 'destroyed',
};

/** Who ended it says so once more: another part of it was used, or two systems report one thing. */
const isToldAgain = ({ step }: Effect, { by }: Sighting, { status, custodian }: PartState): boolean =>
  ENDS[step] === status && custodian === by;
