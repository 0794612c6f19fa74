import { demand } from '../../kit/errors';
import { compare, type Money } from '../../kit/value/money';
import type { Escrow } from '../../payment/records/escrow';
import { type EscrowTerms, isFunded } from '../../payment/door';
import { merchantErrors } from '../errors';

/**
 * A merchant's bond is money in an escrow of payment whose only condition this house meets, by a default that
 * its own records prove.
 */
export const bondTerms = (bond: {
  bondId: string;
  merchant: string;
  registry: string;
  amount: Money;
  until: string;
}): EscrowTerms => ({
  escrowId: bond.bondId,
  payer: bond.merchant,
  payee: bond.registry,
  amount: bond.amount,
  milestones: [
    {
      milestoneId: 'bond',
      amount: bond.amount,
      conditions: [{ conditionId: 'defaulted', that: 'agreed', by: ['room:merchant'], need: 1 }],
    },
  ],
  deadline: bond.until,
});

/** Refuses unless the bond holds the amount and still does so at `until`. */
export function mustCover(bond: Escrow | undefined, amount: Money, until: string): void {
  const covers =
    bond !== undefined && isFunded(bond) && bond.deadline > until && compare(bond.left, amount) >= 0;
  demand(covers, merchantErrors.BOND_SHORT, { needed: `${amount.amount}`, currency: amount.currency, until });
}
