import { allocate, type Currency, type Money, of } from '../../kit/value/money';
import type { Effect } from '../records/effect';

/** An item as a discount finds it: what it costs in all, and what was taken off before. */
export interface Line {
  readonly itemId: string;
  readonly quantity: number;
  readonly amount: bigint;
  readonly applied: bigint;
}

/** Of what a share is taken: what is left to pay (`discounted`), or what was to pay at first (`initial`). */
export type Basis = 'discounted' | 'initial';

/** What is taken off each item; items of which nothing is taken are not named. */
export interface Taken {
  readonly itemId: string;
  readonly amount: bigint;
}

const least = (...amounts: readonly bigint[]): bigint =>
  amounts.reduce((one, two) => (two < one ? two : one));
/** Commercial rounding: a half goes up. Amounts are never negative here. */
const nearest = (numerator: bigint, denominator: bigint): bigint =>
  (2n * numerator + denominator) / (2n * denominator);
const left = ({ amount, applied }: Line): bigint => amount - applied;
const unitsOf = (line: Line, most: number | undefined): bigint =>
  BigInt(Math.min(line.quantity, most ?? line.quantity));
/** What so many units of a line cost, to the nearest minor unit. */
const priceOf = ({ amount, quantity }: Line, units: bigint): bigint =>
  nearest(amount * units, BigInt(quantity));

/** What an item can lose: what is left of it, and not more than its counting units cost. */
const reach = (line: Line, units: bigint): bigint => least(left(line), priceOf(line, units));

/** One item by itself: an amount counts for each unit, a share is taken of the units that count. */
function takenOff(line: Line, effect: Effect, units: bigint, basis: Basis): bigint {
  const most = reach(line, units);
  if (effect.type === 'fixed') return least(effect.amount.amount * units, most);
  if (effect.type === 'freeItem') return most;
  if (effect.type === 'fixedPrice') {
    const above = priceOf(line, units) - effect.price.amount * units - line.applied;
    return above > 0n ? least(above, most) : 0n;
  }
  const base = basis === 'initial' ? priceOf(line, units) : most;
  return least(nearest(base * BigInt(effect.ppm), 1_000_000n), most);
}

const each = (lines: readonly Line[], effect: Effect, basis: Basis): Taken[] =>
  lines.map((line) => ({
    itemId: line.itemId,
    amount: takenOff(line, effect, unitsOf(line, effect.maxQuantity), basis),
  }));

/**
 * The cheapest units first (the earlier item when they cost the same), until so many units have been
 * discounted.
 */
function once(lines: readonly Line[], effect: Effect, basis: Basis): Taken[] {
  const all = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  let units = effect.type === 'freeItem' ? effect.quantity : (effect.maxQuantity ?? all);
  const cheapest = lines.toSorted((one, two) => {
    const [here, there] = [one.amount * BigInt(two.quantity), two.amount * BigInt(one.quantity)];
    return here < there ? -1 : here > there ? 1 : 0;
  });
  return cheapest.map((line) => {
    const counted = Math.min(units, line.quantity);
    const amount = counted > 0 ? takenOff(line, effect, BigInt(counted), basis) : 0n;
    if (amount > 0n) units -= counted;
    return { itemId: line.itemId, amount };
  });
}

/**
 * All items together: the discount is shared out in proportion to what each still costs; what does not divide
 * goes to the largest remainders, the earlier item when they are equal.
 */
function across(lines: readonly Line[], effect: Effect, basis: Basis, currency: Currency): Taken[] {
  const reaches = lines.map((line) => reach(line, unitsOf(line, effect.maxQuantity)));
  const most = reaches.reduce((sum, one) => sum + one, 0n);
  if (most <= 0n) return [];
  const total = least(acrossAll(lines, effect, basis, most), most);
  return shareOut(lines, reaches, total, currency);
}

function acrossAll(lines: readonly Line[], effect: Effect, basis: Basis, most: bigint): bigint {
  if (effect.type === 'fixed') return effect.amount.amount;
  if (effect.type === 'freeItem') return most;
  if (effect.type === 'fixedPrice') return most > effect.price.amount ? most - effect.price.amount : 0n;
  const initial = lines.reduce((sum, line) => sum + priceOf(line, unitsOf(line, effect.maxQuantity)), 0n);
  return nearest((basis === 'initial' ? initial : most) * BigInt(effect.ppm), 1_000_000n);
}

const shareOut = (
  lines: readonly Line[],
  weights: readonly bigint[],
  total: bigint,
  code: Currency,
): Taken[] =>
  allocate(of(total, code), weights).map(({ amount }, at) => ({ itemId: lines[at]?.itemId ?? '', amount }));

/** Not more than one use may take off: the items that come first are discounted first. */
function capped(taken: readonly Taken[], most: Money | undefined): Taken[] {
  if (!most) return [...taken];
  let rest = most.amount;
  return taken.map(({ itemId, amount }) => {
    const given = least(amount, rest);
    rest -= given;
    return { itemId, amount: given };
  });
}

/**
 * What an effect takes off the items it aims at. Never more than an item still costs, and never below
 * nothing. An order is discounted across all of its items.
 */
export function takeOff(
  lines: readonly Line[],
  effect: Effect,
  basis: Basis,
  currency: Currency,
): readonly Taken[] {
  const open = lines.filter((line) => left(line) > 0n);
  if (open.length === 0) return [];
  const allocation =
    effect.target === 'order' ? 'across' : effect.type === 'freeItem' ? 'once' : effect.allocation;
  const taken =
    allocation === 'across'
      ? across(open, effect, basis, currency)
      : allocation === 'each'
        ? each(open, effect, basis)
        : once(open, effect, basis);
  return capped(taken, effect.maxAmount).filter(({ amount }) => amount > 0n);
}
