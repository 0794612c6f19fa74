import { z } from 'zod';
import { submit, evaluate, mine, page, pageOf } from '../../kit/api';
import { id, line, org } from '../../kit/value/text';
import { everyone } from '../../words/role';
import { paymentErrors as errors } from '../errors';
import { paymentEvents as events } from '../events';
import { Transfer, paymentAt, spending } from '../records/money';
import { PaymentRequest, requests } from '../records/request';
import { moved, moneyRefusals, paying } from './shape';
import { party, payable } from '../records/party';
import { currency, positiveMoney } from '../../kit/value/money';
import { instant } from '../../kit/value/time';
import { category } from '../../words/category';
import { requestLife } from '../life';

export const asking = PaymentRequest.omit({ status: true, paymentId: true });

export const answering = z.strictObject({ ...paying, requestId: id, amount: positiveMoney });

export const qr = z.strictObject({ text: z.string().min(1).max(512) });

/** What a wallet shows of a merchant, as EMVCo bounds it. */
const shop = {
  name: line(25).optional().meta({ description: 'of the merchant; that of the payee if not given' }),
  city: line(15).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be an ISO 3166 code of two letters')
    .optional()
    .meta({ description: 'ISO 3166 code; ZZ, the unknown one, if not given' }),
};

export const code = z.strictObject({
  payee: payable,
  currency,
  amount: positiveMoney.optional(),
  requestId: id.optional(),
  issuer: org.optional(),
  category: category.optional(),
  until: instant.optional(),
});

const onRequest = ({ requestId }: { readonly requestId: string }) => requests.at(requestId);

/** What a payee asks for. */
export const requestOperations = {
  request: submit({
    says: 'Ask for a payment; its QR text is `writeQr`.',
    by: everyone,
    request: asking,
    creates: ({ requestId }) => requests.at(requestId),
    response: PaymentRequest,
    errors: [errors.DEADLINE_PASSED, errors.REQUEST_OTHER],
    events: [events.PaymentRequested],
  }),
  payRequest: submit({
    says: 'Pay what was requested, once; a reusable request (a sign at the till) any number of times.',
    by: everyone,
    request: answering,
    on: onRequest,
    step: requestLife.payRequest,
    creates: ({ paymentId, from }) => paymentAt(paymentId, from),
    loads: (wanted) => spending(wanted, [{ party: wanted.from, amount: wanted.amount }]),
    response: Transfer,
    errors: [errors.DEADLINE_PASSED, errors.REQUEST_OTHER, ...moneyRefusals],
    events: [moved],
    many: 200,
  }),
  withdrawRequest: submit({
    says: 'Withdraw an open request.',
    by: everyone,
    request: z.strictObject({ requestId: id }),
    on: onRequest,
    step: requestLife.withdrawRequest,
    response: PaymentRequest,
  }),
  readRequest: evaluate({
    says: 'Read a payment request.',
    by: everyone,
    request: z.strictObject({ requestId: id }),
    on: onRequest,
    response: PaymentRequest,
  }),
  listRequests: evaluate({
    says: 'List what a payee asked for.',
    by: everyone,
    request: page.extend({ payee: mine(party) }),
    response: pageOf(PaymentRequest),
  }),
  writeQr: evaluate({
    says:
      'Write the QR text of a request: an EMVCo merchant-presented code that other wallets parse, our ' +
      'fields in it.',
    by: everyone,
    request: z.strictObject({ requestId: id, ...shop }),
    on: onRequest,
    response: qr,
  }),
  readQr: evaluate({
    says: 'Read a QR text, an EMVCo code with our fields or our own line, and check it.',
    by: everyone,
    request: qr,
    response: code,
    errors: [errors.QR_BROKEN],
  }),
};
