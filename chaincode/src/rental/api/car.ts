import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { count, id } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { everyone, people } from '../../words/role';
import { vin } from '../../words/vin';
import { rentalErrors as errors } from '../errors';
import { rentalEvents as events } from '../events';
import { policies } from '../../policy/records/policy';
import { vehicles } from '../../vehicle/records/vehicle';
import { maybe } from '../../kit/ref';
import { carLife } from '../life';
import { Car, cars, MAX_CELLS, SeenCar, Slot } from '../records/car';

export const span = z.strictObject({ vin, from: instant, cells: count(MAX_CELLS, 1) });
const blocking = span.extend({ blockId: id });
const blocked = z.strictObject({ vin, blockId: id, from: instant, until: instant });

const onCar = ({ vin: number }: { readonly vin: string }) => cars.at(number);
/** Cars on offer, and their time cell by cell. */
export const carOperations = {
  offer: submit({
    says: 'Offer an own car for rent, change its prices, or open it again.',
    by: people,
    request: Car.omit({ owner: true, status: true }),
    takes: [carLife.offer],
    loads: ({ vin: number, terms: { cover } }) => ({
      vehicle: vehicles.at(number),
      before: maybe(cars.at(number)),
      policy: cover && policies.at(cover.policyId),
    }),
    response: Car,
    errors: [
      errors.RENTAL_CAR_UNUSABLE,
      errors.RENTAL_SIDES_WRONG,
      errors.RENTAL_GRID_FIXED,
      errors.COVER_OF_ANOTHER,
    ],
    events: [events.CarOffered],
  }),
  close: submit({
    says: 'Take no more bookings for a car; those made stand.',
    by: people,
    request: z.strictObject({ vin }),
    on: onCar,
    step: carLife.close,
    response: Car,
    events: [events.CarOffered],
  }),
  block: submit({
    says: 'Keep a time for oneself.',
    by: people,
    request: blocking,
    on: onCar,
    sides: ['owner'],
    response: blocked,
    errors: [errors.RENTAL_OFF_GRID, errors.RENTAL_SLOT_TAKEN],
    events: [events.CarBlocked],
  }),
  unblock: submit({
    says: 'Free a time that was kept.',
    by: people,
    request: blocking,
    on: onCar,
    sides: ['owner'],
    response: blocked,
    errors: [errors.RENTAL_SLOT_TAKEN],
    events: [events.CarUnblocked],
  }),
  readCar: evaluate({
    says: 'Read what a car is let for.',
    by: everyone,
    request: z.strictObject({ vin }),
    on: onCar,
    sides: ['anybody'],
    response: SeenCar,
  }),
  listCars: evaluate({
    says: 'List the cars that take bookings.',
    by: everyone,
    request: page,
    response: pageOf(SeenCar),
  }),
  isFree: evaluate({
    says: 'Tell whether a car is free for some cells of time, and which are taken.',
    by: everyone,
    request: span,
    on: onCar,
    sides: ['anybody'],
    response: z.strictObject({ free: z.boolean(), taken: z.array(instant).max(MAX_CELLS) }),
  }),
  listSlots: evaluate({
    says: 'List the cells of a car that are taken, as its owner.',
    by: people,
    request: page.extend({ vin }),
    on: onCar,
    sides: ['owner'],
    response: pageOf(Slot),
  }),
};
