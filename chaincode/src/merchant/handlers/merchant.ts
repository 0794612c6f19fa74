import { merchantEvents } from '../events';
import type { Merchant } from '../records/merchant';
import { merchantSeen } from '../rules/merchant';
import type { Reading, Writing } from '../tables';

/** Saves a merchant and tells where it stands. */
export async function save(tx: Writing, merchant: Merchant): Promise<Merchant> {
  await tx.merchants.put(merchant);
  tx.tell(merchantEvents.MerchantChanged, { merchant: merchant.merchant, status: merchant.status });
  return merchant;
}

/** Who decides about merchants and who watches, and the merchant itself. */
export const isInside = (tx: Pick<Reading, 'caller' | 'is'>, merchant: string): boolean =>
  tx.caller.staff || tx.caller.role === 'auditor' || tx.is(merchant);

/** A merchant as the caller may see it. */
export const shown = (tx: Pick<Reading, 'caller' | 'is'>, merchant: Merchant) =>
  merchantSeen(merchant, isInside(tx, merchant.merchant));
