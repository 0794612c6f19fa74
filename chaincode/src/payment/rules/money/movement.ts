import { demand } from '../../../kit/errors';
import { add, compare, type Money, subtract, zero } from '../../../kit/value/money';
import type { Tx } from '../../../kit/tx';
import type { z } from 'zod';
import { paymentErrors } from '../../errors';
import { isAddress, type about } from '../../records/party';
import type { Entry, Lot, Transfer, TransferKind } from '../../records/money';
import type { Portion, Spending } from './spending';

/** What moves: whose lots, to whom, and what the movement is for. */
export interface Movement extends Omit<Spending, 'owner' | 'at' | 'stem'> {
  readonly paymentId: string;
  readonly from: string;
  readonly about?: z.output<typeof about> | undefined;
  readonly requestId?: string | undefined;
  /** Of a refund: the payment that it gives back. */
  readonly refunds?: Transfer['refunds'];
  readonly noteSeal?: string | undefined;
  /** Paid to whom did not ask for it: then not less than the least of its currency. */
  readonly unasked?: boolean | undefined;
}

/** What another room says when it pays in its own transaction. */
export type Payment = Omit<Movement, 'treatment' | 'payees' | 'courtOrderId'>;

/**
 * Keys of a payment that are known from the request alone, to spread into a room's plan: they are then read
 * in one message.
 */
export const moneyPlan = ({
  from,
  lots,
  to,
  paymentId,
}: Pick<Payment, 'from' | 'lots' | 'paymentId' | 'to'>) => ({
  transfers: [[paymentId]],
  blocks: [[from]],
  limits: to.slice(0, 1).map(({ amount }) => [amount.currency]),
  lots: lots.map((lotId) => [from, lotId]),
  addresses: to.filter(({ party }) => isAddress(party)).map(({ party }) => [party]),
});

/** The mark of a record that stands apart, by the place that it stands at. */
export const apartOf = (place: readonly string[]) => (place.length > 1 ? { apart: true as const } : {});

/** Dust that a stranger sends costs its receiver queries, and the sender hardly anything. */
export function mustBeWorth(to: readonly Portion[], least: Money): void {
  const dust = to.find(({ amount }) => compare(amount, least) < 0);
  const facts = { least: `${least.amount}`, currency: least.currency, asked: `${dust?.amount.amount ?? 0n}` };
  demand(dust === undefined, paymentErrors.PAYMENT_TOO_SMALL, facts);
}

/** What the portions add up to; they have one currency, and there is one at least. */
export const sumOf = (to: readonly Portion[]): Money => to.map(({ amount }) => amount).reduce(add);

/** The record of a movement, before the lots that it spent are named. */
export function transferOf(
  tx: Tx,
  kind: TransferKind,
  issuer: string,
  movement: Movement,
  made: readonly Lot[],
): Transfer {
  const { paymentId, from, to, about: what, requestId, refunds, noteSeal } = movement;
  return {
    paymentId,
    kind,
    from,
    issuer,
    to: to.map(({ party, amount }) => ({ party, amount })),
    spent: [],
    made: made.map(({ lotId, owner, amount }) => ({ lotId, owner, amount })),
    at: tx.now,
    ...(what && { about: what }),
    ...(requestId && { requestId }),
    ...(refunds && { refunds }),
    ...(noteSeal && { noteSeal }),
  };
}

/**
 * The lines of a movement: one a party, net; boxes and addresses have no account, and new money takes from
 * none.
 */
export function entriesOf({ paymentId, kind, from, issuer, to, at, about: what, apart }: Transfer): Entry[] {
  const net = new Map<string, Money>();
  const note = (party: string, amount: Money) => {
    const before = net.get(party);
    net.set(party, before ? add(before, amount) : amount);
  };
  for (const { party, amount } of to) {
    if (kind !== 'issue') note(from, subtract(zero(amount.currency), amount));
    note(party, amount);
  }
  const others = [...new Set(to.map(({ party }) => party))];
  return [...net]
    .filter(([party, amount]) => !party.includes(':') && amount.amount !== 0n)
    .map(([party, amount]) => {
      const other = party === from ? (others.length === 1 ? others[0] : undefined) : from;
      const entry = {
        party,
        issuer,
        amount,
        at,
        paymentId,
        kind,
        ...(other && { other }),
        ...(what && { about: what }),
      };
      return apart ? { ...entry, payer: from } : entry;
    });
}
