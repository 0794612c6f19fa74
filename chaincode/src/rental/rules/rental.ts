import { demand, kitErrors } from '../../kit/errors';
import { add, show } from '../../kit/value/money';
import {
  addMillis,
  DAY_MS,
  earlierOf,
  HOUR_MS,
  type Instant,
  isAfter,
  isBefore,
  laterOf,
  MINUTE_MS,
} from '../../kit/value/time';
import { freeUntil } from '../due';
import { boxFor, priceOf, returnedAt } from './bill';
import { rentalErrors } from '../errors';
import { endOf, nextCell } from './slot';
import { rentalLife } from '../life';
import { type KeyStatement, type KeyStatements, MAX_EXTENSIONS, type Rental } from '../records/rental';
import { type Car, MAX_CELLS } from '../records/car';

type Side = 'owner' | 'driver';

/** Keys that are not handed over this long after the start are not handed over. */
const NO_SHOW_HOURS = 2;
/** A car that is not back this long after the end is a matter for the arbiter. */
const MISSING_HOURS = 24;

type Wish = Pick<Rental, 'rentalId' | 'driver' | 'from' | 'cells' | 'licence'>;

/**
 * A rental of a car on offer, with its price and what waits in the box. Throws RENTAL_CAR_CLOSED,
 * RENTAL_SIDES_WRONG.
 */
export function book(car: Car, wanted: Wish, lot: string): Rental {
  const { vin, owner, arbiter, cellMinutes, phaseMinutes, terms, status } = car;
  const { driver, from, cells } = wanted;
  demand(status === 'open', rentalErrors.RENTAL_CAR_CLOSED, { vin });
  demand(driver !== owner && driver !== arbiter, rentalErrors.RENTAL_SIDES_WRONG);
  const until = endOf(from, cells, cellMinutes);
  const price = priceOf(terms.perCell, cells);
  const due = earlierOf(until, addMillis(from, NO_SHOW_HOURS * HOUR_MS));
  const money = { terms, price, box: boxFor(price, terms.deposit), lot };
  return {
    ...wanted,
    vin,
    owner,
    arbiter,
    status: 'booked',
    until,
    cellMinutes,
    ...(phaseMinutes !== undefined && { phaseMinutes }),
    ...money,
    out: {},
    back: {},
    due,
  };
}

/** Keys out. The second signature must say what the first said; then the driver drives. */
export function handOver(rental: Rental, side: Side, said: KeyStatement): Rental {
  const { rentalId, from, until, cellMinutes } = rental;
  rentalLife.step('handOver', rental.status, 'booked');
  mustBeInTime(rental, said.at);
  demand(said.at >= addMillis(from, -cellMinutes * MINUTE_MS), rentalErrors.RENTAL_NOT_BEGUN, {
    rentalId,
    from,
  });
  const out = sign(rentalId, rental.out, side, said);
  if (!out.owner || !out.driver) return { ...rental, out };
  return { ...rental, out, status: 'driving', due: addMillis(until, MISSING_HOURS * HOUR_MS) };
}

/**
 * The driver keeps the car for the cells that follow, at the price booked; the deposit stays whole, the box
 * takes the price of the added time.
 */
export function extend(
  rental: Rental,
  car: Car,
  wanted: { paymentId: string; lot: string; cells: number; at: Instant },
): Rental {
  const { rentalId, vin, until, cells, cellMinutes, terms, price, box, back, extensions = [] } = rental;
  const status = rentalLife.step('extend', rental.status);
  const running = isBefore(wanted.at, until) && !back.owner && !back.driver;
  demand(running, rentalErrors.RENTAL_NOT_EXTENDABLE, { rentalId, until });
  demand(car.status === 'open', rentalErrors.RENTAL_CAR_CLOSED, { vin });
  mustHaveRoom('cells', cells + wanted.cells, MAX_CELLS);
  mustHaveRoom('extensions', extensions.length + 1, MAX_EXTENSIONS);
  const added = priceOf(terms.perCell, wanted.cells);
  const end = endOf(until, wanted.cells, cellMinutes);
  return {
    ...rental,
    ...{ status, until: end, cells: cells + wanted.cells, price: add(price, added), box: add(box, added) },
    ...{ extensions: [...extensions, wanted], due: addMillis(end, MISSING_HOURS * HOUR_MS) },
  };
}

function mustHaveRoom(what: string, count: number, max: number): void {
  demand(count <= max, kitErrors.TOO_MANY, { what, count, max });
}

/**
 * Keys back. A meter that shows less than at the start is no reason to refuse: it is what both saw, and the
 * odometer of the vehicle flags it.
 */
export function returnCar(rental: Rental, side: Side, said: KeyStatement): Rental {
  const { rentalId, terms } = rental;
  rentalLife.step('takeBack', rental.status, 'driving');
  mustBeInTime(rental, said.at);
  const back = sign(rentalId, rental.back, side, said);
  if (!back.owner || !back.driver) return { ...rental, back };
  const due = addMillis(said.at, terms.damageDays * DAY_MS);
  const freedFrom = nextCell(rental.from, laterOf(rental.from, said.at), rental.cellMinutes);
  const early = freedFrom < rental.until && { freedFrom };
  return { ...rental, back, status: 'returned', due, ...early };
}

function sign(rentalId: string, so: KeyStatements, side: Side, said: KeyStatement): KeyStatements {
  const other = side === 'owner' ? so.driver : so.owner;
  const same = !other || (other.shows === said.shows && other.conditionHash === said.conditionHash);
  demand(same, rentalErrors.SIGNATURES_DIFFER, { rentalId, shows: other?.shows ?? 0 });
  return { ...so, [side]: said };
}

/** The owner says what was broken; the driver has days to answer. */
export function claimDamage(rental: Rental, damage: NonNullable<Rental['damage']>): Rental {
  const status = rentalLife.step('claimDamage', rental.status);
  mustBeInTime(rental, damage.at);
  const { rentalId, terms } = rental;
  const known = rental.damage;
  demand(known === undefined, rentalErrors.DAMAGE_CLAIMED, {
    rentalId,
    amount: known ? show(known.amount) : '',
  });
  return { ...rental, status, damage, due: addMillis(damage.at, terms.damageDays * DAY_MS) };
}

/** The driver settles at any time, the owner when it claims nothing. */
export function mustBeSettleable(rental: Rental, side: Side, now: Instant): void {
  rentalLife.step('settle', rental.status);
  mustBeInTime(rental, now);
  const { damage, rentalId } = rental;
  const open = side === 'owner' ? damage : undefined;
  demand(open === undefined, rentalErrors.DAMAGE_CLAIMED, {
    rentalId,
    amount: open ? show(open.amount) : '',
  });
}

/** The rental waits for its arbiter. Throws WRONG_STATUS, RENTAL_LATE. */
export function dispute(rental: Rental, now: Instant): Rental {
  const status = rentalLife.step('dispute', rental.status);
  mustBeInTime(rental, now);
  return { ...rental, status, due: addMillis(now, rental.terms.resolveDays * DAY_MS) };
}

/** What a side may do it does before the moment, or RENTAL_LATE; time takes its step later (deadline.ts). */
export function mustBeInTime({ rentalId, due }: Rental, now: Instant): void {
  demand(isBefore(now, due), rentalErrors.RENTAL_LATE, { rentalId, due });
}

/**
 * From then on the driver cancels for a share of the price. Written down once, so that no cancellation that
 * was endorsed before is recorded after it.
 */
export const fixCancellationFee = (rental: Rental, now: Instant): Rental =>
  rental.status === 'booked' && !rental.bound && isAfter(now, freeUntil(rental))
    ? { ...rental, bound: true }
    : rental;

/** When the keys went out: at the earlier of the two signatures. */
export const handedOverAt = ({ out }: Rental): Instant | undefined =>
  out.owner && out.driver ? earlierOf(out.owner.at, out.driver.at) : undefined;

/** Whether both sides have signed that the keys came back. */
export const isReturned = (rental: Rental): boolean => returnedAt(rental) !== undefined;
