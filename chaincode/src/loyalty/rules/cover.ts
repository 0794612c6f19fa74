import { demand } from '../../kit/errors';
import { allocate, type Money, of, scaleDown } from '../../kit/value/money';
import { isFunded } from '../../payment/door';
import type { Escrow } from '../../payment/records/escrow';
import { loyaltyErrors } from '../errors';
import { MOST_POINTS, type Terms } from '../records/program';
import type { Partner, PointSlice } from '../records/partner';

/** What points pay, rounded down. */
export const worthOf = ({ worth }: Terms, units: number): Money =>
  scaleDown(worth.money, BigInt(units), BigInt(worth.points));

/** The points that pay so much, rounded up. */
export const unitsFor = ({ worth }: Terms, { amount }: Money): number => {
  const [top, bottom] = [amount * BigInt(worth.points), worth.money.amount];
  return Number((top + bottom - 1n) / bottom);
};

/** How many points so much collateral covers. */
export function capacityOf(terms: Terms, collateral: Money): number {
  const { worth, collateralPpm } = terms;
  if (collateralPpm === 0) return MOST_POINTS;
  const points =
    (collateral.amount * 1_000_000n * BigInt(worth.points)) / (BigInt(collateralPpm) * worth.money.amount);
  return points > BigInt(MOST_POINTS) ? MOST_POINTS : Number(points);
}

/** The part of a capacity that one of several slices has: the first ones take the remainder. */
export const partOf = (capacity: number, slices: number, slice: number): number =>
  Math.floor(capacity / slices) + (slice < capacity % slices ? 1 : 0);

export const noPoints = (whose: Pick<PointSlice, 'programId' | 'partner' | 'slice'>): PointSlice => ({
  ...whose,
  ...{ issued: 0, spent: 0, expired: 0, revoked: 0 },
});

/** Points that are still out: what was issued, less what was spent, expired or taken back. */
export const outstanding = ({
  issued,
  spent,
  expired,
  revoked,
}: Omit<PointSlice, 'programId' | 'partner' | 'slice'>) => issued - spent - expired - revoked;

export const summed = (slices: readonly PointSlice[]) =>
  slices.reduce(
    (sum, one) => ({
      issued: sum.issued + one.issued,
      spent: sum.spent + one.spent,
      expired: sum.expired + one.expired,
      revoked: sum.revoked + one.revoked,
    }),
    { issued: 0, spent: 0, expired: 0, revoked: 0 },
  );

/**
 * What points still out are worth, and what of it is expected to be spent: the share that expired so far
 * (breakage) is expected to go on (IFRS 15, B44 to B47). Rounded down.
 */
export function liabilityOf(terms: Terms, counted: ReturnType<typeof summed>) {
  const out = outstanding(counted);
  const ended = BigInt(counted.spent + counted.expired);
  const worth = worthOf(terms, Math.max(out, 0));
  const expected = ended === 0n ? worth : scaleDown(worth, BigInt(counted.spent), ended);
  const breakage = worthOf(terms, counted.expired);
  return { outstanding: out, worth, expected, breakage };
}

/** What each issuer owes of a payment in points: in proportion to its points, adding up to what was paid. */
export const sharesOf = (paid: Money, units: readonly number[]): Money[] =>
  paid.amount === 0n
    ? units.map(() => of(0n, paid.currency))
    : allocate(
        paid,
        units.map((one) => BigInt(one)),
      );

/** What boxes of collateral stand for at a moment, for points that expire at another. */
export function coverAt(
  terms: Terms,
  boxes: readonly (Escrow | undefined)[],
  at: string,
  expiresAt: string | undefined,
): number {
  const code = terms.worth.money.currency;
  const held = boxes.filter(
    (box) =>
      box !== undefined &&
      isFunded(box) &&
      box.left.currency === code &&
      at < box.deadline &&
      (expiresAt === undefined || expiresAt <= box.deadline),
  );
  const sum = held.reduce((all, box) => all + (box?.left.amount ?? 0n), 0n);
  return capacityOf(terms, of(sum, code));
}

/** Refuses points that the part of the collateral of a slice does not cover. */
export function mustCoverMore(
  { partner, slices }: Pick<Partner, 'partner' | 'slices'>,
  slice: PointSlice,
  units: number,
  capacity: number,
): void {
  const asked = outstanding(slice) + units;
  const part = partOf(capacity, slices, slice.slice);
  demand(asked <= part, loyaltyErrors.COLLATERAL_SHORT, { partner, capacity: part, asked });
}
