import { endBenefits, useBenefits } from '../../coupon/door';
import type { WantedBenefits } from '../../coupon/records/benefit';
import type { Money } from '../../kit/value/money';
import type { Booking } from '../records/booking';
import { paidFor } from '../rules/ending';
import { lowered } from '../rules/booking';
import type { Writing } from '../tables';

const buyingOf = ({ merchant, customer, bookingId, price, serviceCode, category, vin }: Booking) => ({
  ...{ seller: merchant, customer, about: { room: 'service', id: bookingId }, price },
  ...{ service: serviceCode, category, vin },
});

/** A booking whose price coupons and points have lowered, before the rest is paid. */
export async function withBenefits(
  tx: Writing,
  one: Booking,
  wanted: WantedBenefits | undefined,
): Promise<Booking> {
  if (!wanted) return one;
  const { toPay, benefits } = await useBenefits(tx, buyingOf(one), wanted);
  return { ...lowered(one, toPay), benefits };
}

/** What becomes of coupons and points when a booking ends: they go the way of the money. */
export async function endBenefitsOf(tx: Writing, over: Booking, refund: Money): Promise<void> {
  const { benefits } = over;
  if (!benefits) return;
  const earns = ['settled', 'owing', 'resolved'].includes(over.status);
  await endBenefits(tx, buyingOf(over), benefits, { paid: paidFor(over), refund, earns });
}
