import { saleAgreement } from '@roadbook/chaincode/api';
import { mustDisclose } from '../../../chaincode/src/sale/rules/disclosure';
import type { Vehicle } from '../../../chaincode/src/vehicle/records/vehicle';
import { medianOf } from '../../../chaincode/src/sale/rules/guideprice';
import { birth, EUROPEAN, tag } from '../vehicle/cast';
import { asked, tariff } from '../policy/cast';
import { BUYER, DAY, eur, nonce, openMarket, SELLER, VIN } from './cast';

const points = [
  { code: 'brakes', result: 'ok' },
  { code: 'tyres', result: 'fail', cost: eur(40_000n) },
] as const;

test('only the holder of the title lists a vehicle, with a history that anyone can check', async () => {
  const { buyer, seller, list, certify } = await openMarket();
  const certificate = await certify();
  expect(await list({ certificate })).toMatchObject({ status: 'listed', seller: SELLER, model: 'M8' });
  const request = {
    listingId: 'S-2',
    vin: VIN,
    certificate,
    disclosures: [],
    policies: [],
    charges: [],
    arbiter: 'registry/auditor',
  };
  const { terms, until } = await buyer.on.sale.read({ listingId: 'S-1' });
  await expect(buyer.on.sale.list({ ...request, terms, until })).rejects.toMatchObject({ code: 'NOT_YOURS' });
  await expect(seller.on.sale.list({ ...request, terms, until, arbiter: SELLER })).rejects.toMatchObject({
    code: 'TRADE_SIDES_WRONG',
  });
  await expect(seller.on.sale.list({ ...request, terms, until: certificate.issuedAt })).rejects.toMatchObject(
    {
      code: 'LISTING_OVER',
    },
  );
  expect(await buyer.on.sale.read({ listingId: 'S-1' })).toMatchObject({
    stale: false,
    over: false,
    warnings: [],
  });
  expect((await buyer.on.sale.listListings({ model: 'M8' })).items.map(({ listingId }) => listingId)).toEqual(
    ['S-1'],
  );
  expect((await buyer.on.sale.listListings({})).items).toHaveLength(1);
  expect((await seller.on.sale.unlist({ listingId: 'S-1' })).status).toBe('withdrawn');
  expect((await buyer.on.sale.listListings({})).items).toEqual([]);
  await expect(buyer.on.sale.open({ tradeId: 'T-1', listingId: 'S-1' })).rejects.toMatchObject({
    code: 'LISTING_OVER',
  });
});

test('a seller names only own policies on the vehicle', async () => {
  const { insurer, seller, certify, list } = await openMarket({ at: Date.parse('2026-02-01T09:00:00Z') });
  const { insurer: _insurer, ...stated } = tariff;
  await insurer.on.policy.publishTariff(stated);
  const dates = { startsAt: '2026-02-02T00:00:00.000Z', quotedUntil: '2026-02-02T00:00:00.000Z' };
  await insurer.on.policy.quote({
    ...asked,
    vin: VIN,
    policyholder: BUYER,
    tariffId: 'car',
    tariffVersion: 1,
    ...dates,
  });
  await expect(list({ policies: ['P-1'] })).rejects.toMatchObject({ code: 'LISTING_POLICY_WRONG' });
  await list();
  const certificate = await certify();
  await expect(
    seller.on.sale.refresh({ listingId: 'S-1', certificate, policies: ['P-1'] }),
  ).rejects.toMatchObject({
    code: 'LISTING_POLICY_WRONG',
  });
  const [policyId, renewed] = ['P-2', { policyholder: SELLER, tariffId: 'car', tariffVersion: 1, ...dates }];
  await insurer.on.policy.quote({ ...asked, policyId, vin: VIN, ...renewed });
  expect(
    (await seller.on.sale.refresh({ listingId: 'S-1', certificate, policies: [policyId] })).policies,
  ).toEqual([policyId]);
});

test('a new fact makes the listing stale until the seller shows the history as it is', async () => {
  const { workshop, buyer, seller, list, at, certify, ledger } = await openMarket();
  await list();
  ledger.pass(1000);
  await workshop.on.vehicle.recordReading({
    vin: VIN,
    readingId: 'K-1',
    value: 5000,
    unit: 'km',
    at: at(0),
    source: 'service',
  });
  expect((await buyer.on.sale.read({ listingId: 'S-1' })).stale).toBe(true);
  await buyer.on.sale.open({ tradeId: 'T-1', listingId: 'S-1' });
  const price = eur(100n);
  const { seal } = await buyer.on.sale.keepPrice({ tradeId: 'T-1', round: 1 }, { price, nonce });
  const agreement = saleAgreement({ tradeId: 'T-1', price, nonce });
  const old = (await buyer.on.sale.read({ listingId: 'S-1' })).certificate;
  const word = { tradeId: 'T-1', round: 1, seal, agreement, certificateHash: old.hash };
  await expect(buyer.on.sale.agree(word)).rejects.toMatchObject({ code: 'LISTING_STALE' });
  const certificate = await certify();
  expect(await seller.on.sale.refresh({ listingId: 'S-1', certificate })).toMatchObject({ certificate });
  expect(await buyer.on.sale.read({ listingId: 'S-1' })).toMatchObject({ stale: false });
  await expect(buyer.on.sale.agree(word)).rejects.toMatchObject({ code: 'HISTORY_DIFFERS' });
  expect(await buyer.on.sale.agree({ ...word, certificateHash: certificate.hash })).toMatchObject({
    status: 'offered',
  });
});

test('a reading that is near stops no trade, one that is far or lower does', async () => {
  const { workshop, buyer, seller, list, at, word, certify, ledger } = await openMarket();
  const shows = async (readingId: string, value: number) => {
    ledger.pass(86_400_000);
    await workshop.on.vehicle.recordReading({
      vin: VIN,
      readingId,
      value,
      unit: 'km',
      at: at(0),
      source: 'service',
    });
  };
  await shows('K-1', 5000);
  await list();
  await buyer.on.sale.open({ tradeId: 'T-1', listingId: 'S-1' });
  await shows('K-2', 5500);
  expect((await buyer.on.sale.read({ listingId: 'S-1' })).stale).toBe(true);
  expect((await word(seller, 100n)).status).toBe('offered');
  await shows('K-3', 5501);
  await expect(word(buyer, 100n)).rejects.toMatchObject({ code: 'LISTING_STALE' });
  await seller.on.sale.refresh({ listingId: 'S-1', certificate: await certify() });
  await shows('K-4', 5400);
  await expect(word(buyer, 100n)).rejects.toMatchObject({ code: 'LISTING_STALE' });
});

test('a recall that no transaction reads still shows in the listing', async () => {
  const { plant, buyer, list, ledger } = await openMarket();
  await list();
  ledger.pass(1000);
  await plant.on.vehicle.announceRecall({
    ...{
      campaign: '26V001000',
      receivedOn: '2026-01-15',
      component: 'AIR BAGS:FRONTAL',
      summary: 'The inflator may rupture.',
    },
    ...{
      consequence: 'Metal may strike the occupants.',
      remedy: 'A new inflator.',
      make: 'WORKS',
      model: 'M8',
    },
    ...{ parkIt: false, parkOutside: true, overTheAir: false },
  });
  await plant.on.vehicle.recallVehicle({ vin: VIN, campaign: '26V001000' });
  const seen = await buyer.on.sale.read({ listingId: 'S-1' });
  expect([seen.stale, seen.warnings]).toEqual([true, ['openRecall']]);
});

test('a false certificate never counts', async () => {
  const { buyer, list, certify } = await openMarket();
  await list({ certificate: { ...(await certify()), hash: '0'.repeat(64) } });
  expect((await buyer.on.sale.read({ listingId: 'S-1' })).stale).toBe(true);
});

test('an independent workshop inspects, and its report counts for 14 days and 500 km', async () => {
  const { workshop, garageman, plant, registrar, be, buyer, list, at, certify, ledger } = await openMarket();
  await list();
  const report = {
    listingId: 'S-1',
    reportId: 'R-1',
    points: [...points],
    shows: { value: 1000, unit: 'km' as const },
  };
  await workshop.on.sale.inspect(report);
  expect(await workshop.on.sale.inspect(report)).toMatchObject({ inspector: 'registry/workshop', vin: VIN });
  const counts = async () =>
    (await buyer.on.sale.listReports({ listingId: 'S-1' })).items.map((one) => one.counts);
  expect(await counts()).toEqual([true]);
  await workshop.on.vehicle.recordReading({
    vin: VIN,
    readingId: 'K-1',
    value: 1501,
    unit: 'km',
    at: at(0),
    source: 'service',
  });
  expect(await counts()).toEqual([false]);
  await garageman.on.sale.inspect({ ...report, reportId: 'R-2', shows: { value: 1501, unit: 'km' } });
  expect(await counts()).toEqual([false, true]);
  ledger.pass(14 * DAY);
  expect(await counts()).toEqual([false, false]);
  await plant.on.vehicle.certifyBirth(birth(EUROPEAN));
  const plate = { registrationId: 'R-2', jurisdiction: 'DE', plateTag: tag('B-W 1') };
  await registrar.on.vehicle.register({ vin: EUROPEAN, owner: 'registry/workshop', ...plate });
  const own = await be('registry/workshop', 'workshop');
  const { terms } = await buyer.on.sale.read({ listingId: 'S-1' });
  const wanted = {
    listingId: 'S-9',
    vin: EUROPEAN,
    certificate: await certify(EUROPEAN),
    disclosures: [],
    policies: [],
    charges: [],
  };
  await own.on.sale.list({ ...wanted, arbiter: 'registry/auditor', terms, until: at(DAY) });
  await expect(own.on.sale.inspect({ ...report, listingId: 'S-9' })).rejects.toMatchObject({
    code: 'INSPECTOR_NOT_INDEPENDENT',
  });
});

test('a price is told from five settled sales on, never from four', async () => {
  const { seller } = await openMarket();
  await expect(seller.on.sale.guidePrice({ model: 'M8', fromKm: 0, untilKm: 100_000 })).rejects.toMatchObject(
    {
      code: 'TOO_FEW_SALES',
      facts: { found: 0, needed: 5 },
    },
  );
});

test('the median of five and of six prices', () => {
  const of = (...amounts: number[]) => medianOf(amounts.map((amount) => eur(BigInt(amount))));
  expect(of(500, 100, 300, 200, 400)).toEqual({ median: eur(300n), sales: 5 });
  expect(of(600, 500, 100, 300, 200, 401)).toEqual({ median: eur(350n), sales: 6 });
  expect(() => of(1, 2, 3, 4)).toThrow('TOO_FEW_SALES');
});

test('what the ledger knows must be disclosed, and a stolen vehicle is not listed', async () => {
  const { list, registrar, seller, certify } = await openMarket();
  await list();
  await registrar.on.vehicle.brandTitle({ vin: VIN, brandId: 'B-1', name: 'formerTaxi' });
  const missing = { code: 'DISCLOSURE_MISSING', facts: { disclosure: 'commercialUse' } };
  await expect(list({ listingId: 'S-2' })).rejects.toMatchObject(missing);
  const again = { listingId: 'S-1', certificate: await certify() };
  await expect(seller.on.sale.refresh(again)).rejects.toMatchObject(missing);
  expect((await seller.on.sale.refresh({ ...again, disclosures: ['commercialUse'] })).disclosures).toEqual([
    'commercialUse',
  ]);
  await registrar.on.vehicle.reportTheft({ vin: VIN });
  await expect(list({ listingId: 'S-3', disclosures: ['commercialUse'] })).rejects.toMatchObject({
    code: 'WRONG_STATUS',
  });
  const vehicle = (await registrar.on.vehicle.read({ vin: VIN })) as Vehicle;
  const lien = {
    lienId: 'l',
    holder: 'lender',
    loanId: 'L',
    amount: eur(1n),
    rank: 1,
    placedAt: '2026-01-01T00:00:00.000Z',
  };
  const said = ['commercialUse' as const];
  expect(() => mustDisclose({ ...vehicle, liens: [lien] }, said, 'owner')).not.toThrow();
  expect(() => mustDisclose({ ...vehicle, liens: [lien] }, said, 'dealer')).toThrow(/floorPlan/);
});
