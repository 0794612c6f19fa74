import { z } from 'zod';
import { currency, money } from '../../kit/value/money';
import { dayCount } from '../../kit/value/daycount';
import { count, id, line, ppm } from '../../kit/value/text';
import { day } from '../../kit/value/time';

/** Most classes of notes of a pool. */
export const MAX_CLASSES = 16;
/** Longest life of a pool in months. */
export const MAX_MONTHS = 120;

/** Minor units of the currency of the pool. */
export const minor = money.shape.amount.meta({ description: 'minor units of the currency of the pool' });

/** A yearly rate to nine places, as an index is published: 5.31743 % is 53 174 300. */
export const ppb = count(2_000_000_000).meta({ description: 'yearly rate, parts per billion' });

/** `A-2a`: the letter is the rank, notes of one letter and number share what they get. */
export const className = z
  .string()
  .regex(/^[A-H](-[1-9][a-z]?)?$/, 'must be a class such as A-1, A-2a or B')
  .meta({ description: 'class of notes; its letter is its rank', examples: ['A-2a'] });

/** A month, `2023-12`. */
export const month = z
  .string()
  .regex(/^(19|20)\d\d-(0[1-9]|1[0-2])$/, 'must be a month, like 2023-12')
  .meta({ description: 'month', examples: ['2023-12'] });
export type Month = z.output<typeof month>;

/** How a class earns: a fixed yearly rate, or an index and a margin on it. */
export const coupon = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed'), ratePpb: ppb }),
  z.strictObject({
    kind: z.literal('floating'),
    index: line(40).meta({ description: 'name of the index, such as 30-day average SOFR' }),
    marginPpb: ppb,
    floorPpb: ppb.optional(),
    capPpb: ppb.optional(),
  }),
]);
export type Coupon = z.output<typeof coupon>;

/** A class of notes, in the order in which principal is paid. */
export const noteClass = z.strictObject({
  name: className,
  amount: minor.meta({ description: 'issued; minor units' }),
  coupon,
  dayCount,
  finalOn: day.meta({ description: 'final scheduled payment date: what is left of it is due then' }),
});
export type NoteClass = z.output<typeof noteClass>;

const share = z.strictObject({
  of: z.enum(['poolNow', 'poolAtStart']).meta({ description: 'what the share is taken of' }),
  ppm: ppm(),
  floor: minor.optional().meta({ description: 'not less than this' }),
});
/** An amount that follows the pool: a share of it, and a floor. */
export type Share = z.output<typeof share>;

/** A month in which more than so much has gone wrong, in parts per million. */
const limitBy = z
  .array(z.strictObject({ fromMonth: count(MAX_MONTHS, 1), ppm: ppm() }))
  .max(MAX_MONTHS)
  .meta({ description: 'the limit from a month of the life of the pool on' });
export type LimitBy = z.output<typeof limitBy>;

/**
 * What is paid out of available funds, and in which order. The order of the page of the house is what stands
 * when none is named (`CUSTOMARY`).
 */
export const payStep = z.discriminatedUnion('pays', [
  z.strictObject({ pays: z.literal('servicingFee') }),
  z.strictObject({ pays: z.literal('fees') }),
  z.strictObject({ pays: z.literal('interest'), rank: z.string().regex(/^[A-H]$/) }),
  z.strictObject({ pays: z.literal('priorityPrincipal'), rank: z.string().regex(/^[A-H]$/) }),
  z.strictObject({ pays: z.literal('reserve') }),
  z.strictObject({ pays: z.literal('regularPrincipal') }),
  z.strictObject({ pays: z.literal('feesAboveCap') }),
]);
export type PayStep = z.output<typeof payStep>;

/** The terms of a pool: classes, order of payments, enhancement, triggers. They never change. */
export const structure = z.strictObject({
  currency,
  classes: z.array(noteClass).min(1).max(MAX_CLASSES),
  payDay: count(28, 1).meta({
    description: 'day of the month on which is paid; 30/360 counts from it to it',
  }),
  servicingFeePpm: ppm(100_000).meta({ description: 'yearly, of the pool at the beginning of the month' }),
  feesCap: minor
    .optional()
    .meta({ description: 'fees of trustee and reviewer before principal, at most in a year' }),
  reserve: share.extend({ atStart: minor }).optional(),
  overCollateral: share
    .optional()
    .meta({ description: 'target: principal is paid until the pool exceeds the notes by it' }),
  principal: z.enum(['target', 'collected']).meta({
    description:
      'target: notes down to the pool less the target; collected: by as much as the pool, less its yield ' +
      'supplement, went down',
  }),
  yieldSupplement: z
    .array(minor)
    .max(MAX_MONTHS)
    .optional()
    .meta({ description: 'over-collateral for loans below the market rate: at the start, then each month' }),
  order: z.array(payStep).min(1).max(40).optional(),
  cleanUpPpm: ppm(200_000).optional().meta({ description: 'pool factor at which the servicer may call' }),
  lossTrigger: limitBy.optional().meta({ description: 'cumulative net loss, of the pool at the start' }),
  delinquencyTrigger: limitBy.optional().meta({ description: 'balance 60 days past due, of the pool' }),
  retentionPpm: ppm().optional().meta({ description: 'what the sponsor keeps (17 CFR 246.4: 5 %)' }),
});
export type Structure = z.output<typeof structure>;

/** What a loan must be to come in; each rule that is named is looked at on the live loan. */
export const eligibility = z.strictObject({
  maxDaysPastDue: count(365).optional(),
  minPaid: count(480).optional().meta({ description: 'instalments that fell due and are paid' }),
  maxInstalments: count(480, 1).optional(),
  minRemaining: count(480).optional().meta({ description: 'instalments to come' }),
  maxRemaining: count(480).optional(),
  minRatePpm: ppm(2_000_000).optional(),
  maxRatePpm: ppm(2_000_000).optional(),
  minBalance: minor.optional(),
  maxBalance: minor.optional(),
  noModification: z.literal(true).optional(),
  minScore: count(1_000).optional().meta({ description: 'of the facts that the originator keeps' }),
  maxLoanToValuePpm: ppm(5_000_000).optional(),
  maxStateSharePpm: ppm().optional().meta({ description: 'of one state or region, of the pool' }),
});
export type Eligibility = z.output<typeof eligibility>;

/** A note of one class in the hands of one holder is of at least one minor unit. */
export const classRef = z.strictObject({ poolId: id, name: className });
