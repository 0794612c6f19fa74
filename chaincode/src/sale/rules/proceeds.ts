import { demand } from '../../kit/errors';
import { compare, isPositive, type Money, scaleDown, subtract, sum, zero } from '../../kit/value/money';
import { saleErrors } from '../errors';
import type { Trade } from '../records/trade';

export type Output = NonNullable<Trade['outputs']>[number];

/** What settles one loan out of the price. */
export interface Payoff {
  readonly loanId: string;
  readonly lender: string;
  readonly total: Money;
}

/**
 * Who gets what: the payoffs first, then the charges on the price (rounded down), the seller the rest, after
 * what an arbiter gave back to the buyer. The outputs always add up to the price.
 */
export function outputsOf(trade: Trade, price: Money, payoffs: readonly Payoff[], toBuyer: Money): Output[] {
  const { seller, buyer, charges } = trade;
  const paid: Output[] = [
    ...payoffs.map(
      ({ lender, total, loanId }): Output => ({
        party: lender,
        amount: total,
        what: 'payoff',
        reference: loanId,
      }),
    ),
    ...charges.map(
      ({ party, ppm, what }): Output => ({
        party,
        amount: scaleDown(price, BigInt(ppm), 1_000_000n),
        what: 'charge',
        reference: what,
      }),
    ),
    { party: buyer, amount: toBuyer, what: 'buyer' },
  ];
  const needed = sum(
    paid.map(({ amount }) => amount),
    price.currency,
  );
  demand(compare(needed, price) <= 0, saleErrors.PRICE_TOO_LOW, {
    needed: `${needed.amount}`,
    price: `${price.amount}`,
  });
  return [...paid, { party: seller, amount: subtract(price, needed), what: 'seller' } as const].filter(
    ({ amount }) => isPositive(amount),
  );
}

/** Refuses with PRICE_TOO_LOW a price that payoffs and charges exceed, as the settlement would. */
export function mustCover(trade: Trade, price: Money, payoffs: readonly Payoff[]): void {
  outputsOf(trade, price, payoffs, zero(price.currency));
}

/** Without a sale nobody is charged: what an arbiter leaves to the seller is compensation. */
export function splitOf({ seller, buyer }: Trade, price: Money, toBuyer: Money): Output[] {
  demand(compare(toBuyer, price) <= 0, saleErrors.SPLIT_EXCEEDS, {
    share: `${toBuyer.amount}`,
    price: `${price.amount}`,
  });
  const parts: Output[] = [
    { party: buyer, amount: toBuyer, what: 'buyer' },
    { party: seller, amount: subtract(price, toBuyer), what: 'seller' },
  ];
  return parts.filter(({ amount }) => isPositive(amount));
}
