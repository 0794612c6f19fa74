import type { Currency } from '../../kit/value/money';
import type { Instant } from '../../kit/value/time';
import type { Zone } from '../../kit/value/zone';
import type { Item, Reason } from '../records/order';
import type { Promotion } from '../records/promotion';
import type { StackingCategory } from '../records/stacking';
import type { Basis, Line } from './allocation';
import type { Counters } from './budget';
import { type Facts, holds, isWithin, unmet, weekdayOf } from './condition';

/** Why a coupon does nothing. */
export interface Fault {
  readonly reason: Reason;
  readonly about?: string | undefined;
}

/** One coupon that was asked for, with what is known of it. */
export interface Asked {
  readonly promotionId: string;
  readonly couponId: string;
  readonly promotion: Promotion | undefined;
  /** On whose clocks its hours are read. */
  readonly zone: Zone;
  readonly counters: Counters;
  readonly slice?: number | undefined;
  /** What is wrong with the coupon itself. */
  readonly fault?: Fault | undefined;
}

/** The order, its customer and its vehicle. */
export interface Order {
  readonly merchant: string;
  readonly currency: Currency;
  readonly items: readonly Item[];
  readonly customer?: string | undefined;
  readonly tier?: string | undefined;
  readonly level?: number | undefined;
  readonly vin?: string | undefined;
  readonly model?: string | undefined;
  readonly category?: string | undefined;
  readonly at: Instant;
}

/** A coupon that could be used, with its place in the request and its category at the merchant. */
export interface Candidate extends Asked {
  readonly promotion: Promotion;
  readonly place: number;
  readonly category: StackingCategory | undefined;
}

/** What keeps a coupon from this order, whatever else is used with it. */
export function faultOf({ promotion, zone, fault }: Asked, order: Order): Fault | undefined {
  if (!promotion) return fault ?? { reason: 'unknown' };
  const { status, validFrom, validUntil, hours, merchants, merchant, models, currency } = promotion;
  if (status !== 'active') return { reason: 'notActive', about: status };
  if (order.at < validFrom) return { reason: 'notYetValid', about: validFrom };
  if (order.at >= validUntil) return { reason: 'over', about: validUntil };
  if (fault) return fault;
  if (!isWithin(hours, zone, order.at)) return { reason: 'outsideHours' };
  if (!(merchants.length ? merchants : [merchant]).includes(order.merchant))
    return { reason: 'otherMerchant', about: order.merchant };
  if (models.length && !models.includes(order.model ?? ''))
    return { reason: 'otherModel', about: order.model };
  return currency === order.currency ? undefined : { reason: 'otherCurrency', about: currency };
}

/** What is known of an order: amounts as they are after what was taken off, or as they were at first. */
export function factsOf(order: Order, lines: readonly Line[], basis: Basis): Facts {
  const cost = ({ amount, applied }: Line): bigint => (basis === 'initial' ? amount : amount - applied);
  const total = lines.reduce((sum, line) => sum + cost(line), 0n);
  const all = <T>(values: readonly (T | undefined)[]): string[] =>
    values.flatMap((value) => (value === undefined ? [] : [String(value)]));
  const one = (value: string | number | undefined) => (value === undefined ? [] : [`${value}`]);
  return {
    'order.amount': `${total}`,
    'order.quantity': `${lines.reduce((sum, { quantity }) => sum + quantity, 0)}`,
    'order.category': one(order.category),
    'order.merchant': order.merchant,
    'order.weekday': `${weekdayOf(order.at.slice(0, 10))}`,
    customer: one(order.customer),
    'customer.tier': one(order.tier),
    'customer.level': one(order.level),
    'vehicle.vin': one(order.vin),
    'vehicle.model': one(order.model),
    'item.id': lines.map(({ itemId }) => itemId),
    'item.amount': lines.map((line) => `${cost(line)}`),
    'item.quantity': lines.map(({ quantity }) => `${quantity}`),
    'item.price': lines.map((line) => `${cost(line) / BigInt(line.quantity)}`),
    'item.category': all(order.items.map(({ category }) => category)),
    'item.service': all(order.items.map(({ service }) => service)),
  };
}

/** The same with what is known of one item of it. */
const factsOfItem = (order: Order, facts: Facts, line: Line, item: Item): Facts => ({
  ...facts,
  ...factsOfOne(order, line, item),
});

function factsOfOne(order: Order, line: Line, item: Item): Facts {
  const alone = factsOf({ ...order, items: [item] }, [line], 'initial');
  const names = ['item.id', 'item.amount', 'item.quantity', 'item.price', 'item.category', 'item.service'];
  return Object.fromEntries(Object.entries(alone).filter(([name]) => names.includes(name)));
}

/** The condition or the minimum that an order does not meet. */
export function conditionFault({ conditions, minSpend }: Promotion, facts: Facts): Fault | undefined {
  const least = minSpend && {
    ...{ attribute: 'order.amount' as const, operator: 'gte' as const, values: [`${minSpend.amount}`] },
  };
  if (least && !holds(least, facts)) return { reason: 'minimumSpend', about: `${minSpend?.amount ?? 0n}` };
  const open = unmet(conditions, facts);
  return open && { reason: 'conditionUnmet', about: `${open.attribute} ${open.operator}` };
}

/** The items that a promotion aims at: all, or those that meet its conditions. */
export function aimedAt({ effect }: Promotion, order: Order, lines: readonly Line[]): Line[] {
  if (effect.target === 'order') return [...lines];
  const facts = factsOf(order, lines, 'discounted');
  return lines.filter((line, at) => {
    const item = order.items[at];
    if (!item || (effect.target === 'service' && item.service === undefined)) return false;
    return unmet(effect.targets, factsOfItem(order, facts, line, item)) === undefined;
  });
}
