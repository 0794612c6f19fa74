import * as fc from 'fast-check';
import { add, sum } from '../../../chaincode/src/kit/value/money';
import { compared } from '../../../chaincode/src/policy/rules/plan/comparison';
import { openGarage } from '../vehicle/cast';
import { eur, tariff } from './cast';

const { insurer: _insurer, ...stated } = tariff;
const factors = [
  { fromYears: 3, factor: 500_000 },
  { fromYears: 0, factor: 1_000_000 },
];
const mine = { ...stated, claimFreeFactors: factors, monthlyBase: eur(2_900), perThousandKm: eur(6_000) };
const theirs = { ...mine, tariffId: 'far', monthlyBase: eur(2_000), perThousandKm: eur(9_000) };
const asked = { currency: 'EUR' as const, metresAYear: 10_000_000, scoreMilli: 95_000 };

async function open() {
  const garage = await openGarage();
  await garage.registrar.on.member.admit({ org: 'other', kind: 'insurer', confers: ['insurer'] });
  const other = await garage.be('other/desk', 'insurer');
  await garage.insurer.on.policy.publishTariff(mine);
  await other.on.policy.publishTariff(theirs);
  return { ...garage, other };
}

test('the cheapest first, and in what each differs: 10 000 km a year at a score of 95', async () => {
  const { owner } = await open();
  const { offers, on, metresAYear } = await owner.on.policy.findCover(asked);
  expect([on, metresAYear]).toEqual([expect.any(String), 10_000_000]);
  // (12 × 29.00 + 600.00) × 0.80 and (12 × 20.00 + 900.00) × 0.80
  expect(offers.map(({ insurer, total, dearerBy }) => [insurer, total, dearerBy])).toEqual([
    ['insurer', eur(75_840), eur(0)],
    ['other', eur(91_200), eur(15_360)],
  ]);
  expect(offers[1]?.because).toEqual([
    { part: 'distance', by: eur(30_000) },
    { part: 'base', by: { amount: -10_800n, currency: 'EUR' } },
    { part: 'score', by: { amount: -3_840n, currency: 'EUR' } },
  ]);
  expect(offers[0]?.because).toEqual([]);
});

test('who drives little is better off with the other, and claim-free years count by each tariff', async () => {
  const { owner } = await open();
  const little = { ...asked, metresAYear: 1_000_000, claimFreeSince: '2000-01-01' };
  const { offers } = await owner.on.policy.findCover(little);
  // (240.00 × 0.50 + 90.00) × 0.80 and (348.00 × 0.50 + 60.00) × 0.80
  expect(offers.map(({ insurer, total }) => [insurer, total])).toEqual([
    ['other', eur(16_800)],
    ['insurer', eur(18_720)],
  ]);
});

test('the latest version in effect counts; fixed prices and other currencies are told apart', async () => {
  const { owner, insurer: desk, other } = await open();
  await desk.on.policy.publishTariff({ ...mine, version: 2, monthlyBase: eur(100) });
  await other.on.policy.publishTariff({
    ...theirs,
    version: 2,
    effectiveOn: '2099-01-01',
    monthlyBase: eur(1),
  });
  const { graceDays, shortRate, effectiveOn, currency, claimFreeFactors } = mine;
  const fixed = {
    tariffId: 'fixed',
    version: 1,
    graceDays,
    shortRate,
    effectiveOn,
    currency,
    claimFreeFactors,
  };
  await other.on.policy.publishTariff(fixed);
  await other.on.policy.publishTariff({ ...fixed, tariffId: 'dollar', currency: 'USD' });
  const { offers, askFor } = await owner.on.policy.findCover(asked);
  expect(offers.map(({ tariffId, version }) => [tariffId, version])).toEqual([
    ['car', 2],
    ['far', 1],
  ]);
  expect(askFor).toEqual([{ insurer: 'other', tariffId: 'fixed', version: 1 }]);
});

test('nothing to compare by is refused, and the policy of somebody else', async () => {
  const { owner } = await open();
  for (const change of [{ metresAYear: undefined }, { scoreMilli: undefined }])
    await expect(owner.on.policy.findCover({ ...asked, ...change })).rejects.toMatchObject({
      code: 'NOTHING_DRIVEN',
    });
  await expect(owner.on.policy.findCover({ ...asked, policyId: 'P-404' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('of any tariffs, parts add up to the total, and reasons to the difference', () => {
  const anyTariff = fc
    .record({ base: fc.nat(20_000), far: fc.nat(20_000), cap: fc.integer({ min: 1, max: 900_000 }) })
    .map(({ base, far, cap }) => ({
      ...{ ...mine, insurer: 'insurer', monthlyBase: eur(base), perThousandKm: eur(far) },
      ...{ dailyCapMetres: cap },
    }));
  fc.assert(
    fc.property(
      fc.array(anyTariff, { minLength: 1, maxLength: 6 }),
      fc.nat(80_000_000),
      fc.nat(100_000),
      (tariffs, metresAYear, scoreMilli) => {
        const { offers } = compared(tariffs, { metresAYear, scoreMilli }, '2020-01-01', '2026-01-01');
        for (const one of offers) {
          expect([one.base, one.claimFree, one.distance, one.score].reduce(add)).toEqual(one.total);
          expect(
            sum(
              one.because.map(({ by }) => by),
              'EUR',
            ).amount,
          ).toBe(one.dearerBy.amount);
          expect(one.dearerBy.amount).toBeGreaterThanOrEqual(0n);
        }
      },
    ),
  );
});
