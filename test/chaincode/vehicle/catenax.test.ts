import { type Birth, birthRequest } from '../../../chaincode/src/vehicle/records/birth';
import {
  ODOMETER_BRANDS,
  TITLE_BRANDS,
  brandPrinted,
  printedBrand,
} from '../../../chaincode/src/vehicle/records/brand';
import { fromProductDescription, toProductDescription } from '../../../chaincode/src/vehicle/catenax/product';
import { toCertificateOfDestruction } from '../../../chaincode/src/vehicle/catenax/destruction';
import { hash, VIN } from './cast';

const request = birthRequest.parse({
  vin: VIN,
  model: { id: '689-G8', name: 'Golf VIII', series: 'Golf', year: 2019 },
  builtOn: '2018-01-15',
  plant: { id: '4711', name: 'Wolfsburg' },
  body: { nhtsa: 'Hatchback', kba: 'Limousine', doors: 5, colourId: 'LY7W', colour: 'Light grey' },
  drive: 'allWheel',
  fuel: 'Diesel',
  hybrid: 'none',
  engines: [
    {
      engineId: 'CKBY',
      serialNumber: '3434937GJJG3738',
      power: 110,
      size: 1968,
      installedOn: '2018-01-10',
      name: '2.0 TDI',
      series: 'EA189',
    },
  ],
  equipment: [{ id: 'S248A', name: 'Seat heating front', group: 'Interior' }],
  softwareVersion: '3.4.9837.567',
  vehicleKey: 'did:key:zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv',
});
const certified: Birth = {
  ...request,
  manufacturer: 'manufacturer',
  warnings: [],
  certifiedBy: 'manufacturer/plant',
  certifiedAt: '2018-01-16T10:00:00.000Z',
};
const maker = { wmi: '1M8', manufacturer: 'manufacturer', name: 'Works AG', bpn: 'BPNL00000000811A' };

test('a birth certificate goes out in the words of Catena-X', () => {
  expect(toProductDescription(certified, maker)).toMatchObject({
    vin: VIN,
    wmi: '1M8',
    modelIdentifier: '689-G8',
    modelDescription: 'Golf VIII',
    vehicleSeries: 'Golf',
    oem: { cxBPN: 'BPNL00000000811A', wmiCode: '1M8', wmiDescription: 'Works AG' },
    production: {
      productionDate: '2018-01-15T00:00:00',
      plantIdentifier: '4711',
      plantDescription: 'Wolfsburg',
    },
    body: {
      nhtsaBody: 'Hatchback',
      kbaBody: 'Limousine',
      numberOfDoors: 5,
      colorId: 'LY7W',
      colorDescription: 'Light grey',
    },
    driveType: 'All-Wheel Drive',
    fuel: { nhtsaFuelType: 'Diesel' },
    hybridizationType: 'no hybrid',
    engines: [
      {
        engineId: 'CKBY',
        serialNumber: '3434937GJJG3738',
        power: 110,
        size: 1968,
        installDate: '2018-01-10T00:00:00',
      },
    ],
    equipments: [
      { equipmentIdentifier: 'S248A', equipmentDescription: 'Seat heating front', group: 'Interior' },
    ],
    softwareVersion: '3.4.9837.567',
    hardwareRootKey: request.vehicleKey,
  });
});

test('what went out comes back the same', () => {
  expect(birthRequest.parse(fromProductDescription(toProductDescription(certified, maker)))).toEqual(request);
  const bare = birthRequest.parse({
    vin: VIN,
    model: { id: 'M8', name: 'Coach' },
    builtOn: '2018-01-15',
    plant: { id: '4711' },
  });
  const out = toProductDescription(
    { ...certified, ...bare, body: undefined, engines: undefined, equipment: undefined },
    maker,
  );
  expect(birthRequest.parse(fromProductDescription(out))).toMatchObject(bare);
});

test('a word that Catena-X does not know is refused by the schema', () => {
  const out = { ...toProductDescription(certified, maker), driveType: 'Six-Wheel Drive' };
  expect(birthRequest.safeParse(fromProductDescription(out)).success).toBe(false);
});

test('a sale and a certificate of destruction go out too', () => {
  const at = '2026-02-01T10:00:00.000Z';
  const vehicle = {
    vin: VIN,
    status: 'destroyed',
    recordedAt: at,
    sale: { to: 'registry/owner', soldOn: '2018-02-03', country: 'DEU' },
    owners: 1,
    liens: [],
    lienConsents: [],
    brands: [],
    destruction: {
      certificateId: 'LRP1087432',
      dismantler: 'registry/workshop',
      companyNumber: 'S30A00065',
      dismantledOn: '2026-02-01',
      documentHash: hash('certificate'),
      handedInAt: at,
    },
  } as const;
  const mutable = { ...vehicle, liens: [], lienConsents: [], brands: [] };
  expect(toProductDescription(certified, maker, mutable).sale).toEqual({
    soldDate: '2018-02-03T00:00:00',
    countryCode: 'DEU',
  });
  expect(toCertificateOfDestruction(mutable, certified)).toMatchObject({
    serialNumber: 'LRP1087432',
    companyNumber: 'S30A00065',
    dismantlingDate: '2026-02-01',
    vehicleProperties: { identification: VIN, model: 'Golf VIII' },
  });
});

test('brands are printed with the published codes and read back', () => {
  expect(Object.values(TITLE_BRANDS).slice(0, 11)).toEqual([
    '01',
    '02',
    '03',
    '04',
    '05',
    '06',
    '07',
    '08',
    '09',
    '10',
    '11',
  ]);
  expect([
    printedBrand('salvage'),
    printedBrand('odometerNotActual'),
    brandPrinted('09'),
    brandPrinted('99'),
  ]).toEqual(['11', 'Not Actual', 'rebuilt', undefined]);
  for (const name of [...Object.keys(TITLE_BRANDS), ...Object.keys(ODOMETER_BRANDS)])
    expect(brandPrinted(printedBrand(name as 'flood'))).toBe(name);
});
