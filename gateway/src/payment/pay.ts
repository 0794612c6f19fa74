import { canonical, type Money, money } from '@roadbook/chaincode/api';
import { RefusedByContract } from '../errors/call';
import { PurseTooSmall } from '../errors/setup';
import type { Rooms } from '../rooms/rooms';
import type { Need } from './lots';
import { spendChosen } from './account';

type Transfer = Awaited<ReturnType<Rooms['payment']['transfer']>>;
type Payer = Pick<Rooms, 'payment'> & { readonly caller: string };

/** What is to be paid, without lots. */
export interface Paying {
  /** Used once: the same call with it again never pays twice. */
  readonly paymentId: string;
  /** Whose money: the caller's if not given, or its organisation's for staff. */
  readonly from?: string;
  /** Payees, by name or by money address. Not given when a request is paid. */
  readonly to?: readonly { readonly party: string; readonly amount: Money }[];
  /** The payment request that is paid; what it says of category and vehicle opens vouchers. */
  readonly requestId?: string;
  /** How much of a request that leaves it to the payer. */
  readonly amount?: Money;
  /** Money of this lender only. */
  readonly issuer?: string;
}

/**
 * Pays out of the payer's lots, which it chooses: vouchers that fit and end first, then the fewest lots
 * (`chooseLots`). Payments of this process never choose the same lot; one that finds its lots spent by
 * another process chooses again. Throws `PurseTooSmall`, or the `CallFailed` of the payment; after an
 * `OutcomeUnknown` the same call with the same `paymentId` is safe.
 */
export async function payFrom(on: Payer, paying: Paying): Promise<Transfer> {
  const { paymentId, requestId, from = on.caller } = paying;
  const { to, need } = await needOf(on, paying);
  try {
    return await spendChosen(on, from, need, (named) => {
      const lots = [...named];
      if (requestId) return on.payment.payRequest({ paymentId, from, lots, requestId, amount: need.amount });
      return on.payment.transfer({ paymentId, from, lots, to: [...to] });
    });
  } catch (error) {
    const before = mayBeDone(error) ? await paidBefore(on, paying, from, to) : undefined;
    if (before) return before;
    throw error;
  }
}

/** The id is used, or the money is gone: perhaps by an earlier call with the same id. */
const mayBeDone = (error: unknown): boolean =>
  error instanceof PurseTooSmall ||
  (error instanceof RefusedByContract && ['EXISTS_DIFFERENTLY', 'PAYMENT_EXISTS'].includes(error.code));

async function needOf(on: Payer, { to, requestId, amount, issuer }: Paying) {
  const at = new Date().toISOString();
  if (requestId !== undefined) {
    const request = await on.payment.readRequest({ requestId });
    const due = request.amount ?? amount;
    if (!due) throw new TypeError('the request leaves the amount to the payer: say it');
    const { payee, category, vin } = request;
    const need: Need = { amount: due, payees: [payee], at, category, vin, issuer: issuer ?? request.issuer };
    return { to: [{ party: payee, amount: due }], need };
  }
  const [first, ...rest] = to ?? [];
  if (!first || !to) throw new TypeError('say whom to pay, or which request');
  const sum = rest.reduce((all, one) => money.add(all, one.amount), first.amount);
  return { to, need: { amount: sum, payees: to.map(({ party }) => party), at, issuer } satisfies Need };
}

/** The payment if it was made before with the same id, by an earlier call whose end was not known. */
async function paidBefore(
  on: Payer,
  { paymentId }: Paying,
  from: string,
  to: Paying['to'] = [],
): Promise<Transfer | undefined> {
  const known = await on.payment.read({ paymentId, from }).catch((error: unknown) => {
    if (error instanceof RefusedByContract) return undefined;
    throw error;
  });
  const wire = (portions: Paying['to'] = []) =>
    canonical(portions.map(({ party, amount }) => [party, money.show(amount)]));
  return known?.from === from && wire(known.to) === wire(to) ? known : undefined;
}
