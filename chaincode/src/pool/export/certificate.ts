import type { PaidStep } from '../records/distribution';
import type { PoolMonth } from '../records/month';
import type { Pool } from '../records/pool';
import { decimal } from './scheduleal';

/** One line of a certificate: the part it stands in, what it says, the figure, and where that was computed. */
export interface Line {
  readonly part: string;
  readonly says: string;
  readonly value: string;
  readonly txId: string;
}

const FUNDS = {
  interest: 'Interest and fees collected',
  principal: 'Principal collected',
  recoveries: 'Recoveries',
  liquidation: 'Liquidation proceeds',
  repurchases: 'Repurchase amounts',
  advances: 'Servicer advances',
  reimbursed: 'Advances reimbursed',
} as const;

/** What a line of the order of payments is called. */
function saysOf({ step }: PaidStep): string {
  switch (step.pays) {
    case 'servicingFee':
      return 'Servicing fee';
    case 'fees':
      return 'Fees of trustee and reviewer, up to their cap';
    case 'feesAboveCap':
      return 'Fees above their cap';
    case 'interest':
      return `Interest of class ${step.rank}`;
    case 'priorityPrincipal':
      return `Priority principal of class ${step.rank} and above`;
    case 'rankPrincipal':
      return `Principal of class ${step.rank}`;
    case 'reserve':
      return 'Deposit into the reserve account';
    default:
      return 'Regular principal';
  }
}

/** A payment date line by line (Form 10-D, Item 1; 17 CFR 229.1121); nothing before the month is distributed. */
export function certificate(pool: Pool, run: PoolMonth): Line[] {
  const { distribution: paid, sums, txId = '', triggers = [] } = run;
  if (!paid) return [];
  const line = (part: string) => (says: string, minor: bigint | string) => ({
    ...{ part, says, txId },
    value: typeof minor === 'string' ? minor : decimal(minor, pool.currency),
  });
  const ofPool = line('Pool');
  const ofFunds = line('Available funds');
  const ofOrder = line('Payments');
  const ofNotes = line('Notes');
  const ofSupport = line('Enhancement');
  return [
    ofPool('Balance at the beginning', run.before?.pool ?? sums.begin),
    ofPool('Principal collected', sums.principal),
    ofPool('Charged off', sums.chargedOff),
    ofPool('Other adjustments', sums.otherAdjustment),
    ofPool('Balance at the end', sums.end),
    ofPool('Loans', String(sums.loans)),
    ...sums.late.map(({ fromDays, balance }) => ofPool(`Past due from ${fromDays} days`, balance)),
    ...Object.entries(FUNDS).map(([name, says]) => ofFunds(says, paid.funds[name as keyof typeof FUNDS])),
    ofFunds('Reserve excess', paid.reserveExcess),
    ofFunds('Reserve draw', paid.reserveDraw),
    ofFunds('Available', paid.available),
    ...paid.steps.flatMap((step) => [
      ofOrder(`${saysOf(step)}: due`, step.due),
      ofOrder(`${saysOf(step)}: paid`, step.paid),
    ]),
    ofOrder('Residual to the certificates', paid.residual),
    ...paid.classes.flatMap(({ name, begin, interestDue, interestPaid, principal, end }) => [
      ofNotes(`Class ${name}: balance at the beginning`, begin),
      ofNotes(`Class ${name}: interest due`, interestDue),
      ofNotes(`Class ${name}: interest paid`, interestPaid),
      ofNotes(`Class ${name}: principal paid`, principal),
      ofNotes(`Class ${name}: balance at the end`, end),
    ]),
    ofSupport('Reserve required', paid.reserveRequired),
    ofSupport('Reserve at the end', paid.reserve),
    ofSupport('Over-collateral', paid.overCollateral),
    line('Triggers')('Failed', triggers.length === 0 ? 'none' : triggers.join(', ')),
  ];
}
