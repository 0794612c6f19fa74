import { marketPractices } from '../../../chaincode/src/claim/records/preset';
import { practiceVersion } from '../../../chaincode/src/claim/records/practice';
import { marketTariffs } from '../../../chaincode/src/policy/records/preset';
import { telematics } from '../../../chaincode/src/policy/records/tariff';
import { openGarage } from '../vehicle/cast';
import { practice } from '../claim/cast';
import { asked, eur, tariff } from './cast';

const { insurer: _insurer, ...stated } = tariff;
const fixed = Object.fromEntries(
  Object.entries(stated).filter(([field]) => !(field in telematics.shape)),
) as unknown as typeof stated;
const wanted = {
  ...{ ...asked, policyholder: 'registry/owner', tariffId: 'car', tariffVersion: 1 },
  ...{ startsAt: '2026-04-01T00:00:00.000Z', quotedUntil: '2026-05-01T00:00:00.000Z' },
};

describe('M33: an insurer of fixed prices', () => {
  test('publishes no telematics, and quotes, covers and cancels all the same', async () => {
    const { insurer, owner } = await openGarage();
    const published = await insurer.on.policy.publishTariff(fixed);
    expect(Object.keys(published)).not.toEqual(expect.arrayContaining(['score']));
    expect((await insurer.on.policy.quote(wanted)).parts[0]?.premium).toEqual(eur(36_500));
    await owner.on.policy.bind({ policyId: 'P-1' });
    expect((await owner.on.policy.readClaimFree({ policyId: 'P-1' })).factor).toBe(1_000_000);
    await expect(owner.on.policy.readScore({ policyId: 'P-1' })).rejects.toMatchObject({
      code: 'TRIPS_UNWEIGHTED',
    });
    const { listPremium: _list, ...rest } = wanted;
    const byKm = {
      ...rest,
      policyId: 'P-2',
      pricing: 'distance' as const,
      instalments: 12,
      carKey: 'did:key:zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv',
    };
    await expect(insurer.on.policy.quote(byKm)).rejects.toMatchObject({ code: 'TARIFF_FIXED_ONLY' });
  });

  test.each([
    ['a score without prices', { score: stated.score }],
    ['prices without a score', { monthlyBase: stated.monthlyBase, perThousandKm: stated.perThousandKm }],
  ])('publishes all of what prices by distance, not %s', async (_what, some) => {
    const { insurer } = await openGarage();
    await expect(insurer.on.policy.publishTariff({ ...fixed, ...some })).rejects.toMatchObject({
      code: 'TARIFF_INCOMPLETE',
    });
  });
});

test.each(Object.entries(marketTariffs))(
  'M33: a tariff of %s starts from what its market gives',
  async (_market, { source, terms }) => {
    const { insurer } = await openGarage();
    expect(source.length).toBeGreaterThan(20);
    const published = await insurer.on.policy.publishTariff({
      ...{ ...fixed, ...terms },
      claimFreeFactors: [...('claimFreeFactors' in terms ? terms.claimFreeFactors : fixed.claimFreeFactors)],
    });
    expect(published).toMatchObject(terms);
  },
);

test.each(Object.entries(marketPractices))('M33: a practice of %s is one', (_market, { source, rules }) => {
  expect(source.length).toBeGreaterThan(20);
  const { authorityLimit, ...rest } = { ...practice, ...rules };
  expect(practiceVersion.omit({ authorityLimit: true }).parse(rest)).toMatchObject(rules);
  expect(authorityLimit.currency).toBe('EUR');
});
