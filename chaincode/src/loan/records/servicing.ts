import { z } from 'zod';
import { money } from '../../kit/value/money';
import { count, id } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { MAX_INSTALMENTS } from './terms';

/** Minor units of the currency of the loan. */
export const minor = money.shape.amount.meta({ description: 'minor units of the currency of the loan' });

/** Most charges open at once. */
export const MAX_CHARGES = 100;

/** Most pauses of delinquency in the life of a loan. */
export const MAX_PAUSES = 24;

export const parts = z.strictObject({ principal: minor, interest: minor, fee: minor, penalty: minor });

export type Parts = z.output<typeof parts>;

const instalment = z.strictObject({ index: count(MAX_INSTALMENTS), principal: minor, interest: minor });

export type Instalment = z.output<typeof instalment>;

export const charge = z.strictObject({
  chargeId: id,
  kind: z.enum(['fee', 'penalty']),
  /** Instalment that it goes with when a payment is shared out. */
  index: count(MAX_INSTALMENTS),
  dueOn: day,
  owed: minor,
});

export type Charge = z.output<typeof charge>;

/**
 * Days in which nobody grows more delinquent: from, inclusive, to `until`, exclusive; without it the pause
 * goes on.
 */
export const pause = z.strictObject({ from: day, until: day.optional() });

export type Pause = z.output<typeof pause>;

/**
 * Principal × share of a year, in units of the day count: beyond what 18 digits of money hold, and never
 * rounded.
 */
const weight = z.codec(z.string().regex(/^(0|[1-9][0-9]{0,39})$/), z.bigint(), {
  decode: (text) => BigInt(text),
  encode: (whole) => whole.toString(),
});

/** Late interest so far: what it is counted from, and how much of it is paid or waived. */
export const arrears = z.strictObject({ weight, met: money.shape.amount });

export type Arrears = z.output<typeof arrears>;

/**
 * Principal that was paid before it was due, and the fee paid for it. Its fee is the lesser of the share of it
 * and of the interest lost, all prepayments together; in an earlier record, without these, the share.
 */
export const prepaid = z.strictObject({
  principal: money.shape.amount,
  fee: money.shape.amount,
  share: money.shape.amount.optional(),
  lost: money.shape.amount.optional(),
});

/**
 * Where a running loan stands. It is small because every repayment rewrites it; what is planned follows from
 * it and the terms.
 */
export const servicing = z.strictObject({
  /** Last day of business that it knows of; it never runs back. */
  asOf: day,
  /** The plan from here on, as in `Cursor`. */
  next: count(MAX_INSTALMENTS),
  balance: minor,
  level: minor,
  deferred: minor,
  accrued: z.strictObject({ interest: minor, from: day }).optional(),
  anew: z.literal(true).optional(),
  /** Paid on instalments that are not due yet. */
  early: z.array(instalment).max(MAX_INSTALMENTS),
  /** Still owed on instalments that fell due, oldest first. */
  due: z.array(instalment).max(MAX_INSTALMENTS),
  charges: z.array(charge).max(MAX_CHARGES),
  /** Late interest. */
  arrears: arrears.optional(),
  /** Principal that left the plan early, with its fee. */
  prepaid: prepaid.optional(),
  /** Instalments that fell due under earlier plans: late fees are numbered on. */
  earlier: count(100_000).optional(),
  /** By how much instalments are short because a payment for them went into earlier fees. */
  shifted: minor.optional(),
  /** Instalments before this index have been judged for a late fee. */
  judged: count(MAX_INSTALMENTS),
  paid: parts,
  /** Paid beyond everything owed; belongs to the borrower. */
  credit: minor,
});

export type Servicing = z.output<typeof servicing>;
