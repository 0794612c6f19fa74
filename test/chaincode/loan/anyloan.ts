import fc from 'fast-check';
import { of } from '../../../chaincode/src/kit/value/money';
import { addDays } from '../../../chaincode/src/kit/value/time';
import { isClosed } from '../../../chaincode/src/loan/rules/owed/payoff';
import { receive } from '../../../chaincode/src/loan/rules/allocation/repayment';
import { advance, begin } from '../../../chaincode/src/loan/rules/state/servicing';
import { type Servicing } from '../../../chaincode/src/loan/records/servicing';
import { DEFAULT_ORDER, type Terms } from '../../../chaincode/src/loan/records/terms';
import { termsOf } from './terms';

/** Any terms that can be: method, day count, grace, fees, late interest, order of allocation. */
export const anyLoan = fc
  .record({
    amount: fc.bigInt({ min: 50_000n, max: 5_000_000n }),
    annualRatePpm: fc.integer({ min: 0, max: 300_000 }),
    method: fc.constantFrom('annuity' as const, 'equalPrincipal' as const, 'flat' as const),
    dayCount: fc.constantFrom('30/360' as const, 'ACT/365' as const, 'ACT/ACT' as const),
    instalments: fc.integer({ min: 1, max: 24 }),
    direction: fc.constantFrom('horizontal' as const, 'vertical' as const),
    ahead: fc.constantFrom('next' as const, 'last' as const, 'reamortise' as const),
    order: fc.option(fc.shuffledSubarray([...DEFAULT_ORDER], { minLength: 12 }), { nil: undefined }),
    till: fc.constantFrom('day' as const, 'periodEnd' as const),
    feePpm: fc.integer({ min: 0, max: 30_000 }),
    graceInterest: fc.integer({ min: 0, max: 3 }),
    gracePrincipal: fc.integer({ min: 0, max: 3 }),
    lateFee: fc.bigInt({ min: 0n, max: 3000n }),
    lateRate: fc.integer({ min: 0, max: 250_000 }),
    balloon: fc.boolean(),
  })
  .map(
    ({
      amount,
      direction,
      ahead,
      order,
      till,
      feePpm,
      lateFee,
      lateRate,
      balloon,
      graceInterest,
      gracePrincipal,
      instalments,
      ...rest
    }) =>
      termsOf({
        ...rest,
        instalments,
        graceInterest: Math.min(graceInterest, instalments - 1),
        gracePrincipal: Math.min(gracePrincipal, instalments - 1),
        principal: of(amount, 'EUR'),
        ...(balloon && { balloon: of(amount / 3n, 'EUR') }),
        allocation: { direction, ahead, order },
        payoff: { till, feePpm },
        late: { graceDays: 2, fee: of(lateFee, 'EUR'), ...(lateRate > 0 && { annualRatePpm: lateRate }) },
      }),
  );
/** Payments as days after the one before and thousandths of the principal. */
export const anyPayments = fc.array(
  fc.record({ after: fc.integer({ min: 0, max: 60 }), share: fc.integer({ min: 1, max: 400 }) }),
  {
    maxLength: 12,
  },
);

/** Pays a loan until it is closed or no payment is left. */
export function pays(
  terms: Terms,
  payments: readonly { after: number; share: number }[],
  each?: (before: Servicing, receipt: ReturnType<typeof receive>, amount: bigint) => void,
) {
  let state = begin(terms);
  let on = terms.startOn;
  for (const { after, share } of payments) {
    on = addDays(on, after);
    const before = advance(terms, [], state, on);
    if (isClosed(terms, before)) break;
    const amount = (terms.principal.amount * BigInt(share)) / 1000n + 1n;
    const receipt = receive(terms, before, amount, on);
    each?.(before, receipt, amount);
    state = receipt.state;
  }
  return { state, on };
}
