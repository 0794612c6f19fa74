import { canonical } from '@roadbook/chaincode/api';
import { z } from 'zod';
import { CertificateContent } from '../../../chaincode/src/vehicle/records/certificate';
import { openBank } from '../loan/cast';
import { car, commission, epc, fit } from '../part/yard';
import { asked, tariff } from '../policy/cast';
import { birth, EUROPEAN, hash, openGarage, openShowroom, tag, VIN } from '../vehicle/cast';

test('one query on one number shows the whole life', async () => {
  const { workshop, registrar, plant, buyer, ledger } = await openGarage();
  const at = ledger.events.at(-1)?.at ?? '';
  await workshop.on.vehicle.recordReadingMany({
    items: [
      {
        vin: VIN,
        readingId: 'M-1',
        value: 10,
        unit: 'km',
        at: '2026-01-20T10:00:00.000Z',
        source: 'inspection',
      },
      {
        vin: VIN,
        readingId: 'M-2',
        value: 900,
        unit: 'km',
        at: '2026-02-20T10:00:00.000Z',
        source: 'service',
      },
    ],
  });
  await workshop.on.vehicle.recordInspection({
    vin: VIN,
    inspectionId: 'I-1',
    at: '2026-01-20T10:00:00.000Z',
    result: 'passed',
    validUntil: '2028-02-01',
  });
  await registrar.on.vehicle.brandTitle({ vin: VIN, brandId: 'B-1', name: 'hail', reference: 'C-1' });
  const chain = await buyer.on.trust.read({ vin: VIN });
  expect(chain).toMatchObject({
    institutional: {
      title: { status: 'registered', owner: 'registry/owner', owners: 1, brands: [{ name: 'hail' }] },
      liens: [],
      cover: { items: [] },
      inspections: { items: [{ result: 'passed' }] },
    },
    technical: {
      birth: { manufacturer: 'manufacturer' },
      parts: { items: [], truncated: false },
      odometer: { verdict: 'logical', readings: 2 },
      recalls: { items: [] },
      service: [{ at: '2026-02-20T00:00:00.000Z', value: 900, source: 'service' }],
    },
    economic: {
      loans: { items: [] },
      usage: { readings: 2, first: { value: 10 }, last: { value: 900 } },
      trades: { items: [{ no: 1 }] },
    },
  });
  expect(chain.at >= at).toBe(true);
  expect(JSON.stringify(chain)).not.toContain('plate');
  await expect(plant.on.trust.read({ vin: '5GZCZ43D13S812715' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('the sale certificate holds what a buyer must know under a hash', async () => {
  const { registrar, plant, buyer, workshop } = await openGarage();
  await workshop.on.vehicle.recordReading({
    vin: VIN,
    readingId: 'M-1',
    value: 10,
    unit: 'km',
    at: '2026-01-20T10:00:00.000Z',
    source: 'inspection',
  });
  const recall = {
    campaign: '26V001000',
    receivedOn: '2026-01-15',
    component: 'c',
    summary: 's',
    consequence: 'c',
    remedy: 'r',
    make: 'm',
    model: 'm',
  };
  await plant.on.vehicle.announceRecall({ ...recall, parkIt: false, parkOutside: false, overTheAir: true });
  await plant.on.vehicle.recallVehicle({ vin: VIN, campaign: '26V001000' });
  await registrar.on.vehicle.reportTheft({ vin: VIN });
  const { content, hash: sealed } = await buyer.on.vehicle.readCertificate({ vin: VIN });
  expect(content).toMatchObject({
    stolen: true,
    openRecalls: [{ campaign: '26V001000' }],
    openLiens: [],
    readings: [{ value: 10 }],
    readingsOmitted: false,
  });
  expect(sealed).toBe(hash(canonical(z.encode(CertificateContent, content))));
  await workshop.on.vehicle.completeRecall({ vin: VIN, campaign: '26V001000' });
  expect((await buyer.on.vehicle.readCertificate({ vin: VIN })).content.openRecalls).toEqual([]);
});

test('an inspection of the future is not recorded', async () => {
  const { workshop } = await openGarage();
  const inspection = {
    vin: VIN,
    inspectionId: 'I-1',
    at: '2099-01-20T10:00:00.000Z',
    result: 'passed',
  } as const;
  await expect(workshop.on.vehicle.recordInspection(inspection)).rejects.toMatchObject({
    code: 'INSPECTION_AHEAD',
  });
  const past = { ...inspection, at: '2026-01-20T10:00:00.000Z' };
  const recorded = await workshop.on.vehicle.recordInspection(past);
  expect(await workshop.on.vehicle.recordInspection(past)).toEqual(recorded);
  expect((await workshop.on.vehicle.listInspections({ vin: VIN })).items).toHaveLength(1);
  expect((await workshop.on.vehicle.listAccidents({ vin: VIN })).items).toEqual([]);
});

test('a loan puts its lien on the title, stops its passing, and shows in the chain', async () => {
  const { lend, owner, buyer, registrar, lender } = await openBank();
  const loan = await lend();
  const chain = await buyer.on.trust.read({ vin: VIN });
  expect(chain.institutional.liens).toEqual([{ holder: 'lender', rank: 1 }]);
  expect(chain.economic.loans.items).toEqual([]);
  const whole = await owner.on.trust.read({ vin: VIN });
  expect(whole.institutional.liens).toMatchObject([{ holder: 'lender', loanId: 'L-1', rank: 1 }]);
  expect(whole.economic.loans.items).toMatchObject([{ loanId: 'L-1', lender: 'lender', status: 'active' }]);
  await owner.on.vehicle.offerTitle({ vin: VIN, offerId: 'O-1', to: 'registry/buyer' });
  await buyer.on.vehicle.acceptTitle({ vin: VIN, offerId: 'O-1' });
  await expect(registrar.on.vehicle.passTitle({ vin: VIN, offerId: 'O-1' })).rejects.toMatchObject({
    code: 'LIEN_OPEN',
  });
  await expect(registrar.on.vehicle.exportVehicle({ vin: VIN, country: 'NOR' })).rejects.toMatchObject({
    code: 'LIEN_OPEN',
  });
  expect((await buyer.on.vehicle.readCertificate({ vin: VIN })).content.openLiens).toHaveLength(1);
  const amount = loan.terms.principal;
  const consented = await lender.on.vehicle.consentToLien({
    vin: VIN,
    lienId: 'X-2',
    holder: 'bank',
    amount,
  });
  expect(consented.lienConsents).toMatchObject([{ lienId: 'X-2', by: 'lender' }]);
  await lender.on.vehicle.releaseLien({ vin: VIN, lienId: loan.lienId });
  expect(await registrar.on.vehicle.passTitle({ vin: VIN, offerId: 'O-1' })).toMatchObject({
    owner: 'registry/buyer',
  });
});

test('cover shows in the chain without the person who took it out', async () => {
  const { insurer, be, buyer } = await openGarage();
  const olga = await be('registry/olga', 'owner');
  const { insurer: _insurer, ...stated } = tariff;
  await insurer.on.policy.publishTariff(stated);
  const dates = { startsAt: '2026-04-01T00:00:00.000Z', quotedUntil: '2026-03-20T00:00:00.000Z' };
  await insurer.on.policy.quote({
    ...asked,
    ...dates,
    covers: [...asked.covers],
    tariffId: 'car',
    tariffVersion: 1,
  });
  await olga.on.policy.bind({ policyId: 'P-1' });
  const chain = await buyer.on.trust.read({ vin: VIN });
  expect(chain.institutional.cover.items).toEqual([{ status: 'bound' }]);
  expect((await insurer.on.trust.read({ vin: VIN })).institutional.cover.items).toEqual([
    { insurer: 'insurer', status: 'bound', startsAt: dates.startsAt, endsAt: '2027-04-01T00:00:00.000Z' },
  ]);
  expect(JSON.stringify(chain)).not.toContain('olga');
});

test('parts show in the chain with what was noticed about them', async () => {
  const { plant, registrar, buyer } = await openShowroom();
  await plant.on.vehicle.certifyBirth({ ...birth(EUROPEAN), epc: car });
  await registrar.on.vehicle.register({
    vin: EUROPEAN,
    registrationId: 'R-1',
    owner: 'registry/owner',
    jurisdiction: 'DE',
    plateTag: tag('B-RB 1'),
  });
  await plant.on.part.capture({ event: commission(car, epc('A')) });
  await plant.on.part.capture({ event: fit(car, epc('A'), epc('FAKE')) });
  const { parts } = (await buyer.on.trust.read({ vin: EUROPEAN })).technical;
  expect(parts.items.map(({ epc: one, how, flags }) => [one, how, flags])).toEqual([
    [epc('A'), 'contained', []],
    [epc('FAKE'), 'contained', ['never_commissioned']],
  ]);
});
