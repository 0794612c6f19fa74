import { onGrant, purpose } from '../records/grant';
import { onAccess, accesses, notices, Access, OwnerNotice, Slice, Witnessed } from '../records/access';
import { grantLife } from '../life';
import { maybe } from '../../kit/ref';
import { anchors } from '../../evidence/records/anchor';
import { devices } from '../../evidence/records/device';
import { vehicles } from '../../vehicle/records/vehicle';
import { births } from '../../vehicle/records/birth';
import { titleKey, titles } from '../../vehicle/records/title';
import { transfers } from '../../payment/records/money';
import { lotId } from '../../payment/records/party';
import { z } from 'zod';
import { evaluate, mine, page, pageOf, submit } from '../../kit/api';
import { count, id, member } from '../../kit/value/text';
import { everyone } from '../../words/role';
import { moneyErrors } from '../../payment/errors';
import { moneyEvents } from '../../payment/events';
import { vin } from '../../words/vin';
import { consentErrors as errors } from '../errors';
import { consentEvents as events } from '../events';

export const reading = z.strictObject({ vin, accessId: id, slice: Slice });

export const noticed = [events.DataAccessed, events.OwnerNotified];

const ofAccess = z.strictObject({ vin, accessId: id });

const ofEvidence = z.strictObject({ deviceId: id, evidenceId: id, access: ofAccess.optional() });

/** Reading, on whichever ground; each leaves a receipt. */
export const accessOperations = {
  access: submit({
    says:
      'Read data under a grant: takes one read and leaves the receipt, on which the keeper of the data ' +
      'hands it over.',
    by: everyone,
    request: reading.extend({
      grantId: id,
      purpose,
      paymentId: id.optional(),
      lots: z.array(lotId).min(1).max(100).optional(),
    }),
    on: onGrant,
    step: grantLife.access,
    answered: ({ status }) => status !== 'granted' && status !== 'used',
    creates: onAccess,
    loads: ({ vin, slice, paymentId }) => ({
      vehicle: vehicles.at(vin),
      anchor: anchors.at(slice.deviceId, slice.evidenceId),
      transfer: paymentId === undefined ? undefined : maybe(transfers.at(paymentId)),
    }),
    response: Access,
    errors: [
      errors.GRANT_REVOKED,
      errors.GRANT_OF_FORMER_OWNER,
      errors.GRANT_UNGIVEN,
      errors.GRANT_EXPIRED,
      errors.GRANT_EXHAUSTED,
      errors.PURPOSE_DIFFERS,
      errors.CATEGORY_CLOSED,
      errors.TIME_CLOSED,
      errors.TRIP_CLOSED,
      errors.EVIDENCE_UNFITTING,
      errors.PLACE_CLOSED,
      errors.PRICE_UNPAID,
      ...Object.values(moneyErrors),
    ],
    events: [events.DataAccessed, moneyEvents.MoneyMoved],
    many: 50,
  }),
  accessOwn: submit({
    says:
      'Read the data of the own time, as the present or a former owner: the same evidence that the ' +
      'manufacturer gets.',
    by: ['owner'],
    request: reading.extend({ titleNo: count(1000, 1) }),
    creates: onAccess,
    loads: ({ vin, titleNo, slice }) => ({
      held: titles.at(...titleKey(vin, titleNo)),
      next: maybe(titles.at(...titleKey(vin, titleNo + 1))),
      anchor: anchors.at(slice.deviceId, slice.evidenceId),
    }),
    response: Access,
    errors: [errors.CATEGORY_CLOSED, errors.TIME_CLOSED, errors.EVIDENCE_UNFITTING],
    events: [events.DataAccessed],
  }),
  accessInEmergency: submit({
    says:
      'Read what rescuers need after an emergency call by a device for which birth certificate or maker ' +
      'vouches. The owner is told.',
    by: ['registrar', 'auditor'],
    request: reading.extend({ callDeviceId: id, callId: id }),
    creates: onAccess,
    loads: ({ vin, callDeviceId, callId, slice }) => ({
      call: maybe(anchors.at(callDeviceId, callId)),
      device: maybe(devices.at(callDeviceId)),
      birth: maybe(births.at(vin)),
      anchor: anchors.at(slice.deviceId, slice.evidenceId),
    }),
    response: Access,
    errors: [
      errors.NO_EMERGENCY,
      errors.EMERGENCY_UNVOUCHED,
      errors.CATEGORY_CLOSED,
      errors.TIME_CLOSED,
      errors.EVIDENCE_UNFITTING,
    ],
    events: noticed,
  }),
  acknowledge: submit({
    says: 'Say that a notice of reading without consent was seen.',
    by: everyone,
    request: ofAccess,
    on: ({ vin, accessId }, { member }) => notices.at(vin, accessId, member),
    response: OwnerNotice,
    events: [events.NoticeSeen],
  }),
  witness: submit({
    says:
      'Let a majority sign that an anchor stands on the ledger, and the receipt on which it is handed ' +
      'over: reads both and writes nothing. An evidence package rests on it (gateway: packageEvidence).',
    by: everyone,
    request: ofEvidence,
    loads: ({ deviceId, evidenceId, access }) => ({
      anchor: anchors.at(deviceId, evidenceId),
      receipt: access && accesses.at(access.vin, access.accessId),
    }),
    response: Witnessed,
    errors: [errors.EVIDENCE_UNFITTING],
  }),
  readAccess: evaluate({
    says:
      'Read the receipt of an access. For its reader, the manufacturer, who held the title at the time of ' +
      'the data, the registrar and the auditor.',
    by: everyone,
    request: ofAccess,
    on: onAccess,
    response: Access,
  }),
  listAccesses: evaluate({
    says:
      'List who read data of the vehicle: a present or former owner sees the own time, registrar and ' +
      'auditor all. A page may hold fewer receipts than there are more of; go on with its bookmark.',
    by: ['owner', 'registrar', 'auditor'],
    request: page.extend({ vin }),
    response: pageOf(Access),
  }),
  listNotices: evaluate({
    says: 'List the own notices of reading without consent.',
    by: everyone,
    request: page.extend({ owner: mine(member) }),
    response: pageOf(OwnerNotice),
  }),
};
