import { demand, refuse } from '../../kit/errors';
import type { Currency } from '../../kit/value/money';
import type { Loan } from '../../loan/records/loan';
import type { Serviced } from '../../loan/door';
import { poolErrors } from '../errors';
import type { AssetFacts } from '../records/asset';
import type { Eligibility } from '../records/structure';

type Rule = readonly [rule: string, is: number | bigint | undefined, wanted: string, met: boolean];

const ruleOf = (
  rule: keyof Eligibility,
  is: number | bigint | undefined,
  limit: number | bigint | undefined,
  way: 'atLeast' | 'atMost',
): Rule[] =>
  limit === undefined
    ? []
    : [
        [
          rule,
          is,
          `${way === 'atLeast' ? 'at least' : 'at most'} ${limit}`,
          is !== undefined && (way === 'atLeast' ? is >= limit : is <= limit),
        ],
      ];

function mustMeet(loanId: string, rules: readonly Rule[]): void {
  const broken = rules.find(([, , , met]) => !met);
  if (!broken) return;
  const [rule, is, wanted] = broken;
  refuse(poolErrors.LOAN_NOT_ELIGIBLE, { loanId, rule, is: is === undefined ? 'unknown' : `${is}`, wanted });
}

/** The rules of a pool on a live loan, as it stood at the cut-off. Throws LOAN_NOT_RUNNING, LOAN_NOT_ELIGIBLE. */
export function mustBeEligible(loan: Loan, stood: Serviced, rules: Eligibility, currency: Currency): void {
  const { loanId, status, terms } = loan;
  const own = terms.principal.currency;
  mustMeet(loanId, [['currency', undefined, currency, own === currency]]);
  const runs = stood.outstanding > 0n && !stood.chargedOff;
  demand(runs, poolErrors.LOAN_NOT_RUNNING, { loanId, status });
  const fallen = terms.instalments - stood.remaining;
  mustMeet(loanId, [
    ...ruleOf('maxDaysPastDue', stood.pastDueDays, rules.maxDaysPastDue, 'atMost'),
    ...ruleOf('minPaid', fallen, rules.minPaid, 'atLeast'),
    ...ruleOf('maxInstalments', terms.instalments, rules.maxInstalments, 'atMost'),
    ...ruleOf('minRemaining', stood.remaining, rules.minRemaining, 'atLeast'),
    ...ruleOf('maxRemaining', stood.remaining, rules.maxRemaining, 'atMost'),
    ...ruleOf('minRatePpm', terms.annualRatePpm, rules.minRatePpm, 'atLeast'),
    ...ruleOf('maxRatePpm', terms.annualRatePpm, rules.maxRatePpm, 'atMost'),
    ...ruleOf('minBalance', stood.outstanding, rules.minBalance, 'atLeast'),
    ...ruleOf('maxBalance', stood.outstanding, rules.maxBalance, 'atMost'),
    ...(rules.noModification && loan.modified
      ? ([['noModification', undefined, 'as agreed at first', false]] as const)
      : []),
  ]);
}

/** The rules that rest on what only the originator knows: it is looked at where that is kept. */
export function mustMeetFacts(loan: Loan, facts: AssetFacts, rules: Eligibility): void {
  const { value } = facts.vehicle;
  const lent = loan.terms.principal.amount;
  const ltv = value === 0n ? undefined : (lent * 1_000_000n) / value;
  mustMeet(loan.loanId, [
    ...ruleOf('minScore', facts.score, rules.minScore, 'atLeast'),
    ...ruleOf('maxLoanToValuePpm', ltv, rules.maxLoanToValuePpm, 'atMost'),
  ]);
}

/** A pool that asks for what only the originator knows takes no loan without its seal. */
export const needsFacts = ({ minScore, maxLoanToValuePpm }: Eligibility): boolean =>
  minScore !== undefined || maxLoanToValuePpm !== undefined;

/** Balances by state: each once, together the pool, none above the share. */
export function mustBeSpread(
  shares: readonly { readonly state: string; readonly balance: bigint }[],
  balance: bigint,
  { maxStateSharePpm }: Eligibility,
): void {
  const wrong = (what: string): never => refuse(poolErrors.CONCENTRATION_WRONG, { what });
  if (new Set(shares.map(({ state }) => state)).size !== shares.length) wrong('named twice');
  const whole = shares.reduce((sum, one) => sum + one.balance, 0n);
  if (whole !== balance) wrong(`${whole} together and not ${balance}`);
  const most = BigInt(maxStateSharePpm ?? 1_000_000);
  const large = shares.find((one) => one.balance * 1_000_000n > most * balance);
  if (large) wrong(`too large in ${large.state}`);
}
