import type { Money } from '../kit/money';
import { addMillis } from '../kit/time';
import type { openEscrow as terms } from '../payment/escrow';
import { fundEscrow, openEscrow } from '../payment/settle';
import type { Booking } from './records';
import { BOX_MS } from './rules';
import type { Writing } from './tables';

/** A box that opens by this room's record alone. */
const boxTerms = (one: Booking, escrowId: string, amount: Booking['price']): Parameters<typeof terms>[0] => ({
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
