import { z } from 'zod';
import { demand, refuse } from '../../kit/errors';
import { currency, equal, type Money, positiveMoney } from '../../kit/value/money';
import { table } from '../../kit/table';
import { id, org, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { paymentErrors } from '../errors';
import { before } from '../rules/escrow';
import { requestLife } from '../life';
import { circumstances, party } from './money';
import { category } from '../../words/category';

/** What a payee asks for. The vehicle is its word and opens vouchers that are bound to it; the category counts as far as its record as a merchant says it. */
export const PaymentRequest = z.strictObject({
  requestId: id,
  payee: party,
  currency,
  amount: positiveMoney.optional().meta({ description: 'not given: the payer says how much' }),
  issuer: org.optional().meta({ description: 'money of this lender only' }),
  category: category.optional(),
  vin: circumstances.shape.vin,
  until: instant.meta({ description: 'exclusive' }),
  reusable: z
    .boolean()
    .meta({ description: 'a sign at the till, paid many times; its record is not written again, so payers never meet' }),
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
  indexes: { byPayee: ({ payee, status }) => [payee, status] },
});

export function ask(wanted: Omit<PaymentRequest, 'status' | 'paymentId'>, at: string): PaymentRequest {
  before(wanted.until, at);
  const same = wanted.amount === undefined || wanted.amount.currency === wanted.currency;
  demand(same, paymentErrors.REQUEST_OTHER, { field: 'currency' });
  return { ...wanted, status: 'open' };
}

/** Paid once, unless it is reusable. */
export function answer(request: PaymentRequest, amount: Money, paymentId: string, at: string): PaymentRequest {
  requestLife.step('payRequest', request.status, request.reusable ? 'open' : 'paid');
  before(request.until, at);
  if (amount.currency !== request.currency) refuse(paymentErrors.REQUEST_OTHER, { field: 'currency' });
  if (request.amount && !equal(request.amount, amount)) refuse(paymentErrors.REQUEST_OTHER, { field: 'amount' });
  return request.reusable ? request : { ...request, status: 'paid', paymentId };
}

export const withdraw = (request: PaymentRequest): PaymentRequest => ({
  ...request,
  status: requestLife.step('withdrawRequest', request.status),
});
