import { z } from 'zod';
import { defineApi, evaluate, page, pageOf, submit } from '../../kit/api';
import { id } from '../../kit/value/text';
import { everyone } from '../../words/role';
import { vin } from '../../words/vin';
import { evidenceErrors as errors } from '../errors';
import { evidenceEvents as events } from '../events';
import { Anchor, anchorRequest, Device, deviceKind, didKey, signature } from '../records/anchor';
import { SeenAnchor, SeenHead } from '../records/view';

const ofDevice = z.strictObject({ deviceId: id });
const ofVehicle = page.extend({ vin });
const keyed = z.strictObject({ deviceId: id, vin, deviceKey: didKey, proof: signature });

export const evidenceApi = defineApi(
  'evidence',
  'Data hashed at the source: devices, their keys, and signed roots over what they recorded.',
  {
    register: submit({
      says: 'Register a device of a vehicle with its key. A workshop may only in a vehicle that its owner entrusted to it, an owner only the key of the birth certificate.',
      by: ['manufacturer', 'workshop', 'owner'],
      request: keyed.extend({ kind: deviceKind }),
      response: Device,
      errors: [errors.DEVICE_KEY_WRONG, errors.DEVICE_KEY_UNPROVEN, errors.NOT_BIRTH_KEY, errors.NOT_ENTRUSTED],
      events: [events.DeviceRegistered],
    }),
    rotateKey: submit({
      says: 'Give a device another key from its next anchor on. The key before hands over; without that only the manufacturer of the vehicle, or the workshop that registered the device, while the vehicle is entrusted to it.',
      by: ['manufacturer', 'workshop'],
      request: keyed.extend({ handover: signature.optional() }),
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
      says: 'Retire a device that was taken out of the vehicle, as its manufacturer, the registrar or the workshop that registered it. What it anchored stays.',
      by: ['manufacturer', 'workshop', 'registrar'],
      request: ofDevice,
      response: Device,
      events: [events.DeviceRetired],
    }),
    anchor: submit({
      says: 'Anchor the root over a batch of readings, signed by the device. One that does not fit its chain is recorded and flagged, never refused.',
      by: ['manufacturer', 'insurer', 'registrar', 'workshop', 'dealer', 'owner'],
      request: anchorRequest,
      response: Anchor,
      errors: [
        errors.DEVICE_RETIRED,
        errors.DEVICE_ELSEWHERE,
        errors.SPAN_REVERSED,
        errors.INCIDENT_UNFITTING,
        errors.INCIDENT_OUTSIDE,
        errors.DEVICE_KEY_WRONG,
        errors.ANCHOR_UNSIGNED,
      ],
      events: [events.EvidenceAnchored, events.TamperSuspected, events.IncidentAnchored],
      many: 100,
    }),
    read: evaluate({
      says: 'Read an anchor: its place in the chain and what was noticed; what it holds for whose drive it was, a grantee, the maker and the authority.',
      by: everyone,
      request: z.strictObject({ deviceId: id, evidenceId: id }),
      response: SeenAnchor,
    }),
    readDevice: evaluate({ says: 'Read a device and its keys.', by: everyone, request: ofDevice, response: Device }),
    readChain: evaluate({
      says: 'Read where the chain of a device ends, and what is missing in it.',
      by: everyone,
      request: ofDevice,
      response: SeenHead,
    }),
    listDevices: evaluate({
      says: 'List the devices of a vehicle.',
      by: everyone,
      request: ofVehicle,
      response: pageOf(Device),
    }),
    listAnchors: evaluate({
      says: 'List the anchors of a device in their order.',
      by: everyone,
      request: page.extend({ deviceId: id }),
      response: pageOf(SeenAnchor),
    }),
    listIncidents: evaluate({
      says: 'List the crash records, takeovers and emergency calls of a vehicle in order of time, of devices for which birth certificate or maker vouches. A page may hold fewer than there are more of; go on with its bookmark.',
      by: everyone,
      request: ofVehicle,
      response: pageOf(SeenAnchor),
    }),
    listUnvouched: evaluate({
      says: 'List those of other devices, marked: whoever registered them says that they are in the vehicle. A page may hold fewer than there are more of; go on with its bookmark.',
      by: everyone,
      request: ofVehicle,
      response: pageOf(SeenAnchor),
    }),
    listTampers: evaluate({
      says: 'List the anchors of a vehicle that do not fit their chain.',
      by: everyone,
      request: ofVehicle,
      response: pageOf(SeenAnchor),
    }),
  },
);
