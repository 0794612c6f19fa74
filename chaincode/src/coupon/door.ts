import type { Telling, Tx } from '../kit/tx';
import type { Redemption } from './records/coupon';
import { type Redeeming, redeemIn, rollBackIn } from './handlers/redeeming';
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
