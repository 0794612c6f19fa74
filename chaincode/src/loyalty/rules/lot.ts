import { demand } from '../../kit/errors';
import { isBefore, type Instant } from '../../kit/value/time';
import { loyaltyErrors } from '../errors';
import type { LotState, PointLot } from '../records/lot';

/** How a lot stands at a moment. */
export function stateAt({ availableAt, expiresAt, locked }: PointLot, at: Instant): LotState {
  if (expiresAt !== undefined && !isBefore(at, expiresAt)) return 'expired';
  if (isBefore(at, availableAt)) return 'pending';
  return locked && isBefore(at, locked.until) ? 'locked' : 'active';
}

/** What expires first goes first, of these what was earned first; what never expires goes last. */
export const byExpiry = (one: PointLot, two: PointLot): number => {
  const key = ({ expiresAt, earnedAt, lotId }: PointLot) => [expiresAt ?? '~', earnedAt, lotId];
  const [left, right] = [key(one), key(two)];
  const at = left.findIndex((part, place) => part !== right[place]);
  return at < 0 ? 0 : (left[at] ?? '') < (right[at] ?? '') ? -1 : 1;
};

/** Points that are taken of a lot, and the lot as it is then; without it nothing is left. */
export interface TakenPoints {
  readonly lot: PointLot;
  readonly units: number;
  readonly left: PointLot | undefined;
}

/**
 * Takes points of lots, first in first out by their end. Pending, expired and locked ones do not count, but
 * those locked for this order do. Throws NOT_ENOUGH_POINTS.
 */
export function takePoints(
  lots: readonly PointLot[],
  units: number,
  { at, orderId }: { readonly at: Instant; readonly orderId?: string | undefined },
): TakenPoints[] {
  const usable = lots
    .filter((lot) => {
      const state = stateAt(lot, at);
      return state === 'active' || (state === 'locked' && lot.locked?.orderId === orderId);
    })
    .toSorted(byExpiry);
  const held = usable.reduce((sum, { unitsLeft }) => sum + unitsLeft, 0);
  demand(held >= units, loyaltyErrors.NOT_ENOUGH_POINTS, { held, needed: units });
  let open = units;
  return usable.flatMap((lot) => {
    const taken = Math.min(open, lot.unitsLeft);
    open -= taken;
    if (taken === 0) return [];
    const unitsLeft = lot.unitsLeft - taken;
    const { locked: _, ...free } = lot;
    return [{ lot, units: taken, left: unitsLeft > 0 ? { ...free, unitsLeft } : undefined }];
  });
}

/** Points by how they stand, and what expires when. */
export function balanceAt(lots: readonly PointLot[], at: Instant) {
  const sum = (state: LotState): number =>
    lots.reduce((all, lot) => all + (stateAt(lot, at) === state ? lot.unitsLeft : 0), 0);
  const ends = new Map<string, number>();
  for (const lot of lots.filter((one) => stateAt(one, at) !== 'expired'))
    if (lot.expiresAt !== undefined) ends.set(lot.expiresAt, (ends.get(lot.expiresAt) ?? 0) + lot.unitsLeft);
  const expiring = [...ends]
    .map(([end, units]) => ({ at: end, units }))
    .toSorted((one, two) => (one.at < two.at ? -1 : 1))
    .slice(0, 100);
  return { active: sum('active'), pending: sum('pending'), locked: sum('locked'), expiring };
}
