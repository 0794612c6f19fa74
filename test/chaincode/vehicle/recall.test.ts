import { countRecalled, completeRecall, mustBeAnnouncer } from '../../../chaincode/src/vehicle/rules/recall';
import { fromNhtsa, toNhtsa } from '../../../chaincode/src/vehicle/nhtsa/recall';
import { birth, EUROPEAN, openGarage, VIN } from './cast';

const campaign = {
  campaign: '26V001000',
  receivedOn: '2026-01-15',
  component: 'AIR BAGS:FRONTAL',
  summary: 'The inflator may rupture.',
  consequence: 'Sharp metal fragments may strike the occupants.',
  remedy: 'Dealers will replace the inflator, free of charge.',
  make: 'WORKS',
  model: 'M8',
  parkIt: false,
  parkOutside: true,
  overTheAir: false,
};

test('a recall is announced, laid on vehicles and completed once', async () => {
  const { plant, workshop, buyer, auditor } = await openGarage();
  await plant.on.vehicle.certifyBirth(birth(EUROPEAN));
  const announced = await plant.on.vehicle.announceRecall(campaign);
  expect(announced).toMatchObject({ manufacturer: 'manufacturer' });
  expect(await plant.on.vehicle.announceRecall(campaign)).toEqual(announced);
  await plant.on.vehicle.recallVehicleMany({
    items: [VIN, EUROPEAN].map((vin) => ({ vin, campaign: campaign.campaign })),
  });
  expect((await buyer.on.vehicle.listRecalls({ vin: VIN })).items).toMatchObject([{ campaign: '26V001000' }]);
  const done = await workshop.on.vehicle.completeRecall({
    vin: VIN,
    campaign: '26V001000',
    reference: 'S-1',
  });
  expect(done).toMatchObject({ completedBy: 'registry/workshop', reference: 'S-1' });
  expect(await plant.on.vehicle.completeRecall({ vin: VIN, campaign: '26V001000' })).toEqual(done);
  expect((await auditor.on.vehicle.listRecalled({ campaign: '26V001000' })).items).toHaveLength(2);
  expect(await buyer.on.vehicle.readRecall({ campaign: '26V001000' })).toMatchObject({ parkOutside: true });
});

test('V13: a campaign is extended by its announcer alone, and waits for a number that comes later', async () => {
  const { plant, workshop, buyer, registrar, auditor } = await openGarage();
  await plant.on.vehicle.announceRecall(campaign);
  const imported = { vin: 'KLATF08Y1VB363636', campaign: '26V001000' };
  await plant.on.vehicle.recallVehicle(imported);
  expect(await auditor.on.vehicle.countRecalled({ campaign: '26V001000' })).toMatchObject({ affected: 1 });
  await expect(workshop.on.vehicle.completeRecall(imported)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await registrar.on.vehicle.admit({ vin: imported.vin });
  expect((await buyer.on.trust.read({ vin: imported.vin })).technical.recalls.items).toMatchObject([
    imported,
  ]);
  const { content } = await buyer.on.vehicle.readCertificate({ vin: imported.vin });
  expect(content.openRecalls).toHaveLength(1);
  await workshop.on.vehicle.completeRecall(imported);
  await expect(
    plant.on.vehicle.recallVehicle({ ...imported, vin: '1M8GDM9A1KP042788' }),
  ).rejects.toMatchObject({ code: 'VIN_REFUSED' });
  const recall = await plant.on.vehicle.readRecall({ campaign: '26V001000' });
  expect(() => mustBeAnnouncer(recall, 'other')).toThrow('RECALL_OF_ANOTHER');
});

test('the vehicles of a campaign are counted a thousand at a time, and none is named', async () => {
  const { plant, workshop, auditor } = await openGarage();
  await plant.on.vehicle.certifyBirth(birth(EUROPEAN));
  await plant.on.vehicle.announceRecall({ ...campaign, notification: 'N-1' });
  await plant.on.vehicle.recallVehicleMany({
    items: [VIN, EUROPEAN].map((vin) => ({ vin, campaign: campaign.campaign })),
  });
  await workshop.on.vehicle.completeRecall({ vin: VIN, campaign: '26V001000' });
  expect(await auditor.on.vehicle.countRecalled({ campaign: '26V001000' })).toEqual({
    affected: 2,
    completed: 1,
  });
  expect((await workshop.on.vehicle.listCampaigns({ notification: 'N-1' })).items).toHaveLength(1);
  const page = {
    items: Array.from({ length: 100 }, () => ({
      vin: VIN,
      campaign: 'C',
      openedAt: '2026-01-01T00:00:00.000Z',
    })),
  };
  const pages = async ({ after = '0' }) =>
    after === '12' ? page : { ...page, next: String(Number(after) + 1) };
  expect(await countRecalled(pages, undefined)).toEqual({ affected: 1000, completed: 0, next: '10' });
  expect(await countRecalled(pages, '10')).toEqual({ affected: 300, completed: 0 });
});

test('the words of NHTSA go out and come back', () => {
  const out = toNhtsa(
    { ...campaign, manufacturer: 'manufacturer', modelYear: 2026, notes: 'Owners will be told by mail.' },
    'Works AG',
  );
  expect(out).toEqual({
    NHTSACampaignNumber: '26V001000',
    Manufacturer: 'Works AG',
    ReportReceivedDate: '15/01/2026',
    Component: 'AIR BAGS:FRONTAL',
    Summary: campaign.summary,
    Consequence: campaign.consequence,
    Remedy: campaign.remedy,
    Notes: 'Owners will be told by mail.',
    ModelYear: '2026',
    Make: 'WORKS',
    Model: 'M8',
    parkIt: false,
    parkOutSide: true,
    overTheAirUpdate: false,
  });
  expect(fromNhtsa(out)).toEqual({ ...campaign, modelYear: 2026, notes: 'Owners will be told by mail.' });
  expect(fromNhtsa(toNhtsa({ ...campaign, manufacturer: 'manufacturer' }, 'Works AG'))).toEqual(campaign);
});

test('the first completion of a recall stands', () => {
  const open = { vin: VIN, campaign: '26V001000', openedAt: '2026-02-01T10:00:00.000Z' };
  const done = completeRecall(open, { by: 'registry/workshop', at: '2026-02-02T10:00:00.000Z' });
  expect(completeRecall(done, { by: 'registry/other', at: '2026-02-03T10:00:00.000Z' })).toBe(done);
});

test('a recall that was completed is not completed under another reference', () => {
  const open = { vin: VIN, campaign: '26V001000', openedAt: '2026-02-01T10:00:00.000Z' };
  const by = { by: 'registry/workshop', at: '2026-02-02T10:00:00.000Z' };
  const done = completeRecall(open, { ...by, reference: 'W-1' });
  expect(completeRecall(done, { ...by, reference: 'W-1' })).toBe(done);
  expect(() => completeRecall(done, { ...by, reference: 'W-2' })).toThrow('EXISTS_DIFFERENTLY');
});

test('V13: a completion for the wrong car is reopened by the maker, and stays to be read', async () => {
  const { plant, workshop, buyer, auditor, ledger } = await openGarage();
  await plant.on.vehicle.announceRecall(campaign);
  const named = { vin: VIN, campaign: '26V001000' };
  await plant.on.vehicle.recallVehicle(named);
  const reopening = { ...named, reason: 'The remedy was done on another vehicle.' };
  await expect(plant.on.vehicle.reopenRecall(reopening)).rejects.toMatchObject({ code: 'WRONG_STATUS' });
  const done = await workshop.on.vehicle.completeRecall({ ...named, reference: 'S-1' });
  await expect(workshop.on.vehicle.reopenRecall(reopening as never)).rejects.toMatchObject({
    code: 'NOT_ALLOWED',
  });
  const open = await plant.on.vehicle.reopenRecall(reopening);
  expect(open).toMatchObject({
    reopened: { reason: reopening.reason, completedAt: done.completedAt, completedBy: 'registry/workshop' },
  });
  expect(open).not.toHaveProperty('completedAt');
  expect(ledger.events.at(-1)?.facts[0]).toMatchObject({ name: 'RecallReopened', vin: VIN });
  expect(await auditor.on.vehicle.countRecalled({ campaign: '26V001000' })).toMatchObject({
    affected: 1,
    completed: 0,
  });
  expect((await buyer.on.vehicle.readCertificate({ vin: VIN })).content.openRecalls).toHaveLength(1);
  expect(await workshop.on.vehicle.completeRecall({ ...named, reference: 'S-2' })).toMatchObject({
    reference: 'S-2',
  });
});

test('V10: a recall that was received on a day to come is not announced', async () => {
  const { plant } = await openGarage();
  await expect(
    plant.on.vehicle.announceRecall({ ...campaign, receivedOn: '2099-01-01' }),
  ).rejects.toMatchObject({ code: 'DAY_AHEAD' });
});
