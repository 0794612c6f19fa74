import { eur, facts, openBank, VIN } from './cast';
import { termsOf } from './terms';

const decision = { applicationId: 'A-1', decisionId: 'D-1' };

async function deciding(wish: object = {}) {
  const { owner, lender } = await openBank();
  const asked = { applicationId: 'A-1', vin: VIN, amount: eur(10_000n), instalments: 6, consentId: 'C-1' };
  await owner.on.loan.apply({ ...asked, ...wish });
  const { seal } = await lender.on.loan.underwrite(decision, facts);
  const { seal: reasonsSeal } = await lender.on.loan.explain(decision, { reasons: ['ltv'] });
  return (outcome: 'approve' | 'counter', change: Parameters<typeof termsOf>[0]) =>
    lender.on.loan.decide({
      ...{ ...decision, outcome, scorecardVersion: 1, validDays: 14, seal, terms: termsOf(change) },
      ...(outcome === 'counter' && { reasonsSeal }),
    });
}

describe('M14, Regulation B, 12 CFR 1002.2(c)(1)(i): other terms than those asked for are a counter-offer', () => {
  test.each([
    [
      '60 months for an application of 6',
      {},
      { instalments: 60, annualRatePpm: 299_000 },
      'the number of instalments',
    ],
    ['fewer instalments', {}, { instalments: 3 }, 'the number of instalments'],
    ['another amount', {}, { principal: eur(9_000n) }, 'the amount'],
    ['a rate above the one asked for', { annualRatePpm: 69_999 }, {}, 'the rate'],
    [
      'all of it',
      { annualRatePpm: 1 },
      { instalments: 60, principal: eur(1n) },
      'the amount and the number of instalments and the rate',
    ],
  ] as const)('%s is no approval', async (_what, wish, change, differs) => {
    const decide = await deciding(wish);
    await expect(decide('approve', change)).rejects.toMatchObject({
      code: 'OUTCOME_DIFFERS',
      facts: { differs },
    });
    expect(await decide('counter', change)).toMatchObject({ outcome: 'counter', status: 'offered' });
  });

  test.each([
    ['as asked', {}, {}],
    ['at the rate asked for', { annualRatePpm: 70_000 }, {}],
    ['at less', { annualRatePpm: 90_000 }, {}],
  ] as const)('%s is an approval, and no counter-offer', async (_what, wish, change) => {
    const decide = await deciding(wish);
    await expect(decide('counter', change)).rejects.toMatchObject({ code: 'OUTCOME_DIFFERS' });
    expect(await decide('approve', change)).toMatchObject({ outcome: 'approve', status: 'offered' });
  });

  test('a counter-offer gives its reasons', async () => {
    const { apply, lender } = await openBank();
    await apply();
    const { seal } = await lender.on.loan.underwrite(decision, facts);
    const stated = { outcome: 'counter', scorecardVersion: 1, validDays: 14 } as const;
    await expect(
      lender.on.loan.decide({ ...decision, ...stated, seal, terms: termsOf({ instalments: 60 }) }),
    ).rejects.toMatchObject({ code: 'REASONS_MISSING' });
  });
});
