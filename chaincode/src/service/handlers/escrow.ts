import type { Money } from '../../kit/value/money';
import { addMillis } from '../../kit/value/time';
import { type EscrowTerms, fundEscrow, openEscrow } from '../../payment/door';
import type { Booking } from '../records/booking';
import { BOX_MS } from '../rules/booking';
import type { Writing } from '../tables';

/** A box that opens by this room's record alone. */
const boxTerms = (one: Booking, escrowId: string, amount: Booking['price']): EscrowTerms => ({
  escrowId,
  payer: one.customer,
  payee: one.merchant,
  amount,
  milestones: [
    {
      milestoneId: 'work',
      amount,
      conditions: [{ conditionId: 'done', that: 'serviceCompleted', by: ['room:service'], need: 1 }],
    },
  ],
  deadline: addMillis(one.endsAt, BOX_MS),
  about: { room: 'service', id: one.bookingId },
});

/** Opens a box of the booking, named by the transaction, and puts the customer's money into it. */
export async function fillBox(
  tx: Writing,
  one: Booking,
  amount: Money,
  payment: { paymentId: string; lots: readonly string[] },
): Promise<void> {
  const { vin, category } = one;
  await openEscrow(tx, boxTerms(one, tx.id, amount));
  await fundEscrow(tx, { escrowId: tx.id, ...payment, vin, category });
}
