import { implement } from '../kit/implement';
import { firstLot } from '../payment/door';
import { rentalApi } from './api';
import { billOf, billOfCancelling, priceOf, returnedAt, splitBox } from './rules/bill';
import { rentalEvents } from './events';
import { endOf, gridFrom } from './rules/slot';
import { carSeen, type Rental } from './records/rental';
import { rentalLife } from './life';
import { keepLicence, mustHaveCover, mustHoldLicence } from './handlers/requirement';
import * as rules from './rules/rental';
import {
  end,
  freeCells,
  joinOdometer,
  leftIn,
  mustHoldMoney,
  ownCar,
  payIn,
  type Reading,
  save,
  tables,
  takeCells,
  topUp,
  type Writing,
} from './tables';
import { billOfTime, escalate, statusAt, timeStep } from './rules/deadline';

export const rentalRoom = implement(
  rentalApi,
  tables,
  {
    async offer(tx, wanted) {
      const owner = tx.caller.member;
      rules.mustBeUsable(await tx.vehicles.get(wanted.vin), owner);
      const { policyId } = wanted.terms.cover ?? {};
      if (policyId !== undefined) rules.mustBeOn(await tx.policies.get(policyId), wanted.vin);
      const car = rules.offer({ ...wanted, owner }, await tx.cars.find(wanted.vin));
      await tx.cars.put(car);
      tx.tell(rentalEvents.CarOffered, { vin: car.vin, status: car.status });
      return car;
    },
    async close(tx, { vin }) {
      const car = rules.close(await ownCar(tx, vin));
      await tx.cars.put(car);
      tx.tell(rentalEvents.CarOffered, { vin, status: car.status });
      return car;
    },
    async block(tx, { vin, from, cells, blockId }) {
      const car = await ownCar(tx, vin);
      await takeCells(tx, car, from, cells, { kind: 'block', id: blockId });
      tx.tell(rentalEvents.CarBlocked, { vin, blockId, from });
      return { vin, blockId, from, until: endOf(from, cells, car.cellMinutes) };
    },
    async unblock(tx, { vin, from, cells, blockId }) {
      const car = await ownCar(tx, vin);
      await freeCells(tx, car, { from, cells, taker: { kind: 'block', id: blockId } });
      tx.tell(rentalEvents.CarUnblocked, { vin, blockId, from });
      return { vin, blockId, from, until: endOf(from, cells, car.cellMinutes) };
    },
    async book(tx, { rentalId, vin, from, cells, paymentId, lots, licence }) {
      const known = await tx.rentals.known(rentalId);
      if (known) return known;
      const [car, driver] = [await tx.cars.get(vin), tx.caller.member];
      const wish = { rentalId, driver, from, cells, ...(licence && { licence }) };
      const rental = rules.book(car, wish, await firstLot(tx, { paymentId, from: driver }));
      rules.mustBeUsable(await tx.vehicles.get(vin), car.owner);
      await mustHoldLicence(tx, rental);
      await mustHaveCover(tx, rental, car, rental);
      await takeCells(tx, car, from, cells, { kind: 'rental', id: rentalId });
      await payIn(tx, rental, { paymentId, lots, amount: rental.box });
      return save(tx, rental);
    },
    keepLicence: (tx, asked, { secret: { document } }) => keepLicence(tx, asked, document),
    async extend(tx, { rentalId, paymentId, cells, lots, licence }) {
      const before = await tx.rentals.get(rentalId);
      tx.mustBe('the driver', before.driver);
      if (before.extensions?.some((one) => one.paymentId === paymentId)) return before;
      await mustHoldMoney(tx, before);
      const car = await tx.cars.get(before.vin);
      const lot = await firstLot(tx, { paymentId, from: before.driver });
      const rental = rules.extend({ ...before, ...(licence && { licence }) }, car, { paymentId, lot, cells, at: tx.now });
      rules.mustBeUsable(await tx.vehicles.get(before.vin), before.owner);
      await mustHoldLicence(tx, rental);
      await mustHaveCover(tx, rental, car, { vin: before.vin, from: tx.now, until: rental.until });
      await takeCells(tx, before, before.until, cells, { kind: 'rental', id: rentalId });
      await topUp(tx, before, { paymentId, lots, amount: priceOf(before.terms.perCell, cells) });
      return save(tx, rental);
    },
    async cancel(tx, { rentalId, paymentId }) {
      const rental = await tx.rentals.get(rentalId);
      const side = sideOf(tx, rental);
      rentalLife.step('cancel', rental.status);
      rules.mustBeInTime(rental, tx.now);
      return end(tx, rental, 'cancel', { paymentId, bill: billOfCancelling(rental, side, tx.now) });
    },
    async handOver(tx, { rentalId, ...said }) {
      const before = await tx.rentals.get(rentalId);
      const rental = rules.handOver(before, sideOf(tx, before), { ...said, at: tx.now });
      const { vin, until } = rental;
      await mustHoldMoney(tx, before);
      await mustHoldLicence(tx, rental);
      await mustHaveCover(tx, rental, await tx.cars.get(vin), { vin, from: tx.now, until });
      await joinOdometer(tx, rental, 'out', { value: said.shows, at: rules.handedOverAt(rental) });
      return save(tx, rental);
    },
    async takeBack(tx, { rentalId, ...said }) {
      const before = await tx.rentals.get(rentalId);
      const rental = rules.takeBack(before, sideOf(tx, before), { ...said, at: tx.now });
      await joinOdometer(tx, rental, 'back', { value: said.shows, at: returnedAt(rental) });
      return save(tx, rental);
    },
    async claimDamage(tx, { rentalId, ...claimed }) {
      const rental = await tx.rentals.get(rentalId);
      tx.mustBe('the owner', rental.owner);
      return save(tx, rules.claimDamage(rental, { ...claimed, at: tx.now }));
    },
    async settle(tx, { rentalId, paymentId }) {
      const rental = await tx.rentals.get(rentalId);
      rules.mustBeSettleable(rental, sideOf(tx, rental), tx.now);
      return end(tx, rental, 'settle', { paymentId, ...billOf(rental, true) });
    },
    async dispute(tx, { rentalId }) {
      const rental = await tx.rentals.get(rentalId);
      sideOf(tx, rental);
      return save(tx, rules.dispute(rental, tx.now));
    },
    async resolve(tx, { rentalId, paymentId, toOwner }) {
      const rental = await tx.rentals.get(rentalId);
      tx.mustBe('the arbiter', rental.arbiter);
      rentalLife.step('resolve', rental.status);
      rules.mustBeInTime(rental, tx.now);
      return end(tx, rental, 'resolve', { paymentId, bill: splitBox(rental.box, toOwner) });
    },
    async tick(tx, { rentalId, paymentId }) {
      const { status, due } = await letTimePass(tx, await tx.rentals.get(rentalId), paymentId);
      return { rentalId, status, due };
    },
    async read(tx, { rentalId }) {
      const rental = await tx.rentals.get(rentalId);
      mayLook(tx, rental.owner, rental.driver, rental.arbiter);
      return { ...rental, now: statusAt(rental, tx.now, (await leftIn(tx, rental)).left) };
    },
    readCar: async (tx, { vin }) => carSeen(await tx.cars.get(vin), (party) => tx.is(party)),
    async listCars(tx, page) {
      const { items, ...more } = await tx.cars.listBy('open', ['open'], page);
      return { items: items.map((car) => carSeen(car, (party) => tx.is(party))), ...more };
    },
    async isFree(tx, { vin, from, cells }) {
      const { cellMinutes } = await tx.cars.get(vin);
      const found = await tx.slots.findMany(gridFrom(from, cells, cellMinutes).map((start) => [vin, start]));
      const taken = found.flatMap((slot) => (slot ? [slot.from] : []));
      return { free: taken.length === 0, taken };
    },
    async listSlots(tx, { vin, ...page }) {
      tx.mustBe('the owner', (await tx.cars.get(vin)).owner);
      return tx.slots.list(page, vin);
    },
    listRentals(tx, { driver, ...page }) {
      mayLook(tx, driver);
      return tx.rentals.listBy('driver', [driver], page);
    },
  },
  {
    book: ({ rentalId, vin, paymentId }) => ({
      rentals: [[rentalId]],
      cars: [[vin]],
      vehicles: [[vin]],
      transfers: [[paymentId]],
    }),
    settle: ({ rentalId, paymentId }) => ({ rentals: [[rentalId]], transfers: [[paymentId]] }),
    tick: ({ rentalId, paymentId }) => ({ rentals: [[rentalId]], transfers: [[paymentId]] }),
  },
);

/** Takes every step that time has taken by now, and nothing else. */
async function letTimePass(tx: Writing, before: Rental, paymentId: string): Promise<Rental> {
  const { left } = await leftIn(tx, before);
  const missing = timeStep(before, tx.now, left) === 'escalate';
  const rental = missing ? escalate(before) : before;
  const step = timeStep(rental, tx.now, left);
  if (step === undefined || step === 'escalate') {
    const now = missing ? rental : rules.bind(before, tx.now);
    return now === before ? before : save(tx, now);
  }
  return end(tx, rental, step, { paymentId, ...billOfTime(rental, step, left) });
}

function sideOf(tx: Writing, { owner, driver }: Rental): 'owner' | 'driver' {
  tx.mustBe('the owner or the driver', owner, driver);
  return tx.is(owner) ? 'owner' : 'driver';
}

/** Who drove when is between the sides; the authority sees it too. */
function mayLook(tx: Reading, ...sides: readonly string[]): void {
  if (tx.caller.role !== 'auditor' && tx.caller.role !== 'registrar') tx.mustBe('a side of it', ...sides);
}
