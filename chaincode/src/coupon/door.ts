import type { Telling, Tx } from '../kit/tx';
import type { Redemption } from './records/coupon';
import { type Redeeming, redeemIn, rollBackIn } from './handlers/redeeming';
import { type Buying, endBenefitsIn, useBenefitsIn } from './handlers/benefit';
import type { Benefits, WantedBenefits } from './records/benefit';
import { couponTables } from './tables';

/** A transaction of any room that writes. */
type Acting = Tx & Telling;

/** Uses coupons in an order of the calling room, in its transaction. Throws NOTHING_APPLIED, TOTAL_OTHER. */
export const redeemFor = (tx: Acting, redeeming: Redeeming): Promise<Redemption> =>
  redeemIn(tx.enter(couponTables), redeeming);

/** Undoes the coupons of an order that came to nothing; one that was undone stays so. */
export async function rollBackFor(
  tx: Acting,
  { merchant, orderId }: Pick<Redemption, 'merchant' | 'orderId'>,
): Promise<void> {
  const own = tx.enter(couponTables);
  const redemption = await own.redemptions.find(merchant, orderId);
  if (redemption?.status === 'redeemed') await rollBackIn(own, redemption);
}

/**
 * Takes coupons and points off a price of the calling room, in the transaction in which the rest is paid.
 * Answers what is left to pay and what to keep beside the record. Refuses as coupons and points do
 * (`benefitErrors`), and with NOTHING_TO_PAY, TOTAL_OTHER.
 */
export const useBenefits = (tx: Acting, buying: Buying, wanted: WantedBenefits) =>
  useBenefitsIn(tx.enter(couponTables), buying, wanted);

/**
 * The purchase ended: gives coupons and points back as the money went back, lets the seller have the rest of
 * them, and lets the customer earn on what was paid.
 */
export const endBenefits = (
  tx: Acting,
  buying: Buying,
  benefits: Benefits,
  ending: Parameters<typeof endBenefitsIn>[3],
): Promise<void> => endBenefitsIn(tx.enter(couponTables), buying, benefits, ending);
