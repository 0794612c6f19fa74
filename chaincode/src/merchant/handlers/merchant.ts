import { merchantEvents } from '../events';
import type { Merchant } from '../records/merchant';
import type { Writing } from '../tables';

/** Saves a merchant and tells where it stands. */
export async function save(tx: Writing, merchant: Merchant): Promise<Merchant> {
  await tx.merchants.put(merchant);
  tx.tell(merchantEvents.MerchantChanged, { merchant: merchant.merchant, status: merchant.status });
  return merchant;
}
