import { canonical } from '../../../kit/value/json';
import { claimsIn, withClaims } from '../inside/claim';
import { partLife } from '../../life';
import { counts, type EventRecord } from '../../records/event';
import type { Flag, Part, PartState, Touch, Was } from '../../records/part';

type Plain = Readonly<Record<string, unknown>>;

/** What a claim that does not count any more changes too: of what is in something all of it is kept. */
const PLACED = ['status', 'custodian', 'parent', 'claims'];

/** What of a part's state an event changes, as it was before. */
export function wasOf({ state: before, lastEvent }: Part, after: PartState): Was {
  const [old, now]: Plain[] = [before, after];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const placed = before.parent || after.parent ? PLACED : [];
  const changed = [...new Set([...names, ...placed])].filter(
    (name) => placed.includes(name) || canonical(old?.[name] ?? null) !== canonical(now?.[name] ?? null),
  );
  const was = Object.fromEntries(changed.map((name) => [name, old?.[name] ?? null]));
  const { setBy, ...rest } = was;
  return { ...rest, ...(typeof setBy === 'string' && setBy !== lastEvent && { setBy }) } as Was;
}

/** The state before a touch, from the one after it; nothing if the thing began with it. */
function stateBefore(
  after: PartState,
  { was, before, previous, emptied, changed }: Touch,
): PartState | undefined {
  if (before) return before;
  if (!was) return !changed || (emptied !== undefined && previous !== undefined) ? after : undefined;
  const all = { ...after, setBy: previous ?? after.setBy, ...was };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) as PartState;
}

/** What is read of earlier events. */
export interface Earlier {
  event(hash: string): Promise<EventRecord | undefined>;
}

/** Most events that are looked through for who else showed a sign. */
const MAX_LOOKED = 200;

/**
 * Takes back what an event that does not count had done to a thing, and the signs it had shown. The state is
 * what the latest event that counts made it, in whatever order events are declared; where a later one built
 * on it, nobody can say what is true, and the part is marked as disputed until that is taken back too.
 */
export async function takeBack(part: Part, event: EventRecord, earlier: Earlier): Promise<Part> {
  const { hash } = event;
  const touches = event.touches.filter(({ epc }) => epc === part.epc);
  const disputes = new Set(part.disputes);
  if (part.state.setBy !== hash && touches.some(isStep)) disputes.add(hash);
  let state: PartState | undefined = part.state;
  for (let at: EventRecord | undefined = undefined; state; ) {
    at = state.setBy === hash ? event : await earlier.event(state.setBy);
    if (!at || (at.hash !== hash && counts(at))) break;
    disputes.delete(at.hash);
    const before: PartState | undefined = undone(state, at, part.epc);
    if (before?.setBy === state.setBy) break;
    state = before;
  }
  const standing = state ? await counted(state, hash, earlier) : withdrawn(part.state);
  return withDisputes({ ...part, state: standing, flags: await shown(part, event, earlier) }, [...disputes]);
}

/** Most events of one part that later ones built on and that do not count. */
const MAX_DISPUTES = 40;

/** A part as disputed as these events make it. */
export function withDisputes({ disputes: _old, ...part }: Part, events: readonly string[]): Part {
  const flags = part.flags.filter(({ flag }) => flag !== 'disputed');
  const [first, ...others] = events.slice(0, MAX_DISPUTES);
  return first === undefined
    ? { ...part, flags }
    : { ...part, flags: [...flags, { flag: 'disputed', event: first }], disputes: [first, ...others] };
}

const isStep = ({ changed, was, before, previous }: Touch): boolean =>
  changed && (was !== undefined || before !== undefined || previous === undefined);

function undone(after: PartState, { touches, hash }: EventRecord, epc: string): PartState | undefined {
  let state: PartState | undefined = after;
  for (const touch of touches.filter((one) => one.epc === epc).reverse())
    state = state && stateBefore({ ...state, setBy: hash }, touch);
  return state;
}

function withdrawn(state: PartState): PartState {
  if (state.status === 'withdrawn') return state;
  const { transit: _transit, ...rest } = withClaims(state, []);
  return { ...rest, status: partLife.step('withdraw', state.status) };
}

/** Without the claims of events that do not count. */
async function counted(state: PartState, hash: string, earlier: Earlier): Promise<PartState> {
  const claims = claimsIn(state);
  const left = [];
  for (const claim of claims) {
    const said = claim.event === hash ? undefined : await earlier.event(claim.event);
    if (said && counts(said)) left.push(claim);
  }
  if (left.length === claims.length) return state;
  const status = state.status === 'fitted' ? 'removed' : 'active';
  return left.length > 0 ? withClaims(state, left) : { ...withClaims(state, []), status };
}

/** The signs of a part without an event: one that another event shows too stays, with that event. */
async function shown(part: Part, event: EventRecord, earlier: Earlier): Promise<Part['flags']> {
  const kept = [];
  for (const sign of part.flags) {
    const other = sign.event === event.hash ? await otherWith(sign.flag, part, event, earlier) : sign.event;
    if (other !== undefined) kept.push({ ...sign, event: other });
  }
  return kept;
}

async function otherWith(
  flag: Flag,
  part: Part,
  { hash }: EventRecord,
  earlier: Earlier,
): Promise<string | undefined> {
  let at: string | undefined = part.lastEvent;
  let found: string | undefined;
  for (let seen = 0; at !== undefined && seen < MAX_LOOKED; seen++) {
    const record: EventRecord | undefined = await earlier.event(at);
    const touches = record?.touches.filter(({ epc }) => epc === part.epc) ?? [];
    const shows = at !== hash && record !== undefined && counts(record);
    if (shows && touches.some(({ signs = [] }) => signs.includes(flag))) found = at;
    at = touches.find(({ previous }) => previous !== undefined)?.previous;
  }
  return at === undefined ? found : (found ?? hash);
}
