import type { Money } from '../../kit/value/money';
import { fundEscrow, openEscrow } from '../../payment/door';
import type { Booking } from '../records/booking';
import type { Writing } from '../tables';
import { boxTerms } from '../rules/escrow';

/** Opens a box of the booking, named by the call, and puts the customer's money into it. */
export async function fundBox(
  tx: Writing,
  one: Booking,
  amount: Money,
  payment: { paymentId: string; lots: readonly string[] },
): Promise<void> {
  const { vin, category } = one;
  await openEscrow(tx, boxTerms(one, tx.callId, amount));
  await fundEscrow(tx, { escrowId: tx.callId, ...payment, vin, category });
}
