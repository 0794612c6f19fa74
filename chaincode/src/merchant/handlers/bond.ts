import { demand } from '../../kit/errors';
import { fundEscrow, isFunded, openEscrow } from '../../payment/door';
import { bondTerms } from '../rules/bond';
import { merchantErrors } from '../errors';
import { merchantEvents } from '../events';
import type { bondOperations } from '../api/bond';
import type { Part } from '../tables';

/** Money that stands for what a merchant promises. */
export const bondHandlers: Part<typeof bondOperations> = {
  async postBond(tx, { bondId, paymentId, lots, ...terms }, { on: merchant, before }) {
    const stands = before !== undefined && isFunded(before);
    demand(!stands, merchantErrors.BOND_STANDS, {
      bondId: merchant.bondId ?? '',
      until: before?.deadline ?? '',
    });
    await openEscrow(
      tx,
      bondTerms({ bondId, merchant: merchant.merchant, registry: tx.caller.org, ...terms }),
    );
    await fundEscrow(tx, { escrowId: bondId, paymentId, lots });
    const bonded = { ...merchant, bondId };
    await tx.merchants.put(bonded);
    tx.tell(merchantEvents.BondPosted, { merchant: merchant.merchant, bondId, amount: terms.amount });
    return bonded;
  },
};
