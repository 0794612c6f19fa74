import { demand } from '../../kit/errors';
import { isZero, type Money, scaleDown, subtract, zero } from '../../kit/value/money';
import {
  addDays,
  addMillis,
  DAY_MS,
  dayOf,
  type Instant,
  isAfter,
  isBefore,
  startOf,
} from '../../kit/value/time';
import { orderErrors } from '../errors';
import { orderLife } from '../life';
import type { Model } from '../records/model';
import type { Order } from '../records/order';
import type { Vehicle } from '../../vehicle/records/vehicle';
import { priceOf } from './configuration';

const MILLION = 1_000_000n;
const inDays = (now: Instant, days: number): Instant => addMillis(now, days * DAY_MS);

/** An order at the price of its configuration; the deposit is rounded down, and is never nothing. */
export function order(
  model: Model,
  wish: Pick<Order, 'orderId' | 'buyer' | 'options' | 'deliverBy'>,
  now: Instant,
): Order {
  const { seller, modelId, version, name, terms } = model;
  const price = priceOf(model, wish.options, now);
  const { deliverBy } = wish;
  demand(deliverBy >= dayOf(now), orderErrors.DELIVERY_PAST, { deliverBy });
  const share = scaleDown(price, BigInt(terms.depositPpm), MILLION);
  return {
    ...wish,
    options: [...new Set(wish.options)].sort(),
    ...{ seller, model: { modelId, version, name }, price, terms, status: 'ordered', orderedAt: now },
    deposit: isZero(share) ? price : share,
    due: inDays(now, terms.confirmDays),
  };
}

/** ORDER_LATE once what had to happen next is no longer in time. */
export const mustBeInTime = ({ orderId, due }: Order, now: Instant): void =>
  demand(isBefore(now, due), orderErrors.ORDER_LATE, { orderId, due });

/** The seller confirms; from the end of the grace after the delivery date on the buyer may step back freely. */
export function confirm(before: Order, now: Instant): Order {
  mustBeInTime(before, now);
  const due = startOf(addDays(before.deliverBy, before.terms.graceDays + 1));
  return { ...before, status: orderLife.step('confirm', before.status), due };
}

/** CAR_OTHER unless the seller built the car, or holds its title, and it is free or the buyer's. */
export function mustBeSellers(vehicle: Vehicle, { seller, buyer }: Order): void {
  const { vin, manufacturer, owner, sale } = vehicle;
  const isSellers = owner === undefined ? manufacturer === seller : owner === seller || owner === buyer;
  demand(isSellers && (sale === undefined || sale.to === buyer), orderErrors.CAR_OTHER, { vin });
}

/** The car stands ready; the buyer has days to pay the rest. */
export function makeReady(before: Order, vehicle: Vehicle, now: Instant): Order {
  mustBeSellers(vehicle, before);
  const status = orderLife.step('makeReady', before.status);
  return { ...before, status, vin: vehicle.vin, due: inDays(now, before.terms.payDays) };
}

export const restOf = ({ price, deposit }: Order): Money => subtract(price, deposit);

/** The rest waits too; the seller has days to hand over. */
export function payRest(before: Order, rest: string | undefined, now: Instant): Order {
  mustBeInTime(before, now);
  const status = orderLife.step('payRest', before.status);
  return {
    ...before,
    ...{ status, due: inDays(now, before.terms.payDays) },
    ...(rest !== undefined && { rest }),
  };
}

/** CAR_UNSOLD unless the car is the buyer's on the ledger, by the sale of its maker or by its title. */
export function mustBeSold({ vin, sale, owner }: Vehicle, { buyer }: Order): void {
  demand(owner === buyer || (owner === undefined && sale?.to === buyer), orderErrors.CAR_UNSOLD, {
    vin,
    buyer,
  });
}

export type Shares = NonNullable<Order['ended']>;
const kept = ({ deposit, terms }: Order): Money => scaleDown(deposit, BigInt(terms.keptPpm), MILLION);

/** How money is shared out where the seller gets so much of what waits. */
export const shareOut = (held: Money, toSeller: Money): Shares => ({
  toSeller,
  toBuyer: subtract(held, toSeller),
});

/** A buyer steps back for nothing until the seller confirms, and when the car does not come in time. */
export const sharesOfCancelling = (one: Order, held: Money, now: Instant): Shares =>
  shareOut(held, one.status === 'confirmed' && !isAfter(now, one.due) ? kept(one) : zero(held.currency));

/** What time has done, if anything: a seller that is late gets nothing, a buyer that is late loses its share. */
export function lapsedAt(one: Order, held: Money, now: Instant): Shares | undefined {
  const lapses = orderLife.next(one.status).includes('lapse') && isAfter(now, one.due);
  if (!lapses) return undefined;
  return shareOut(held, one.status === 'ready' ? kept(one) : zero(held.currency));
}
