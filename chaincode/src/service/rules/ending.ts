import { isPositive, type Money, sum, zero } from '../../kit/value/money';
import type { Instant } from '../../kit/value/time';
import { compensationOf, refundAt } from '../../merchant/door';
import type { Booking, BookingStatus } from '../records/booking';
import { firstPart } from './booking';
import type { Outcome } from '../../merchant/records/outcome';

/** Who gets what when a booking ends. */
export interface Ending {
  /** What goes back; `all` when nothing is earned. */
  readonly refund: Money | 'all';
  /** From the bond. */
  readonly compensation?: Money | undefined;
}

/** Who gets what when a booking comes to an end. */
export function endingOf(booking: Booking, status: BookingStatus, now: Instant): Ending {
  const { price, cancelPolicy, startsAt, escrows } = booking;
  const none = zero(price.currency);
  const compensation = compensationOf(cancelPolicy, price);
  if (status === 'cancelledByCustomer')
    return { refund: refundAt(cancelPolicy, escrows.length > 0 ? firstPart(booking) : none, startsAt, now) };
  if (status === 'cancelledByMerchant' || status === 'noShowMerchant') return { refund: 'all', compensation };
  if (status === 'lapsed' || status === 'refunded') return { refund: 'all' };
  return { refund: none };
}

/** Ids of payments that nobody can use up beforehand: made of the id of the transaction. */
export const paymentId = (txId: string, n: number): string => `${txId.slice(0, 60)}.${n}`;
/** The payment out of the bond; those out of boxes are counted from 0. */
export const bondPaymentId = (txId: string): string => paymentId(txId, 99);

/**
 * How a booking that the merchant had taken came out; nothing is said of what the customer left, or what
 * nobody decided.
 */
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

/** What the customer paid for a booking that ended so: the whole once the rest is owed, and accepted quotes. */
export function paidFor(over: Booking): Money {
  const { status, restPaymentId, price, quotes } = over;
  const base = status === 'owing' || restPaymentId !== undefined ? price : firstPart(over);
  const more = quotes.filter(({ answer }) => answer === 'accepted').map(({ amount }) => amount);
  return sum([base, ...more], price.currency);
}
