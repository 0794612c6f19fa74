import { z } from 'zod';
import { table } from '../../kit/table';
import { count, id, member } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { clock } from '../../merchant/records/hours';
import { vin } from '../../words/vin';

/** Most customers who wait for one day of a service. */
export const PLACES = 20;
/**
 * A customer who waits. A place is taken once and never again, so that whose turn it was, is or will be
 * follows from the places at any time.
 */
export const Waiting = z.strictObject({
  merchant: member,
  serviceCode: id,
  on: day.meta({ description: 'on the calendar of the merchant' }),
  place: count(PLACES, 1),
  customer: member,
  vin,
  from: clock.meta({ description: 'earliest start, on the clocks of the merchant' }),
  until: clock.meta({ description: 'exclusive' }),
  joinedAt: instant,
  left: z
    .strictObject({
      at: instant,
      bookingId: id.optional().meta({ description: 'the booking that the turn became' }),
    })
    .optional(),
});
export type Waiting = z.output<typeof Waiting>;

export type QueueOf = Pick<Waiting, 'merchant' | 'serviceCode' | 'on'>;
export const waitingKey = ({ merchant, serviceCode, on }: QueueOf, place: number): string[] => [
  merchant,
  serviceCode,
  on,
  `${place}`.padStart(2, '0'),
];
export const placeKeys = (queue: QueueOf): string[][] =>
  Array.from({ length: PLACES }, (_, at) => waitingKey(queue, at + 1));
export const waitings = table({
  kind: 'waiting',
  v: 1,
  schema: Waiting,
  id: (one) => waitingKey(one, one.place),
});
