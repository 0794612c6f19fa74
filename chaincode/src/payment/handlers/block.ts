import { demand, kitErrors } from '../../kit/errors';
import { paymentErrors } from '../errors';
import type { Freeze } from '../records/freeze';
import { isBox } from '../records/party';
import type { Submitting } from '../tables';

export function mustBeAccount(holder: string, operation: string): void {
  const why = 'money that waits in a box is frozen by its lots';
  demand(!isBox(holder), kitErrors.INVALID_REQUEST, {
    operation: `payment.${operation}`,
    field: 'holder',
    why,
  });
}

/** One court order at a time stops an account. */
export async function mustBeFree(tx: Submitting, { holder }: Freeze): Promise<void> {
  mustBeAccount(holder, 'freeze');
  const block = await tx.blocks.find(holder);
  demand(block === undefined, paymentErrors.FREEZE_CONFLICT, { courtOrderId: block?.courtOrderId ?? 'none' });
}

export async function freezeAccount(tx: Submitting, freeze: Freeze): Promise<void> {
  await mustBeFree(tx, freeze);
  await tx.blocks.put({ party: freeze.holder, courtOrderId: freeze.courtOrderId });
}

/** An opened address that no other order stops. */
export async function mustBeReachable(tx: Submitting, address: string, courtOrderId: string): Promise<void> {
  await tx.addresses.get(address);
  const block = await tx.blocks.find(address);
  const other = block !== undefined && block.courtOrderId !== courtOrderId;
  demand(!other, paymentErrors.FREEZE_CONFLICT, { courtOrderId: block?.courtOrderId ?? 'none' });
}
