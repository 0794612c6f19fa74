import { issueCredential, randomPlace } from '@roadbook/gateway';
import { tomorrow, trustedDesk } from './identity';
import type { Behaviour, World } from './world';

/** A workshop that applies, and an office that is trusted to license it. */
async function applicant(world: World) {
  const { desk, registrar, key } = await trustedDesk(world, 'MerchantLicence');
  const merchant = `registry/${world.fresh('garage')}`;
  const garage = await world.be(merchant, 'workshop');
  await garage.on.merchant.apply({ businessName: 'Garage', category: '7538', requested: ['repair'] });
  const { did: subject } = await garage.on.identity.create({});
  const license = async (claims: { merchant: string; trade: string }) => {
    const about = { type: 'MerchantLicence' as const, subject, claims: { ...claims, country: 'DE' } };
    const span = { validFrom: world.now(), validUntil: tomorrow(world) };
    const { document, record } = await issueCredential({ ...about, ...span, status: randomPlace(0) }, key);
    await desk.on.identity.recordCredential(record);
    const { issuer, list, index } = record;
    return { issuer, list, index, document: JSON.stringify(document) };
  };
  return { desk, registrar, merchant, garage, license };
}

export const merchantBehaviour: Behaviour = (open) => {
  test('a licence of a trusted issuer meets its requirement at once, until it is withdrawn', async () => {
    const world = await open();
    const { desk, registrar, merchant, garage, license } = await applicant(world);
    const shown = await license({ merchant, trade: 'garage' });
    const { document, ...place } = shown;
    const requirement = 'garage_licence' as const;
    const proven = await garage.on.merchant.proveByCredential({ requirement, ...shown });
    const held = proven.papers.find((paper) => paper.requirement === requirement)?.held;
    expect(held).toMatchObject({ credential: place, validUntil: JSON.parse(document).validUntil });
    expect(await registrar.on.merchant.recheck({ merchant, requirement })).toEqual(proven);
    await desk.on.identity.revoke(place);
    const looked = await registrar.on.merchant.recheck({ merchant, requirement });
    expect(looked.papers?.find((paper) => paper.requirement === requirement)).toMatchObject({
      refusal: 'other',
    });
    expect((await registrar.on.merchant.read({ merchant })).requirements?.pastDue).toEqual([requirement]);
    await expect(registrar.on.merchant.recheck({ merchant, requirement })).rejects.toMatchObject({
      code: 'NOT_BY_CREDENTIAL',
    });
    const again = garage.on.merchant.proveByCredential({ requirement, ...shown });
    await expect(again).rejects.toMatchObject({ code: 'CREDENTIAL_REFUSED' });
  });

  test('a licence of another, for another trade, or changed meets nothing', async () => {
    const world = await open();
    const { merchant, garage, license } = await applicant(world);
    const prove = (
      requirement: 'business_licence' | 'garage_licence',
      shown: Awaited<ReturnType<typeof license>>,
    ) => garage.on.merchant.proveByCredential({ requirement, ...shown });
    const bakery = await license({ merchant, trade: 'bakery' });
    await expect(prove('garage_licence', bakery)).rejects.toMatchObject({ code: 'CREDENTIAL_UNFIT' });
    const changed = { ...bakery, document: bakery.document.replace('bakery', 'garage') };
    await expect(prove('garage_licence', changed)).rejects.toMatchObject({ code: 'CREDENTIAL_REFUSED' });
    const others = await license({ merchant: `${merchant}x`, trade: 'garage' });
    await expect(prove('garage_licence', others)).rejects.toMatchObject({ code: 'CREDENTIAL_OF_ANOTHER' });
    const traded = await prove('business_licence', bakery);
    expect(traded.papers.filter(({ held }) => held).map(({ requirement }) => requirement)).toEqual([
      'business_licence',
    ]);
  });
};
