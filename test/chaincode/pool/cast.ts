import type { Structure } from '../../../chaincode/src/pool/records/structure';
import { eur, openBank, VIN } from '../loan/cast';
import { termsOf } from '../loan/terms';

/** Two classes on loans of 10,000.00 in all; servicing 1.2 % a year, over-collateral 4 %, reserve 100.00. */
export const structure = {
  currency: 'EUR' as const,
  classes: [
    {
      name: 'A-1',
      amount: 700_000n,
      coupon: { kind: 'fixed' as const, ratePpb: 24_000_000 },
      dayCount: '30/360' as const,
      finalOn: '2026-01-15',
    },
    {
      name: 'B',
      amount: 200_000n,
      coupon: { kind: 'fixed' as const, ratePpb: 36_000_000 },
      dayCount: '30/360' as const,
      finalOn: '2027-01-15',
    },
  ],
  payDay: 15,
  servicingFeePpm: 12_000,
  reserve: { of: 'poolAtStart' as const, ppm: 10_000, atStart: 10_000n },
  overCollateral: { of: 'poolNow' as const, ppm: 40_000 },
  principal: 'target' as const,
  cleanUpPpm: 100_000,
} satisfies Structure;

export const opening = {
  ...{ poolId: 'T-1', depositor: 'manufacturer', trustee: 'insurer', cutOff: '2024-01-31' },
  structure,
  eligibility: { maxDaysPastDue: 30 },
};

/** Loans `L-1` to `L-4` of 2,500.00 on one vehicle, 12 instalments, from 15 January 2024. */
export async function openTrust(options: Parameters<typeof openBank>[0] = {}) {
  const bank = await openBank(options);
  const { lender, owner, offer, plant, insurer } = bank;
  const principal = eur(250_000n);
  const terms = termsOf({ principal, instalments: 12, startOn: '2024-01-15', firstDueOn: '2024-02-15' });
  const lendMore = async (number: number) => {
    const [applicationId, decisionId, loanId] = [`A-${number}`, `D-${number}`, `L-${number}`];
    await owner.on.loan.apply({
      applicationId,
      vin: VIN,
      amount: principal,
      instalments: 12,
      consentId: 'C-1',
    });
    await offer(terms, decisionId, applicationId);
    await owner.on.loan.accept({ applicationId, decisionId, loanId });
    await lender.on.loan.disburse({ loanId, on: terms.startOn });
  };
  bank.goTo('2024-01-15');
  for (const number of [1, 2, 3, 4]) await lendMore(number);
  bank.goTo('2024-02-02');
  const repay = (loanId: string, paymentId: string, minor: bigint, on: string) =>
    lender.on.loan.repay({ loanId, paymentId, amount: eur(minor), on });
  /** The pool is open, filled with these loans, sold, and its notes are out on 2 February 2024. */
  const issue = async (loanIds = ['L-1', 'L-2', 'L-3', 'L-4'], change: Partial<Structure> = {}) => {
    await lender.on.pool.open({ ...opening, structure: { ...structure, ...change } });
    for (const loanId of loanIds) await lender.on.pool.pledge({ poolId: 'T-1', loanId });
    const balance = BigInt(loanIds.length) * 250_000n;
    await lender.on.pool.offer({ poolId: 'T-1', concentration: [{ state: 'DE-BE', balance }] });
    await plant.on.pool.buy({ poolId: 'T-1' });
    return insurer.on.pool.issue({ poolId: 'T-1', on: '2024-02-02' });
  };
  const stated = (paymentOn: string) => ({ paymentOn, fees: 0n, advances: 0n, reimbursed: 0n, indices: [] });
  return { ...bank, lendMore, repay, issue, stated, terms };
}

export { eur, VIN };
