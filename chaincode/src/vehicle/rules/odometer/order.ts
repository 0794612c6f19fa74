import type { Entry } from '../../records/odometer';
import { mm } from './fold';

/**
 * Entries in order of time. What has one instant has an order too that no clock tells: a new plate, readings of
 * a meter that is taken out, its replacement, readings of the new one, each from low to high. So nothing
 * depends on what was recorded first.
 */
export function inOrder(entries: readonly Entry[]): Entry[] {
  const swaps = entries.flatMap((one) => (one.kind === 'replaced' ? [one] : []));
  const placed = entries.map((entry) => ({ entry, rank: rankOf(entry, swaps) }));
  return placed
    .sort(
      (left, right) =>
        compare(left.entry.at, right.entry.at) ||
        left.rank - right.rank ||
        shown(left.entry) - shown(right.entry) ||
        compare(left.entry.id, right.entry.id),
    )
    .map(({ entry }) => entry);
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
const shown = (entry: Entry): number => (entry.kind === 'reading' ? mm(entry) : 0);

type Swap = Extract<Entry, { kind: 'replaced' }>;

function rankOf(entry: Entry, swaps: readonly Swap[]): number {
  if (entry.kind === 'plate') return 0;
  if (entry.kind === 'replaced') return 2;
  const swap = swaps.filter(({ at }) => at === entry.at).sort((left, right) => compare(left.id, right.id))[0];
  if (!swap) return 1;
  const { unit, oldFinal, newStart } = swap;
  const fromOld = Math.abs(mm(entry) - mm({ unit, value: oldFinal }));
  const fromNew = Math.abs(mm(entry) - mm({ unit, value: newStart }));
  return fromOld < fromNew ? 1 : 3;
}
