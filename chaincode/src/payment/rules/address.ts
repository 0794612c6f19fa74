import type { z } from 'zod';
import { isSignedBy } from '../../words/multikey';
import { demand, refuse } from '../../kit/errors';
import { canonical } from '../../kit/value/json';
import { compare, type Money } from '../../kit/value/money';
import { isBefore } from '../../kit/value/time';
import { moneyErrors, paymentErrors } from '../errors';
import type { Freeze } from '../records/freeze';
import { isAgreed } from './court/freeze';
import type { Address } from '../records/address';
import type { Limit } from '../records/court';
import type { Portion } from './money/spending';

/**
 * What the key of an address signs. An address uses a payment id once in a channel, so what was signed for
 * one payment serves no other.
 */
export type Signed = Readonly<{ channel: string }> &
  (
    | Readonly<{ act: 'link'; address: string; owner: string }>
    | Readonly<{
        act: 'pay';
        paymentId: string;
        from: string;
        lots: readonly string[];
        to: readonly { readonly party: string; readonly amount: Money }[];
        until: string;
      }>
  );

/**
 * The RFC 8785 form of a statement, with amounts as on the wire and `for`, so that it is taken for nothing
 * else that a key signs.
 */
export const signedText = (signed: Signed): string =>
  canonical({
    for: 'roadbook.payment',
    ...signed,
    ...(signed.act === 'pay' && {
      to: signed.to.map(({ party: payee, amount }) => ({
        party: payee,
        amount: { amount: `${amount.amount}`, currency: amount.currency },
      })),
    }),
  });

/** The one-time address of the multikey of a P-256 key. */
export const addressOf = (multikey: string): string => `key:${multikey}`;

/** Only the key of the address itself speaks for it. */
export function mustHaveSigned(holder: string, signed: Signed, by: string): void {
  const right = isSignedBy(
    holder.slice('key:'.length),
    Buffer.from(signedText(signed)),
    Buffer.from(by, 'base64url'),
  );
  demand(right, paymentErrors.ADDRESS_UNPROVEN, { address: holder, act: signed.act });
}

/** A signed payment lies about until somebody hands it in; after its end nobody can. */
export function mustStand(until: string, at: string): void {
  demand(isBefore(at, until), paymentErrors.ADDRESS_ORDER_OVER, { until });
}

/**
 * Whoever splits money over many addresses meets a small limit at each, without any endorser having to know
 * whose they are. Above it an auditor clears the payment beforehand, and may then read the link.
 */
export function paidOnce(
  found: Address | undefined,
  { party: name, amount }: Portion,
  limit: z.output<typeof Limit> | undefined,
  cleared: boolean,
): { opened: Address; aboveLimit: boolean } {
  if (!found) return refuse(moneyErrors.ADDRESS_UNKNOWN, { address: name });
  demand(found.paid === undefined, moneyErrors.ADDRESS_USED, { address: name });
  const most = limit?.toAddress;
  const aboveLimit = !most || compare(amount, most) > 0;
  const facts = { asked: `${amount.amount}`, most: `${most?.amount ?? 0n}`, currency: amount.currency };
  demand(cleared || !aboveLimit, moneyErrors.ADDRESS_LIMIT, facts);
  return { opened: found, aboveLimit };
}

/**
 * What opens a link: a court order to which two agreed, against its address or its owner, or the one payment
 * above the limit that it got.
 */
export function mustOpen(
  { address: name, paid }: Address,
  owner: string,
  order?: Freeze,
  paymentId?: string,
): void {
  const byCourt = order !== undefined && isAgreed(order) && [name, owner].includes(order.holder);
  const byLimit = paid !== undefined && paid.aboveLimit && paid.paymentId === paymentId;
  demand(byCourt || byLimit, paymentErrors.LINK_SEALED, { address: name });
}
