import type { TxOf } from '../kit/tx';
import { escrowBox, move } from '../payment/door';
import { moneyTables, type TransferKind } from '../payment/records/money';
import { didAccounts, dids } from '../identity/records/did';
import { credentials } from '../identity/records/credential';
import { trustedIssuers } from '../identity/records/trust';
import { allTerms, policies } from '../policy/records/policy';
import { addReading } from '../vehicle/door';
import { odometers, readings } from '../vehicle/records/odometer';
import { vehicles } from '../vehicle/records/vehicle';
import { compare, isPositive, type Money, sum } from '../kit/value/money';
import { demand } from '../kit/errors';
import { rentalErrors } from './errors';
import { rentalEvents } from './events';
import type { Bill } from './rules/bill';
import { cellsOf, gridFrom } from './rules/slot';
import { licences } from './records/licence';
import { rentalLife } from './life';
import type { TimeStep } from './rules/deadline';
import { mustBeAlike } from './rules/rental';
import { type Car, cars, type Rental, rentals, type Slot, slots } from './records/rental';

/** Own tables; those of the driver's licence and the vehicle's cover, which are read only; odometer and money, which move with a rental. */
export const tables = {
  ...{ cars, slots, rentals, licences, vehicles, odometers, readings },
  ...{ didAccounts, dids, credentials, trustedIssuers, policies, allTerms },
  ...moneyTables,
};
export type Reading = TxOf<'evaluate', typeof tables>;
export type Writing = TxOf<'submit', typeof tables>;

/** The money of a rental. No escrow of the room payment bears this name, so nobody but this room opens it. */
export const boxOf = (rentalId: string): string => escrowBox(`rental:${rentalId}`);

/** What is in the box: all that was paid in, unless a court took of it. */
export async function leftIn(tx: Writing | Reading, rental: Rental): Promise<{ lots: string[]; left: Money }> {
  const { rentalId, lot, extensions = [], box } = rental;
  const paid = lot ? [lot, ...extensions.map((one) => one.lot ?? `${one.paymentId}:0`)] : [];
  const found = (await tx.lots.findMany(paid.map((one) => [boxOf(rentalId), one]))).filter((one) => one !== undefined);
  const amounts = found.map(({ amount }) => amount);
  return { lots: found.map(({ lotId }) => lotId), left: sum(amounts, box.currency) };
}

export async function mustHoldMoney(tx: Writing, rental: Rental): Promise<void> {
  const { left } = await leftIn(tx, rental);
  demand(compare(left, rental.box) >= 0, rentalErrors.RENTAL_MONEY_TAKEN, { rentalId: rental.rentalId });
}

export async function save(tx: Writing, rental: Rental): Promise<Rental> {
  await tx.rentals.put(rental);
  const { rentalId, vin, status, due } = rental;
  tx.tell(rentalEvents.RentalChanged, { rentalId, vin, status, due });
  return rental;
}

export async function ownCar(tx: Writing, vin: string): Promise<Car> {
  const car = await tx.cars.get(vin);
  tx.mustBe('the owner', car.owner);
  return car;
}

/** Takes cells of time: each is a key, so that of two who want one the ledger lets one have it. */
export async function takeCells(
  tx: Writing,
  { vin, cellMinutes }: Pick<Car, 'vin' | 'cellMinutes'>,
  from: string,
  cells: number,
  taker: Taker,
): Promise<void> {
  const starts = cellsOf(from, cells, cellMinutes, tx.now);
  const found = await tx.slots.findMany(starts.map((start) => [vin, start]));
  const taken = found.find((slot) => slot !== undefined && !isOf(slot, taker));
  demand(taken === undefined, rentalErrors.RENTAL_SLOT_TAKEN, { vin, from: taken?.from ?? '' });
  for (const start of starts) await tx.slots.put({ vin, from: start, ...taker });
}

type Taker = Pick<Slot, 'kind' | 'id'>;
const isOf = (slot: Slot, { kind, id }: Taker): boolean => slot.kind === kind && slot.id === id;

/** Gives cells back that are still its own. */
export async function freeCells(
  tx: Writing,
  { vin, cellMinutes }: Pick<Car, 'vin' | 'cellMinutes'>,
  { from, cells, taker }: { from: string; cells: number; taker: Taker },
): Promise<void> {
  const starts = gridFrom(from, cells, cellMinutes);
  for (const slot of await tx.slots.findMany(starts.map((start) => [vin, start]))) {
    if (!slot) continue;
    demand(isOf(slot, taker), rentalErrors.RENTAL_SLOT_TAKEN, { vin, from: slot.from });
    await tx.slots.remove(vin, slot.from);
  }
}

interface Paying {
  readonly paymentId: string;
  readonly lots: readonly string[];
  readonly amount: Money;
}

/** The driver's money goes into the box of the rental. */
export async function payIn(
  tx: Writing,
  { rentalId, driver, owner }: Rental,
  { paymentId, lots, amount }: Paying,
): Promise<void> {
  const to = [{ party: boxOf(rentalId), amount }];
  const about = { room: 'rental', id: rentalId };
  await move(tx, 'fund', { paymentId, from: driver, lots, to, treatment: 'wait', payees: [owner], about });
}

/** More money joins what waits. */
export async function topUp(tx: Writing, rental: Rental, paying: Paying): Promise<void> {
  const held = await tx.lots.get(boxOf(rental.rentalId), rental.lot ?? '');
  mustBeAlike(held, await tx.lots.find(rental.driver, paying.lots[0] ?? ''));
  await payIn(tx, rental, paying);
}

/** What both signed for joins the series of the vehicle, as of the earlier signature. */
export async function joinOdometer(
  tx: Writing,
  { rentalId, vin, terms }: Rental,
  when: 'out' | 'back',
  shown: { value: number; at: string | undefined },
): Promise<void> {
  const { value, at } = shown;
  if (at === undefined) return;
  const reading = { vin, value, unit: terms.unit, at, source: 'rental' as const, reporter: tx.caller.member };
  await addReading(tx, `rental-${when}:`, rentalId, reading);
}

type Ending = 'cancel' | 'settle' | 'resolve' | Exclude<TimeStep, 'escalate'>;
const KINDS: Readonly<Record<Ending, TransferKind>> = {
  ...{ cancel: 'refund', expire: 'refund', settle: 'release', closeUp: 'release', resolve: 'resolve', giveUp: 'resolve' },
  clawBack: 'resolve',
};

/** Every end of a rental is one movement out of the box, in the transaction of the fact that ends it. */
export async function end(
  tx: Writing,
  rental: Rental,
  step: Ending,
  { paymentId, bill, owed }: { paymentId: string; bill: Bill; owed?: Rental['owed'] },
): Promise<Rental> {
  const status = rentalLife.step(step, rental.status);
  if (step !== 'clawBack') await mustHoldMoney(tx, rental);
  const { rentalId, owner, driver, lot: _spent, ...rest } = rental;
  const shares = [
    { party: owner, amount: bill.toOwner },
    { party: driver, amount: bill.toDriver, back: true },
  ];
  const to = shares.filter(({ amount }) => isPositive(amount));
  const about = { room: 'rental', id: rentalId };
  const { lots } = await leftIn(tx, rental);
  if (lots.length > 0) await move(tx, KINDS[step], { paymentId, from: boxOf(rentalId), lots, to, treatment: 'deliver', about });
  if (rental.status === 'booked')
    await freeCells(tx, rental, { from: rental.from, cells: rental.cells, taker: { kind: 'rental', id: rentalId } });
  return save(tx, { ...rest, rentalId, owner, driver, status, bill, ...(owed && isPositive(owed) && { owed }) });
}
