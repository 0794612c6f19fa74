import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { birth, EUROPEAN, hash, openGarage, VIN } from './cast';

// Samples of the publisher: eclipse-tractusx/sldt-semantic-models, gen/ProductDescription.json of
// io.catenax.vehicle.product_description 3.0.0 and gen/CertificateOfDestruction.json of 2.0.0 (CC-BY-4.0).

const SAMPLE = {
  vehicle: {
    catenaXId: '580d3adf-1981-44a0-a214-13d6ceed9379',
    modelIdentifier: '689-G8',
    emptyWeight: 2000,
    production: {
      plantIdentifier: '4711',
      productionDate: '2018-01-15T00:00:00',
      plantDescription: 'Wolfsburg',
    },
    driveType: 'All-Wheel Drive',
    fuel: { kbaFuelType: 'Unbekannt', nhtsaFuelType: 'Compressed Hydrogen/Hydrogen' },
    steeringPos: 'Left-Hand Drive',
    hybridizationType: 'battery electric vehicle',
    body: {
      ...{ numberOfDoors: 5, kbaBody: 'Limousine', nhtsaBody: 'Cargo Van', colorId: 'LY7W ' },
      colorDescription: 'Light grey',
    },
    anonymizedVin: '3747429FGH382923974682',
    modelDescription: 'Golf VIII',
    equipments: [
      { equipmentIdentifier: 'S248A', equipmentDescription: 'Seat heating front', group: 'Interior' },
    ],
    sale: { soldDate: '2018-02-03T00:00:00', countryCode: 'DEU', countryGroup: 'Europe' },
    vehicleSeries: 'Golf',
    softwareCategory: 'TZGH64738',
    oem: { wmiCode: 'WBA', cxBPN: 'BPN-811', wmiDescription: 'BMW AG' },
    engines: [
      {
        ...{ serialNumber: '3434937GJJG3738', size: 1968, installDate: '2018-01-10T00:00:00' },
        ...{ engineDescription: '2.0 TDI', power: 110, engineId: 'CKBY', engineSeries: 'EA189' },
        engineProductionDate: '2017-10-20T00:00:00',
      },
    ],
    systemPower: 110,
    class: 'A',
    softwareVersion: '3.4.9837.567',
  },
} as const;

const address = (name: string, country: string) => ({
  ...{ houseNumber: '45', zip: '68161/12', name, country, location: 'Mannheim', street: 'Bernstraße' },
});
const contact = { fax: '1580 9  3  733665', phone: '+789153415820  9475486' };
const authorised = {
  expiryDate: '2025-10-31',
  issueDate: '2025-10-31',
  isVehicleWithdrawnFromService: false,
};
const CERTIFICATE = {
  dismantlerProperties: {
    ...authorised,
    governmentAddress: address('VLhpfQGT', 'ON'),
    dismantlerAuditorContact: contact,
    receiverAuditorAddress: address('UMaAIKKI', 'GF'),
    dismantlerContact: contact,
    dismantlerAuditorAddress: address('dpHYZGht', 'EO'),
    dismantlerAddress: address('RYtGKbgi', 'TO'),
  },
  serialNumber: 'LRP1087432',
  companyNumber: 'S30A00065',
  vehicleProperties: {
    ...{ licenseAbbreviation: 'HAL', isVehicleInformationComplete: false, licensePlate: 'HAL-UI123' },
    ...{ identification: 'WBAAY711X0KC28153', emptyWeight: -1.7976931348623157e308, model: '318 I' },
    ...{ brand: 'BMW', class: '01', firstRegistration: '19.12.2014' },
  },
  returnPointProperties: {
    ...authorised,
    receiverAddress: address('JxkyvRnL', 'CX'),
    receiverAuditorAddress: address('yedUsFwd', 'XG'),
    receiverAuditorContact: contact,
    receiverContact: contact,
  },
  vehicleOwnerProperties: {
    isVehicleOwnerInformationComplete: true,
    vehicleOwnerAddress: address('eOMtThyh', 'EV'),
    citizenship: 'DE',
  },
  dismantlingDate: '2025-10-31',
};

const schemaFile = join(__dirname, '../../../../shared/vectors/catenax/ProductDescription-3.0.0.schema.json');

const given = (({
  anonymizedVin,
  emptyWeight,
  steeringPos,
  systemPower,
  class: of,
  equipments,
  engines,
  body,
}) => ({
  vehicle: {
    ...{ anonymizedVin, emptyWeight, steeringPos, systemPower, class: of, equipments, engines, body },
    ...{ vehicleSeries: 'Golf', driveType: 'All-Wheel Drive' as const, fuel: {} },
    production: { plantDescription: 'Wolfsburg' },
    oem: { cxBPN: 'BPNL00000000811A' },
    sale: { soldDate: '2018-02-03T00:00:00', countryCode: 'DEU', countryGroup: 'Europe' },
  },
}))(SAMPLE.vehicle);

test('I12, Catena-X product_description 3.0.0: the smallest birth certificate goes out complete, with what is given', async () => {
  const { buyer } = await openGarage();
  const product = await buyer.on.vehicle.exportProduct({ vin: VIN, given: given as never });
  expect(product.vehicle).toMatchObject({
    ...{ modelDescription: 'Coach', modelIdentifier: 'M8', anonymizedVin: '3747429FGH382923974682' },
    oem: { wmiCode: '1M8', wmiDescription: 'Works AG', cxBPN: 'BPNL00000000811A' },
    production: { productionDate: '2026-01-10T00:00:00', plantIdentifier: '4711' },
  });
  if (!existsSync(schemaFile)) return;
  const ajv = addFormats(new Ajv({ strict: false }));
  const { $schema: _draft, ...schema } = JSON.parse(readFileSync(schemaFile, 'utf8')) as Record<
    string,
    unknown
  >;
  const valid = ajv.compile(schema);
  expect([valid(product), valid.errors]).toEqual([true, null]);
});

test('I12: what neither the ledger nor the caller says is named, not invented; what the ledger knows is not overruled', async () => {
  const { buyer } = await openGarage();
  await expect(buyer.on.vehicle.exportProduct({ vin: VIN, given: {} })).rejects.toMatchObject({
    code: 'MODEL_INCOMPLETE',
    facts: { vin: VIN, missing: expect.stringContaining('vehicle.steeringPos') },
  });
  const wrong = {
    vehicle: { ...given.vehicle, modelDescription: 'Another', oem: { wmiCode: 'WBA', cxBPN: 'B' } },
  };
  const told = await buyer.on.vehicle.exportProduct({ vin: VIN, given: wrong as never });
  expect(told.vehicle).toMatchObject({ modelDescription: 'Coach', oem: { wmiCode: '1M8' } });
});

test('I12: the official sample comes in as a request that certifies a birth, and goes out again', async () => {
  const { plant } = await openGarage();
  const request = await plant.on.vehicle.importProduct({ vin: EUROPEAN, product: SAMPLE as never });
  expect(request).toMatchObject({
    vin: EUROPEAN,
    model: { id: '689-G8', name: 'Golf VIII', series: 'Golf' },
  });
  await plant.on.vehicle.certifyBirth(request);
  const { wmiCode: _code, wmiDescription: _name, ...oem } = SAMPLE.vehicle.oem;
  const others = { vehicle: { ...SAMPLE.vehicle, oem } };
  const back = await plant.on.vehicle.exportProduct({ vin: EUROPEAN, given: others as never });
  const sample = { ...SAMPLE.vehicle, body: { ...SAMPLE.vehicle.body, colorId: 'LY7W' } };
  expect(back.vehicle).toEqual({
    ...sample,
    oem: { wmiCode: 'WP0', wmiDescription: 'Works AG', cxBPN: 'BPN-811' },
  });
});

test('I12, certificate_of_destruction 2.0.0: the official sample comes in as a request, and goes out with what is given', async () => {
  const { plant, registrar, workshop, buyer, owner } = await openGarage();
  const request = await workshop.on.vehicle.importDestruction({
    certificate: CERTIFICATE,
    documentHash: hash('x'),
  });
  expect(request).toEqual({
    ...{
      vin: 'WBAAY711X0KC28153',
      certificateId: 'LRP1087432',
      dismantledOn: '2025-10-31',
      documentHash: hash('x'),
    },
  });
  expect([plant, owner]).toHaveLength(2);
  await registrar.on.vehicle.authoriseDismantler({
    ...{ member: 'registry/workshop', companyNumber: 'S30A00065', until: '2027-01-01' },
  } as never);
  const dismantledOn = '2026-01-20';
  await workshop.on.vehicle.handInCertificate({ ...request, vin: VIN, dismantledOn });
  const told = await buyer.on.vehicle.exportDestruction({ vin: VIN, given: CERTIFICATE });
  expect(told).toMatchObject({
    ...{ dismantlingDate: dismantledOn, serialNumber: 'LRP1087432', companyNumber: 'S30A00065' },
    vehicleProperties: { identification: VIN, model: 'Coach', licensePlate: 'HAL-UI123' },
    vehicleOwnerProperties: CERTIFICATE.vehicleOwnerProperties,
  });
  await expect(buyer.on.vehicle.exportDestruction({ vin: VIN, given: {} })).rejects.toMatchObject({
    code: 'MODEL_INCOMPLETE',
    facts: { missing: expect.stringContaining('returnPointProperties') },
  });
});

test('I12: a vehicle without its end makes no certificate of destruction', async () => {
  const { buyer, plant } = await openGarage();
  await plant.on.vehicle.certifyBirth(birth(EUROPEAN));
  await expect(buyer.on.vehicle.exportDestruction({ vin: VIN, given: CERTIFICATE })).rejects.toMatchObject({
    code: 'MODEL_INCOMPLETE',
  });
});
