import { over } from './funds';

/** What a loan had paid and lost by the end of a month, all together since it was lent; minor units. */
export interface Cumulated {
  readonly principal: bigint;
  readonly interest: bigint;
  readonly other: bigint;
  readonly outstanding: bigint;
}

/** Why a balance is nothing (zeroBalanceCode). */
export type Ended = 'paid' | 'soldToThirdParty' | 'boughtBack' | 'chargedOff';

/** One month of one loan: begin − end = principal + charged off + other adjustment. */
export interface Activity {
  readonly begin: bigint;
  readonly end: bigint;
  readonly principal: bigint;
  readonly interest: bigint;
  readonly fees: bigint;
  readonly chargedOff: bigint;
  readonly otherAdjustment: bigint;
  readonly recovered: bigint;
  readonly ended?: Ended | undefined;
}

interface Before extends Cumulated {
  readonly end: bigint;
  readonly ended?: Ended | undefined;
}

/**
 * The month of a loan, by what it had done before and has done now. A balance that goes neither by payment nor
 * by charge-off (a capitalised interest, a reversal of an earlier month) is the other adjustment; after its
 * end a loan only gives recoveries.
 */
export function activityOf(
  before: Before,
  now: Cumulated & { readonly ended?: Ended | undefined },
): Activity {
  const paid = {
    principal: now.principal - before.principal,
    interest: now.interest - before.interest,
    fees: now.other - before.other,
  };
  if (before.ended !== undefined) {
    const recovered = over(paid.principal + paid.interest + paid.fees, 0n);
    const none = { principal: 0n, interest: 0n, fees: 0n, chargedOff: 0n, otherAdjustment: 0n };
    return { begin: 0n, end: 0n, ...none, recovered, ended: before.ended };
  }
  const ends = now.ended === 'chargedOff' || now.ended === 'boughtBack';
  const end = ends ? 0n : now.outstanding;
  const chargedOff = now.ended === 'chargedOff' ? now.outstanding : 0n;
  const otherAdjustment = before.end - end - paid.principal - chargedOff;
  const ended = now.ended ?? (end === 0n ? ('paid' as const) : undefined);
  return { begin: before.end, end, ...paid, chargedOff, otherAdjustment, recovered: 0n, ended };
}
