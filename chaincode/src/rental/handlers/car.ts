import { offsetAt } from '../../kit/value/zone';
import type { carOperations } from '../api/car';
import * as rules from '../rules/car';
import { rentalEvents } from '../events';
import { endOf, gridFrom } from '../rules/slot';
import { carSeen } from '../records/car';
import type { RentalHandlers } from '../tables';
import { freeCells, takeCells } from './slot';

export const carHandlers: RentalHandlers<typeof carOperations> = {
  async offer(tx, wanted, { vehicle, before, policy, clocks }) {
    const owner = tx.caller.member;
    rules.mustBeUsable(vehicle, owner);
    if (policy) rules.mustBeOn(policy, wanted.vin);
    const offset = clocks && offsetAt(clocks, tx.now).offsetMinutes;
    const car = rules.offer({ ...wanted, owner }, before, offset);
    await tx.cars.put(car);
    tx.tell(rentalEvents.CarOffered, { vin: car.vin, status: car.status });
    return car;
  },
  async close(tx, { vin }, { on }) {
    const car = rules.close(on);
    await tx.cars.put(car);
    tx.tell(rentalEvents.CarOffered, { vin, status: car.status });
    return car;
  },
  async block(tx, { vin, from, cells, blockId }, { on: car }) {
    await takeCells(tx, car, from, cells, { kind: 'block', id: blockId });
    tx.tell(rentalEvents.CarBlocked, { vin, blockId, from });
    return { vin, blockId, from, until: endOf(from, cells, car.cellMinutes) };
  },
  async unblock(tx, { vin, from, cells, blockId }, { on: car }) {
    await freeCells(tx, car, { from, cells, taker: { kind: 'block', id: blockId } });
    tx.tell(rentalEvents.CarUnblocked, { vin, blockId, from });
    return { vin, blockId, from, until: endOf(from, cells, car.cellMinutes) };
  },
  readCar: (tx, _request, { on: car }) => carSeen(car, (party) => tx.is(party)),
  async listCars(tx, page) {
    const { items, ...more } = await tx.cars.listBy('open', ['open'], page);
    return { items: items.map((car) => carSeen(car, (party) => tx.is(party))), ...more };
  },
  async isFree(tx, { vin, from, cells }, { on: { cellMinutes } }) {
    const found = await tx.slots.findMany(gridFrom(from, cells, cellMinutes).map((start) => [vin, start]));
    const taken = found.flatMap((slot) => (slot ? [slot.from] : []));
    return { free: taken.length === 0, taken };
  },
  listSlots: (tx, { vin, ...page }) => tx.slots.list(page, vin),
};
