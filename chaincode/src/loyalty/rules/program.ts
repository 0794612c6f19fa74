import { demand } from '../../kit/errors';
import { loyaltyErrors } from '../errors';
import type { Program, Terms } from '../records/program';

/** Refuses terms that contradict themselves, as PROGRAM_TERMS. */
export function mustMakeSense({ tiers, rules, base, worth, pending }: Terms): void {
  const wrong = (holds: boolean, why: string) => demand(holds, loyaltyErrors.PROGRAM_TERMS, { why });
  wrong(tiers[0]?.threshold === 0, 'the lowest tier does not begin at no points');
  const climbs = tiers.every(({ threshold }, at) => at === 0 || threshold > (tiers[at - 1]?.threshold ?? 0));
  wrong(climbs, 'the tiers do not follow one another');
  wrong(new Set(tiers.map(({ tier }) => tier)).size === tiers.length, 'a tier is named twice');
  wrong(new Set(rules.map(({ ruleId }) => ruleId)).size === rules.length, 'a rule is named twice');
  wrong(base.per.currency === worth.money.currency, 'points are earned and pay in different currencies');
  wrong(pending !== 'unlimited', 'the points would wait for ever');
}

/** The next version of a program; versions follow one another. The slices of its partners stay. */
export function revised(program: Program, version: number, terms: Terms): Program {
  const { version: current } = program;
  demand(version === current + 1, loyaltyErrors.PROGRAM_VERSION, { current, version });
  mustMakeSense(terms);
  const same = terms.worth.money.currency === program.terms.worth.money.currency;
  demand(same, loyaltyErrors.PROGRAM_TERMS, { why: 'the currency of what points pay cannot change' });
  return { ...program, version, terms };
}
