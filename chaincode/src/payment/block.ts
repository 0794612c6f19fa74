import { demand, kitErrors } from '../kit/errors';
import { paymentErrors } from './errors';
import type { Freeze } from './freeze';
import { isBox } from './move';
import type { Submitting } from './tables';

export function mustBeAccount(holder: string, operation: string): void {
  const why = 'money that waits in a box is frozen by its lots';
  demand(!isBox(holder), kitErrors.INVALID_REQUEST, { operation: `payment.${operation}`, field: 'holder', why });
}

/** One court order at a time stops an account. */
export async function freezeAccount(tx: Submitting, { holder: party, courtOrderId }: Freeze): Promise<void> {
  mustBeAccount(party, 'freeze');
  const block = await tx.blocks.find(party);
  demand(block === undefined, paymentErrors.FREEZE_CONFLICT, { courtOrderId: block?.courtOrderId ?? 'none' });
  await tx.blocks.put({ party, courtOrderId });
}
