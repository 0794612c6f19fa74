import { add, type Currency, isPositive, type Money, of, subtract, zero } from '../../kit/value/money';
import type { Due, Netting } from '../records/clearing';

/** What one party owes another. */
export interface Owed {
  readonly from: string;
  readonly to: string;
  readonly amount: Money;
}

/**
 * Multilateral netting: what each gets (positive) or pays (negative) when all claims are settled at once. The
 * positions add up to nothing; who is even is left out.
 */
export function positionsOf(claims: readonly Owed[], currency: Currency): Netting['positions'] {
  const net = new Map<string, Money>();
  for (const { from, to, amount } of claims) {
    net.set(from, subtract(net.get(from) ?? zero(currency), amount));
    net.set(to, add(net.get(to) ?? zero(currency), amount));
  }
  return [...net]
    .filter(([, amount]) => amount.amount !== 0n)
    .map(([party, amount]) => ({ party, net: amount }))
    .toSorted((one, two) => (one.party < two.party ? -1 : 1));
}

/** Payments that bring all positions to nothing: fewer than there are parties. */
export function duesOf(positions: Netting['positions'], currency: Currency): Due[] {
  const open = (sign: bigint) =>
    positions
      .filter(({ net }) => net.amount * sign > 0n)
      .map(({ party, net }) => ({ party, left: net.amount * sign }));
  const [debtors, creditors] = [open(-1n), open(1n)];
  const dues: Due[] = [];
  let at = 0;
  for (const debtor of debtors) {
    while (debtor.left > 0n) {
      const creditor = creditors[at];
      if (!creditor) return dues;
      const paid = debtor.left < creditor.left ? debtor.left : creditor.left;
      const amount = of(paid, currency);
      dues.push({ from: debtor.party, to: creditor.party, amount, left: amount });
      debtor.left -= paid;
      creditor.left -= paid;
      if (creditor.left === 0n) at += 1;
    }
  }
  return dues;
}

/** A netting with a due paid further. */
export function paid(netting: Netting, at: number, amount: Money): Netting {
  const dues = netting.dues.map((due, place) =>
    place === at ? { ...due, left: subtract(due.left, amount) } : due,
  );
  const status = dues.some(({ left }) => isPositive(left)) ? 'open' : 'settled';
  return { ...netting, dues, status };
}
