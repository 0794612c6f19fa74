import { addMonths, type Day } from '../../kit/value/time';
import type { CredentialType } from '../records/claims';

/** The name of a type in an SD-JWT VC. */
export const vctOf = (type: CredentialType): string => `urn:roadbook:credential:${type}`;

/**
 * Claims that follow from two dates, so that the dates themselves need not be shown. On 28 February for those
 * born on 29 February.
 */
export function licencePredicates(bornOn: Day, licensedOn: Day, on: Day) {
  const past = (since: Day, years: number): boolean => addMonths(since, years * 12) <= on;
  return {
    over18: past(bornOn, 18),
    over21: past(bornOn, 21),
    over25: past(bornOn, 25),
    licensedOver1Year: past(licensedOn, 1),
    licensedOver3Years: past(licensedOn, 3),
  };
}
