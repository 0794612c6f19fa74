import type { EpcisEvent } from '../epcis/event';
import { effectsOf } from './effect';
import type { Part } from '../records/part';
import type { EventRecord, LotUse } from '../records/event';

/** How one thing led to another: it went into it by transformation, or it sits in it. */
export interface Link {
  readonly id: string;
  readonly depth: number;
  readonly how: 'transformed' | 'contained';
  readonly of: string;
  readonly event: string;
}

/** What a trace reads; lists are bounded by their readers. */
export interface Reader {
  part(epc: string): Promise<Part | undefined>;
  event(hash: string): Promise<EventRecord | undefined>;
  lotUses(lot: string): Promise<readonly LotUse[]>;
}

/** How many tiers and links a trace follows at most. */
export interface Bounds {
  readonly depth: number;
  readonly links: number;
}

/** Most events of one thing that are looked through for what was put into it. */
const MAX_CHAIN = 200;

type Step = Pick<Link, 'id' | 'how' | 'event'>;
type Look = (reader: Reader, id: string) => Promise<Step[]>;

type Traced = { links: Link[]; truncated: boolean };

async function follow(
  reader: Reader,
  starts: readonly string[],
  bounds: Bounds,
  look: Look,
): Promise<Traced> {
  const links: Link[] = [];
  const met = new Set(starts);
  let level = [...met];
  for (let depth = 1; depth <= bounds.depth && level.length > 0; depth++) {
    const next: string[] = [];
    for (const of of level) {
      for (const step of await look(reader, of)) {
        if (links.length === bounds.links) return { links, truncated: true };
        links.push({ ...step, depth, of });
        if (!met.has(step.id)) next.push(step.id);
        met.add(step.id);
      }
    }
    level = next;
  }
  return { links, truncated: level.length > 0 };
}

/** What a thing or lot was made from, and what is in it. `truncated` when the bounds ended the search. */
export const traceFrom = (reader: Reader, id: string, bounds: Bounds) =>
  follow(reader, [id], bounds, lookDown);
/** What a thing or lot went into. */
export const traceUsed = (reader: Reader, id: string, bounds: Bounds) => follow(reader, [id], bounds, lookUp);

/**
 * How far a fault in some parts or lots reaches: everything that they went into, and what of it is in nothing
 * else, as a car is.
 */
export async function countReached(reader: Reader, ids: readonly string[], bounds: Bounds) {
  const { links, truncated } = await follow(reader, ids, bounds, lookUp);
  const reached = new Set([...ids, ...links.map(({ id }) => id)]);
  const inner = new Set(links.map(({ of }) => of));
  return { reached: reached.size, outermost: [...reached].filter((id) => !inner.has(id)).length, truncated };
}

async function lookDown(reader: Reader, id: string): Promise<Step[]> {
  const part = await reader.part(id);
  const makers = part
    ? [part.state.madeBy].filter((hash) => hash !== undefined)
    : await eventsOfLot(reader, id, 'output');
  const made: Step[] = [];
  for (const hash of makers)
    made.push(
      ...(await sidesOf(reader, hash)).inputs.map(
        (input) => ({ id: input, how: 'transformed', event: hash }) as const,
      ),
    );
  return part ? [...made, ...(await contentsOf(reader, part))] : made;
}

async function lookUp(reader: Reader, id: string): Promise<Step[]> {
  const part = await reader.part(id);
  const users = part
    ? [part.state.usedBy].filter((hash) => hash !== undefined)
    : await eventsOfLot(reader, id, 'input');
  const used: Step[] = [];
  for (const hash of users)
    used.push(
      ...(await sidesOf(reader, hash)).outputs.map(
        (output) => ({ id: output, how: 'transformed', event: hash }) as const,
      ),
    );
  const parent = part?.state.parent;
  const host = parent && (await reader.part(parent.id));
  if (part && parent && (!host || host.generation === parent.generation))
    used.push({ id: parent.id, how: 'contained', event: part.state.setBy });
  if (!part)
    for (const hash of await eventsOfLot(reader, id, 'child'))
      used.push(
        ...(await sidesOf(reader, hash)).parents.map(
          (of) => ({ id: of, how: 'contained', event: hash }) as const,
        ),
      );
  return used;
}

async function eventsOfLot(reader: Reader, lot: string, as: LotUse['as']): Promise<string[]> {
  return (await reader.lotUses(lot)).filter((use) => use.as === as).map(({ hash }) => hash);
}

/**
 * The two sides of a transformation, and the parent of an aggregation; nothing of an event that did not
 * occur.
 */
async function sidesOf(
  reader: Reader,
  hash: string,
): Promise<{ inputs: string[]; outputs: string[]; parents: string[] }> {
  const record = await reader.event(hash);
  if (!record || record.erroneous === 'did_not_occur') return { inputs: [], outputs: [], parents: [] };
  const { things, lots } = effectsOf(JSON.parse(record.event) as EpcisEvent, record.namespaces);
  const sides = (step: string, as: LotUse['as']) => [
    ...things.filter((thing) => thing.step === step).map(({ epc }) => epc),
    ...lots.filter((lot) => lot.as === as).map(({ lot }) => lot),
  ];
  return record.type === 'TransformationEvent'
    ? { inputs: sides('consume', 'input'), outputs: sides('commission', 'output'), parents: [] }
    : { inputs: [], outputs: [], parents: sides('host', 'object') };
}

/** What sits in a thing: what its events put in and what says of itself that it still is. */
async function contentsOf(reader: Reader, part: Part): Promise<Step[]> {
  const named = new Set<string>();
  await walk(reader, part.lastEvent, part.epc, MAX_CHAIN, (record) => {
    for (const { epc, changed } of record.touches) if (changed && epc !== part.epc) named.add(epc);
  });
  const inside: Step[] = [];
  for (const epc of [...named].sort()) {
    const child = await reader.part(epc);
    if (child?.state.parent?.id === part.epc && child.state.parent.generation === part.generation)
      inside.push({ id: epc, how: 'contained', event: child.state.setBy });
  }
  return inside;
}

/** Goes back along the events of a thing, newest first; answers where to go on, if anything is left. */
export async function walk(
  reader: Pick<Reader, 'event'>,
  from: string | undefined,
  epc: string,
  limit: number,
  see: (record: EventRecord) => void,
): Promise<string | undefined> {
  let hash = from;
  for (let seen = 0; hash !== undefined && seen < limit; seen++) {
    const record: EventRecord | undefined = await reader.event(hash);
    const touch = record?.touches.find((touched) => touched.epc === epc);
    if (!record || !touch) return undefined;
    see(record);
    hash = touch.previous;
  }
  return hash;
}

/** Most links that a trace answers, and events that a bill of material is made from. */
export const MAX_LINKS = 500;
