import { endBenefits, useBenefits } from '../../coupon/door';
import type { WantedBenefits } from '../../coupon/records/benefit';
import type { Rental } from '../records/rental';
import { type Bill, boxFor, refundOf } from '../rules/bill';
import type { Writing } from '../tables';

const buyingOf = ({ owner, driver, rentalId, price, vin }: Rental) => ({
  ...{ seller: owner, customer: driver, about: { room: 'rental', id: rentalId }, price, vin },
});

/** A rental whose price coupons and points have lowered; the deposit stays whole. */
export async function withBenefits(
  tx: Writing,
  rental: Rental,
  wanted: WantedBenefits | undefined,
): Promise<Rental> {
  if (!wanted) return rental;
  const { toPay, benefits } = await useBenefits(tx, buyingOf(rental), wanted);
  return { ...rental, price: toPay, box: boxFor(toPay, rental.terms.deposit), benefits };
}

/** What becomes of coupons and points when a rental ends: they go the way of the price. */
export async function endBenefitsOf(tx: Writing, rental: Rental, bill: Bill): Promise<void> {
  const { benefits, price } = rental;
  if (!benefits) return;
  const [refund, earns] = [refundOf(rental, bill), bill.time.amount > 0n];
  await endBenefits(tx, buyingOf(rental), benefits, { paid: price, refund, earns });
}
