import { selfOf } from '../../kit/who';
import type { Part } from '../tables';
import type { requestOperations } from '../api/request';
import { categoryOf, answer, requestPayment, withdraw } from '../rules/request';
import { refuse } from '../../kit/errors';
import { paymentErrors } from '../errors';
import { paymentEvents } from '../events';
import { pay } from './money/movement';
import { isMerchantCode, readRequest, writeRequest } from '../emvco/request';
import { readCode } from '../rules/qr';
import { mayLook } from './access';

/** What a payee asks for. */
export const requestHandlers: Part<typeof requestOperations> = {
  async request(tx, wanted) {
    tx.mustBe('the payee', wanted.payee);
    const request = requestPayment(wanted, tx.now);
    await tx.requests.put(request);
    tx.tell(paymentEvents.PaymentRequested, { requestId: request.requestId, payee: request.payee });
    return request;
  },
  async payRequest(tx, { requestId, amount, ...payment }, { on: request }) {
    const answered = answer(request, amount, payment.paymentId, tx.now);
    const { payee: party, vin, noteSeal, issuer } = request;
    const category = request.category && (await tx.ask(categoryOf, party));
    const paid = await pay(tx, { ...payment, to: [{ party, amount }], category, vin, noteSeal, requestId });
    if (issuer && paid.issuer !== issuer) refuse(paymentErrors.REQUEST_OTHER, { field: 'issuer' });
    if (answered !== request) await tx.requests.put(answered);
    return paid;
  },
  async withdrawRequest(tx, _request, { on: request }) {
    const withdrawn = withdraw(request);
    await tx.requests.put(withdrawn);
    return withdrawn;
  },
  readRequest: (_tx, _request, { on: request }) => request,
  listRequests(tx, { payee = selfOf(tx.caller), ...page }) {
    mayLook(tx, payee);
    return tx.requests.listBy('byPayee', [payee], page);
  },
  writeQr: (_tx, { name, city, country }, { on: request }) => ({
    text: writeRequest(request, { name, city, country }, request.reusable),
  }),
  async readQr(_, { text }) {
    return isMerchantCode(text) ? readRequest(text) : readCode(text);
  },
};
