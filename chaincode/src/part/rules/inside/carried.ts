import { demand, kitErrors } from '../../../kit/errors';
import { type Emptying, MAX_CARRIED, type Part } from '../../records/part';
import { claimsIn, type Things } from './claim';

/** What above a thing is told of it: that it holds lots, and that a BLOCK holds it, or something in it. */
type Kind = 'lotsIn' | 'blockedIn';
const KINDS: readonly Kind[] = ['lotsIn', 'blockedIn'];

const tells = (part: Part, kind: Kind): boolean =>
  part[kind] !== undefined ||
  (kind === 'lotsIn' ? part.lots !== undefined : part.blocks !== undefined || part.ahead !== undefined);

/** The container with or without a child in one of its lists; the same one where nothing changes. */
function listed(part: Part, kind: Kind, child: string, inside: boolean): Part {
  const known = part[kind] ?? [];
  if (known.includes(child) === inside) return part;
  const list = inside ? [...known, child].sort() : known.filter((one) => one !== child);
  demand(list.length <= MAX_CARRIED, kitErrors.TOO_MANY, {
    what: `things in ${part.epc} that hold lots or are held by a BLOCK`,
    count: list.length,
    max: MAX_CARRIED,
  });
  const { [kind]: _old, ...rest } = part;
  return { ...rest, ...(list.length > 0 && { [kind]: list }) };
}

/** A container with nothing in it any more. */
export function emptied(part: Part): Part {
  const { lots: _lots, lotsIn: _in, blockedIn: _blocked, tall: _tall, ...rest } = part;
  return rest;
}

/** What a container is told of its content, for the case that its emptying is taken back. */
export const contentOf = ({ lots, lotsIn, blockedIn, tall }: Part) => ({
  ...(lots && { lots }),
  ...(lotsIn && { lotsIn }),
  ...(blockedIn && { blockedIn }),
  ...(tall !== undefined && { tall }),
});

/** A container in which again is what an emptying had taken out. */
export function filled(part: Part, { lots, lotsIn = [], blockedIn = [], tall = 0 }: Emptying): Part {
  const both = (one: readonly string[] = [], other: readonly string[]) =>
    [...new Set([...one, ...other])].sort();
  const [withLots, withBlocked] = [both(part.lotsIn, lotsIn), both(part.blockedIn, blockedIn)];
  const levels = Math.max(tall, part.tall ?? 0);
  return {
    ...part,
    ...(lots && { lots }),
    ...(withLots.length > 0 && { lotsIn: withLots }),
    ...(withBlocked.length > 0 && { blockedIn: withBlocked }),
    ...(levels > 0 && { tall: levels }),
  };
}

/**
 * The things above one as they are told what it carries, level by level: those that it says to be in, and
 * those that it did before. That an emptying took it out since is seen when it is asked.
 */
export function spread(part: Part, former: readonly string[], things: Things): Part[] {
  const changed = new Map<string, Part>();
  const go = (child: Part, left: readonly string[]): void => {
    const claimed = claimsIn(child.state).map(({ id }) => id);
    for (const id of new Set([...left, ...claimed])) {
      const parent = changed.get(id) ?? things.parts.get(id);
      if (!parent) continue;
      const after = KINDS.reduce(
        (told, kind) => listed(told, kind, child.epc, claimed.includes(id) && tells(child, kind)),
        parent,
      );
      if (after === parent) continue;
      changed.set(id, after);
      go(after, []);
    }
  };
  go(part, former);
  return [...changed.values()];
}
