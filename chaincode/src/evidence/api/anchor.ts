import { onDevice } from '../records/device';
import { deviceLife } from '../life';
import { maybe } from '../../kit/ref';
import { heads, anchors, Anchor, anchorRequest } from '../records/anchor';
import { births } from '../../vehicle/records/birth';
import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { id } from '../../kit/value/text';
import { everyone } from '../../words/role';
import { evidenceErrors as errors } from '../errors';
import { evidenceEvents as events } from '../events';
import { SeenAnchor, SeenHead } from '../records/view';
import { ofDevice, ofVehicle } from './device';

/** What devices recorded: signed roots in a chain. */
export const anchorOperations = {
  anchor: submit({
    says:
      'Anchor the root over a batch of readings, signed by the device. One that does not fit its chain is ' +
      'recorded and flagged, never refused.',
    by: ['manufacturer', 'insurer', 'registrar', 'workshop', 'dealer', 'owner'],
    request: anchorRequest,
    on: onDevice,
    step: deviceLife.anchor,
    answered: ({ status }) => status !== 'active',
    creates: ({ deviceId, evidenceId }) => anchors.at(deviceId, evidenceId),
    loads: ({ deviceId, vin, incident }) => ({
      head: maybe(heads.at(deviceId)),
      birth: incident === undefined ? undefined : maybe(births.at(vin)),
    }),
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
    says:
      'Read an anchor: its place in the chain and what was noticed; what it holds for whose drive it was, ' +
      'a grantee, the maker and the authority.',
    by: everyone,
    request: z.strictObject({ deviceId: id, evidenceId: id }),
    on: ({ deviceId, evidenceId }) => anchors.at(deviceId, evidenceId),
    response: SeenAnchor,
  }),
  readChain: evaluate({
    says: 'Read where the chain of a device ends, and what is missing in it.',
    by: everyone,
    request: ofDevice,
    on: onDevice,
    sides: ['anybody'],
    loads: ({ deviceId }) => ({ head: maybe(heads.at(deviceId)) }),
    response: SeenHead,
  }),
  listAnchors: evaluate({
    says: 'List the anchors of a device in their order.',
    by: everyone,
    request: page.extend({ deviceId: id }),
    on: onDevice,
    sides: ['anybody'],
    response: pageOf(SeenAnchor),
  }),
  listIncidents: evaluate({
    says:
      'List the crash records, takeovers and emergency calls of a vehicle in order of time, of devices ' +
      'for which birth certificate or maker vouches. A page may hold fewer than there are more of; go on ' +
      'with its bookmark.',
    by: everyone,
    request: ofVehicle,
    response: pageOf(SeenAnchor),
  }),
  listUnvouched: evaluate({
    says:
      'List those of other devices, marked: whoever registered them says that they are in the vehicle. A ' +
      'page may hold fewer than there are more of; go on with its bookmark.',
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
};
