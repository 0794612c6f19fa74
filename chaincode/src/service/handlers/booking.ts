import { addMillis } from '../../kit/value/time';
import type { z } from 'zod';
import { mustCover, compensationOf, mustServe, workOf } from '../../merchant/door';
import { serviceKey } from '../../merchant/records/catalogue';
import { localOf } from '../../kit/value/zone';
import type { bookingOperations } from '../api/booking';
import { withBenefits } from './benefit';
import { fundBox } from './escrow';
import { end, writeDown } from './ending';
import { freeAmong } from './availability';
import { offerFor } from './offer';
import type { Booking } from '../records/booking';
import { BOND_MS, confirm, drawUp, firstPart, standingAt, stepOf } from '../rules/booking';
import { endingOf } from '../rules/ending';
import { possibleStarts } from '../rules/slot';
import type { Part, Writing } from '../tables';
import { takeSlots } from './slot';
import { made, saved } from './party';

export const bookingHandlers: Part<typeof bookingOperations> = {
  async hold(tx, asked) {
    const drawn = await drawFrom(tx, asked);
    await takeSlots(tx, drawn);
    return made(tx, drawn);
  },
  async confirm(tx, { paymentId, lots, benefits }, { on: held }) {
    const confirmed = await withBenefits(tx, confirm(held, tx.callId, tx.now), benefits);
    await takeSlots(tx, confirmed);
    await secure(tx, confirmed, { paymentId, lots });
    return saved(tx, confirmed);
  },
  async book(tx, { paymentId, lots, benefits, ...asked }) {
    const drawn = confirm(await drawFrom(tx, asked), tx.callId, tx.now);
    const confirmed = await withBenefits(tx, drawn, benefits);
    await takeSlots(tx, confirmed);
    await secure(tx, confirmed, { paymentId, lots });
    return made(tx, confirmed);
  },
  cancel(tx, _request, { on: one }) {
    const status = stepOf(one, 'cancel', tx.now);
    return end(tx, one, status, endingOf(one, status, tx.now));
  },
  async decline(tx, _request, { on: one }) {
    await mustServe(tx, one.merchant, 'manager', 'cashier');
    if (one.status === 'cancelledByMerchant') return one;
    const status = stepOf(one, 'decline', tx.now);
    return end(tx, one, status, endingOf(one, status, tx.now));
  },
  async tick(tx, { bookingId }, { on: one }) {
    const { status } = await writeDown(tx, one);
    return { bookingId, status };
  },
  async read(tx, _request, { on: one }) {
    const works = await workOf(tx, one.merchant, tx.caller.member);
    if (!works && !mayRead(tx.caller.role)) tx.mustBe('a side of the booking', one.customer, one.merchant);
    return { booking: one, standing: standingAt(one, tx.now).status };
  },
  previewCancel(tx, _request, { on: one }) {
    const { refund } = endingOf(one, stepOf(one, 'cancel', tx.now), tx.now);
    return { refund: refund === 'all' ? firstPart(one) : refund };
  },
  async listBookings(tx, { of = tx.caller.member, as, ...page }) {
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

async function drawFrom(
  tx: Writing,
  asked: z.output<(typeof bookingOperations)['hold']['request']>,
): Promise<Booking> {
  return drawUp(asked, await offerFor(tx, asked), { customer: tx.caller.member, now: tx.now });
}

/**
 * The price, or the deposit on it, goes into a box that opens by this room's record alone; the bond must
 * stand for what the policy promises.
 */
async function secure(
  tx: Writing,
  one: Booking,
  payment: { paymentId: string; lots: readonly string[] },
): Promise<void> {
  const { bondId, cancelPolicy, price, endsAt } = one;
  const promised = compensationOf(cancelPolicy, price);
  if (promised) await mustCover(tx, bondId, promised, addMillis(endsAt, BOND_MS));
  await fundBox(tx, one, firstPart(one), payment);
}
