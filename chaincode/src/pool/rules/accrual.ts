import { type Fraction, isThirty, yearFraction } from '../../kit/value/daycount';
import type { Day } from '../../kit/value/time';
import type { Coupon, NoteClass } from '../records/structure';

const BILLION = 1_000_000_000n;

/** The two ways in which a month of interest is bounded: by the day in the calendar, and by the day of payment. */
export interface Period {
  /** From payment date to payment date, as they were: what ACT counts. */
  readonly paid: { readonly from: Day; readonly until: Day };
  /** From the day of the month to the day of the month, whatever the calendar of business: what 30/360 counts. */
  readonly nominal: { readonly from: Day; readonly until: Day };
}

/** To the nearest minor unit, half a unit up, as note indentures round; of what is not negative. */
export const nearest = (numerator: bigint, denominator: bigint): bigint =>
  (2n * numerator + denominator) / (2n * denominator);

/** The yearly rate of a coupon: the index of the month with its margin, within floor and cap. */
export function rateOf(coupon: Coupon, indexPpb: bigint): bigint {
  if (coupon.kind === 'fixed') return BigInt(coupon.ratePpb);
  const rate = indexPpb + BigInt(coupon.marginPpb);
  const floored =
    coupon.floorPpb !== undefined && rate < BigInt(coupon.floorPpb) ? BigInt(coupon.floorPpb) : rate;
  const capped =
    coupon.capPpb !== undefined && floored > BigInt(coupon.capPpb) ? BigInt(coupon.capPpb) : floored;
  return capped > 0n ? capped : 0n;
}

/** The share of a year that a class counts in a period. */
export function shareOf({ dayCount }: Pick<NoteClass, 'dayCount'>, { paid, nominal }: Period): Fraction {
  const { from, until } = isThirty(dayCount) ? nominal : paid;
  return yearFraction(dayCount, from, until);
}

/** Interest of a balance at a yearly rate in parts per billion over a share of a year. */
export const interestOn = (balance: bigint, ratePpb: bigint, { numerator, denominator }: Fraction): bigint =>
  nearest(balance * ratePpb * numerator, BILLION * denominator);
