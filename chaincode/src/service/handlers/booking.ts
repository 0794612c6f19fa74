import { addMillis } from '../../kit/value/time';
import type { z } from 'zod';
import { mustCover } from '../../merchant/door';
import { compensationOf, serviceKey } from '../../merchant/records/catalogue';
import { mustServe, workOf } from '../../merchant/records/crew';
import { localOf } from '../../kit/value/zone';
import { knownPayment } from '../../payment/door';
import type { bookingOperations } from '../api/booking';
import { fillBox } from './escrow';
import { end, writeDown } from './ending';
import { serviceEvents } from '../events';
import { freeAmong, takeTurn } from './availability';
import { offerFor } from './offer';
import type { Booking } from '../records/booking';
import { BOND_MS, confirm, draw, endingOf, firstPart, standingAt, take } from '../rules/booking';
import { occupy, possibleStarts, slotKeys } from '../rules/slot';
import type { Wiring, Writing } from '../tables';

export const booking: Wiring<typeof bookingOperations> = {
  async hold(tx, asked) {
    const known = await tx.bookings.known(asked.bookingId);
    if (known) return known;
    const drawn = await drawFrom(tx, asked);
    await seize(tx, drawn);
    return made(tx, drawn);
  },
  async confirm(tx, { bookingId, paymentId, lots }) {
    const held = await tx.bookings.get(bookingId);
    tx.mustBe('the customer', held.customer);
    if (held.status === 'confirmed' && (await knownPayment(tx, { paymentId, from: held.customer }))) return held;
    const confirmed = confirm(held, tx.id, tx.now);
    await seize(tx, confirmed);
    await secure(tx, confirmed, { paymentId, lots });
    return saved(tx, confirmed);
  },
  async book(tx, { paymentId, lots, ...asked }) {
    const known = await tx.bookings.known(asked.bookingId);
    if (known) return known;
    const confirmed = confirm(await drawFrom(tx, asked), tx.id, tx.now);
    await seize(tx, confirmed);
    await secure(tx, confirmed, { paymentId, lots });
    return made(tx, confirmed);
  },
  async cancel(tx, { bookingId }) {
    const one = await tx.bookings.get(bookingId);
    tx.mustBe('the customer', one.customer);
    if (one.status === 'cancelledByCustomer') return one;
    const status = take(one, 'cancel', tx.now);
    return end(tx, one, status, endingOf(one, status, tx.now));
  },
  async decline(tx, { bookingId }) {
    const one = await tx.bookings.get(bookingId);
    await mustServe(tx, one.merchant, 'manager', 'cashier');
    if (one.status === 'cancelledByMerchant') return one;
    const status = take(one, 'decline', tx.now);
    return end(tx, one, status, endingOf(one, status, tx.now));
  },
  tick: async (tx, { bookingId }) => writeDown(tx, await tx.bookings.get(bookingId)),
  async read(tx, { bookingId }) {
    const one = await tx.bookings.get(bookingId);
    const works = await workOf(tx, one.merchant, tx.caller.member);
    if (!works && !mayRead(tx.caller.role)) tx.mustBe('a side of the booking', one.customer, one.merchant);
    return { booking: one, standing: standingAt(one, tx.now).status };
  },
  async previewCancel(tx, { bookingId }) {
    const one = await tx.bookings.get(bookingId);
    tx.mustBe('the customer', one.customer);
    const { refund } = endingOf(one, take(one, 'cancel', tx.now), tx.now);
    return { refund: refund === 'all' ? firstPart(one) : refund };
  },
  async listBookings(tx, { of, as, ...page }) {
    const works = as === 'merchant' ? await workOf(tx, of, tx.caller.member) : undefined;
    if (!works && !mayRead(tx.caller.role)) tx.mustBe(`the ${as}`, of);
    return tx.bookings.listBy(as === 'customer' ? 'byCustomer' : 'byMerchant', [of], page);
  },
  async listFree(tx, { merchant, serviceCode, bay, on }) {
    const { version } = await tx.heads.get(merchant, serviceCode);
    const service = await tx.services.get(...serviceKey(merchant, serviceCode, version));
    const hours = await tx.hours.get(merchant);
    const zone = await tx.zones.get(hours.zone);
    const starts = possibleStarts(on, { service, hours, zone }, tx.now);
    const free = await freeAmong(tx, { merchant, bay }, service, starts);
    return { free: free.map((startsAt) => ({ startsAt, ...localOf(zone, startsAt) })) };
  },
};

const mayRead = (role: string): boolean => role === 'registrar' || role === 'auditor';

async function drawFrom(tx: Writing, asked: z.output<(typeof bookingOperations)['hold']['request']>): Promise<Booking> {
  return draw(asked, await offerFor(tx, asked), { customer: tx.caller.member, now: tx.now });
}

export async function seize(tx: Writing, one: Booking): Promise<void> {
  const found = await tx.slots.findMany(slotKeys(one));
  const taken = occupy(one, found, tx.now);
  await takeTurn(tx, one, found);
  for (const slot of taken) await tx.slots.put(slot);
}

/** The price, or the deposit on it, goes into a box that opens by this room's record alone; the bond must stand for what the policy promises. */
async function secure(tx: Writing, one: Booking, payment: { paymentId: string; lots: readonly string[] }): Promise<void> {
  const { bondId, cancelPolicy, price, endsAt } = one;
  const promised = compensationOf(cancelPolicy, price);
  if (promised) mustCover(bondId ? await tx.escrows.find(bondId) : undefined, promised, addMillis(endsAt, BOND_MS));
  await fillBox(tx, one, firstPart(one), payment);
}

export async function made(tx: Writing, one: Booking): Promise<Booking> {
  await tx.bookings.put(one);
  const { bookingId, merchant, serviceCode, bay, startsAt, status } = one;
  tx.tell(serviceEvents.BookingMade, { bookingId, merchant, serviceCode, bay, startsAt, status });
  return one;
}

export async function saved(tx: Writing, one: Booking): Promise<Booking> {
  await tx.bookings.put(one);
  tx.tell(serviceEvents.BookingChanged, { bookingId: one.bookingId, merchant: one.merchant, status: one.status });
  return one;
}
