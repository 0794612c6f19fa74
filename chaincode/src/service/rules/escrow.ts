import { addMillis } from '../../kit/value/time';
import type { EscrowTerms } from '../../payment/door';
import type { Booking } from '../records/booking';
import { BOX_MS } from './booking';

/** A box that opens by this room's record alone. */
export const boxTerms = (one: Booking, escrowId: string, amount: Booking['price']): EscrowTerms => ({
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
