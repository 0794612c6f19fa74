import { onAccess, Access } from '../records/access';
import { orders, CourtOrder } from '../records/order';
import { anchors } from '../../evidence/records/anchor';
import { vehicles } from '../../vehicle/records/vehicle';
import { z } from 'zod';
import { evaluate, submit } from '../../kit/api';
import { id } from '../../kit/value/text';
import { vin } from '../../words/vin';
import { consentErrors as errors } from '../errors';
import { consentEvents as events } from '../events';
import { reading, noticed } from './access';

/** Orders of a court to open data. */
export const orderOperations = {
  recordOrder: submit({
    says: 'Record the order of a court to open data of a vehicle.',
    by: ['registrar', 'auditor'],
    request: CourtOrder.omit({ recordedBy: true, recordedAt: true }),
    creates: ({ vin, orderId }) => orders.at(vin, orderId),
    loads: ({ vin }) => ({ vehicle: vehicles.at(vin) }),
    response: CourtOrder,
    errors: [errors.ORDER_OVER],
    events: [events.CourtOrderRecorded],
  }),
  accessByOrder: submit({
    says: 'Read data by order of a court, as another person than the one who recorded it. The owner is told.',
    by: ['registrar', 'auditor'],
    request: reading.extend({ orderId: id }),
    creates: onAccess,
    loads: ({ vin, orderId, slice }) => ({
      order: orders.at(vin, orderId),
      anchor: anchors.at(slice.deviceId, slice.evidenceId),
    }),
    response: Access,
    errors: [
      errors.ORDER_OVER,
      errors.ORDER_BY_SAME_PERSON,
      errors.CATEGORY_CLOSED,
      errors.TIME_CLOSED,
      errors.EVIDENCE_UNFITTING,
    ],
    events: noticed,
  }),
  readOrder: evaluate({
    says: 'Read a court order. For who held the title at the time of the data, the registrar and the auditor.',
    by: ['owner', 'registrar', 'auditor'],
    request: z.strictObject({ vin, orderId: id }),
    on: ({ vin, orderId }) => orders.at(vin, orderId),
    response: CourtOrder,
  }),
};
