import { assess } from '../../../chaincode/src/loan/rules/decision/score';
import { accept } from '../../../chaincode/src/loan/rules/application';
import type { Application, Decision } from '../../../chaincode/src/loan/records/application';
import { scheduleOf } from '../../../chaincode/src/loan/rules/plan/schedule';
import { subsidyOf } from '../../../chaincode/src/loan/rules/plan/subvention';
import { eur, facts, scorecard } from './cast';
import { termsOf } from './terms';

const card = { ...scorecard, lender: 'lender' };
const terms = termsOf({ principal: eur(1_800_000n), annualRatePpm: 60_000, instalments: 48 });
const applicant = { ...facts, monthlyIncome: eur(350_000n), vehicleValue: eur(2_000_000n) };

test('PTI is the instalment a month over the income, LTV the amount over the value', () => {
  expect(scheduleOf(terms)[0]).toMatchObject({ principal: 33_273n, interest: 9000n });
  expect(assess(card, applicant, terms)).toEqual({
    points: 900,
    outcome: 'approve',
    reasons: [],
    ptiPpm: 120_780,
    ltvPpm: 900_000,
  } as never);
});

test('an instalment every two weeks counts twenty-six times a year', () => {
  const every = { ...terms, every: { count: 2, unit: 'week' as const }, firstDueOn: '2024-01-15' };
  const instalment = (scheduleOf(every)[0]?.principal ?? 0n) + (scheduleOf(every)[0]?.interest ?? 0n);
  expect(assess(card, applicant, every).ptiPpm).toBe(
    Number((((instalment * 26n) / 12n) * 1_000_000n) / 350_000n),
  );
});

test('a person decides between the thresholds', () => {
  expect(
    assess(
      card,
      { ...applicant, creditScore: 610, employedMonths: 3, delinquencies: 1, bankruptcies: 1 },
      terms,
    ),
  ).toMatchObject({
    ...{ points: 500, outcome: 'refer', reasons: ['creditScore', 'ltv', 'bankruptcies', 'employment'] },
  });
});

test('too much for income or vehicle is countered with the amount that fits', () => {
  const { outcome, reasons, suggested } = assess(
    card,
    { ...applicant, vehicleValue: eur(1_500_000n) },
    terms,
  );
  expect([outcome, reasons, suggested]).toEqual(['counter', ['ltv'], eur(1_500_000n)]);
  const poor = assess(card, { ...applicant, monthlyIncome: eur(130_000n) }, terms);
  expect(poor).toMatchObject({ outcome: 'counter', reasons: ['pti', 'ltv'] });
  expect(
    assess(
      card,
      { ...applicant, monthlyIncome: eur(130_000n) },
      { ...terms, principal: poor.suggested ?? eur(1n) },
    ).ptiPpm,
  ).toBeLessThanOrEqual(300_000);
});

test('a subvention is worth the lower interest, and nothing when the rates are equal', () => {
  expect(subsidyOf(terms)).toBeUndefined();
  const none = subsidyOf({ ...terms, subvention: { annualRatePpm: 60_000, payer: 'manufacturer' } });
  expect(none?.amount).toBeLessThan(50n);
  const free = termsOf({
    principal: eur(1_200_000n),
    annualRatePpm: 0,
    instalments: 12,
    subvention: { annualRatePpm: 60_000, payer: 'manufacturer' },
  });
  const worth = Array.from({ length: 12 }, (_, at) => 100_000 / 1.005 ** (at + 1)).reduce(
    (sum, each) => sum + each,
    0,
  );
  expect(Number(subsidyOf(free)?.amount)).toBe(Math.round(1_200_000 - worth));
});

test('a decision without terms offers nothing', () => {
  const application: Application = {
    ...{
      applicationId: 'A-1',
      applicant: 'registry/owner',
      vin: 'V',
      amount: eur(1n),
      instalments: 6,
      consentId: 'C-1',
    },
    ...{ status: 'open', appliedAt: '2024-01-01T00:00:00.000Z' },
  };
  const decision: Decision = {
    ...{
      applicationId: 'A-1',
      decisionId: 'D-1',
      lender: 'lender',
      outcome: 'approve',
      scorecardVersion: 1,
      seal: 'ab',
    },
    ...{ status: 'offered', decidedAt: '2024-01-01T00:00:00.000Z' },
  };
  expect(() => accept(application, decision, 'L-1', '2024-01-02T00:00:00.000Z')).toThrow(/^NOT_ACCEPTABLE/);
});
