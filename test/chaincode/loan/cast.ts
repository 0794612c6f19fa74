import { money } from '@roadbook/chaincode/api';
import type { Terms } from '../../../chaincode/src/loan/records/terms';
import { openGarage, VIN } from '../vehicle/cast';
import { termsOf } from './terms';

export const eur = (minor: bigint) => money.of(minor, 'EUR');
export const DAY = 86_400_000;

export const scorecard = {
  version: 1,
  effectiveFrom: '2024-01-01',
  currency: 'EUR' as const,
  factors: [
    {
      factor: 'pti' as const,
      bands: [
        { from: 0, points: 200 },
        { from: 150_000, points: 120 },
        { from: 250_000, points: 20 },
      ],
    },
    {
      factor: 'ltv' as const,
      bands: [
        { from: 0, points: 200 },
        { from: 900_000, points: 100 },
        { from: 1_200_000, points: 0 },
      ],
    },
    {
      factor: 'creditScore' as const,
      bands: [
        { from: 0, points: 0 },
        { from: 600, points: 150 },
        { from: 720, points: 300 },
      ],
    },
    {
      factor: 'employment' as const,
      bands: [
        { from: 0, points: 20 },
        { from: 24, points: 100 },
      ],
    },
    {
      factor: 'delinquencies' as const,
      bands: [
        { from: 0, points: 100 },
        { from: 1, points: 30 },
        { from: 3, points: 0 },
      ],
    },
    {
      factor: 'bankruptcies' as const,
      bands: [
        { from: 0, points: 100 },
        { from: 1, points: 0 },
      ],
    },
  ],
  approveAt: 700,
  referAt: 500,
  maxPtiPpm: 300_000,
  maxLtvPpm: 1_000_000,
};

export const facts = {
  monthlyIncome: eur(300_000n),
  vehicleValue: eur(20_000n),
  creditScore: 740,
  employedMonths: 60,
  delinquencies: 0,
  bankruptcies: 0,
};

/** A garage with a lender's scorecard, at the beginning of 2024. */
export async function openBank(options: { batched?: boolean; at?: number } = {}) {
  const garage = await openGarage({ at: Date.parse('2024-01-01T09:00:00Z'), ...options });
  const { lender, owner, ledger } = garage;
  await lender.on.loan.publishScorecard(scorecard);
  const apply = (applicationId = 'A-1', amount = eur(10_000n), instalments = 6) =>
    owner.on.loan.apply({ applicationId, vin: VIN, amount, instalments, consentId: 'C-1' });
  const offer = async (terms: Terms, decisionId = 'D-1', applicationId = 'A-1') => {
    const { seal } = await lender.on.loan.underwrite({ applicationId, decisionId }, facts);
    return lender.on.loan.decide({
      applicationId,
      decisionId,
      outcome: 'approve',
      scorecardVersion: 1,
      seal,
      terms,
      validDays: 14,
    });
  };
  /** A loan `L-1`, disbursed on the start of its terms. */
  const lend = async (change: Partial<Terms> = {}) => {
    const terms = termsOf(change);
    await apply('A-1', terms.principal, terms.instalments);
    await offer(terms);
    await owner.on.loan.accept({ applicationId: 'A-1', decisionId: 'D-1', loanId: 'L-1' });
    return lender.on.loan.disburse({ loanId: 'L-1', on: terms.startOn });
  };
  /** Time passes to the noon of a day. */
  const goTo = (day: string) => ledger.pass(Date.parse(`${day}T12:00:00Z`) - ledger.now);
  /** The desk books a payment of the day to which time has passed. */
  const pay = (paymentId: string, minor: bigint, on = new Date(ledger.now).toISOString().slice(0, 10)) =>
    lender.on.loan.repay({ loanId: 'L-1', paymentId, amount: eur(minor), on });
  return { ...garage, apply, offer, lend, goTo, pay };
}

export { VIN };
