import { z } from 'zod';
import { evaluate, submit } from '../../kit/api';
import { count } from '../../kit/value/text';
import { zoneErrors } from '../../kit/value/zone';
import { everyone, people } from '../../words/role';
import { merchantErrors } from '../../merchant/errors';
import { vehicleErrors } from '../../vehicle/errors';
import { serviceErrors as no } from '../errors';
import { serviceEvents as told } from '../events';
import { PLACES, Waiting } from '../records/queue';

const queue = Waiting.pick({ merchant: true, serviceCode: true, on: true });

/** Waiting for a day that is fully booked. */
export const queueOperations = {
  joinQueue: submit({
    says: 'Wait for a day on which no time is free; slots that become free are offered in the order of joining, a quarter of an hour to each.',
    by: people,
    request: queue.extend(Waiting.pick({ vin: true, from: true, until: true }).shape),
    response: Waiting,
    errors: [
      merchantErrors.NOT_A_MERCHANT,
      vehicleErrors.TITLE_UNHELD,
      no.MERCHANT_NOT_READY,
      no.VERSION_NOT_SOLD,
      no.VEHICLE_CLASS_OTHER,
      no.REST_OPEN,
      zoneErrors.ZONE_UNCOVERED,
      no.NO_TIMES,
      no.SLOT_FREE,
      no.QUEUE_FULL,
    ],
    events: [told.QueueJoined],
  }),
  leaveQueue: submit({
    says: 'Leave a queue; the next one moves up at once. There is no way back into it.',
    by: people,
    request: queue,
    response: Waiting,
    events: [told.QueueLeft],
  }),
  readQueue: evaluate({
    says: 'Say how many wait for a day of a service, and how many before oneself. What is offered to oneself is in listFree.',
    by: everyone,
    request: queue,
    response: z.strictObject({ waiting: count(PLACES), mine: Waiting.optional(), ahead: count(PLACES).optional() }),
  }),
};
