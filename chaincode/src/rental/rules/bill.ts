import { demand } from '../../kit/errors';
import {
  add,
  compare,
  isPositive,
  lesser,
  type Money,
  of,
  scaleDown,
  subtract,
  sum,
  zero,
} from '../../kit/value/money';
import { addMillis, earlierOf, type Instant, isBefore, MINUTE_MS } from '../../kit/value/time';
import { freeUntil } from '../due';
import { rentalErrors } from '../errors';
import { cellsBegun } from './slot';
import type { Rental } from '../records/rental';
import { moneyErrors } from '../../payment/errors';
import { samePurpose } from '../../payment/door';
import type { Lot } from '../../payment/records/money';

export type Bill = NonNullable<Rental['bill']>;

const times = ({ amount, currency }: Money, count: number): Money => of(amount * BigInt(count), currency);

/**
 * When the keys came back: at the earlier of the two signatures, so that an owner who signs late costs the
 * driver nothing.
 */
export const returnedAt = ({ back }: Rental): Instant | undefined =>
  back.owner && back.driver ? earlierOf(back.owner.at, back.driver.at) : undefined;

/** Cells begun after the end; none while the grace of the terms lasts. */
function lateCells(rental: Rental): number {
  const { until, cellMinutes, terms } = rental;
  const back = returnedAt(rental) ?? until;
  const graceEnds = addMillis(until, (terms.graceMinutes ?? 0) * MINUTE_MS);
  return back <= graceEnds ? 0 : cellsBegun(until, back, cellMinutes);
}

/** Time as booked, cells begun too late, distance beyond what is included, and damage if it counts. */
export function billOf(rental: Rental, withDamage: boolean): { bill: Bill; owed: Money } {
  const { price, terms, cells, out, back, damage, box } = rental;
  const none = zero(price.currency);
  const driven = (back.driver?.shows ?? 0) - (out.driver?.shows ?? 0);
  const late = times(terms.latePerCell, lateCells(rental));
  const distance = times(terms.perDistance, Math.max(0, driven - terms.includedPerCell * cells));
  const hurt = withDamage && damage ? damage.amount : none;
  const total = sum([price, late, distance, hurt], price.currency);
  const toOwner = lesser(total, box);
  const bill = { time: price, late, distance, damage: hurt, toOwner, toDriver: subtract(box, toOwner) };
  return { bill, owed: subtract(total, toOwner) };
}

/**
 * The owner cancels for nothing; the driver too until the free hours before the start, then for a share of
 * the price, rounded down.
 */
export function billOfCancelling(rental: Rental, by: 'owner' | 'driver', now: Instant): Bill {
  const { price, box, terms, bound } = rental;
  const free = by === 'owner' || (!bound && isBefore(now, freeUntil(rental)));
  return splitBox(box, free ? zero(box.currency) : scaleDown(price, BigInt(terms.lateCancelPpm), 1_000_000n));
}

/**
 * Nobody came: an owner who signed waited in vain and gets the price of the time; otherwise all goes back.
 */
export const billOfNoShow = ({ out, price, box }: Rental): Bill =>
  splitBox(box, out.owner ? price : zero(box.currency));

/** A share of the box for the owner, the rest for the driver. */
export function splitBox(box: Money, toOwner: Money): Bill {
  demand(compare(toOwner, box) <= 0, rentalErrors.RENTAL_SPLIT_EXCEEDS, {
    share: `${toOwner.amount}`,
    box: `${box.amount}`,
  });
  const none = zero(box.currency);
  return { time: none, late: none, distance: none, damage: none, toOwner, toDriver: subtract(box, toOwner) };
}

/** What of the price goes back with a bill: nothing when the time was billed, else what the owner does not get. */
export function refundOf({ price }: Rental, { time, toOwner }: Bill): Money {
  if (isPositive(time)) return zero(price.currency);
  return subtract(price, lesser(toOwner, price));
}

/** The price of so many cells of time. */
export const priceOf = (perCell: Money, cells: number): Money => times(perCell, cells);
/** What waits in the box: price and deposit. Throws CURRENCY_DIFFERS. */
export const boxFor = (price: Money, deposit: Money): Money => add(price, deposit);

/**
 * All the money of a rental goes out of its box together, so what is added must be of the same bank and
 * purpose.
 */
export function mustBeAlike(held: Lot, added: Lot | undefined): void {
  if (!added) return;
  demand(held.issuer === added.issuer, moneyErrors.ISSUERS_DIFFER, {
    left: held.issuer,
    right: added.issuer,
  });
  demand(samePurpose(held.purpose, added.purpose), moneyErrors.PURPOSES_DIFFER);
}
