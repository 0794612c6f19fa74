import { z } from 'zod';
import { positiveMoney } from '../../kit/value/money';
import { table } from '../../kit/table';
import { id, member } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { holder, lotId, party } from './party';

/**
 * Money that a court order takes back: to whom and how much is fixed when it is asked, and a second person of
 * another organisation carries it out.
 */
export const ClawBack = z.strictObject({
  courtOrderId: id,
  paymentId: id,
  holder,
  lots: z.array(lotId).min(1).max(100),
  to: party,
  amount: positiveMoney,
  status: z.enum(['asked', 'taken']),
  by: member,
  at: instant,
  confirmedBy: member.optional(),
  apart: z
    .literal(true)
    .optional()
    .meta({ description: 'another person used the ids first: it stands under who asked too' }),
  contested: z
    .literal(true)
    .optional()
    .meta({ description: 'others asked under the same ids: who confirms says whom it confirms' }),
  paidAs: id.optional().meta({
    description: 'the id of the payment, when its holder used the one that was asked for another payment',
  }),
});
export type ClawBack = z.output<typeof ClawBack>;

export const clawBacks = table({
  kind: 'claw-back',
  v: 1,
  schema: ClawBack,
  id: ({ courtOrderId, paymentId, by, apart }) => [courtOrderId, paymentId, ...(apart ? [by] : [])],
});
