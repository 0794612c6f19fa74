import { canonical } from '../../kit/value/json';
import type { rentalOperations } from '../api/rental';
import { mustBeUsable } from '../rules/car';
import * as rules from '../rules/rental';
import { firstLot } from '../../payment/door';
import { billOf, billOfCancelling, priceOf, returnedAt, splitBox } from '../rules/bill';
import { isExtended, type Rental } from '../records/rental';
import { keepLicence, mustHaveCover, mustHoldLicence } from './requirement';
import type { Reading, RentalHandlers, Writing } from '../tables';
import { joinOdometer, saveRental } from './record';
import { freeCells, takeCells } from './slot';
import { cellsBegun } from '../rules/slot';
import { endRental, isPaidIn, leftIn, mustHoldMoney, payIn, topUp } from './escrow';
import { statusAt } from '../rules/deadline';
import { letTimePass } from './deadline';
import { withBenefits } from './benefit';

export const rentalHandlers: RentalHandlers<typeof rentalOperations> = {
  async book(tx, { rentalId, from, cells, paymentId, lots, licence, benefits }, { on: car, vehicle }) {
    const driver = tx.caller.member;
    const wish = { rentalId, driver, from, cells, ...(licence && { licence }) };
    const drawn = rules.book(car, wish, await firstLot(tx, { paymentId, from: driver }));
    const rental = await withBenefits(tx, drawn, benefits);
    mustBeUsable(vehicle, car.owner);
    await mustHoldLicence(tx, rental);
    await mustHaveCover(tx, rental, car, rental);
    await takeCells(tx, car, from, cells, { kind: 'rental', id: rentalId });
    await payIn(tx, rental, { paymentId, lots, amount: rental.box });
    return saveRental(tx, rental);
  },
  keepLicence: (tx, asked, { secret: { document }, account }) => keepLicence(tx, asked, account, document),
  async extend(tx, { rentalId, paymentId, cells, lots, licence }, { on: before, car, vehicle }) {
    const again = isExtended(before, { paymentId, cells }) && isSameLicence(before, paymentId, licence);
    if (again && (await isPaidIn(tx, before, { paymentId, lots }))) return before;
    await mustHoldMoney(tx, before);
    const lot = await firstLot(tx, { paymentId, from: before.driver });
    const rental = rules.extend({ ...before, ...(licence && { licence }) }, car, {
      paymentId,
      lot,
      cells,
      at: tx.now,
    });
    mustBeUsable(vehicle, before.owner);
    await mustHoldLicence(tx, rental);
    await mustHaveCover(tx, rental, car, { vin: before.vin, from: tx.now, until: rental.until });
    await takeCells(tx, before, before.until, cells, { kind: 'rental', id: rentalId });
    await topUp(tx, before, { paymentId, lots, amount: priceOf(before.terms.perCell, cells) });
    return saveRental(tx, rental);
  },
  async cancel(tx, { paymentId }, { on: rental }) {
    rules.mustBeInTime(rental, tx.now);
    return endRental(tx, rental, 'cancel', {
      paymentId,
      bill: billOfCancelling(rental, sideOf(tx, rental), tx.now),
    });
  },
  async handOver(tx, { shows, conditionHash }, { on: before, car }) {
    const rental = rules.handOver(before, sideOf(tx, before), {
      shows,
      ...(conditionHash !== undefined && { conditionHash }),
      at: tx.now,
    });
    const { vin, until } = rental;
    await mustHoldMoney(tx, before);
    await mustHoldLicence(tx, rental);
    await mustHaveCover(tx, rental, car, { vin, from: tx.now, until });
    await joinOdometer(tx, rental, 'out', { value: shows, at: rules.handedOverAt(rental) });
    return saveRental(tx, rental);
  },
  async takeBack(tx, { shows, conditionHash }, { on: before }) {
    const rental = rules.returnCar(before, sideOf(tx, before), {
      shows,
      ...(conditionHash !== undefined && { conditionHash }),
      at: tx.now,
    });
    await joinOdometer(tx, rental, 'back', { value: shows, at: returnedAt(rental) });
    await freeRest(tx, rental);
    return saveRental(tx, rental);
  },
  claimDamage: (tx, { amount, evidenceHash }, { on: rental }) =>
    saveRental(tx, rules.claimDamage(rental, { amount, evidenceHash, at: tx.now })),
  async settle(tx, { paymentId }, { on: rental }) {
    rules.mustBeSettleable(rental, sideOf(tx, rental), tx.now);
    return endRental(tx, rental, 'settle', { paymentId, ...billOf(rental, true) });
  },
  dispute: (tx, _request, { on: rental }) => saveRental(tx, rules.dispute(rental, tx.now)),
  async resolve(tx, { paymentId, toOwner }, { on: rental }) {
    rules.mustBeInTime(rental, tx.now);
    return endRental(tx, rental, 'resolve', { paymentId, bill: splitBox(rental.box, toOwner) });
  },
  async tick(tx, { rentalId, paymentId }, { on: rental }) {
    const { status, due } = await letTimePass(tx, rental, paymentId);
    return { rentalId, status, due };
  },
  async read(tx, _request, { on: rental }) {
    return { ...rental, now: statusAt(rental, tx.now, (await leftIn(tx, rental)).left) };
  },
  listRentals(tx, { driver = tx.caller.member, ...page }) {
    mustBeReader(tx, driver);
    return tx.rentals.listBy('driver', [driver], page);
  },
};

/** The licence on record is that of the last extension; one that is not shown anew stays. */
function isSameLicence(
  { licence, extensions = [] }: Rental,
  paymentId: string,
  shown: Rental['licence'],
): boolean {
  const last = extensions.at(-1)?.paymentId === paymentId;
  return shown === undefined || !last || (licence !== undefined && canonical(licence) === canonical(shown));
}

/** A car that is back early is free from the next cell on. */
async function freeRest(tx: Writing, rental: Rental): Promise<void> {
  const { rentalId, freedFrom, until, cellMinutes } = rental;
  if (freedFrom === undefined) return;
  const cells = cellsBegun(freedFrom, until, cellMinutes);
  await freeCells(tx, rental, { from: freedFrom, cells, taker: { kind: 'rental', id: rentalId } });
}

const sideOf = (tx: Pick<Writing, 'is'>, { owner }: Rental): 'owner' | 'driver' =>
  tx.is(owner) ? 'owner' : 'driver';

/** Who drove when is between the sides; the authority sees it too. */
function mustBeReader(tx: Reading, driver: string): void {
  if (tx.caller.role !== 'auditor' && tx.caller.role !== 'registrar') tx.mustBe('the driver', driver);
}
