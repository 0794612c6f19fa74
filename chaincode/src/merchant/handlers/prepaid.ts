import { refuse } from '../../kit/errors';
import { moneyErrors } from '../../payment/errors';
import { move } from '../../payment/door';
import { returnedTo } from '../rules/prepaid';
import type { prepaidOperations } from '../api/prepaid';
import type { Part } from '../tables';

/** Prepaid cards of a merchant that was stopped. */
export const prepaidHandlers: Part<typeof prepaidOperations> = {
  async returnPrepaid(tx, { paymentId, owner, lot: lotId }, { left }) {
    const lot = left ?? refuse(moneyErrors.LOT_GONE, { owner, lotId });
    const named = await tx.merchants.findMany((lot.purpose?.merchants ?? []).map((one) => one.split('/')));
    const to = [{ party: returnedTo(lot, named), amount: lot.amount }];
    return move(tx, 'remainder', { paymentId, from: owner, lots: [lotId], to, treatment: 'deliver' });
  },
};
