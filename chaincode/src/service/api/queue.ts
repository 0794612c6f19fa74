import { z } from 'zod';
import { evaluate, submit } from '../../kit/api';
import { count } from '../../kit/value/text';
import { zoneErrors } from '../../kit/value/zone';
import { everyone, people } from '../../words/role';
import { merchantErrors } from '../../merchant/errors';
import { vehicleErrors } from '../../vehicle/errors';
import { serviceErrors as errors } from '../errors';
import { serviceEvents as events } from '../events';
import { maybe } from '../../kit/ref';
import { placeKeys, type QueueOf, waitings, PLACES, Waiting } from '../records/queue';
import { offered } from './shape';

const queue = Waiting.pick({ merchant: true, serviceCode: true, on: true });

const places = (wanted: QueueOf) => ({ places: placeKeys(wanted).map((key) => maybe(waitings.at(...key))) });

/** Waiting for a day that is fully booked. */
export const queueOperations = {
  joinQueue: submit({
    says:
      'Wait for a day on which no time is free; slots that become free are offered in the order of ' +
      'joining, a quarter of an hour to each.',
    by: people,
    request: queue.extend(Waiting.pick({ vin: true, from: true, until: true }).shape),
    loads: (wanted) => ({ ...offered(wanted), ...places(wanted) }),
    response: Waiting,
    errors: [
      merchantErrors.NOT_A_MERCHANT,
      vehicleErrors.TITLE_UNHELD,
      errors.MERCHANT_NOT_READY,
      errors.VERSION_NOT_SOLD,
      errors.VEHICLE_CLASS_OTHER,
      errors.REST_OPEN,
      zoneErrors.ZONE_UNCOVERED,
      errors.NO_TIMES,
      errors.SLOT_FREE,
      errors.QUEUE_FULL,
    ],
    events: [events.QueueJoined],
  }),
  leaveQueue: submit({
    says: 'Leave a queue; the next one moves up at once. There is no way back into it.',
    by: people,
    request: queue,
    loads: (wanted) => places(wanted),
    response: Waiting,
    events: [events.QueueLeft],
  }),
  readQueue: evaluate({
    says:
      'Say how many wait for a day of a service, and how many before oneself. What is offered to oneself ' +
      'is in listFree.',
    by: everyone,
    request: queue,
    loads: (wanted) => places(wanted),
    response: z.strictObject({
      waiting: count(PLACES),
      mine: Waiting.optional(),
      ahead: count(PLACES).optional(),
    }),
  }),
};
