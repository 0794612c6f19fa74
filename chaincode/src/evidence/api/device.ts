import { onDevice, Device, deviceKind, didKey, signature } from '../records/device';
import { deviceLife } from '../life';
import { maybe } from '../../kit/ref';
import { heads } from '../records/anchor';
import { vehicles } from '../../vehicle/records/vehicle';
import { births } from '../../vehicle/records/birth';
import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { id } from '../../kit/value/text';
import { everyone } from '../../words/role';
import { vin } from '../../words/vin';
import { evidenceErrors as errors } from '../errors';
import { evidenceEvents as events } from '../events';

export const ofDevice = z.strictObject({ deviceId: id });

export const ofVehicle = page.extend({ vin });

const keyed = z.strictObject({ deviceId: id, vin, deviceKey: didKey, proof: signature });

/** Devices and their keys. */
export const deviceOperations = {
  register: submit({
    says:
      'Register a device of a vehicle with its key. A workshop may only in a vehicle that its owner ' +
      'entrusted to it, an owner only the key of the birth certificate.',
    by: ['manufacturer', 'workshop', 'owner'],
    request: keyed.extend({ kind: deviceKind }),
    creates: onDevice,
    loads: ({ vin }) => ({ vehicle: vehicles.at(vin), birth: maybe(births.at(vin)) }),
    response: Device,
    errors: [errors.DEVICE_KEY_WRONG, errors.DEVICE_KEY_UNPROVEN, errors.NOT_BIRTH_KEY, errors.NOT_ENTRUSTED],
    events: [events.DeviceRegistered],
  }),
  rotateKey: submit({
    says:
      'Give a device another key from its next anchor on. The key before hands over; without that only ' +
      'the manufacturer of the vehicle, or the workshop that registered the device, while the vehicle is ' +
      'entrusted to it.',
    by: ['manufacturer', 'workshop'],
    request: keyed.extend({ handover: signature.optional() }),
    on: onDevice,
    step: deviceLife.rotateKey,
    answered: ({ keys }, { deviceKey }) => keys.at(-1)?.deviceKey === deviceKey,
    loads: ({ deviceId, vin }) => ({ head: maybe(heads.at(deviceId)), vehicle: vehicles.at(vin) }),
    response: Device,
    errors: [
      errors.DEVICE_ELSEWHERE,
      errors.DEVICE_KEYS_FULL,
      errors.DEVICE_KEY_WRONG,
      errors.DEVICE_KEY_UNPROVEN,
      errors.HANDOVER_MISSING,
      errors.NOT_ENTRUSTED,
    ],
    events: [events.DeviceKeyRotated],
  }),
  retire: submit({
    says:
      'Retire a device that was taken out of the vehicle, as its manufacturer, the registrar or the ' +
      'workshop that registered it. What it anchored stays.',
    by: ['manufacturer', 'workshop', 'registrar'],
    request: ofDevice,
    on: onDevice,
    step: deviceLife.retire,
    loads: (_request, { vin }) => ({ vehicle: vehicles.at(vin) }),
    response: Device,
    events: [events.DeviceRetired],
  }),
  readDevice: evaluate({
    says: 'Read a device and its keys.',
    by: everyone,
    request: ofDevice,
    on: onDevice,
    sides: ['anybody'],
    response: Device,
  }),
  listDevices: evaluate({
    says: 'List the devices of a vehicle.',
    by: everyone,
    request: ofVehicle,
    response: pageOf(Device),
  }),
};
