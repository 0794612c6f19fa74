import { demand, refuse } from '../../kit/errors';
import { compare } from '../../kit/value/money';
import { loanErrors } from '../errors';
import { type AskedTerms, PRESETS } from '../records/market';
import type { Terms } from '../records/terms';
import { slotOf } from './plan/calendar';

/** Refuses terms that contradict themselves. */
export function mustBePossible(terms: Terms): void {
  const { principal, balloon, late, firstDueOn, startOn, instalments, subvention } = terms;
  const impossible = (holds: boolean, why: string) => demand(!holds, loanErrors.TERMS_IMPOSSIBLE, { why });
  const { every, onDates, payoff, upfront, securesUpTo } = terms;
  const dates = onDates ?? [];
  impossible(
    dates.length > 0 && (every.unit !== 'month' || slotOf(dates, firstDueOn) < 0),
    'the first instalment is on none of its dates',
  );
  impossible(
    dates.some((date, at) => date <= (dates[at - 1] ?? 0)) || ((dates[0] ?? 0) > 27 && dates.length > 1),
    'the dates of a month do not follow one another',
  );
  impossible(
    upfront !== undefined && compare(upfront, principal) >= 0,
    'the charge at the start takes all that is lent',
  );
  impossible(
    payoff.lastYearFeePpm !== undefined && payoff.lastYearFeePpm > (payoff.feePpm ?? 0),
    'the fee of the last year is above the fee before',
  );
  impossible(
    late.tolerance !== undefined && late.tolerance.currency !== principal.currency,
    'the tolerance is in another currency',
  );
  impossible(
    securesUpTo !== undefined && securesUpTo.currency !== principal.currency,
    'the lien secures another currency',
  );
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

/** Terms in full: what was left out is what the market named says. Throws TERMS_IMPOSSIBLE without one. */
export function inFull({ market, ...stated }: AskedTerms): Terms {
  const preset = market && PRESETS[market](stated.annualRatePpm);
  const missing = (what: string): never =>
    refuse(loanErrors.TERMS_IMPOSSIBLE, { why: `neither ${what} nor a market is stated` });
  const businessDays = stated.businessDays ?? preset?.businessDays;
  return {
    ...stated,
    allocation: stated.allocation ?? preset?.allocation ?? missing('an allocation'),
    payoff: stated.payoff ?? preset?.payoff ?? missing('a payoff'),
    late: stated.late ?? preset?.late ?? missing('what is late'),
    ...(businessDays && { businessDays }),
  };
}
