import { z } from 'zod';
import { money } from '../../kit/value/money';
import { count, id } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';

export const instalment = z.strictObject({
  no: count(36, 1),
  dueOn: day,
  amount: money,
  status: z.enum(['expected', 'paid']),
  coveredUntil: instant.optional().meta({
    description: 'end of its days of grace in the zone of the policy: cover lapses if it is not paid before',
  }),
  paidAt: instant.optional(),
  paymentId: id.optional().meta({ description: 'the payment that the insurer received' }),
  paidOn: day.optional().meta({ description: 'day on which it was paid, where the insurer named one' }),
});

export type Instalment = z.output<typeof instalment>;
