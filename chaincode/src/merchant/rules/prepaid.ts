import { demand, refuse } from '../../kit/errors';
import type { Lot } from '../../payment/records/money';
import type { Purpose } from '../../payment/records/party';
import { merchantErrors } from '../errors';
import type { Merchant } from '../records/merchant';

/**
 * Whom the unspent part of a prepaid card goes back to: free, once every merchant that it is for was
 * suspended or is gone. What was spent of it was paid for work; a lot is what is left, so the part that comes
 * back is the part that was not used.
 */
export function returnedTo(lot: Lot, named: readonly (Merchant | undefined)[]): Purpose['remainderTo'] {
  const { purpose, lotId } = lot;
  if (!purpose?.merchants)
    return refuse(merchantErrors.PREPAID_STANDS, { lotId, why: 'it names no merchant' });
  const works = purpose.merchants.find((_, at) => !hasStopped(named[at]));
  demand(works === undefined, merchantErrors.PREPAID_STANDS, { lotId, why: `${works} was not stopped` });
  return purpose.remainderTo;
}

/** Who never applied here was never stopped here. */
const hasStopped = (merchant: Merchant | undefined): boolean =>
  merchant?.status === 'suspended' || merchant?.status === 'terminated';
