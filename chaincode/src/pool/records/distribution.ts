import { z } from 'zod';
import { count } from '../../kit/value/text';
import { className, MAX_CLASSES, minor, payStep, ppb } from './structure';

/** What came in for a month, as the page of funds of a servicer's report counts it. */
export const funds = z.strictObject({
  interest: minor,
  principal: minor,
  recoveries: minor.meta({ description: 'on what was charged off before' }),
  liquidation: minor.meta({ description: 'proceeds of vehicles that were taken' }),
  repurchases: minor.meta({ description: 'for loans that the originator bought back' }),
  advances: minor.meta({ description: 'of the servicer' }),
  reimbursed: minor.meta({ description: 'advances given back' }),
});
export type Funds = z.output<typeof funds>;

const ofClass = z.strictObject({
  name: className,
  begin: minor,
  ratePpb: ppb,
  interestDue: minor.meta({ description: 'of this month, with what was short before and interest on it' }),
  interestPaid: minor,
  principal: minor,
  end: minor,
});
/** What became of one class on one payment date. */
export type ClassPaid = z.output<typeof ofClass>;

const paidStep = z.strictObject({
  step: z.union([payStep, z.strictObject({ pays: z.literal('rankPrincipal'), rank: z.string().max(1) })]),
  due: minor,
  paid: minor,
});
/** One line of the order of payments, with what was due and what was paid. */
export type PaidStep = z.output<typeof paidStep>;

/** What one month's funds paid, in the order in which they were paid. */
export const distribution = z.strictObject({
  funds,
  reserveExcess: minor,
  reserveDraw: minor,
  available: minor.meta({ description: 'all that is shared out, the draw on the reserve included' }),
  steps: z.array(paidStep).max(60),
  classes: z.array(ofClass).max(MAX_CLASSES),
  principal: minor.meta({ description: 'paid on all classes' }),
  servicingUnpaid: minor,
  feesPaid: minor,
  feesUnpaid: minor,
  reserve: minor,
  reserveRequired: minor,
  residual: minor.meta({ description: 'to the holder of the certificates' }),
  overCollateral: minor.meta({ description: 'pool less notes afterwards' }),
});
export type Distribution = z.output<typeof distribution>;

/** Where the notes stand before a payment date: what the one before left. */
export const standing = z.strictObject({
  paymentNo: count(200).meta({ description: 'payment dates so far' }),
  pool: minor,
  balances: z.array(minor).max(MAX_CLASSES),
  short: z.array(minor).max(MAX_CLASSES).meta({ description: 'interest not paid so far, by class' }),
  servicingUnpaid: minor,
  feesUnpaid: minor,
  feesThisYear: minor,
  reserve: minor,
  defaulted: z.boolean().meta({ description: 'after an event of default' }),
});
export type Standing = z.output<typeof standing>;
