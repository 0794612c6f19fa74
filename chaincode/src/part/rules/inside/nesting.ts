import { demand } from '../../../kit/errors';
import { partErrors } from '../../errors';
import { MAX_NESTING, type Part } from '../../records/part';
import { claimsOf, type Things } from './claim';

/**
 * How many levels are above a thing at most, by whatever claims it; refuses a thing above which stands the
 * other one (PARENT_IN_ITSELF), and whose levels go on beyond what was read (NESTED_TOO_DEEP).
 */
function levelsAbove(id: string, child: string, things: Things): Map<string, number> {
  const levels = new Map<string, number>();
  let level = [id];
  for (let depth = 0; level.length > 0; depth++) {
    demand(depth < MAX_NESTING, partErrors.NESTED_TOO_DEEP, { epc: child, parent: id, max: MAX_NESTING });
    demand(!level.includes(child), partErrors.PARENT_IN_ITSELF, { epc: child });
    for (const one of level) levels.set(one, depth);
    level = [
      ...new Set(
        level.flatMap((one) => {
          const part = things.parts.get(one);
          return part ? claimsOf(part, things).map((claim) => claim.id) : [];
        }),
      ),
    ];
  }
  return levels;
}

/** Refuses to put a thing into what is itself in that thing, however deep, or where nobody can say. */
export function demandOutside(child: string, parent: string, things: Things): void {
  levelsAbove(parent, child, things);
}

/**
 * The things above one that was just put into a parent, as they grow taller by it. Refuses more levels than a
 * reader follows: NESTED_TOO_DEEP.
 */
export function grown(child: Part, parent: string, things: Things): Part[] {
  const above = levelsAbove(parent, child.epc, things);
  const below = 1 + (child.tall ?? 0);
  const deepest = Math.max(...above.values()) + below;
  demand(deepest < MAX_NESTING, partErrors.NESTED_TOO_DEEP, { epc: child.epc, parent, max: MAX_NESTING });
  return [...above].flatMap(([id, depth]) => {
    const part = things.parts.get(id);
    const tall = depth + below;
    return part && (part.tall ?? 0) < tall ? [{ ...part, tall }] : [];
  });
}
