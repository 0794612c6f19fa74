import { refuse } from '../../kit/errors';
import { pay } from '../../payment/door';
import { fundBox } from './escrow';
import { serviceErrors } from '../errors';
import type { Booking } from '../records/booking';
import { restOf } from '../rules/booking';
import type { Writing } from '../tables';

interface Paying {
  readonly paymentId?: string | undefined;
  readonly lots?: readonly string[] | undefined;
}

/**
 * The rest beyond the deposit, in the transaction of the fact that makes it due: to the merchant, or into a
 * box while it is disputed.
 */
export async function payTheRest(
  tx: Writing,
  one: Booking,
  { paymentId, lots }: Paying,
  to: 'merchant' | 'box',
): Promise<Booking> {
  const rest = restOf(one);
  if (!rest) return one;
  if (!paymentId || !lots)
    return refuse(serviceErrors.REST_DUE, { rest: `${rest.amount}`, currency: rest.currency });
  const paid = { ...one, restPaymentId: paymentId };
  if (to === 'box') {
    await fundBox(tx, one, rest, { paymentId, lots });
    return { ...paid, escrows: [...one.escrows, tx.callId] };
  }
  const { customer, merchant, category, vin, bookingId } = one;
  const about = { room: 'service', id: bookingId };
  await pay(tx, {
    paymentId,
    from: customer,
    lots: [...lots],
    to: [{ party: merchant, amount: rest }],
    category,
    vin,
    about,
  });
  return paid;
}

/** Remembers, or forgets, that the rest of a booking is owed. A key for each customer at a merchant. */
export async function noteOwing(
  tx: Writing,
  { merchant, customer, bookingId }: Booking,
  owed: boolean,
): Promise<void> {
  const before = (await tx.owings.find(merchant, customer))?.bookingIds ?? [];
  const others = before.filter((one) => one !== bookingId);
  const bookingIds = owed ? [...others, bookingId].slice(-20) : others;
  if (bookingIds.length > 0) await tx.owings.put({ merchant, customer, bookingIds });
  else await tx.owings.remove(merchant, customer);
}
