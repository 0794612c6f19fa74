import { z } from 'zod';
import { currency, positiveMoney } from '../../kit/value/money';
import { anybody } from '../../kit/side';
import { table } from '../../kit/table';
import { id, org, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { circumstances, party } from './party';
import { category } from '../../words/category';

/**
 * What a payee asks for. The vehicle is its word and opens vouchers that are bound to it; the category counts
 * as far as its record as a merchant says it.
 */
export const PaymentRequest = z.strictObject({
  requestId: id,
  payee: party,
  currency,
  amount: positiveMoney.optional().meta({ description: 'not given: the payer says how much' }),
  issuer: org.optional().meta({ description: 'money of this lender only' }),
  category: category.optional(),
  vin: circumstances.shape.vin,
  until: instant.meta({ description: 'exclusive' }),
  reusable: z.boolean().meta({
    description: 'a sign at the till, paid many times; its record is not written again, so payers never meet',
  }),
  noteSeal: sha256Hex.optional(),
  status: z.enum(['open', 'paid', 'withdrawn']),
  paymentId: id.optional(),
});
export type PaymentRequest = z.output<typeof PaymentRequest>;

export const requests = table({
  kind: 'payment-request',
  v: 1,
  schema: PaymentRequest,
  id: ({ requestId }) => [requestId],
  indexes: { byPayee: ({ payee, status }: PaymentRequest) => [payee, status] },
  sides: { payee: ({ payee }: PaymentRequest) => payee, anybody },
});
