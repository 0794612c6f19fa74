import { DAY_MS } from '../../../chaincode/src/kit/value/time';
import type { Vehicle } from '../../../chaincode/src/vehicle/records/vehicle';
import { placeLien } from '../../../chaincode/src/vehicle/rules/lien';
import { openGarage, openShowroom, birth, tag, VIN } from './cast';

const offer = { vin: VIN, offerId: 'O-1' };
const couple = (first = 500_000, needsPpm = 1_000_000) => ({
  holders: [
    { holder: 'registry/owner', sayPpm: first },
    { holder: 'registry/partner', sayPpm: 1_000_000 - first },
  ],
  needsPpm,
});

async function openHousehold(shared = couple()) {
  const showroom = await openShowroom();
  const partner = await showroom.be('registry/partner', 'owner');
  await showroom.plant.on.vehicle.certifyBirth(birth(VIN));
  const registration = {
    ...{ vin: VIN, registrationId: 'R-1', owner: 'registry/owner', shared },
    ...{ jurisdiction: 'DE', plateTag: tag('B-RB 2026') },
  };
  const registered = await showroom.registrar.on.vehicle.register(registration);
  expect(await showroom.registrar.on.vehicle.register(registration)).toEqual(registered);
  return { ...showroom, partner };
}

test('V11, island.is#11373, BGB § 747: what two own together passes when both agree', async () => {
  const { owner, partner, buyer, registrar, workshop } = await openHousehold();
  await partner.on.vehicle.offerTitle({ ...offer, to: 'registry/buyer' });
  await buyer.on.vehicle.acceptTitle(offer);
  await expect(registrar.on.vehicle.passTitle(offer)).rejects.toMatchObject({
    code: 'OFFER_UNAGREED',
    facts: { ppm: 500_000, needsPpm: 1_000_000 },
  });
  await expect(workshop.on.vehicle.read({ vin: VIN })).resolves.not.toHaveProperty('shared');
  await owner.on.vehicle.agreeToOffer(offer);
  expect(await registrar.on.vehicle.passTitle(offer)).toMatchObject({ owner: 'registry/buyer', owners: 2 });
  expect(await registrar.on.vehicle.read({ vin: VIN })).not.toHaveProperty('shared');
});

test.each([
  [700_000, 500_001, 'owner', true],
  [700_000, 500_001, 'partner', false],
  [700_000, 700_000, 'owner', true],
  [700_000, 700_001, 'owner', false],
] as const)(
  'V11: of %i ppm of the say where %i are needed, the word of the %s alone is enough: %s',
  async (first, needs, who, enough) => {
    const world = await openHousehold(couple(first, needs));
    await world[who].on.vehicle.offerTitle({ ...offer, to: 'registry/buyer' });
    await world.buyer.on.vehicle.acceptTitle(offer);
    const passing = world.registrar.on.vehicle.passTitle(offer);
    if (enough) expect(await passing).toMatchObject({ owner: 'registry/buyer' });
    else await expect(passing).rejects.toMatchObject({ code: 'OFFER_UNAGREED' });
  },
);

test('V11: two buy together; it is accepted when both have, and a co-owner sees and reports as an owner', async () => {
  const { owner, buyer, registrar, be } = await openGarage();
  const second = await be('registry/second', 'owner');
  const shared = {
    holders: [
      { holder: 'registry/buyer', sayPpm: 600_000 },
      { holder: 'registry/second', sayPpm: 400_000 },
    ],
    needsPpm: 1_000_000,
  };
  await expect(
    owner.on.vehicle.offerTitle({ ...offer, to: 'registry/second', shared }),
  ).rejects.toMatchObject({ code: 'SHARES_WRONG' });
  await owner.on.vehicle.offerTitle({ ...offer, to: 'registry/buyer', shared });
  await buyer.on.vehicle.acceptTitle(offer);
  await expect(registrar.on.vehicle.passTitle(offer)).rejects.toMatchObject({ code: 'OFFER_UNACCEPTED' });
  await second.on.vehicle.acceptTitle(offer);
  expect(await registrar.on.vehicle.passTitle(offer)).toMatchObject({ owner: 'registry/buyer', shared });
  expect(await second.on.vehicle.read({ vin: VIN })).toMatchObject({ shared, titleId: 'O-1' });
  await second.on.vehicle.recordReading({
    ...{ vin: VIN, readingId: 'M-1', value: 9, unit: 'km', at: '2026-01-20T10:00:00.000Z', source: 'owner' },
  });
});

test.each([
  ['do not add up', [500_000, 400_000], ['registry/owner', 'registry/partner']],
  ['name one twice', [500_000, 500_000], ['registry/owner', 'registry/owner']],
])('V11: shares that %s are refused', async (_, says, names) => {
  const { registrar, plant } = await openShowroom();
  await plant.on.vehicle.certifyBirth(birth(VIN));
  const holders = says.map((sayPpm, at) => ({ holder: names[at] ?? '', sayPpm }));
  await expect(
    registrar.on.vehicle.register({
      ...{ vin: VIN, registrationId: 'R-1', owner: 'registry/owner', jurisdiction: 'DE', plateTag: tag('B') },
      shared: { holders, needsPpm: 1_000_000 },
    }),
  ).rejects.toMatchObject({ code: 'INVALID_REQUEST' });
});

test('V11, bcgov/entity#16197: an organisation owns a vehicle, and its staff offers it', async () => {
  const { registrar, lender, plant, buyer, owner } = await openShowroom();
  await plant.on.vehicle.certifyBirth(birth(VIN));
  await registrar.on.vehicle.register({
    ...{ vin: VIN, registrationId: 'R-1', owner: 'lender', jurisdiction: 'DE', plateTag: tag('B-RB 1') },
  });
  expect((await lender.on.vehicle.listOwned({ owner: 'lender' })).items).toMatchObject([{ owner: 'lender' }]);
  await expect(owner.on.vehicle.listOwned({ owner: 'lender' })).rejects.toMatchObject({ code: 'NOT_YOURS' });
  await lender.on.vehicle.offerTitle({ ...offer, to: 'registry/buyer' });
  await buyer.on.vehicle.acceptTitle(offer);
  expect(await registrar.on.vehicle.passTitle(offer)).toMatchObject({ owner: 'registry/buyer' });
});

test.each(['inheritance', 'court'] as const)(
  'V11: by %s a title passes without an offer, by the registrar, with its reason',
  async (reason) => {
    const { owner, registrar, buyer, ledger } = await openGarage();
    await owner.on.vehicle.offerTitle({ ...offer, to: 'registry/owner2' });
    const deed = { vin: VIN, titleId: 'T-9', to: 'registry/buyer', reason, reference: 'AG Mitte 4 VI 12/26' };
    await expect(owner.on.vehicle.transferTitle(deed as never)).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    });
    const passed = await registrar.on.vehicle.transferTitle(deed);
    expect(passed).toMatchObject({ owner: 'registry/buyer', owners: 2, titleId: 'T-9' });
    expect(passed).not.toHaveProperty('offer');
    expect(await registrar.on.vehicle.transferTitle(deed)).toMatchObject({ owners: 2 });
    expect(ledger.events.at(-1)?.facts[0]).toMatchObject({ name: 'TitlePassed', reason });
    await expect(registrar.on.vehicle.transferTitle({ ...deed, titleId: 'T-10' })).rejects.toMatchObject({
      code: 'OFFER_TO_SELF',
    });
    const { items } = await buyer.on.vehicle.listTitles({ vin: VIN });
    expect(items.at(-1)).toMatchObject({ no: 2, reason, reference: deed.reference, from: 'registry/owner' });
  },
);

test('V12, island.is#11319: an accepted offer lapses after 30 days; then the seller offers it to another', async () => {
  const { owner, buyer, registrar, ledger } = await openGarage();
  await owner.on.vehicle.offerTitle({ ...offer, to: 'registry/buyer' });
  await buyer.on.vehicle.acceptTitle(offer);
  await expect(owner.on.vehicle.withdrawOffer(offer)).rejects.toMatchObject({ code: 'OFFER_ACCEPTED' });
  ledger.pass(30 * DAY_MS - 60_000);
  await expect(
    owner.on.vehicle.offerTitle({ vin: VIN, offerId: 'O-2', to: 'registry/other' }),
  ).rejects.toMatchObject({ code: 'OFFER_OPEN' });
  ledger.pass(120_000);
  await expect(registrar.on.vehicle.passTitle(offer)).rejects.toMatchObject({ code: 'OFFER_LAPSED' });
  expect(await owner.on.vehicle.offerTitle({ vin: VIN, offerId: 'O-2', to: 'registry/other' })).toMatchObject(
    { offer: { offerId: 'O-2' } },
  );
});

test('V12: a lapsed offer is taken back by the seller, and any offer is ended by the registrar', async () => {
  const { owner, buyer, registrar, ledger } = await openGarage();
  await owner.on.vehicle.offerTitle({ ...offer, to: 'registry/buyer' });
  await buyer.on.vehicle.acceptTitle(offer);
  expect(await registrar.on.vehicle.withdrawOffer(offer)).not.toHaveProperty('offer');
  const again = { vin: VIN, offerId: 'O-2' };
  await owner.on.vehicle.offerTitle({ ...again, to: 'registry/buyer' });
  await buyer.on.vehicle.acceptTitle(again);
  ledger.pass(31 * DAY_MS);
  expect(await owner.on.vehicle.withdrawOffer(again)).not.toHaveProperty('offer');
});

test('V11: each of several owners lists what it owns with others, and nobody else does', async () => {
  const { owner, partner, buyer } = await openHousehold();
  for (const [who, name] of [
    [owner, 'registry/owner'],
    [partner, 'registry/partner'],
  ] as const)
    expect((await who.on.vehicle.listOwned({ owner: name })).items.map(({ vin }) => vin)).toEqual([VIN]);
  expect((await buyer.on.vehicle.listOwned({ owner: 'registry/buyer' })).items).toEqual([]);
  await expect(buyer.on.vehicle.listOwned({ owner: 'registry/partner' })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
});

test('V11, BGB § 747: what several own is pledged when those agree whose say is needed', async () => {
  const { owner, partner, buyer, registrar } = await openHousehold();
  const lien = { lienId: 'LN-1', holder: 'lender' };
  const placed = {
    ...lien,
    loanId: 'L-1',
    amount: { amount: 10_000n, currency: 'EUR' as const },
    at: '2026-03-02T09:00:00.000Z',
  };
  const read = () => registrar.on.vehicle.read({ vin: VIN }) as Promise<Vehicle>;
  const placing = async (by: string) => placeLien(await read(), { ...placed, by }).liens.length;
  await expect(placing('registry/owner')).rejects.toMatchObject({
    code: 'LIEN_UNAGREED',
    facts: { ppm: 500_000, needsPpm: 1_000_000 },
  });
  await expect(buyer.on.vehicle.agreeToLien({ vin: VIN, ...lien })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
  const agreed = await partner.on.vehicle.agreeToLien({ vin: VIN, ...lien });
  expect(await partner.on.vehicle.agreeToLien({ vin: VIN, ...lien })).toEqual(agreed);
  expect(await placing('registry/owner')).toBe(1);
  await expect(placing('registry/stranger')).rejects.toMatchObject({ code: 'LIEN_UNAGREED' });
  await owner.on.vehicle.agreeToLien({ vin: VIN, ...lien });
  expect(await placing('registry/stranger')).toBe(1);
});
