import { escrowBox, isPaidWith, move } from '../../payment/door';
import type { TransferKind } from '../../payment/records/money';
import { compare, isPositive, type Money, sum } from '../../kit/value/money';
import { demand } from '../../kit/errors';
import { rentalErrors } from '../errors';
import { type Bill, mustBeAlike } from '../rules/bill';
import { rentalLife } from '../life';
import type { TimeStep } from '../rules/deadline';
import type { Rental } from '../records/rental';
import { type Reading, type Writing } from '../tables';
import { endBenefitsOf } from './benefit';
import { saveRental } from './record';
import { freeCells } from './slot';

/** The money of a rental. No escrow of the room payment bears this name, so nobody but this room opens it. */
export const boxOf = (rentalId: string): string => escrowBox(`rental:${rentalId}`);

/** What is in the box: all that was paid in, unless a court took of it. */
export async function leftIn(
  tx: Writing | Reading,
  rental: Rental,
): Promise<{ lots: string[]; left: Money }> {
  const { rentalId, lot, extensions = [], box } = rental;
  const paid = lot ? [lot, ...extensions.map((one) => one.lot ?? `${one.paymentId}:0`)] : [];
  const found = (await tx.lots.findMany(paid.map((one) => [boxOf(rentalId), one]))).filter(
    (one) => one !== undefined,
  );
  const amounts = found.map(({ amount }) => amount);
  return { lots: found.map(({ lotId }) => lotId), left: sum(amounts, box.currency) };
}

/** Refuses with RENTAL_MONEY_TAKEN once a court took of the box. */
export async function mustHoldMoney(tx: Writing, rental: Rental): Promise<void> {
  const { left } = await leftIn(tx, rental);
  demand(compare(left, rental.box) >= 0, rentalErrors.RENTAL_MONEY_TAKEN, { rentalId: rental.rentalId });
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

/** Whether just these lots were paid in under this id. */
export const isPaidIn = (
  tx: Writing,
  { rentalId, driver }: Rental,
  { paymentId, lots }: Omit<Paying, 'amount'>,
): Promise<boolean> =>
  isPaidWith(tx, { paymentId, from: driver, lots, about: { room: 'rental', id: rentalId } });

/** More money joins what waits. */
export async function topUp(tx: Writing, rental: Rental, paying: Paying): Promise<void> {
  const held = await tx.lots.get(boxOf(rental.rentalId), rental.lot ?? '');
  mustBeAlike(held, await tx.lots.find(rental.driver, paying.lots[0] ?? ''));
  await payIn(tx, rental, paying);
}

type Ending = 'cancel' | 'settle' | 'resolve' | Exclude<TimeStep, 'escalate'>;
const KINDS: Readonly<Record<Ending, TransferKind>> = {
  ...{
    cancel: 'refund',
    expire: 'refund',
    settle: 'release',
    closeUp: 'release',
    resolve: 'resolve',
    giveUp: 'resolve',
  },
  clawBack: 'resolve',
};

/**
 * Every end of a rental is one movement out of the box, in the transaction of the fact that ends it.
 */
export async function endRental(
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
  if (lots.length > 0)
    await move(tx, KINDS[step], { paymentId, from: boxOf(rentalId), lots, to, treatment: 'deliver', about });
  await endBenefitsOf(tx, rental, bill);
  if (rental.status === 'booked')
    await freeCells(tx, rental, {
      from: rental.from,
      cells: rental.cells,
      taker: { kind: 'rental', id: rentalId },
    });
  return saveRental(tx, {
    ...rest,
    rentalId,
    owner,
    driver,
    status,
    bill,
    ...(owed && isPositive(owed) && { owed }),
  });
}
