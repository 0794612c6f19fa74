import { demand, refuse } from '../../kit/errors';
import { add, compare, type Money, zero } from '../../kit/value/money';
import { addDays, addMonths, type Day, daysBetween, partsOf } from '../../kit/value/time';
import { begunDay, dayIn, type Local } from '../../kit/value/zone';
import { drawErrors } from '../errors/draw';
import { standingLife } from '../life';
import type { Lot } from '../records/money';
import type { Draw, Drawn, StandingOrder } from '../records/standing';

/** Lots of an account that a draw looks through, and most that it takes. */
export const [MOST_LOOKED, MOST_TAKEN] = [200, 100];

/** A standing order as its payer gives it. Throws STANDING_TERMS. */
export function giveStandingOrder(terms: Omit<StandingOrder, 'status' | 'at'>, at: string): StandingOrder {
  const why = (terms.from >= terms.until && 'it ends before it begins') || differ(terms);
  demand(!why, drawErrors.STANDING_TERMS, { why: String(why) });
  return { ...terms, status: 'open', at };
}

const differ = ({ payer, payee }: Pick<StandingOrder, 'payer' | 'payee'>): string | false =>
  payer === payee && 'payer and payee are the same';

export const withdrawStandingOrder = (order: StandingOrder): StandingOrder => ({
  ...order,
  status: standingLife.step('withdrawStandingOrder', order.status),
});

/** A period of a standing order: its first day, and the first day of the next. */
export interface Period {
  readonly from: Day;
  readonly next: Day;
}

/** The period of a day that is not before the first. Months keep the date of the first day, or take their last. */
export function periodOf({ from, every }: Pick<StandingOrder, 'from' | 'every'>, on: Day): Period {
  const { count, unit } = every;
  if (unit !== 'month') {
    const days = unit === 'week' ? count * 7 : count;
    const begins = addDays(from, Math.floor(daysBetween(from, on) / days) * days);
    return { from: begins, next: addDays(begins, days) };
  }
  const [first, now] = [partsOf(from), partsOf(on)];
  const months = (now.year - first.year) * 12 + now.month - first.month;
  const whole = months - (months % count);
  const begun = addMonths(from, whole) <= on ? whole : whole - count;
  return { from: addMonths(from, begun), next: addMonths(from, begun + count) };
}

/**
 * The period in which it is drawn now. That it has begun must be certain by whatever clock; that the last day
 * is not over, by the stamp. Throws DRAW_OUTSIDE.
 */
export function periodNow(order: StandingOrder, now: Local): Period & { readonly on: Day } {
  const { standingOrderId, from, until } = order;
  const on = begunDay(now);
  const isOpen = on >= from && dayIn(now.zone, now.at) < until;
  demand(isOpen, drawErrors.DRAW_OUTSIDE, { standingOrderId, from, until });
  return { ...periodOf(order, on), on };
}

/** What is drawn, and when: never twice in a period, never more than was allowed, and not before it comes back. */
export function mustBeDrawable(
  order: StandingOrder,
  before: Draw | undefined,
  { amount, period }: { readonly amount: Money; readonly period: Period & { readonly on: Day } },
): void {
  const { most, standingOrderId } = order;
  demand(amount.currency === most.currency, drawErrors.DRAW_OTHER, { standingOrderId, field: 'currency' });
  demand(compare(amount, most) <= 0, drawErrors.DRAW_EXCEEDS, {
    ...{ most: `${most.amount}`, asked: `${amount.amount}`, currency: most.currency },
  });
  if (!before) return;
  const { next } = period;
  demand(before.status !== 'drawn', drawErrors.DRAWN_ALREADY, {
    period: before.period,
    paymentId: before.paymentId,
    next,
  });
  demand(before.nextOn !== undefined && before.nextOn <= period.on, drawErrors.DRAW_WAITS, {
    period: before.period,
    tries: before.refusals.length,
    next: before.nextOn ?? next,
  });
}

/**
 * The lots that make up an amount, the greatest first so that they are few: free ones of one issuer. `looked`
 * are the first of the account; when there are more, that it holds too little is not known.
 */
export function lotsFor(
  looked: readonly Lot[],
  { issuer }: Pick<StandingOrder, 'issuer'>,
  amount: Money,
): readonly string[] | Exclude<Drawn['why'], 'frozen' | undefined> {
  const fit = looked.filter(
    (lot) =>
      lot.purpose === undefined &&
      lot.frozenBy === undefined &&
      lot.amount.currency === amount.currency &&
      (issuer ?? lot.issuer) === lot.issuer,
  );
  const issuers = [...new Set(fit.map((lot) => lot.issuer))].toSorted((one, other) => (one < other ? -1 : 1));
  for (const one of issuers) {
    const lots = enough(
      fit.filter((lot) => lot.issuer === one),
      amount,
    );
    if (lots) return lots;
  }
  return looked.length < MOST_LOOKED ? 'funds' : 'scattered';
}

function enough(lots: readonly Lot[], amount: Money): string[] | undefined {
  const greatest = lots.toSorted(
    (one, other) => compare(other.amount, one.amount) || (one.lotId < other.lotId ? -1 : 1),
  );
  const taken: string[] = [];
  let held = zero(amount.currency);
  for (const lot of greatest.slice(0, MOST_TAKEN)) {
    taken.push(lot.lotId);
    held = add(held, lot.amount);
    if (compare(held, amount) >= 0) return taken;
  }
  return undefined;
}

/** A refused draw comes back on the schedule of the terms, in the same period or not at all. */
export function refused(
  order: StandingOrder,
  before: Draw | undefined,
  tried: Omit<Draw, 'status' | 'refusals' | 'nextOn'>,
  { on, next, why }: Pick<Period, 'next'> & { readonly on: Day; readonly why: NonNullable<Drawn['why']> },
): Draw {
  const refusals = [...(before?.refusals ?? []), { on, why }];
  const days = order.retryAfter[refusals.length - 1];
  const back = days === undefined ? undefined : addDays(on, days);
  const comes = back !== undefined && back < next && back < order.until;
  return { ...tried, status: 'refused', refusals, ...(comes && { nextOn: back }) };
}

/** When it is drawn next: `undefined` when it never is again. */
export function drawsNext(order: StandingOrder, draw: Draw | undefined, now: Local): Day | undefined {
  const on = begunDay(now);
  if (order.status !== 'open' || dayIn(now.zone, now.at) >= order.until) return undefined;
  if (on < order.from) return order.from;
  const { next } = periodOf(order, on);
  const day = draw === undefined ? on : (draw.nextOn ?? next);
  return day < order.until ? day : undefined;
}

/** The standing order is for this very contract of this payee. Throws DRAW_OTHER. */
export function mustPayFor(
  { standingOrderId, about, payee }: StandingOrder,
  contract: { readonly room: string; readonly id: string; readonly payee: string },
): void {
  const wrong = (field: string) => refuse(drawErrors.DRAW_OTHER, { standingOrderId, field });
  if (about?.room !== contract.room || about.id !== contract.id) wrong(contract.room);
  if (payee !== contract.payee) wrong('payee');
}
