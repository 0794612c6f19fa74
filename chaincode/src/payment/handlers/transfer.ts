import { categoryOf } from '../rules/question';
import { refuse } from '../../kit/errors';
import { moneyErrors, paymentErrors } from '../errors';
import { paymentEvents } from '../events';
import { move, pay } from './movement';
import { knownPayment } from './payment';
import { bindable, overdue } from '../rules/voucher';
import { answer, ask, withdraw } from '../records/request';
import { shareOut } from '../rules/share';
import type { Some, Submitting } from '../tables';

/** Paying out of own lots. */
export const till: Some<
  'transfer' | 'share' | 'bind' | 'returnRemainder' | 'note' | 'request' | 'payRequest' | 'withdrawRequest'
> = {
  async transfer(tx, payment) {
    const known = await knownPayment(tx, payment);
    if (known) return known;
    await noted(tx, payment);
    return pay(tx, { ...payment, unasked: true });
  },
  async share(tx, { amount, shares, fee, ...payment }) {
    const known = await knownPayment(tx, payment);
    return known ?? pay(tx, { ...payment, to: shareOut(amount, shares, fee), unasked: true });
  },
  async bind(tx, { to, amount, purpose, ...payment }) {
    const known = await knownPayment(tx, payment);
    if (known) return known;
    tx.mustBe('the owner of the money', payment.from);
    bindable(purpose, tx.now);
    return move(tx, 'bind', { ...payment, to: [{ party: to, amount, purpose }], unasked: true });
  },
  async returnRemainder(tx, { paymentId, owner, lot: lotId }) {
    const known = await knownPayment(tx, { paymentId, from: owner });
    if (known) return known;
    const lot = await tx.lots.find(owner, lotId);
    if (!lot) return refuse(moneyErrors.LOT_GONE, { owner, lotId });
    const { remainderTo } = overdue(lot, tx.now);
    const to = [{ party: remainderTo, amount: lot.amount }];
    return move(tx, 'remainder', { paymentId, from: owner, lots: [lotId], to, treatment: 'deliver' });
  },
  note: (tx, { paymentId }, { secret }) => tx.notes.keep(secret, paymentId, tx.caller.staff ? tx.caller.org : tx.caller.member),
  async request(tx, wanted) {
    const known = await tx.requests.known(wanted.requestId);
    if (known) return known;
    tx.mustBe('the payee', wanted.payee);
    const request = ask(wanted, tx.now);
    await tx.requests.put(request);
    tx.tell(paymentEvents.PaymentRequested, { requestId: request.requestId, payee: request.payee });
    return request;
  },
  async payRequest(tx, { requestId, amount, ...payment }) {
    const known = await knownPayment(tx, payment);
    if (known) return known;
    const request = await tx.requests.get(requestId);
    const answered = answer(request, amount, payment.paymentId, tx.now);
    const { payee: party, vin, noteSeal, issuer } = request;
    const category = request.category && (await tx.ask(categoryOf, party));
    const paid = await pay(tx, { ...payment, to: [{ party, amount }], category, vin, noteSeal, requestId });
    if (issuer && paid.issuer !== issuer) refuse(paymentErrors.REQUEST_OTHER, { field: 'issuer' });
    if (answered !== request) await tx.requests.put(answered);
    return paid;
  },
  async withdrawRequest(tx, { requestId }) {
    const request = await tx.requests.get(requestId);
    tx.mustBe('the payee', request.payee);
    const withdrawn = withdraw(request);
    await tx.requests.put(withdrawn);
    return withdrawn;
  },
};

/** A sealed note must be kept by the payer's organisation under this payment: by the payer, by staff for it, or as it was kept before under the id alone. */
async function noted(
  tx: Submitting,
  { from, paymentId, noteSeal }: { from: string; paymentId: string; noteSeal?: string | undefined },
) {
  const [org = ''] = from.split('/');
  if (!noteSeal) return;
  for (const keeper of new Set([from, org])) if (await tx.notes.holds(org, noteSeal, paymentId, keeper)) return;
  await tx.notes.check(org, noteSeal, paymentId);
}
