import { demand, refuse } from '../../kit/errors';
import { equal, type Money } from '../../kit/value/money';
import { paymentErrors } from '../errors';
import { mustBeBefore } from './deadline';
import { requestLife } from '../life';
import type { PaymentRequest } from '../records/request';
import { question } from '../../kit/question';

/**
 * What a payee asks for. Refuses with DEADLINE_PASSED, and an amount in another currency with REQUEST_OTHER.
 */
export function requestPayment(
  wanted: Omit<PaymentRequest, 'status' | 'paymentId'>,
  at: string,
): PaymentRequest {
  mustBeBefore(wanted.until, at);
  const same = wanted.amount === undefined || wanted.amount.currency === wanted.currency;
  demand(same, paymentErrors.REQUEST_OTHER, { field: 'currency' });
  return { ...wanted, status: 'open' };
}

/** Paid once, unless it is reusable. */
export function answer(
  request: PaymentRequest,
  amount: Money,
  paymentId: string,
  at: string,
): PaymentRequest {
  requestLife.step('payRequest', request.status, request.reusable ? 'open' : 'paid');
  mustBeBefore(request.until, at);
  if (amount.currency !== request.currency) refuse(paymentErrors.REQUEST_OTHER, { field: 'currency' });
  if (request.amount && !equal(request.amount, amount))
    refuse(paymentErrors.REQUEST_OTHER, { field: 'amount' });
  return request.reusable ? request : { ...request, status: 'paid', paymentId };
}

/** The payee asks no more. Refuses with WRONG_STATUS. */
export const withdraw = (request: PaymentRequest): PaymentRequest => ({
  ...request,
  status: requestLife.step('withdrawRequest', request.status),
});

/** The merchant category that a payee was let in for, if it may take payments now. Merchant knows. */
export const categoryOf = question<'finds', [payee: string], string | undefined>(
  'finds',
  'the category of a merchant that is paid',
);
