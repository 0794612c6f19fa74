import { demand } from '../../kit/errors';
import { compare, isPositive, lesser, type Money, subtract, sum, zero } from '../../kit/value/money';
import { slash } from '../../merchant/door';
import type { Outcome } from '../../merchant/records/outcome';
import type { Escrow } from '../../payment/records/escrow';
import { type Opened, takeOut } from '../../payment/door';
import type { TransferKind } from '../../payment/records/money';
import { serviceErrors } from '../errors';
import { serviceEvents } from '../events';
import type { BookingStatus } from '../life';
import type { Booking } from '../records/booking';
import { noteOwing } from './rest';
import { type Ending, endingOf, overAt } from '../rules/booking';
import { slotKeys } from '../rules/slot';
import type { Writing } from '../tables';

/** Empties a box: so much back to the customer, the rest to the merchant. A box that the sides emptied themselves stays as it is. */
export function empty(escrow: Escrow, refund: Money): { opened: Opened; kind: TransferKind } | undefined {
  if (escrow.status !== 'funded' && escrow.status !== 'partlyReleased') return undefined;
  const rest = subtract(escrow.left, refund);
  const to = [
    ...(isPositive(refund) ? [{ party: escrow.payer, amount: refund, back: true }] : []),
    ...(isPositive(rest) ? [{ party: escrow.payee, amount: rest }] : []),
  ];
  const status = !isPositive(rest) ? 'refunded' : isPositive(refund) ? 'resolved' : 'released';
  const kind = !isPositive(rest) ? 'refund' : isPositive(refund) ? 'resolve' : 'release';
  return { opened: { escrow: { ...escrow, status, left: zero(escrow.left.currency) }, to }, kind };
}

/** Ids of payments that nobody can use up beforehand. */
const paymentId = (tx: Writing, n: number): string => `${tx.id.slice(0, 60)}.${n}`;

/** Brings a booking to an end: the boxes are emptied, the bond pays if it must, the slot is free again. */
export async function end(tx: Writing, booking: Booking, status: BookingStatus, ending: Ending): Promise<Booking> {
  const before = booking.ended ? [] : await boxes(tx, booking);
  const refund = await empties(tx, before, booking, ending.refund);
  const compensation = await compensate(tx, booking, ending.compensation);
  await release(tx, booking, status === 'lapsed' ? (booking.heldUntil ?? tx.now) : tx.now);
  const ended = { at: tx.now, refund, compensation };
  const { heldUntil: _, ...rest } = booking;
  const over = { ...rest, status, ended };
  if (status === 'owing') await noteOwing(tx, over, true);
  await noteOutcome(tx, over);
  await tx.bookings.put(over);
  tx.tell(serviceEvents.BookingEnded, { bookingId: booking.bookingId, merchant: booking.merchant, status, ended });
  return over;
}

/** How a booking that the merchant had taken came out; nothing is said of what the customer left, or what nobody decided. */
export function outcomeOf(over: Booking): Outcome['outcome'] | undefined {
  const { status, escrows, reworkOf, disputed, ended, completedAt, endsAt, quotes } = over;
  const taken = escrows.length > 0 || reworkOf !== undefined;
  if (status === 'cancelledByMerchant' || status === 'noShowMerchant') return taken ? 'failed' : undefined;
  if (status === 'refunded') return disputed ? undefined : 'failed';
  if (completedAt === undefined) return undefined;
  if (status === 'resolved' && ended && isPositive(ended.refund)) return 'failed';
  const more = quotes.some(({ answer }) => answer === 'accepted');
  return completedAt <= endsAt || more ? 'onTime' : 'late';
}

async function noteOutcome(tx: Writing, over: Booking): Promise<void> {
  const [outcome, at] = [outcomeOf(over), tx.now];
  const { merchant, bookingId } = over;
  if (outcome) await tx.outcomes.put({ merchant, month: at.slice(0, 7), bookingId, outcome, at });
}

const boxes = async (tx: Writing, { escrows }: Booking): Promise<Escrow[]> =>
  (await tx.escrows.findMany(escrows.map((one) => [one]))).filter((one) => one !== undefined);

async function empties(tx: Writing, all: readonly Escrow[], { price }: Booking, refund: Money | 'all'): Promise<Money> {
  const none = zero(price.currency);
  let open = refund === 'all' ? none : refund;
  let paid = none;
  for (const [n, escrow] of all.entries()) {
    const back = refund === 'all' ? escrow.left : lesser(open, escrow.left);
    const emptied = empty(escrow, back);
    if (!emptied) continue;
    await takeOut(tx, emptied.kind, escrow, paymentId(tx, n), emptied.opened);
    if (refund !== 'all') open = subtract(open, back);
    paid = { ...paid, amount: paid.amount + back.amount };
  }
  return paid;
}

async function compensate(tx: Writing, booking: Booking, due: Money | undefined): Promise<Money> {
  const none = zero(booking.price.currency);
  const owed = booking.escrows.length > 0 || booking.reworkOf !== undefined;
  return due && owed ? payFromBond(tx, booking, due) : none;
}

/** Pays a customer out of the merchant's bond, as far as it goes; answers what was paid. */
export async function payFromBond(tx: Writing, to: Pick<Booking, 'bondId' | 'customer'>, due: Money): Promise<Money> {
  const bond = to.bondId === undefined ? undefined : await tx.escrows.find(to.bondId);
  const opened = bond?.left.currency === due.currency ? slash(bond, to.customer, due) : undefined;
  const [paid] = opened?.to ?? [];
  if (!bond || !opened || !paid) return zero(due.currency);
  await takeOut(tx, 'resolve', bond, paymentId(tx, 99), opened);
  return paid.amount;
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
export async function mustHold(tx: Writing, booking: Booking, refund: Money): Promise<void> {
  const left = (await boxes(tx, booking)).map((box) => box.left);
  const held = sum(left, booking.price.currency);
  demand(compare(refund, held) <= 0, serviceErrors.REFUND_TOO_MUCH, { held: `${held.amount}`, asked: `${refund.amount}` });
}
