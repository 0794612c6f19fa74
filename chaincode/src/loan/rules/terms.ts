import { demand } from '../../kit/errors';
import { compare } from '../../kit/value/money';
import { loanErrors } from '../errors';
import type { Terms } from '../records/terms';

/** Refuses terms that contradict themselves. */
export function mustBePossible(terms: Terms): void {
  const { principal, balloon, late, firstDueOn, startOn, instalments, subvention } = terms;
  const impossible = (holds: boolean, why: string) => demand(!holds, loanErrors.TERMS_IMPOSSIBLE, { why });
  impossible(firstDueOn <= startOn, 'the first instalment is not after the start');
  impossible((terms.gracePrincipal ?? 0) >= instalments, 'no instalment is left to pay principal');
  impossible((terms.graceInterest ?? 0) >= instalments, 'no instalment is left to pay interest');
  impossible(
    balloon !== undefined && compare(balloon, principal) >= 0,
    'the balloon is not less than the principal',
  );
  impossible(
    late.fee !== undefined && late.fee.currency !== principal.currency,
    'the late fee is in another currency',
  );
  impossible(
    subvention !== undefined && subvention.annualRatePpm < terms.annualRatePpm,
    'the full rate is below the subvented one',
  );
}
