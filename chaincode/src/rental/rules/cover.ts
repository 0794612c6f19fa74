import { demand } from '../../kit/errors';
import type { Instant } from '../../kit/value/time';
import { coverUntil, givesCover } from '../../policy/door';
import { type Policy, type Terms as CoverTerms, termsNoAt } from '../../policy/records/policy';
import { rentalErrors } from '../errors';
import type { Terms } from '../records/car';

type CoverNeed = NonNullable<Terms['cover']>;

/** A vehicle and a time that must be covered; the end is exclusive. */
export interface Span {
  readonly vin: string;
  readonly from: Instant;
  readonly until: Instant;
}

/**
 * Numbers of the covers of a policy that are in force at some moment of the time: a change of cover makes
 * another number.
 */
export const numbersIn = (policy: Policy, { from, until }: Span): number[] => {
  const first = termsNoAt(policy, from);
  return Array.from({ length: termsNoAt(policy, until) - first + 1 }, (_, at) => first + at);
};

/**
 * In force at the start, not ending before the end as far as the record knows, without a gap, and with the
 * cover asked for throughout.
 */
export function mustBeCovered(
  policy: Policy,
  covers: readonly CoverTerms[],
  { policyId, code }: CoverNeed,
  span: Span,
): void {
  const { vin, from, until } = span;
  const whole = policy.vin === vin && givesCover(policy, from) && until <= coverUntil(policy).until;
  const gap = policy.gaps.some((one) => one.from < until && from < one.until);
  const named = covers.every((terms) => terms.covers.some((cover) => cover.code === code));
  demand(whole && !gap && named, rentalErrors.COVER_MISSING, { vin, policyId, code, from, until });
}
