import type { Anchor, Frame } from '@roadbook/chaincode/api';
import { recordFault } from '../../../gateway/src/evidence/form';

const VIN = '1M8GDM9AXKP042788';
const at = '2026-03-02T08:02:10.000Z';
const incident = { at, automatic: true, test: false, complete: true };
const anchored = (schema: Anchor['schema'], kind?: 'crash' | 'takeover' | 'ecall') =>
  ({ schema, vin: VIN, ...(kind && { incident: { ...incident, kind } }) }) as Anchor;
const shown = (
  category: Frame['category'],
  values: Frame['values'],
  precision: Frame['precision'] = 'full',
) => [{ index: 3, frame: { at, category, precision, salt: '00'.repeat(16), values } }];

const still = Array.from({ length: 11 }, () => 0);
const crash = {
  deltaVLongitudinal: Array.from({ length: 26 }, (_, step) => -step),
  maxDeltaV: -25,
  timeOfMaxDeltaV: 250,
  speedIndicated: still,
  throttle: still,
  serviceBrakeOn: still.map(() => true),
  ...{
    ignitionCycleCrash: 7,
    ignitionCycleDownload: 8,
    driverBelted: true,
    airbagWarningLampOn: false,
    events: 1,
  },
  completeFile: true,
};
const call = {
  messageIdentifier: 1,
  control: {
    automaticActivation: true,
    testCall: false,
    positionCanBeTrusted: true,
    vehicleType: 'passengerVehicleClassM1',
  },
  vehicleIdentificationNumber: VIN,
  vehiclePropulsionStorageType: {
    ...{ gasolineTankPresent: false, dieselTankPresent: false, compressedNaturalGas: false },
    ...{ liquidPropaneGas: false, electricEnergyStorage: true, hydrogenStorage: false },
  },
  timestamp: 1772438530,
  vehicleLocation: { positionLatitude: 189_060_000, positionLongitude: 48_240_000 },
  vehicleDirection: 14,
};
const mode = { event: 'takeoverRequested', reason: 'unplanned', softwareVersion: '4.2' };

test.each([
  ['readings of any kind', anchored('readings.v1'), shown('crash', { any: 1 }), undefined],
  ['a crash record', anchored('edr.563.v1', 'crash'), shown('crash', crash), undefined],
  ['other readings beside a crash', anchored('edr.r160.v1', 'crash'), shown('speed', { kmh: 50 }), undefined],
  [
    'no crash record',
    anchored('edr.563.v1', 'crash'),
    shown('crash', { kmh: 50 }),
    /reading 3 is no crash record.*deltaVLongitudinal/,
  ],
  [
    'a record cut short',
    anchored('edr.gb39732.v1', 'crash'),
    shown('crash', { ...crash, completeFile: false }),
    /whole file/,
  ],
  ['a change of mode', anchored('dssad.r157.v1', 'takeover'), shown('automation', mode), undefined],
  [
    'no change of mode',
    anchored('dssad.r157.v1', 'takeover'),
    shown('automation', { event: 'slept' }),
    /no record of UN R157/,
  ],
  ['an emergency call', anchored('ecall.en15722.v1', 'ecall'), shown('location', call), undefined],
  [
    'its rounded place',
    anchored('ecall.en15722.v1', 'ecall'),
    shown('location', { lat: 1 }, 'coarse'),
    undefined,
  ],
  [
    'no emergency message',
    anchored('ecall.en15722.v1', 'ecall'),
    shown('location', {}),
    /no emergency message.*messageIdentifier/,
  ],
  [
    'the call of another vehicle',
    anchored('ecall.en15722.v1', 'ecall'),
    shown('location', { ...call, vehicleIdentificationNumber: '5GZCZ43D13S812715' }),
    /message of 5GZCZ43D13S812715/,
  ],
  [
    'a test call told as a real one',
    anchored('ecall.en15722.v1', 'ecall'),
    shown('location', { ...call, control: { ...call.control, testCall: true } }),
    /how the call came about/,
  ],
])('%s', (_, anchor, leaves, fault) => {
  const found = recordFault(anchor, leaves);
  if (fault === undefined) expect(found).toBeUndefined();
  else expect(found).toMatch(fault);
});
