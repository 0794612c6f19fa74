import { z } from 'zod';
import { defineApi, evaluate, keep, page, pageOf, submit } from '../../kit/api';
import { money } from '../../kit/value/money';
import { count, id, member, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { everyone, people } from '../../words/role';
import { moneyErrors } from '../../payment/errors';
import { moneyEvents } from '../../payment/events';
import { lotId } from '../../payment/records/money';
import { vehicleEvents } from '../../vehicle/events';
import { vin } from '../../words/vin';
import { rentalErrors as no } from '../errors';
import { rentalEvents as told } from '../events';
import { licenceNeed, shownLicence } from '../records/licence';
import { rentalStatus } from '../life';
import { Car, MAX_CELLS, Rental, SeenCar, Slot } from '../records/rental';

const one = z.strictObject({ rentalId: id });
const paying = one.extend({ paymentId: id });
const lots = z.array(lotId).min(1).max(100);
const span = z.strictObject({ vin, from: instant, cells: count(MAX_CELLS, 1) });
const blocking = span.extend({ blockId: id });
const blocked = z.strictObject({ vin, blockId: id, from: instant, until: instant });
const signing = one.extend({ shows: count(9_999_999), conditionHash: sha256Hex.optional() });
const changed = [told.RentalChanged];
const signed = [...changed, vehicleEvents.OdometerRead];
const { LICENCE_UNPROVEN, LICENCE_WITHDRAWN, COVER_MISSING } = no;
const needed = [LICENCE_UNPROVEN, LICENCE_WITHDRAWN, COVER_MISSING];
const paid = [...changed, moneyEvents.MoneyMoved];
const cash = Object.values(moneyErrors);

export const rentalApi = defineApi(
  'rental',
  'Cars by the hour: offered, booked cell by cell, driven, returned, settled from a deposit.',
  {
    offer: submit({
      says: 'Offer an own car for rent, change its prices, or open it again.',
      by: people,
      request: Car.omit({ owner: true, status: true }),
      response: Car,
      errors: [no.RENTAL_CAR_UNUSABLE, no.RENTAL_SIDES_WRONG, no.RENTAL_GRID_FIXED, no.COVER_OF_ANOTHER],
      events: [told.CarOffered],
    }),
    close: submit({
      says: 'Take no more bookings for a car; those made stand.',
      by: people,
      request: z.strictObject({ vin }),
      response: Car,
      events: [told.CarOffered],
    }),
    block: submit({
      says: 'Keep a time for oneself.',
      by: people,
      request: blocking,
      response: blocked,
      errors: [no.RENTAL_OFF_GRID, no.RENTAL_SLOT_TAKEN],
      events: [told.CarBlocked],
    }),
    unblock: submit({
      says: 'Free a time that was kept.',
      by: people,
      request: blocking,
      response: blocked,
      errors: [no.RENTAL_SLOT_TAKEN],
      events: [told.CarUnblocked],
    }),
    book: submit({
      says: 'Book a car for some cells of time and put price and deposit into the box. Of two bookings of one cell one is made.',
      by: people,
      request: z.strictObject({ ...span.shape, rentalId: id, paymentId: id, lots, licence: shownLicence.optional() }),
      response: Rental,
      errors: [
        no.RENTAL_CAR_CLOSED,
        no.RENTAL_SIDES_WRONG,
        no.RENTAL_CAR_UNUSABLE,
        ...needed,
        no.RENTAL_OFF_GRID,
        no.RENTAL_SLOT_TAKEN,
        ...cash,
      ],
      events: paid,
    }),
    keepLicence: keep({
      says: 'Show a driver licence to the own organisation: its peer checks it against the trust registry and keeps that it fits, not what it says.',
      by: people,
      request: z.strictObject({ ...shownLicence.omit({ seal: true }).shape, ...licenceNeed.shape }),
      secret: z.strictObject({
        document: z.string().max(20_000).meta({ description: 'the credential, as its issuer signed it: JSON' }),
      }),
      errors: [no.DRIVER_UNKNOWN, no.LICENCE_REFUSED, no.LICENCE_OF_ANOTHER, no.LICENCE_UNFIT],
    }),
    extend: submit({
      says: 'Keep a car that is out for the cells that follow, if they are free, and put their price into the box.',
      by: people,
      request: paying.extend({ cells: count(MAX_CELLS, 1), lots, licence: shownLicence.optional() }),
      response: Rental,
      errors: [
        no.RENTAL_MONEY_TAKEN,
        no.RENTAL_NOT_EXTENDABLE,
        no.RENTAL_CAR_CLOSED,
        no.RENTAL_CAR_UNUSABLE,
        ...needed,
        no.RENTAL_SLOT_TAKEN,
        ...cash,
      ],
      events: paid,
    }),
    cancel: submit({
      says: 'Cancel a booking before the keys are out.',
      by: people,
      request: paying,
      response: Rental,
      errors: [no.RENTAL_LATE, no.RENTAL_MONEY_TAKEN, ...cash],
      events: paid,
    }),
    handOver: submit({
      says: 'Sign that the keys went out and what the meter showed. Owner and driver both do, and say the same.',
      by: people,
      request: signing,
      response: Rental,
      errors: [no.RENTAL_LATE, no.RENTAL_MONEY_TAKEN, no.RENTAL_NOT_BEGUN, no.SIGNATURES_DIFFER, ...needed],
      events: signed,
    }),
    takeBack: submit({
      says: 'Sign that the keys came back and what the meter shows. Owner and driver both do, and say the same.',
      by: people,
      request: signing,
      response: Rental,
      errors: [no.RENTAL_LATE, no.SIGNATURES_DIFFER],
      events: signed,
    }),
    claimDamage: submit({
      says: 'Claim damage after the return, with the hash of its evidence.',
      by: people,
      request: one.extend({ amount: Rental.shape.price, evidenceHash: sha256Hex }),
      response: Rental,
      errors: [no.RENTAL_LATE, no.DAMAGE_CLAIMED],
      events: changed,
    }),
    settle: submit({
      says: 'Pay time, lateness, distance and damage out of the box and the rest back.',
      by: people,
      request: paying,
      response: Rental,
      errors: [no.RENTAL_LATE, no.DAMAGE_CLAIMED, no.RENTAL_MONEY_TAKEN, ...cash],
      events: paid,
    }),
    dispute: submit({
      says: 'Let the arbiter decide.',
      by: people,
      request: one,
      response: Rental,
      errors: [no.RENTAL_LATE],
      events: changed,
    }),
    resolve: submit({
      says: 'Decide a dispute as the arbiter: what the owner gets out of the box; the driver gets the rest.',
      by: everyone,
      request: paying.extend({ toOwner: money }),
      response: Rental,
      errors: [no.RENTAL_LATE, no.RENTAL_SPLIT_EXCEEDS, no.RENTAL_MONEY_TAKEN, ...cash],
      events: paid,
    }),
    tick: submit({
      says: 'Write down what time has made of a rental. Anyone may; repeated it changes nothing.',
      by: everyone,
      request: paying,
      response: Rental.pick({ rentalId: true, status: true, due: true }),
      errors: cash,
      events: paid,
    }),
    read: evaluate({
      says: 'Read a rental and its status as it is now.',
      by: everyone,
      request: one,
      response: Rental.extend({ now: rentalStatus }),
    }),
    readCar: evaluate({ says: 'Read what a car is let for.', by: everyone, request: z.strictObject({ vin }), response: SeenCar }),
    listCars: evaluate({ says: 'List the cars that take bookings.', by: everyone, request: page, response: pageOf(SeenCar) }),
    isFree: evaluate({
      says: 'Tell whether a car is free for some cells of time, and which are taken.',
      by: everyone,
      request: span,
      response: z.strictObject({ free: z.boolean(), taken: z.array(instant).max(MAX_CELLS) }),
    }),
    listSlots: evaluate({
      says: 'List the cells of a car that are taken, as its owner.',
      by: people,
      request: page.extend({ vin }),
      response: pageOf(Slot),
    }),
    listRentals: evaluate({
      says: 'List the rentals of a driver.',
      by: everyone,
      request: page.extend({ driver: member }),
      response: pageOf(Rental),
    }),
  },
);
