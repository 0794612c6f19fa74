import { demand } from '../../kit/errors';
import { compare, lesser, type Money, subtract, sum, zero } from '../../kit/value/money';
import { noteOutcome, payFromBond } from '../../merchant/door';
import type { Escrow } from '../../payment/records/escrow';
import { emptyEscrow } from '../../payment/door';
import { serviceErrors } from '../errors';
import { serviceEvents } from '../events';
import type { Booking, BookingStatus } from '../records/booking';
import { endBenefitsOf } from './benefit';
import { noteOwing } from './rest';
import { overAt } from '../rules/booking';
import { type Ending, bondPaymentId, endingOf, outcomeOf, paymentId } from '../rules/ending';
import { slotKeys } from '../rules/slot';
import type { Writing } from '../tables';

/** Brings a booking to an end: the boxes are emptied, the bond pays if it must, the slot is free again. */
export async function end(
  tx: Writing,
  booking: Booking,
  status: BookingStatus,
  ending: Ending,
): Promise<Booking> {
  const before = booking.ended ? [] : await boxes(tx, booking);
  const refund = await empties(tx, before, booking, ending.refund);
  const compensation = await compensate(tx, booking, ending.compensation);
  await release(tx, booking, status === 'lapsed' ? (booking.heldUntil ?? tx.now) : tx.now);
  const ended = { at: tx.now, refund, compensation };
  const { heldUntil: _, ...rest } = booking;
  const over = { ...rest, status, ended };
  if (status === 'owing') await noteOwing(tx, over, true);
  await scoreOf(tx, over);
  if (!booking.ended) await endBenefitsOf(tx, over, refund);
  await tx.bookings.put(over);
  tx.tell(serviceEvents.BookingEnded, {
    bookingId: booking.bookingId,
    merchant: booking.merchant,
    status,
    ended,
  });
  return over;
}

async function scoreOf(tx: Writing, over: Booking): Promise<void> {
  const [outcome, at] = [outcomeOf(over), tx.now];
  const { merchant, bookingId } = over;
  if (outcome) await noteOutcome(tx, { merchant, month: at.slice(0, 7), bookingId, outcome, at });
}

const boxes = async (tx: Writing, { escrows }: Booking): Promise<Escrow[]> =>
  (await tx.escrows.findMany(escrows.map((one) => [one]))).filter((one) => one !== undefined);

async function empties(
  tx: Writing,
  all: readonly Escrow[],
  { price }: Booking,
  refund: Money | 'all',
): Promise<Money> {
  const none = zero(price.currency);
  let open = refund === 'all' ? none : refund;
  let paid = none;
  for (const [n, escrow] of all.entries()) {
    const back = refund === 'all' ? escrow.left : lesser(open, escrow.left);
    const gone = await emptyEscrow(tx, { escrow, refund: back, paymentId: paymentId(tx.callId, n) });
    if (!gone) continue;
    if (refund !== 'all') open = subtract(open, back);
    paid = { ...paid, amount: paid.amount + back.amount };
  }
  return paid;
}

async function compensate(tx: Writing, booking: Booking, due: Money | undefined): Promise<Money> {
  const none = zero(booking.price.currency);
  const owed = booking.escrows.length > 0 || booking.reworkOf !== undefined;
  const { bondId, customer } = booking;
  return due && owed ? payFromBond(tx, { bondId, customer, due, paymentId: bondPaymentId(tx.callId) }) : none;
}

/** Gives the slots back that are still this booking's; since when they are free says whose turn it is. */
async function release(tx: Writing, booking: Booking, freedAt: string): Promise<void> {
  if (booking.completedAt !== undefined) return;
  for (const slot of await tx.slots.findMany(slotKeys(booking))) {
    if (slot?.bookingId !== booking.bookingId || slot.startsAt < tx.now) continue;
    const { heldUntil: _, ...rest } = slot;
    await tx.slots.put({ ...rest, freedAt });
  }
}

/** Writes down what time has made true; the same booking when there is nothing to write. */
export async function writeDown(tx: Writing, booking: Booking): Promise<Booking> {
  const { status, step } = overAt(booking, tx.now);
  return step === undefined ? booking : end(tx, booking, status, endingOf(booking, status, tx.now));
}

/** What the registrar may give back is what the boxes hold. */
export async function mustBeInBoxes(tx: Writing, booking: Booking, refund: Money): Promise<void> {
  const left = (await boxes(tx, booking)).map((box) => box.left);
  const held = sum(left, booking.price.currency);
  demand(compare(refund, held) <= 0, serviceErrors.REFUND_TOO_MUCH, {
    held: `${held.amount}`,
    asked: `${refund.amount}`,
  });
}
