import { demand, refuse } from '../../kit/errors';
import { add, compare, type Money, subtract, zero } from '../../kit/value/money';
import { moneyErrors, paymentErrors } from '../errors';
import type { Refunded, Transfer, TransferKind } from '../records/money';

/** What a refund is asked of; `payer` is who paid, into the box where one stands between. */
interface Asked {
  readonly paymentId: string;
  readonly from: string;
  readonly payer: string | undefined;
  readonly by: string;
  readonly amount: Money;
}

/**
 * What is given back of a payment, with this refund: to who paid, by who was paid, in sum never more than it got.
 * Throws REFUND_OF_NOTHING, REFUND_EXCEEDS, CURRENCY_DIFFERS.
 */
export function refund(
  original: Transfer | undefined,
  known: Refunded | undefined,
  { paymentId, from, payer, by, amount }: Asked,
): Refunded {
  const got = original?.to.filter(({ party }) => party === by).map((one) => one.amount) ?? [];
  const [first, ...more] = isRefundable(original) && payer !== undefined && payer !== by ? got : [];
  if (!first) return refuse(paymentErrors.REFUND_OF_NOTHING, { paymentId, from, by });
  const paid = more.reduce(add, first);
  const refunded = known ? add(known.refunded, amount) : amount;
  const left = subtract(paid, known?.refunded ?? zero(paid.currency));
  demand(compare(refunded, paid) <= 0, paymentErrors.REFUND_EXCEEDS, {
    ...{ paymentId, paid: `${paid.amount}`, left: `${left.amount}`, currency: paid.currency },
  });
  return { paymentId, from, ...(payer !== from && { payer }), by, paid, refunded };
}

/** How somebody was paid: out of a purse, a box that let it go, an exchange, a one-time address. */
const PAID: readonly TransferKind[] = [
  ...(['transfer', 'draw', 'capture', 'release', 'resolve', 'claim', 'exchange', 'payByKey'] as const),
];
const isRefundable = (original: Transfer | undefined): boolean =>
  original !== undefined && PAID.includes(original.kind);

/** Money is a claim on its lender: a refund is one on the same. Throws ISSUERS_DIFFER. */
export function mustBeOf(moved: Transfer, original: Transfer | undefined): void {
  const [left, right] = [original?.issuer ?? moved.issuer, moved.issuer];
  demand(left === right, moneyErrors.ISSUERS_DIFFER, { left, right });
}
