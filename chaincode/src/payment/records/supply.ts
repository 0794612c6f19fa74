import { z } from 'zod';
import { positiveMoney } from '../../kit/value/money';
import { whoever } from '../../kit/side';
import { table } from '../../kit/table';
import { id, member, org } from '../../kit/value/text';
import { lotId, party } from './party';

/** An issue or a redemption at the counter of a lender. */
export const SupplyOrder = z.strictObject({
  issuer: org,
  orderId: id,
  kind: z.enum(['issue', 'redeem']),
  party: party.meta({ description: 'who gets the new money, or handed the old in' }),
  amount: positiveMoney,
  status: z.enum(['asked', 'checked', 'settled', 'refused', 'withdrawn', 'clawedBack']),
  askedBy: member,
  checkedBy: member.optional(),
  decidedBy: member.optional(),
  lot: lotId.optional(),
  paymentId: id.optional().meta({ description: 'the payment that issued, destroyed or returned the money' }),
});
export type SupplyOrder = z.output<typeof SupplyOrder>;

export const orders = table({
  kind: 'supply-order',
  v: 1,
  schema: SupplyOrder,
  id: ({ issuer, orderId }) => [issuer, orderId],
  sides: {
    lender: ({ issuer }: SupplyOrder) => issuer,
    holder: ({ party: owner }: SupplyOrder) => owner,
    registrar: whoever('registrar'),
    auditor: whoever('auditor'),
  },
});

export const redemptionBox = (issuer: string, orderId: string): string => `redemption:${issuer}.${orderId}`;
