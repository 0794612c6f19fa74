import { type Currency, of } from '../../kit/value/money';
import type { Calculation, Discount, Skipped } from '../records/order';
import type { Promotion } from '../records/promotion';
import type { Stacking, StackingCategory } from '../records/stacking';
import { type Basis, type Line, takeOff, type Taken } from './allocation';
import { attributeOf, counted, type Counters, overspent, type Used } from './budget';
import {
  aimedAt,
  type Asked,
  type Candidate,
  conditionFault,
  type Fault,
  factsOf,
  faultOf,
  type Order,
} from './fault';

export type { Asked, Order } from './fault';

interface Applied {
  readonly from: Candidate;
  readonly taken: readonly Taken[];
  readonly total: bigint;
}

interface State {
  lines: readonly Line[];
  readonly applied: Applied[];
  readonly skipped: Skipped[];
}

const sumOf = (amounts: readonly bigint[]): bigint => amounts.reduce((one, two) => one + two, 0n);

/**
 * What coupons make of an order: each is applied or skipped, with the reason, in the order that the merchant's
 * stacking says. With `all`, one that is at fault itself leaves none.
 */
export function calculate(order: Order, asked: readonly Asked[], stacking: Stacking): Calculation {
  const state: State = { lines: linesOf(order), applied: [], skipped: [] };
  const candidates = candidatesOf(state, order, asked, stacking);
  const exclusive = candidates.some(({ category }) => category?.kind === 'exclusive');
  for (const one of inOrder(candidates, order, stacking)) {
    const fault = boundOf(state, one, stacking, exclusive);
    if (fault) skip(state, one, 'skipped', fault);
    else applyOne(state, one, order, stacking);
  }
  const failed = state.skipped.some(({ verdict }) => verdict === 'inapplicable');
  if (stacking.validation === 'all' && failed) withdrawAll(state, order);
  return summed(state, order);
}

const linesOf = ({ items }: Order): Line[] =>
  items.map(({ itemId, quantity, amount }) => ({ itemId, quantity, amount: amount.amount, applied: 0n }));

/** Those that may be used at all; a code that is named twice counts once. */
function candidatesOf(state: State, order: Order, asked: readonly Asked[], stacking: Stacking): Candidate[] {
  const seen = new Set<string>();
  return asked.flatMap((one, place): Candidate[] => {
    const key = `${one.promotionId}/${one.couponId}`;
    const fault = seen.has(key) ? ({ reason: 'repeated' } as const) : faultOf(one, order);
    seen.add(key);
    const { promotion } = one;
    if (fault || !promotion) skip(state, one, 'inapplicable', fault ?? { reason: 'unknown' });
    else if (place >= stacking.mostRequested)
      skip(state, one, 'skipped', { reason: 'tooManyApplied', about: `${stacking.mostRequested}` });
    else return [{ ...one, promotion, place, category: categoryOf(promotion, stacking) }];
    return [];
  });
}

const categoryOf = ({ category }: Promotion, { categories }: Stacking): StackingCategory | undefined =>
  categories.find((one) => one.category === category);

/**
 * By request; by the hierarchy of the category; or by what each alone would take off, most first. Ties by
 * request; joint ones last where it is so said.
 */
function inOrder(candidates: readonly Candidate[], order: Order, stacking: Stacking): Candidate[] {
  const rank = (one: Candidate): bigint => {
    if (stacking.order === 'hierarchy') return BigInt(one.category?.hierarchy ?? Number.MAX_SAFE_INTEGER);
    return stacking.order === 'greatest' ? -aloneTakes(one, order) : 0n;
  };
  const late = ({ category }: Candidate): number =>
    stacking.joint === 'last' && category?.kind === 'joint' ? 1 : 0;
  const ranked = candidates.map((one) => ({ one, rank: rank(one) }));
  return ranked
    .toSorted((left, right) => {
      const place = late(left.one) - late(right.one);
      if (place !== 0) return place;
      return left.rank < right.rank ? -1 : left.rank > right.rank ? 1 : left.one.place - right.one.place;
    })
    .map(({ one }) => one);
}

/** What a coupon would take off an order that no other was used in. */
function aloneTakes({ promotion }: Candidate, order: Order): bigint {
  const lines = aimedAt(promotion, order, linesOf(order));
  const taken = takeOff(lines, promotion.effect, 'initial', order.currency);
  return sumOf(taken.map(({ amount }) => amount));
}

/** Limits of how many go together: nobody's fault, so that `all` does not fail by them. */
function boundOf(
  { applied }: State,
  { category, promotion }: Candidate,
  stacking: Stacking,
  exclusive: boolean,
): Fault | undefined {
  const kind = category?.kind ?? 'plain';
  if (exclusive && kind === 'plain') return { reason: 'excluded', about: category?.category };
  if (applied.length >= stacking.mostApplied)
    return { reason: 'tooManyApplied', about: `${stacking.mostApplied}` };
  const many = (test: (other: Candidate) => boolean) => applied.filter(({ from }) => test(from)).length;
  const cart = promotion.limits.perCart;
  if (cart !== undefined && many((one) => one.promotionId === promotion.promotionId) >= cart)
    return { reason: 'perCartLimit', about: `${cart}` };
  if (!category) return undefined;
  const same = many((one) => one.category?.category === category.category);
  const full: Fault = { reason: 'tooManyOfCategory', about: category.category };
  if (kind !== 'exclusive') return same >= stacking.mostPerCategory ? full : undefined;
  if (many((one) => one.category?.kind === 'exclusive') >= stacking.mostExclusive)
    return { reason: 'tooManyExclusive', about: `${stacking.mostExclusive}` };
  return same >= Math.min(stacking.mostPerCategory, stacking.mostExclusivePerCategory) ? full : undefined;
}

function applyOne(state: State, one: Candidate, order: Order, stacking: Stacking): void {
  const { promotion, category } = one;
  const basis: Basis = category?.calculation ?? stacking.calculation;
  const open = conditionFault(promotion, factsOf(order, state.lines, basis));
  if (open) return skip(state, one, 'inapplicable', open);
  const aimed = aimedAt(promotion, order, state.lines);
  if (aimed.length === 0) return skip(state, one, 'inapplicable', { reason: 'noItem' });
  const fresh = stacking.products === 'once' && promotion.effect.target !== 'order';
  const lines = aimed.filter(({ applied }) => !fresh || applied === 0n);
  if (lines.length === 0) return skip(state, one, 'skipped', { reason: 'alreadyDiscounted' });
  const within = lines.filter(({ itemId }) => !isFull(state, promotion, itemId));
  if (within.length === 0) return skip(state, one, 'skipped', { reason: 'perItemLimit' });
  const taken = takeOff(within, promotion.effect, basis, order.currency);
  const total = sumOf(taken.map(({ amount }) => amount));
  if (total === 0n && !promotion.bonus && stacking.noEffect === 'prevent')
    return skip(state, one, 'skipped', { reason: 'noEffect' });
  const over = overspent(promotion, countersWith(state, one), total, one.slice);
  if (over) return skip(state, one, 'inapplicable', over);
  state.applied.push({ from: one, taken, total });
  state.lines = state.lines.map((line) => {
    const more = taken.find(({ itemId }) => itemId === line.itemId)?.amount ?? 0n;
    return { ...line, applied: line.applied + more };
  });
  return undefined;
}

/** Whether an item has as many coupons of this promotion as it may have. */
function isFull({ applied }: State, { promotionId, limits }: Promotion, itemId: string): boolean {
  const { perLineItem } = limits;
  if (perLineItem === undefined) return false;
  const used = applied.filter(
    ({ from, taken }) => from.promotionId === promotionId && taken.some((one) => one.itemId === itemId),
  );
  return used.length >= perLineItem;
}

/** What is counted, with what coupons of the same promotion took off this order before. */
function countersWith({ applied }: State, { promotion, counters }: Candidate): Counters {
  const before = applied.filter(({ from }) => from.promotionId === promotion.promotionId);
  const including = (used: Used | undefined): Used =>
    before.reduce((sum, { total }) => counted(sum, total), used ?? { uses: 0, spent: 0n });
  const by = attributeOf(promotion.budget);
  const share = by !== undefined && counters.share === undefined ? undefined : including(counters.share);
  return { all: including(counters.all), customer: including(counters.customer), share };
}

function skip(state: State, of: Asked, verdict: Skipped['verdict'], { reason, about }: Fault): void {
  const { promotionId, couponId } = of;
  state.skipped.push({ promotionId, couponId, verdict, reason, ...(about !== undefined && { about }) });
}

function withdrawAll(state: State, order: Order): void {
  for (const { from } of state.applied.splice(0)) skip(state, from, 'skipped', { reason: 'precedingFailed' });
  state.lines = linesOf(order);
}

function summed({ lines, applied, skipped }: State, { currency }: Order): Calculation {
  const money = (amount: bigint) => of(amount, currency);
  const taken = (level: Discount['level']) =>
    sumOf(applied.filter(({ from }) => levelOf(from.promotion) === level).map(({ total }) => total));
  const [amount, onItems, onOrder] = [
    sumOf(lines.map((line) => line.amount)),
    taken('items'),
    taken('order'),
  ];
  return {
    amount: money(amount),
    itemsDiscountAmount: money(onItems),
    discountAmount: money(onOrder),
    totalDiscountAmount: money(onItems + onOrder),
    totalAmount: money(amount - onItems - onOrder),
    applied: applied.map((one) => discountOf(one, currency)),
    skipped,
  };
}

const levelOf = ({ effect }: Promotion): Discount['level'] => (effect.target === 'order' ? 'order' : 'items');

const discountOf = ({ from, taken, total }: Applied, currency: Currency): Discount => ({
  promotionId: from.promotionId,
  couponId: from.couponId,
  level: levelOf(from.promotion),
  amount: of(total, currency),
  items: taken.map(({ itemId, amount }) => ({ itemId, amount: of(amount, currency) })),
});
