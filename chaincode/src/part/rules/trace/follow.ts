import type { Look, Place } from './look';
import type { Link, Reader } from './reader';

/** How many levels and links a trace follows at most. */
export interface Bounds {
  readonly depth: number;
  readonly links: number;
}

/** A thing on the way down to where a trace stands, and where in what leads on from it. */
export interface Stand extends Place {
  readonly id: string;
}

export interface Traced {
  readonly links: Link[];
  /** Whether anything was left out: more pages, or levels beyond the depth. */
  readonly truncated: boolean;
  /** Where the next page begins. */
  readonly next?: readonly Stand[];
}

/**
 * Everything that leads on from some things, level by level: each link once, each thing as near as it is. What
 * has more links than one answer is traced by pages, each thing to its end before the next; a thing that is
 * reached over several ways may then be told on several pages.
 */
export async function trace(
  reader: Reader,
  starts: readonly string[],
  bounds: Bounds,
  look: Look,
  after?: readonly Stand[],
): Promise<Traced> {
  const whole = after === undefined ? await byLevel(reader, starts, bounds, look) : undefined;
  if (whole && !whole.over) return whole;
  return byPage(reader, after ?? [{ id: starts[0] ?? '', source: 0, taken: 0 }], bounds, look);
}

/** All links level by level; `over` when there are more than the bound. */
async function byLevel(
  reader: Reader,
  starts: readonly string[],
  bounds: Bounds,
  look: Look,
): Promise<Traced & { readonly over?: true }> {
  const links: Link[] = [];
  const met = new Set(starts);
  let level = [...met];
  for (let depth = 1; level.length > 0; depth++) {
    const next: string[] = [];
    for (const of of level)
      for await (const { step } of look(reader, of)) {
        if (depth > bounds.depth) return { links, truncated: true };
        if (links.length === bounds.links) return { links, truncated: true, over: true };
        links.push({ ...step, depth, of });
        if (!met.has(step.id)) next.push(step.id);
        met.add(step.id);
      }
    level = next;
  }
  return { links, truncated: false };
}

/** A page of links, thing by thing to the depth; within a page no thing is looked into twice in vain. */
async function byPage(reader: Reader, after: readonly Stand[], bounds: Bounds, look: Look): Promise<Traced> {
  const links: Link[] = [];
  const met = new Map<string, number>();
  const path = [...after];
  let deeper = false;
  while (path.length > 0) {
    const here = path.at(-1) as Stand;
    const depth = path.length;
    met.set(here.id, Math.min(depth, met.get(here.id) ?? depth));
    let into: Stand | undefined;
    for await (const { step, place } of look(reader, here.id, here)) {
      if (depth > bounds.depth) {
        deeper = true;
        break;
      }
      if (links.length === bounds.links) return { links: inOrder(links), truncated: true, next: path };
      links.push({ ...step, depth, of: here.id });
      path[depth - 1] = { id: here.id, ...place };
      const known = met.get(step.id);
      if (path.every(({ id }) => id !== step.id) && (known === undefined || known > depth + 1)) {
        into = { id: step.id, source: 0, taken: 0 };
        break;
      }
    }
    if (into) path.push(into);
    else path.pop();
  }
  return { links: inOrder(links), truncated: deeper };
}

const inOrder = (links: readonly Link[]): Link[] => links.toSorted((one, other) => one.depth - other.depth);

/** How far a fault reaches: everything, and what of it is in nothing else. */
export interface Reached {
  readonly things: readonly string[];
  readonly ends: readonly string[];
  readonly truncated: boolean;
}

/**
 * How far a fault in some parts or lots reaches: everything that they went into, and what of it is in nothing
 * else, as a car is. Things that went into each other in a circle count as the last ones if nothing leads out
 * of it, so that no claim makes the number smaller.
 */
export async function reached(
  reader: Reader,
  ids: readonly string[],
  bounds: Bounds,
  look: Look,
): Promise<Reached> {
  const { links, truncated } = await byLevel(reader, ids, bounds, look);
  const things = [...new Set([...ids, ...links.map(({ id }) => id)])];
  return { things, ends: endsOf(things, links), truncated };
}

/** The things that lead to nothing that does not lead back to them. */
function endsOf(ids: readonly string[], links: readonly Link[]): string[] {
  const onward = new Map<string, Set<string>>();
  const back = new Map<string, Set<string>>();
  for (const { of, id } of links) {
    onward.set(of, (onward.get(of) ?? new Set()).add(id));
    back.set(id, (back.get(id) ?? new Set()).add(of));
  }
  // What reaches an end does not end itself; what is left beyond those goes round in circles.
  const open = new Set(ids);
  const ends: string[] = [];
  const settle = (id: string): void => {
    const waiting = [id];
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop())
      if (open.delete(one)) waiting.push(...(back.get(one) ?? []));
  };
  for (const id of ids)
    if (!onward.has(id)) {
      ends.push(id);
      settle(id);
    }
  for (const id of ids)
    if (open.has(id)) {
      const circle = lastCircle(id, onward, back);
      ends.push(...circle);
      for (const one of circle) settle(one);
    }
  return ends;
}

/** A circle that nothing leads out of, reached from a thing. */
function lastCircle(from: string, onward: Ways, back: Ways): ReadonlySet<string> {
  for (let at = from; ; ) {
    const [reached, reaching] = [closure(at, onward), closure(at, back)];
    const out = [...reached].find((id) => !reaching.has(id));
    if (out === undefined) return reached;
    at = out;
  }
}

type Ways = ReadonlyMap<string, ReadonlySet<string>>;

function closure(from: string, ways: Ways): Set<string> {
  const found = new Set([from]);
  for (const id of found) for (const next of ways.get(id) ?? []) found.add(next);
  return found;
}
