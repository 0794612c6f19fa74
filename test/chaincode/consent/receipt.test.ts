import { consentReceipt, consentRecord, consentState } from '../../../chaincode/src/consent/iso27560/receipt';
import { coarseCoordinate } from '../../../chaincode/src/evidence/rules/frame';
import { EcallMessage } from '../../../chaincode/src/evidence/records/ecall';
import { EdrRecord } from '../../../chaincode/src/evidence/records/edr';
import { isTriggered } from '../../../chaincode/src/evidence/rules/edr';
import { DssadRecord } from '../../../chaincode/src/evidence/records/dssad';
import { FROM, G1, terms, UNTIL, VIN } from './cast';

const given = { type: 'given' as const, at: FROM, by: 'registry/owner' };
const grant = {
  ...G1,
  terms,
  owner: 'registry/owner',
  titleNo: 1,
  status: 'granted' as const,
  reads: 0,
  events: [given],
};
const insurer = {
  piiController: 'Insurer AG',
  contact: 'Data office',
  address: 'Main street 1',
  email: 'data@insurer.example',
  phone: '+49 30 0',
};

test('a grant is a Kantara consent receipt', () => {
  const receipt = consentReceipt(grant, [insurer], 'Pay how you drive');
  expect(receipt).toMatchObject({
    version: 'KI-CR-v1.1.0',
    consentTimestamp: 1772442600,
    piiPrincipalId: 'registry/owner',
    piiControllers: [insurer],
    services: [
      { purposes: [{ consentType: 'EXPLICIT', piiCategory: ['speed'], termination: terms.validUntil }] },
    ],
    sensitive: false,
    spiCat: [],
  });
  expect(receipt?.consentReceiptID).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  expect(consentReceipt(grant, [insurer], 'Pay how you drive')).toEqual(receipt);
});

test('what was only asked for has no receipt, and where somebody was is sensitive', () => {
  const asked = { ...grant, events: [{ ...given, type: 'requested' as const }] };
  expect(consentReceipt(asked, [insurer], 'x')).toBeUndefined();
  const located = { ...grant, terms: { ...terms, categories: ['speed' as const, 'location' as const] } };
  expect(consentReceipt(located, [insurer], 'x')).toMatchObject({ sensitive: true, spiCat: ['location'] });
});

test('the state of a consent is its last event, and every event stays', () => {
  const withdrawn = { ...grant, events: [given, { ...given, type: 'withdrawn' as const, at: UNTIL }] };
  expect(consentState(withdrawn)).toBe('withdrawn');
  expect(consentRecord(withdrawn, [insurer])).toMatchObject({
    state: 'withdrawn',
    events: [{ eventType: 'given' }, { eventType: 'withdrawn' }],
    piiInformation: [{ piiType: 'speed', sensitive: false }],
  });
});

test.each([
  [525_163_456, 525_160_000],
  [525_165_000, 525_170_000],
  [-525_165_000, -525_170_000],
  [4_999, 0],
  [-4_999, 0],
])('the coordinate %i is coarsened to %i', (full, coarse) => {
  expect(coarseCoordinate(full)).toBe(coarse);
});

const still = Array.from({ length: 26 }, () => 0);

test('a crash record has the elements of Table I, and begins at 8 km/h within 150 ms', () => {
  const record = {
    deltaVLongitudinal: still.map((_, at) => (at < 10 ? 0 : -8)),
    maxDeltaV: -8,
    timeOfMaxDeltaV: 100,
    speedIndicated: Array.from({ length: 11 }, () => 50),
    throttle: Array.from({ length: 11 }, () => 10),
    serviceBrakeOn: Array.from({ length: 11 }, (_, at) => at > 8),
    ignitionCycleCrash: 812,
    ignitionCycleDownload: 813,
    driverBelted: true,
    airbagWarningLampOn: false,
    deployedDriver: 22,
    events: 1,
    completeFile: true,
  };
  expect(EdrRecord.safeParse(record).success).toBe(true);
  expect(EdrRecord.safeParse({ ...record, throttle: [] }).success).toBe(false);
  expect(isTriggered(record.deltaVLongitudinal)).toBe(true);
  expect(isTriggered(still.map((_, at) => -Math.floor(at / 3)))).toBe(false);
  expect(isTriggered(still)).toBe(false);
  expect(
    DssadRecord.safeParse({ event: 'takeoverRequested', reason: 'unplanned', softwareVersion: '4.2' })
      .success,
  ).toBe(true);
});

test('an emergency call has the fields of the minimum set of data', () => {
  const message = {
    messageIdentifier: 1,
    control: {
      automaticActivation: true,
      testCall: false,
      positionCanBeTrusted: true,
      vehicleType: 'passengerVehicleClassM1',
    },
    vehicleIdentificationNumber: VIN,
    vehiclePropulsionStorageType: {
      gasolineTankPresent: false,
      dieselTankPresent: false,
      compressedNaturalGas: false,
      liquidPropaneGas: false,
      electricEnergyStorage: true,
      hydrogenStorage: false,
    },
    timestamp: 1772442600,
    vehicleLocation: { positionLatitude: 189_060_000, positionLongitude: 48_240_000 },
    vehicleDirection: 14,
    recentVehicleLocationN1: { latitudeDelta: -10, longitudeDelta: 4 },
    numberOfPassengers: 2,
  };
  expect(EcallMessage.safeParse(message).success).toBe(true);
  expect(EcallMessage.safeParse({ ...message, vehicleIdentificationNumber: 'x' }).success).toBe(false);
});
